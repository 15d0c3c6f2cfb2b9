package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/keys"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
)

// showKeyFoot offers what can be done with the chosen act.
func (s *Screen) showKeyFoot() {
	r, some := s.chosenKey()
	if !some {
		s.keyFoot(parts.Label(lang.L("Choose an act, then press Enter and the new key.")))
		return
	}
	row := parts.Row(8, parts.Grow(parts.Strong(r.name).Cutting()))
	if r.changed() {
		row.Add(parts.NewButton(lang.L("Back to default"), parts.Plain, s.resetKey).WithIcon("replay").WithKey("Del"))
	}
	row.Add(parts.NewButton(lang.L("Change the key"), parts.Main, s.changeKey).WithIcon("edit").WithKey("Enter"))
	s.keyFoot(row)
}

func (s *Screen) keyFoot(o fyne.CanvasObject) {
	s.keys.foot.Objects = []fyne.CanvasObject{parts.NewHairline(), parts.Room(0, 8), o}
	s.keys.foot.Refresh()
	s.whole.Refresh()
	s.d.Changed()
}

// changeKey waits for the new key of the chosen act.
func (s *Screen) changeKey() {
	r, some := s.chosenKey()
	if !some {
		return
	}
	s.d.HoldKeys(true)
	field := parts.NewKeyField(lang.L("Press the new key; Esc leaves it as it is"))
	field.OnChord = func(c keys.Chord) { s.d.HoldKeys(false); s.pressedKey(r, c) }
	field.OnLeft = func() { s.d.HoldKeys(false); s.backToKeys() }
	s.keyFoot(parts.Row(12, parts.Grow(parts.Strong(r.name).Cutting()), field))
	field.Focus()
	s.d.Trace("key-awaited", map[string]any{"act": r.act.ID(), "place": r.act.Place})
}

func (s *Screen) backToKeys() {
	s.showKeyFoot()
	s.keys.list.Focus()
}

// pressedKey takes a key over, refuses it, or says what has it now.
func (s *Screen) pressedKey(r keyRow, c keys.Chord) {
	if err := keys.Refuse(c); err != nil {
		s.keyFoot(parts.Banner(parts.TintWarn, words.Sentence(s.d.Settings.Language, err), lang.L("Another key"), s.changeKey))
		s.keys.list.Focus()
		s.d.Trace("key-refused", map[string]any{"key": c.String()})
		return
	}
	now := s.d.Settings.Keys
	if other, clash := keys.Clash(s.keys.all, now, r.act.Place, r.act.ID(), c); clash {
		s.askKey(r, c, s.keyRow(other))
		return
	}
	s.giveKey(r, c, now)
}

// askKey says which act has the key, and gives it to the new one if wished.
func (s *Screen) askKey(r keyRow, c keys.Chord, other keyRow) {
	say := lang.L("{{.Key}} does \"{{.Act}}\" now ({{.Place}}).", map[string]any{"Key": c.String(), "Act": other.name, "Place": placeWord(other.act.Place)})
	take := parts.NewButton(lang.L("Take it from there"), parts.Main, func() { s.takeKey(r, c) })
	leave := parts.NewButton(lang.L("Another key"), parts.Plain, s.changeKey)
	s.keyFoot(parts.Row(8, parts.NewIcon("tri", 16, look.Warn), parts.Grow(parts.Body(say).Cutting()), leave, take))
	s.d.Trace("key-taken", map[string]any{"key": c.String(), "by": other.act.ID()})
}

// takeKey takes a key from whatever has it.
func (s *Screen) takeKey(r keyRow, c keys.Chord) {
	chosen := s.d.Settings.Keys
	for {
		other, clash := keys.Clash(s.keys.all, chosen, r.act.Place, r.act.ID(), c)
		if !clash {
			break
		}
		o := keys.ParsePair(other.Keys)
		chosen = chosen.With(other.Place, other.ID(), o, chosen.Of(other.Place, other.ID(), o).Without(c))
	}
	s.giveKey(r, c, chosen)
}

