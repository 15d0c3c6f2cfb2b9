package certificates

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/certificate"
)

// The columns of one's own.
const (
	ownName = iota
	ownState
	ownExpires
	ownNext
)

func (s *Screen) ownTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Certificate"), Least: 140}, {Title: lang.L("State"), Width: 112}, {Title: lang.L("Valid through"), Width: 108}, {Title: lang.L("Next step"), Width: 250, Yield: 1},
	}, func() int { return len(s.mine) }, func(row, column int) parts.Cell { return s.ownCell(s.mine[row], column) })
	t.OnChosen = func(int) { s.showSide(); s.d.Changed() }
	t.List().RowHeight = look.HeightTask
	return t
}

func (s *Screen) ownCell(h *certificate.Holding, column int) parts.Cell {
	d := s.today()
	switch column {
	case ownName:
		return parts.Cell{Text: s.title(s.programme(h.ProgrammeID)), Bold: true}
	case ownState:
		return standingCell(h, d)
	case ownExpires:
		if last := h.Latest(d); last != nil {
			return parts.Cell{Text: s.day(last.Record.Expires), Tone: look.Ink2}
		}
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: s.next(h), Tone: look.Ink2}
}

// next says what the person has to do, and until when.
func (s *Screen) next(h *certificate.Holding) string {
	d := s.today()
	if x := h.Suspended(d); x != nil && h.Valid(d) {
		return lang.L("Suspended since {{.Day}}: talk to your trainer", map[string]any{"Day": s.day(x.From)})
	}
	_, missing := s.programme(h.ProgrammeID).Earned(h, d)
	switch st := h.On(d); {
	case st == certificate.Certified || st == certificate.Recertified:
		if opens := h.Latest(d).Opens; opens <= h.Latest(d).Record.Expires {
			return lang.L("Can be renewed from {{.Day}}", map[string]any{"Day": s.day(opens)})
		}
		return ""
	case st == certificate.WindowOpen:
		left, _ := h.Left(d)
		if len(missing) == 0 {
			return lang.L("Renew within {{.N}} days: your trainer issues it", map[string]any{"N": left})
		}
		return lang.L("Pass {{.What}} within {{.Left}} days", map[string]any{"What": exams(h, missing), "Left": left})
	case len(missing) == 0:
		return lang.L("Your trainer issues it")
	case h.Due > 0 && h.Due < d && len(h.Issues) == 0:
		return lang.L("Overdue since {{.Day}}: pass {{.What}}", map[string]any{"What": exams(h, missing), "Day": s.day(h.Due)})
	case h.Due > 0 && len(h.Issues) == 0:
		return lang.L("Pass {{.What}} by {{.Day}}", map[string]any{"What": exams(h, missing), "Day": s.day(h.Due)})
	}
	return lang.L("Pass {{.What}}", map[string]any{"What": exams(h, missing)})
}

// exams names the exam that is missing, or says how many there are.
func exams(h *certificate.Holding, missing []string) string {
	if len(missing) == 1 {
		return h.Names[missing[0]]
	}
	return lang.L("{{.N}} exams", map[string]any{"N": len(missing)})
}

func (s *Screen) ownView() fyne.CanvasObject {
	if len(s.mine) == 0 {
		return parts.EmptyState("badge", lang.L("No certificate is asked of you"), lang.L("Once your trainer asks one of you, or you pass its exams, it stands here with its QR code to show and to print."))
	}
	s.own.Refresh()
	return s.own
}
