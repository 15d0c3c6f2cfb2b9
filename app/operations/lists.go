package operations

import (
	"cmp"
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
	"shifu/recordings"
)

// mostListed is how many complaints or work orders are listed, the newest.
const mostListed = 2000

// list is a tab that lists complaints or faulty work orders.
type list[T any] struct {
	s        *Screen
	read     func(ctx context.Context, f indicators.Find) ([]T, error)
	all      []T
	rows     []T // of these, what a press on a bar left
	narrowed bool
	grid     *parts.Table
	count    *parts.Text
	middle   *fyne.Container
	side     *fyne.Container // what is behind most of them
	whole    fyne.CanvasObject
	reason   func(row T) string
	person   func(row T) string
	empty    func() fyne.CanvasObject
	act      func(row T)
	sums     func(rows []T) string
	ask      func(row T) // corrects it
	askWord  string
}

func (l *list[T]) content() fyne.CanvasObject { return l.whole }

// actions correct the chosen row.
func (l *list[T]) actions() []desk.Action {
	acts := []desk.Action{{Menu: desk.ViewMenu, Label: lang.L("Show all"), Bare: fyne.KeyEscape, Do: func() { l.narrow("", nil) }, Off: !l.narrowed}}
	if l.s.mayKeep() {
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: l.askWord, Bare: fyne.KeyC, Do: l.correct, Off: len(l.rows) == 0, GapBefore: true})
	}
	return acts
}

func (l *list[T]) correct() {
	if row := l.grid.Chosen(); l.s.mayKeep() && row >= 0 && row < len(l.rows) {
		l.ask(l.rows[row])
	}
}

func (l *list[T]) build(columns []parts.TableColumn, cell func(row T, column int) parts.Cell) {
	l.grid = parts.NewTable(columns, func() int { return len(l.rows) }, func(row, column int) parts.Cell {
		if row >= len(l.rows) {
			return parts.Cell{}
		}
		return cell(l.rows[row], column)
	})
	l.grid.OnOpened = func(row int) {
		if l.act != nil && row < len(l.rows) {
			l.act(l.rows[row])
		}
	}
	l.count, l.middle, l.side = parts.Second(""), parts.Over(), parts.Over()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(262), 0, parts.Over(parts.NewPlate(look.Well), l.side)))
	head := parts.Row(8, parts.Grow(l.count))
	if l.s.mayKeep() {
		head.Add(parts.NewButton(l.askWord, parts.Quiet, l.correct).WithIcon("edit").WithKey("C").AsSmall())
	}
	l.whole = parts.Dock(parts.Inset(5, 24, 5, 24, head), nil, nil, right, l.middle)
}

func (l *list[T]) load() {
	s := l.s
	f := s.found()
	f.BadOnly = false
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]T, error) { return l.read(ctx, f) }, func(rows []T, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		l.all, l.rows, l.narrowed = rows, rows, false
		l.count.Set(l.sums(rows))
		l.middle.Objects = []fyne.CanvasObject{l.grid}
		if len(rows) == 0 {
			l.count.Set("")
			l.middle.Objects = []fyne.CanvasObject{l.empty()}
		}
		l.drawSide()
		l.grid.Refresh()
		l.middle.Refresh()
		s.show(l)
		s.d.Trace("loaded", map[string]any{"place": "operations", "view": fmt.Sprintf("%T", l), "rows": len(rows)})
	})
}

func newComplaints(s *Screen) view {
	l := &list[indicators.Complaint]{s: s, askWord: lang.L("Correct the outcome"), ask: s.askOutcome, read: func(ctx context.Context, f indicators.Find) ([]indicators.Complaint, error) {
		return s.d.Figures.Complaints(ctx, s.d.Actor, f, mostListed)
	}}
	l.build([]parts.TableColumn{{Title: lang.L("Date"), Width: 92}, {Title: lang.L("Number"), Width: 122, Yield: 3}, {Title: lang.L("Agent"), Width: 84},
		{Title: lang.L("Team"), Width: 128, Yield: 2}, {Title: lang.L("About"), Width: 104}, {Title: lang.L("Reason")}, {Title: lang.L("Outcome"), Width: 124},
		{Title: lang.L("Call"), Width: 88, Yield: 1}}, l.complaintCell)
	l.empty = func() fyne.CanvasObject { return s.emptyList(lang.L("No complaint in this period")) }
	l.sums = s.complaintSums
	l.reason = func(c indicators.Complaint) string { return c.Reason }
	l.person = func(c indicators.Complaint) string { return s.staff.teamText(c.Who.TeamID) }
	l.act = func(c indicators.Complaint) {
		if c.CallID != "" {
			s.d.Go(desk.Route{Place: desk.Library, Filter: recordings.Filter{Text: c.CallID}})
		}
	}
	return l
}

