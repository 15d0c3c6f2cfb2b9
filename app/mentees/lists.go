package mentees

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/mentoring"
)

func itoa(n int) string { return strconv.Itoa(n) }

// listHead leads back from a list to the pair.
func (s *Screen) listHead() fyne.CanvasObject {
	title, hint := lang.L("All sessions"), lang.L("Enter opens one")
	if s.page == pageMeasures {
		title, hint = lang.L("All measures"), lang.L("Enter notes evidence, or confirms it")
	}
	row := parts.Row(10, parts.NewButton(lang.L("Back"), parts.Plain, func() { s.turn(pageYear) }).AsSmall().WithIcon("back").WithKey("Esc"), parts.PanelHead(title), parts.Label(hint), parts.Gap())
	if s.page == pageSessions && s.writes() {
		row.Add(parts.NewButton(lang.L("Plan the next session"), parts.Plain, s.planNext).AsSmall().WithIcon("calendar").WithKey("P"))
	}
	if s.page == pageSessions && len(s.y.Sessions) > 0 {
		row.Add(parts.NewButton(lang.L("For a calendar"), parts.Plain, s.calendar).AsSmall().WithIcon("download").WithKey("Ctrl E"))
	}
	return parts.High(44, parts.Inset(0, 20, 0, 24, row))
}

// sessions are all sessions, the newest first.
func (s *Screen) sessions() fyne.CanvasObject {
	all := s.y.Sessions
	if len(all) == 0 {
		return parts.EmptyState("chat", lang.L("No mentoring session yet"), lang.L("Plan the first one: its agenda is proposed from the goals of the contract."))
	}
	at := func(row int) *mentoring.Session { return &all[len(all)-1-row] }
	s.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Time"), Width: 120}, {Title: lang.L("Minutes"), Width: 64, Right: true, Yield: 2}, {Title: lang.L("Talked about"), Least: 160},
		{Title: lang.L("Listened"), Width: 76, Right: true, Yield: 3}, {Title: lang.L("Next step"), Width: 250, Yield: 1}, {Title: lang.L("State"), Width: 170}},
		func() int { return len(all) }, func(row, column int) parts.Cell { return s.sessionCell(at(row), column) })
	s.table.OnOpened = func(row int) { s.open(at(row)) }
	s.table.List().Chosen = 0
	return s.table
}

func (s *Screen) sessionCell(x *mentoring.Session, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(x.At), Value: x.At}
	case 1:
		return parts.Cell{Text: itoa(x.Minutes), Value: x.Minutes}
	case 2:
		text := x.Said
		if !x.Held {
			for i, it := range x.Agenda {
				if i > 0 {
					text += lang.L("; ")
				}
				text += it.In(s.d.Settings.Language)
			}
		}
		return parts.Cell{Text: text}
	case 3:
		if len(x.Listened) == 0 {
			return parts.Cell{Text: "–", Tone: look.Ink3}
		}
		return parts.Cell{Text: lang.L("{{.N}} calls", map[string]any{"N": len(x.Listened)}), Value: len(x.Listened)}
	case 4:
		return parts.Cell{Text: x.Next}
	}
	return s.sessionState(x)
}

func (s *Screen) sessionState(x *mentoring.Session) parts.Cell {
	switch {
	case x.Off != "":
		return parts.StateCell(lang.L("called off: {{.Why}}", map[string]any{"Why": x.Off}), parts.StateNA)
	case x.Objected != "":
		return parts.StateCell(lang.L("objected: {{.Why}}", map[string]any{"Why": x.Objected}), parts.StateBad)
	case x.Held && x.Ok:
		return parts.StateCell(lang.L("both confirmed"), parts.StateGood)
	case x.Held:
		return parts.StateCell(lang.L("to be confirmed"), parts.StatePartly)
	case x.At.Before(s.d.Now()):
		return parts.StateCell(lang.L("to be written up"), parts.StateWarn)
	}
	return parts.StateCell(lang.L("planned"), parts.StateOpen)
}

// measures are all times of all measures by when they are due.
func (s *Screen) measures() fyne.CanvasObject {
	all := s.y.Times
	if len(all) == 0 {
		return parts.EmptyState("check", lang.L("The contract has no measures"), lang.L("Measures with a rhythm and evidence stand in the contract. A change is a new version that all sign."))
	}
	s.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Due"), Width: 150}, {Title: lang.L("Agreed measure"), Least: 180}, {Title: lang.L("Evidence asked for"), Width: 170, Yield: 2},
		{Title: lang.L("Evidence given"), Width: 300, Yield: 1}, {Title: lang.L("State"), Width: 150}},
		func() int { return len(all) }, func(row, column int) parts.Cell { return s.measureCell(&all[row], column) })
	s.table.OnOpened = s.openMeasure
	s.table.List().Chosen = max(s.dueMeasure(), 0)
	return s.table
}

func (s *Screen) measureCell(t *mentoring.Time, column int) parts.Cell {
	now := s.d.Now()
	switch column {
	case 0:
		return parts.Cell{Text: lang.L("{{.From}} to {{.Until}}", map[string]any{"From": s.d.Day(t.From), "Until": s.d.Day(t.Due.Add(-1))}), Value: t.Due}
	case 1:
		return parts.Cell{Text: t.Measure.What}
	case 2:
		return parts.Cell{Text: t.Measure.Evidence, Tone: look.Ink2}
	case 3:
		if t.Deed == nil {
			return parts.Cell{Text: "–", Tone: look.Ink3}
		}
		return parts.Cell{Text: t.Deed.Note}
	}
	switch {
	case t.Deed != nil && t.Deed.Ok:
		return parts.StateCell(lang.L("both confirmed"), parts.StateGood)
	case t.Deed != nil:
		return parts.StateCell(lang.L("to be confirmed"), parts.StatePartly)
	case t.Late(now):
		return parts.StateCell(lang.L("overdue"), parts.StateWarn)
	case t.Running(now):
		return parts.StateCell(lang.L("to do now"), parts.StateOpen)
	}
	return parts.Cell{Text: lang.L("later"), Tone: look.Ink3}
}

// openMeasure notes evidence for a measure, or confirms the other side's.
func (s *Screen) openMeasure(row int) {
	t := &s.y.Times[row]
	switch {
	case !s.writes() || s.d.Now().Before(t.From) || t.Deed != nil && t.Deed.Ok:
	case t.Deed != nil && t.Deed.By == s.y.Side.Other():
		s.confirmDone(t.Deed.ID)
	default:
		s.noteEvidence(row)
	}
}
