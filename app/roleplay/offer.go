package roleplay

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/yamlfile"
	"shifu/training/roleplay"
)

func (s *Screen) offer() *roleplay.Offer {
	all := s.offers()
	if i := s.list.Chosen(); i >= 0 && i < len(all) {
		return &all[i]
	}
	return nil
}

// showOffer lays the chosen scenario out: who calls, how much help, and the call.
func (s *Screen) showOffer() {
	o := s.offer()
	if o == nil && len(s.offers()) > 0 {
		s.list.Choose(0)
		return
	}
	s.sheet.Objects = nil
	if o != nil {
		s.sheet.Objects = []fyne.CanvasObject{s.offerSheet(o)}
	}
	s.sheet.Refresh()
}

func (s *Screen) offerSheet(o *roleplay.Offer) fyne.CanvasObject {
	l := s.d.Settings.Language
	width := look.Scaled(sideWidth - 44)
	title := parts.NewParagraph(o.Title.In(l), look.TextPanel, look.Ink)
	title.Width, title.Bold = width, true
	brief := parts.NewParagraph(o.Brief.In(l), look.TextBody, look.Ink2)
	brief.Width = width
	mood, state := moodWord(o.Persona.Mood)
	column := parts.Stack(0, title, parts.Room(0, 6), brief, parts.Room(0, 12), parts.NewHairline(), parts.Room(0, 8),
		parts.FactLine(parts.Fact{Label: lang.L("Caller"), Value: o.Persona.Name.In(l), Note: o.Persona.Number}),
		parts.FactLine(parts.Fact{Label: lang.L("Region"), Value: o.Persona.Region.In(l)}),
		parts.FactLine(parts.Fact{Label: lang.L("Talk time"), Value: lang.L("{{.From}} to {{.To}}", map[string]any{"From": clock(o.Least), "To": clock(o.Most)})}),
		parts.High(24, parts.Row(0, parts.Fix(look.Scaled(72), 0, parts.Label(lang.L("Mood"))), parts.NewPill(mood, state))), parts.Room(0, 12))
	levels := make([]string, len(roleplay.Levels))
	chosen := 0
	for i, x := range roleplay.Levels {
		if levels[i] = levelWords.Of(x); x == s.level {
			chosen = i
		}
	}
	column.Add(parts.Row(8, parts.NewSegments(levels, chosen, func(i int) { s.level = roleplay.Levels[i]; s.showOffer() }), parts.NewKeyBadge("L")))
	column.Add(parts.Room(0, 6))
	note := parts.NewParagraph(levelNote(s.level), look.TextLabel, look.Ink3)
	note.Width = width
	column.Add(note)
	if s.improvises() {
		column.Add(parts.Room(0, 8))
		column.Add(parts.NewCheck(lang.L("The model words what the caller says"), s.freely, func(on bool) { s.freely = on }))
	}
	column.Add(parts.Room(0, 14))
	column.Add(parts.Row(8, parts.NewButton(lang.L("Take the call"), parts.Main, s.take).WithIcon("headset").WithKey("Enter")))
	if o.Attempts > 0 {
		column.Add(parts.Room(0, 16))
		column.Add(parts.NewHairline())
		column.Add(parts.Room(0, 6))
		column.Add(parts.Label(lang.L("My last attempts")))
		s.addOwn(column, o.ID)
	}
	return column
}

// improvises tells whether a model may play callers here.
func (s *Screen) improvises() bool {
	return s.d.Assist.Persona != nil && s.k.model.On && s.k.model.Persona
}

func levelNote(x roleplay.Level) string {
	switch x {
	case roleplay.Script:
		return lang.L("The words to say stand before you. It does not count as proof of a skill.")
	case roleplay.Hints:
		return lang.L("What the answer must hold stands beside the call.")
	case roleplay.Exam:
		return lang.L("Nothing is shown, the lead tells nothing, no second try. Two assessors review the call.")
	}
	return lang.L("Only the customer's words. All else comes with the result.")
}

// addOwn adds the newest attempts of one's own at a scenario.
func (s *Screen) addOwn(column *fyne.Container, scenario string) {
	left := 4
	for i := range s.k.attempts {
		a := &s.k.attempts[i]
		if a.ScenarioID != scenario || a.PersonID != s.d.Actor.PersonID || left == 0 {
			continue
		}
		left--
		score := chart.Number(a.Overall, 0)
		if a.Failed {
			score = lang.L("failed")
		}
		row := parts.High(26, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Second(s.d.Moment(a.BegunAt))), parts.Grow(parts.Second(levelWords.Of(a.Level)).Cutting()), parts.Body(score)))
		column.Add(parts.NewTile(look.Clear, look.Clear, row, func() { s.open(a.ID) }))
	}
}