// complaintCell belongs to the list of complaints; Go knows no methods of one
// instance of a generic type.
func (l *list[T]) complaintCell(row T, column int) parts.Cell {
	c, s := any(row).(indicators.Complaint), l.s
	switch column {
	case 0:
		return parts.Cell{Text: s.date(c.Date, true), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: c.Number, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: s.staff.person(c.Who.PersonID)}
	case 3:
		return parts.Cell{Text: s.staff.teamText(c.Who.TeamID), Tone: look.Ink2}
	case 4:
		if c.Attitude {
			return parts.Cell{Text: lang.L("attitude"), Bold: true}
		}
		return parts.Cell{Text: lang.L("something else"), Tone: look.Ink2}
	case 5:
		if c.Correction != "" {
			return parts.Cell{Text: lang.L("{{.Reason}} (corrected: {{.Why}})", map[string]any{"Reason": c.Reason, "Why": c.Correction})}
		}
		return parts.Cell{Text: c.Reason}
	case 6:
		return outcomeCell(c.Outcome)
	}
	if c.CallID == "" {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: c.CallID, Tone: look.Accent}
}

func outcomeCell(o indicators.Outcome) parts.Cell {
	switch o {
	case indicators.Upheld:
		return parts.StateCell(lang.L("found true"), parts.StateBad)
	case indicators.Rejected:
		return parts.StateCell(lang.L("found untrue"), parts.StateGood)
	}
	return parts.StateCell(lang.L("being checked"), parts.StateOpen)
}

func (s *Screen) complaintSums(rows []indicators.Complaint) string {
	attitude, upheld, open := 0, 0, 0
	for _, c := range rows {
		if c.Outcome == indicators.OpenOutcome {
			open++
		}
		if c.Attitude && c.Outcome == indicators.Upheld {
			upheld++
		}
		if c.Attitude {
			attitude++
		}
	}
	return lang.L("{{.N}} complaints, {{.Attitude}} about attitude, of these {{.Upheld}} found true; {{.Open}} being checked. Enter opens the call.",
		map[string]any{"N": len(rows), "Attitude": attitude, "Upheld": upheld, "Open": open})
}

func newOrders(s *Screen) view {
	l := &list[indicators.Order]{s: s, askWord: lang.L("Correct the verdict"), ask: s.askVerdict, read: func(ctx context.Context, f indicators.Find) ([]indicators.Order, error) {
		f.BadOnly = true
		return s.d.Figures.WorkOrders(ctx, s.d.Actor, f, mostListed)
	}}
	l.build([]parts.TableColumn{{Title: lang.L("Date"), Width: 92}, {Title: lang.L("Number"), Width: 142}, {Title: lang.L("Agent"), Width: 84},
		{Title: lang.L("Team"), Width: 136, Yield: 2}, {Title: lang.L("Project"), Width: 96, Yield: 1}, {Title: lang.L("What is wrong")}, {Title: lang.L("Verdict"), Width: 124}},
		func(o indicators.Order, column int) parts.Cell {
			switch column {
			case 0:
				return parts.Cell{Text: s.date(o.Date, true), Tone: look.Ink2}
			case 1:
				return parts.Cell{Text: o.Number, Tone: look.Ink2}
			case 2:
				return parts.Cell{Text: s.staff.person(o.Who.PersonID)}
			case 3:
				return parts.Cell{Text: s.staff.teamText(o.Who.TeamID), Tone: look.Ink2}
			case 4:
				return parts.Cell{Text: o.Project, Tone: look.Ink2}
			case 5:
				return parts.Cell{Text: cmp.Or(o.Correction, o.Reason)}
			}
			return verdictCell(o)
		})
	l.empty = func() fyne.CanvasObject { return s.emptyList(lang.L("No faulty work order in this period")) }
	l.reason = func(o indicators.Order) string { return o.Reason }
	l.person = func(o indicators.Order) string { return s.staff.teamText(o.Who.TeamID) }
	l.sums = func(rows []indicators.Order) string {
		worst, times := "", map[string]int{}
		for _, o := range rows {
			if times[o.Reason]++; times[o.Reason] > times[worst] {
				worst = o.Reason
			}
		}
		return lang.L("{{.N}} faulty work orders, most often: {{.Reason}} ({{.Times}})", map[string]any{"N": len(rows), "Reason": worst, "Times": times[worst]})
	}
	return l
}

func (s *Screen) emptyList(title string) fyne.CanvasObject {
	if s.mayKeep() {
		return parts.EmptyState("check", title, lang.L("Choose another period, or import the list of the work-order system."),
			parts.NewButton(lang.L("Import figures"), parts.Main, s.openImport).WithIcon("upload").WithKey("Ctrl I"))
	}
	return parts.EmptyState("check", title, lang.L("Choose another period."))
}
