package calibration

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/calibration"
)

// waiting is the session while the answers can't be seen: who has scored, and
// what whoever looks at it can do.
func (s *Session) waiting() fyne.CanvasObject {
	b := s.board.Session
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Takes part")}, {Title: lang.L("As"), Width: 110}, {Title: lang.L("Submitted"), Width: 150}},
		func() int { return len(b.Members) }, func(row, column int) parts.Cell { return s.memberCell(b.Members[row], column) })
	side := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 16, 20, s.about())))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWidth), 0, side))
	if len(b.Members) == 0 {
		edit := parts.NewButton(lang.L("Choose people"), parts.Main, s.edit).WithKey("E")
		return parts.Dock(nil, nil, nil, right, parts.EmptyState("people", lang.L("Nobody takes part yet"), lang.L("Calibration needs two participants or more; an expert is optional."), edit))
	}
	return parts.Dock(nil, nil, nil, right, t)
}

func (s *Session) memberCell(m calibration.Member, column int) parts.Cell {
	b := s.board.Session
	switch column {
	case 0:
		c := parts.Cell{Text: m.Name, Bold: m.PersonID == s.d.Actor.PersonID}
		return c
	case 1:
		if m.Expert {
			return parts.Cell{Text: lang.L("Expert"), Tone: look.Ink2}
		}
		return parts.Cell{Text: lang.L("Reviewer"), Tone: look.Ink2}
	}
	switch {
	case b.State == calibration.Draft:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case b.Done(m):
		return parts.StateCell(lang.L("Submitted"), parts.StateGood)
	case m.Submitted > 0:
		return parts.StateCell(lang.L("{{.N}} of {{.All}}", map[string]any{"N": m.Submitted, "All": len(b.Calls)}), parts.StatePartly)
	case b.State != calibration.Scoring:
		return parts.Cell{Text: lang.L("did not score"), Tone: look.Ink3, Icon: "remove"}
	}
	return parts.StateCell(lang.L("still scoring"), parts.StateOpen)
}

// about says what the session is about and what comes next.
func (s *Session) about() fyne.CanvasObject {
	b := s.board.Session
	say := parts.NewParagraph(s.situation(), look.TextBody, look.Ink)
	say.Width = look.Scaled(sideWidth - 44)
	box := parts.Stack(0, say, parts.Room(0, 12), parts.NewHairline(), parts.Room(0, 10), parts.Strong(lang.L("Calls")))
	for _, c := range b.Calls {
		box.Add(s.callLine(c))
	}
	box.Add(parts.Room(0, 10))
	box.Add(parts.NewHairline())
	box.Add(parts.Room(0, 8))
	fact := func(name, value string) {
		box.Add(parts.High(24, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Label(name)), parts.Grow(parts.Body(value).Cutting()))))
	}
	fact(lang.L("Rubric"), b.Rubric+" v"+strconv.Itoa(b.Number))
	fact(lang.L("Deadline"), s.d.Due(b.DueAt))
	fact(lang.L("Flag above"), lang.L("{{.Points}} points", map[string]any{"Points": chart.Number(b.Threshold, 0)}))
	fact(lang.L("Led by"), b.MadeByName)
	if s.problem != nil {
		box.Add(parts.Room(0, 8))
		box.Add(parts.FieldError(sentence(s.d, s.problem)))
	}
	if acts := s.sideActs(); len(acts.Objects) > 0 {
		box.Add(parts.Room(0, 12))
		box.Add(acts)
	}
	return box
}

func (s *Session) sideActs() *fyne.Container {
	row := parts.Row(8)
	if s.mayEdit() {
		row.Add(parts.NewButton(lang.L("Change"), parts.Plain, s.edit).WithIcon("edit").WithKey("E"))
	}
	if s.mayCallOff() {
		row.Add(parts.NewButton(lang.L("Call it off"), parts.Quiet, s.askCallOff).WithIcon("cancel"))
	}
	return row
}

func (s *Session) callLine(c calibration.Call) fyne.CanvasObject {
	line := parts.Row(8, parts.NewIcon("wave", 14, look.Ink3), parts.Grow(parts.Body(c.Title).Cutting()))
	i := slices.IndexFunc(s.turns, func(t calibration.Turn) bool { return t.CallID == c.ID })
	switch {
	case i >= 0:
		word := lang.L("Score it")
		if s.turns[i].Begun {
			word = lang.L("Go on")
		}
		b := parts.NewButton(word, parts.Plain, func() { s.openRoom(c.ID) }).AsSmall()
		if i == 0 {
			b.WithKey("Enter")
		}
		line.Add(b)
	case s.own() != nil && s.board.Session.State == calibration.Scoring:
		icon, tone := parts.StateGood.Mark()
		line.Add(parts.Row(4, parts.NewIcon(icon, 13, tone), parts.Label(lang.L("Submitted")).Toned(tone)))
	}
	return parts.High(34, line)
}

// own is the membership of whoever works, nil for none.
func (s *Session) own() *calibration.Member {
	for i, m := range s.board.Session.Members {
		if m.PersonID == s.d.Actor.PersonID {
			return &s.board.Session.Members[i]
		}
	}
	return nil
}

// situation says where the session stands for whoever looks at it.
func (s *Session) situation() string {
	b, own := s.board.Session, s.own()
	done, all := b.Progress()
	facts := map[string]any{"N": done, "All": all}
	switch {
	case b.State == calibration.Draft:
		return lang.L("Nobody is told yet. Begin when call, rubric and people are right.")
	case b.CalledOff():
		return lang.L("This session was called off before its review.")
	case b.State != calibration.Scoring:
		return lang.L("You did not submit in time, so the answers of the others stay hidden from you.")
	case len(s.turns) > 0:
		return lang.L("Score as always. Everybody scores blind: you see the others' answers once you have submitted and the review begins.")
	case done == all:
		return lang.L("Everybody has submitted. The review can begin.")
	case own != nil && !leads(s.d):
		return lang.L("You have submitted. {{.N}} of {{.All}} are done; the answers are shown when the review begins.", facts)
	}
	return lang.L("{{.N}} of {{.All}} have submitted. Nobody sees an answer before the review, you neither.", facts)
}

func (s *Session) mayEdit() bool {
	st := s.board.Session.State
	return s.read && leads(s.d) && (st == calibration.Draft || st == calibration.Scoring)
}

func (s *Session) mayCallOff() bool { return s.mayEdit() }

func (s *Session) edit() { s.d.Go(desk.Route{Place: desk.Calibration, ID: EditSession + s.id}) }

func (s *Session) scoreNext() {
	if len(s.turns) > 0 {
		s.openRoom(s.turns[0].CallID)
	}
}