func (s *Screen) giveKey(r keyRow, c keys.Chord, chosen keys.Chosen) {
	s.useKeys(chosen.With(r.act.Place, r.act.ID(), r.was, r.now.With(c)))
	s.d.Toast(lang.L("{{.Act}}: {{.Key}}", map[string]any{"Act": r.name, "Key": c.String()}), nil)
}

func (s *Screen) resetKey() {
	if r, some := s.chosenKey(); some && r.changed() {
		s.useKeys(s.d.Settings.Keys.With(r.act.Place, r.act.ID(), r.was, r.was))
	}
}

// resetKeys gives every act the house's keys again; that can be undone.
func (s *Screen) resetKeys() {
	before := s.d.Settings.Keys
	if len(before) == 0 {
		return
	}
	s.useKeys(nil)
	s.d.Toast(lang.L("All keys are the default ones again"), func() { s.useKeys(before) })
}

// useKeys keeps the chosen keys; they count at once.
func (s *Screen) useKeys(chosen keys.Chosen) {
	next := s.d.Settings
	next.Keys = chosen
	s.d.Apply(next)
	s.showKeys()
	s.keys.list.Focus()
	s.d.Trace("keys-set", map[string]any{"places": len(chosen)})
}

type placed struct{ at, word string }

// keyPlaces are all places in the order in which their acts are listed.
func keyPlaces() []placed {
	at := func(p desk.Place, word string) placed { return placed{string(p), word} }
	return []placed{
		{keys.Everywhere, lang.L("Everywhere")}, at(desk.Room, lang.L("Review room")), at(desk.Review, lang.L("Review")), at(desk.Library, lang.L("Library")),
		at(desk.Today, lang.L("Today")), at(desk.Scores, lang.L("Scores")), at(desk.Learn, lang.L("Learn")), at(desk.Exams, lang.L("My exams")),
		at(desk.Answered, lang.L("My answers")), at(desk.Sitting, lang.L("Sitting an exam")), at(desk.ExamDesk, lang.L("Exams")), at(desk.ExamDraft, lang.L("Draft of an exam")),
		at(desk.ExamAttempt, lang.L("A paper")), at(desk.ExamMarks, lang.L("Essays")), at(desk.ExamRegrade, lang.L("Change a key")), at(desk.ExamStats, lang.L("Statistics")),
		at(desk.ExamCut, lang.L("Cut score")), at(desk.CutRating, lang.L("Judging a cut score")), at(desk.Certificates, lang.L("Certificates")), at(desk.Bank, lang.L("Bank")),
		at(desk.Retraining, lang.L("Retraining")), at(desk.Mentees, lang.L("Mentoring year")), at(desk.Mentoring, lang.L("Mentoring")), at(desk.MentorContract, lang.L("Contract")),
		at(desk.Coaching, lang.L("Coaching")), at(desk.Benchmarks, lang.L("Benchmark calls")), at(desk.RolePlay, lang.L("Role-play")), at(desk.Rubrics, lang.L("Rubrics")),
		at(desk.Editor, lang.L("Rubric editor")), at(desk.Compared, lang.L("Comparison")), at(desk.Rules, lang.L("Rules")), at(desk.Sampling, lang.L("Sampling")),
		at(desk.Calibration, lang.L("Calibration")), at(desk.Appeals, lang.L("Appeals")), at(desk.Reviewers, lang.L("Reviewers")), at(desk.Insight, lang.L("Insight")),
		at(desk.Operations, lang.L("Operations")), at(desk.Routing, lang.L("Routing")), at(desk.Contests, lang.L("Contests")), at(desk.Practice, lang.L("Practice")),
		at(desk.Ability, lang.L("Ability")), at(desk.Knowledge, lang.L("Knowledge")), at(desk.People, lang.L("People")), at(desk.Retention, lang.L("Retention")),
		at(desk.Settings, lang.L("Settings")), at(desk.Guide, lang.L("User guide")),
	}
}

// placeWord is what a place is called.
func placeWord(at string) string {
	for _, p := range keyPlaces() {
		if p.at == at {
			return p.word
		}
	}
	return at
}
