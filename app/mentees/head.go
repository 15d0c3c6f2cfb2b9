package mentees

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// head is the title, who there is, and what is done most.
func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(s.title()), parts.Room(8, 0))
	for _, p := range s.pairs {
		row.Add(s.tab(p))
	}
	row.Add(parts.Gap())
	if s.y.ID != "" {
		row.Add(parts.NewButton(lang.L("Contract"), parts.Plain, s.openContract).WithIcon("document").WithKey("C"))
	}
	if s.writes() {
		row.Add(parts.NewButton(lang.L("Write up a session"), parts.Main, s.writeUp).WithIcon("add").WithKey("N"))
	}
	return parts.High(64, parts.Inset(0, 20, 0, 24, row))
}

func (s *Screen) title() string {
	switch s.y.Side {
	case mentoring.OfMentee:
		return lang.L("My mentor")
	case mentoring.OfMentor:
		return lang.L("My mentees")
	}
	if s.y.ID != "" {
		return lang.L("Mentoring of {{.Name}}", map[string]any{"Name": s.y.Mentor})
	}
	return PlaceName(s.d.Actor)
}

// PlaceName is what the place is called for whoever works.
func PlaceName(by people.Actor) string {
	if by.Has(people.Mentor) {
		return lang.L("My mentees")
	}
	return lang.L("My mentor")
}

func (s *Screen) tab(p mentoring.Pair) fyne.CanvasObject {
	name := p.Mentee
	if p.Side == mentoring.OfMentee {
		name = p.Mentor
	}
	icon, note, tone := s.stands(p)
	t := parts.NewFaceTab(name, icon, note, tone, func() { s.choose(p.ID) })
	t.Chosen = p.ID == s.y.ID
	return t
}

// stands says how a pair stands: by shape, word and colour.
func (s *Screen) stands(p mentoring.Pair) (icon, note string, tone look.Token) {
	switch p.State {
	case contract.Unwritten:
		return "ring", lang.L("no contract yet"), look.Ink3
	case contract.Signing:
		return "edit", lang.L("contract waits for signatures"), look.Ink3
	case contract.Ahead:
		return "clock", lang.L("begins {{.Day}}", map[string]any{"Day": s.d.Day(p.Plan.Begins)}), look.Ink3
	case contract.Over, contract.Ended:
		return "remove", lang.L("ended"), look.Ink3
	}
	note = p.Health.In(s.d.Settings.Language)
	switch p.Health.Level {
	case mentoring.Amber:
		return "tri", note, look.Warn
	case mentoring.Red:
		return "xcircle", note, look.Bad
	}
	return "okcircle", note, look.Good
}

// facts is how far the pair is, in a line: shorter where the window is narrow
// for its words.
func (s *Screen) facts() fyne.CanvasObject {
	row := s.factRow(84, s.modeWord())
	room := s.width() - look.Scaled(look.WidthRail) - 44
	if row.MinSize().Width > room {
		row = s.factRow(48, s.modeWord())
	}
	if row.MinSize().Width > room {
		row = s.factRow(32, lang.L("Progress"))
	}
	return parts.Over(parts.NewPlate(look.Well), parts.High(40, parts.Inset(0, 20, 0, 24, row)))
}

func (s *Screen) factRow(wide float32, mode string) *fyne.Container {
	g := &s.y.Progress
	fact := func(label, value string, c mentoring.Count) fyne.CanvasObject {
		row := parts.Row(8, parts.Label(label), parts.NewText(value, look.TextLabel, look.Ink, true))
		if c.All > 0 {
			row.Add(parts.NewProgressLine(c.Share(), wide))
		}
		return row
	}
	row := parts.Row(22,
		fact(lang.L("Contract"), lang.L("day {{.N}} of {{.Of}}", map[string]any{"N": g.Day, "Of": g.Days}), mentoring.Count{Done: g.Day, All: g.Days}),
		fact(lang.L("Sessions"), fmt.Sprintf("%d / %d", g.Sessions.Done, g.Sessions.All), g.Sessions),
		fact(lang.L("Measures"), fmt.Sprintf("%d / %d", g.Measures.Done, g.Measures.All), g.Measures),
		fact(lang.L("Goals"), s.goals(), mentoring.Count{}))
	if text := s.felt(); text != "" {
		row.Add(fact(lang.L("Pulse"), text, mentoring.Count{}))
	}
	row.Add(parts.Gap())
	row.Add(parts.Row(6, parts.Label(mode), parts.NewText(chart.Percent(g.Share(s.mode), 0), look.TextLabel, look.Ink, true), parts.NewLink(lang.L("Other way"), s.otherMode)))
	row.Add(parts.NewSegments([]string{lang.L("90 days"), lang.L("Half a year"), lang.L("A year")}, s.span, s.chooseSpan))
	return row
}

// modeWord names the way in which progress is counted.
func (s *Screen) modeWord() string {
	if s.mode == mentoring.ByGoals {
		return lang.L("Progress by goals")
	}
	return lang.L("Progress by what was done")
}

func (s *Screen) otherMode() {
	s.mode = map[mentoring.Mode]mentoring.Mode{mentoring.ByMeasures: mentoring.ByGoals, mentoring.ByGoals: mentoring.ByMeasures}[s.mode]
	s.show()
}

// felt is how both felt last, for who looks after the pair.
func (s *Screen) felt() string {
	if s.y.Side != "" {
		return ""
	}
	last := map[mentoring.Side]int{}
	for _, p := range s.y.Pulses {
		last[p.Side] = p.Value
	}
	if len(last) == 0 {
		return ""
	}
	word := func(side mentoring.Side) string {
		if last[side] == 0 {
			return chart.None
		}
		return itoa(last[side])
	}
	return lang.L("mentor {{.A}}, mentee {{.B}}", map[string]any{"A": word(mentoring.OfMentor), "B": word(mentoring.OfMentee)})
}

// goals says how many goals stand how.
func (s *Screen) goals() string {
	text := ""
	for _, x := range []struct {
		key string
		at  mentoring.Standing
	}{{"reached {{.N}}", mentoring.Reached}, {"near {{.N}}", mentoring.Near}, {"far {{.N}}", mentoring.Far}, {"too few {{.N}}", mentoring.TooFew}} {
		if n := s.y.Progress.Goals[x.at]; n > 0 {
			if text != "" {
				text += lang.L(", ")
			}
			text += lang.L(x.key, map[string]any{"N": n})
		}
	}
	if text == "" {
		return chart.None
	}
	return text
}

// nobody is the page of who is in no pair.
func (s *Screen) nobody() fyne.CanvasObject {
	if s.d.Actor.Has(people.Mentor) {
		return parts.EmptyState("people", lang.L("You have no mentee yet"), lang.L("A coordinator pairs mentors and mentees. Once you both have signed the contract, sessions, measures and progress stand here."))
	}
	return parts.EmptyState("people", lang.L("You have no mentor yet"), lang.L("A coordinator pairs mentors and mentees. Once you both have signed the contract, sessions, measures and progress stand here."))
}

// unsigned is the page of a pair without a contract in force.
func (s *Screen) unsigned() fyne.CanvasObject {
	say := lang.L("Goals, measures and the rhythm of sessions stand in the contract. The year begins once all have signed it.")
	return parts.EmptyState("document", lang.L("The contract is not in force yet"), say,
		parts.NewButton(lang.L("Open the contract"), parts.Main, s.openContract).WithIcon("document").WithKey("C"))
}