// cycle goes to the next level.
func (s *Screen) cycle() {
	for i, x := range roleplay.Levels {
		if x == s.level {
			s.level = roleplay.Levels[(i+1)%len(roleplay.Levels)]
			break
		}
	}
	s.showOffer()
}

// take begins the chosen scenario.
func (s *Screen) take() {
	o := s.offer()
	if o == nil {
		return
	}
	start := roleplay.Start{ScenarioID: o.ID, Level: s.level, Language: s.d.Settings.Language}
	s.begin(func(ctx context.Context) (roleplay.Attempt, error) { return s.d.Rehearsal.Begin(ctx, s.d.Actor, start) })
}

// begin opens the call of an attempt that work begins.
func (s *Screen) begin(work func(context.Context) (roleplay.Attempt, error)) {
	background.Run(s.ctx, s.d.Stage, work, func(a roleplay.Attempt, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.result = nil
		s.call = newCall(s, a)
		s.d.Window.Canvas().Unfocus() // the list is gone: digits are for the call
		s.show()
		s.call.heard()
		s.d.Trace("call", map[string]any{"scenario": a.ScenarioID, "level": string(a.Level)})
	})
}

// open shows what an attempt came to.
func (s *Screen) open(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (roleplay.Attempt, error) {
		return s.d.RolePlays.Attempt(ctx, s.d.Actor, id)
	}, func(a roleplay.Attempt, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.result = newResult(s, a)
		s.d.Window.Canvas().Unfocus()
		s.show()
	})
}

// showAttempt lays the chosen attempt out in short.
func (s *Screen) showAttempt() {
	i := s.past.Chosen()
	if i < 0 && len(s.k.attempts) > 0 {
		s.past.Choose(0)
		return
	}
	s.sheet.Objects = nil
	if i >= 0 && i < len(s.k.attempts) {
		s.sheet.Objects = []fyne.CanvasObject{s.attemptSheet(&s.k.attempts[i])}
	}
	s.sheet.Refresh()
}

func (s *Screen) attemptSheet(a *roleplay.Attempt) fyne.CanvasObject {
	title := parts.NewParagraph(a.Title.In(s.d.Settings.Language), look.TextPanel, look.Ink)
	title.Width, title.Bold = look.Scaled(sideWidth-44), true
	column := parts.Stack(0, title, parts.Room(0, 8), parts.Row(8, parts.Figure(chart.Number(a.Overall, 0)), parts.NewPill(endingWords.Of(a.Ending), endingState(a.Ending))), parts.Room(0, 8),
		parts.FactLine(parts.Fact{Label: lang.L("Who"), Value: a.Person, Note: a.Team}), parts.FactLine(parts.Fact{Label: lang.L("When"), Value: s.d.Moment(a.BegunAt)}),
		parts.FactLine(parts.Fact{Label: lang.L("Level"), Value: levelWords.Of(a.Level)}), parts.FactLine(parts.Fact{Label: lang.L("role.reviews"), Value: n(a.Judged)}))
	if a.Failed {
		column.Add(parts.FactLine(parts.Fact{Label: lang.L("Without it"), Value: chart.Number(a.Raw, 0), Note: lang.L("a critical point was missed")}))
	}
	column.Add(parts.Room(0, 14))
	column.Add(parts.Row(8, parts.NewButton(lang.L("Read the call"), parts.Main, s.openChosen).WithKey("Enter")))
	return column
}

func (s *Screen) openChosen() {
	if i := s.past.Chosen(); i >= 0 && i < len(s.k.attempts) {
		s.open(s.k.attempts[i].ID)
	}
}

// bring asks for the file of a scenario of one's own.
func (s *Screen) bring() {
	ask.Pick(s.d, func(path string) {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) {
			data, err := yamlfile.Load(path)
			if err != nil {
				return "", err
			}
			return s.d.RoleAuthor.Bring(ctx, s.d.Actor, filepath.Base(path), data)
		}, func(id string, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.d.Toast(lang.L("The scenario {{.ID}} can be played", map[string]any{"ID": id}), nil)
		})
	})
}
