package coaching

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/analysis"
)

// together is the page of joint listening.
type together struct {
	s     *Screen
	all   []analysis.Standing
	table *parts.Table
}

func newTogether(s *Screen) *together {
	t := &together{s: s}
	t.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Title"), Least: 180}, {Title: lang.L("Call"), Width: 190, Yield: 3}, {Title: lang.L("When"), Width: 120}, {Title: lang.L("Leads"), Width: 76, Yield: 1},
		{Title: lang.L("People"), Width: 60, Right: true, Yield: 2}, {Title: lang.L("Findings"), Width: 76, Right: true}, {Title: lang.L("Decisions"), Width: 100}, {Title: lang.L("State"), Width: 140},
	}, func() int { return len(t.all) }, t.cell)
	t.table.OnOpened = func(row int) { s.listen(t.all[row]) }
	t.table.List().Chosen = 0
	return t
}

func (s *Screen) leads() bool { return s.keeps() || s.d.Actor.May(people.KeepBenchmarks) }

func (t *together) page() fyne.CanvasObject {
	switch {
	case len(t.all) > 0:
		return t.table
	case t.s.leads():
		return parts.EmptyState("headset", lang.L("Nobody has listened together yet"), lang.L("Press O in the review room to plan it about that call: who listens, when, and what for."))
	}
	return parts.EmptyState("headset", lang.L("You take part in no joint listening"), lang.L("Sessions to which you are invited stand here."))
}

func (t *together) cell(row, column int) parts.Cell {
	if row >= len(t.all) {
		return parts.Cell{}
	}
	a := &t.all[row]
	switch column {
	case 0:
		return parts.Cell{Text: a.Title, Bold: true}
	case 1:
		return parts.Cell{Text: a.Call, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: t.s.d.Moment(a.At), Value: a.At}
	case 3:
		return parts.Cell{Text: a.Lead, Tone: look.Ink2}
	case 4:
		return parts.Cell{Text: chart.Count(len(a.Members) + 1), Value: len(a.Members) + 1}
	case 5:
		return parts.Cell{Text: chart.Count(len(a.Findings)), Value: len(a.Findings)}
	case 6:
		if len(a.Decisions) == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		done := len(a.Decisions) - a.Open()
		return parts.Cell{Text: fmt.Sprintf("%d/%d", done, len(a.Decisions)), Bar: float64(done) / float64(len(a.Decisions)), BarTone: look.GoodM}
	}
	return parts.StateCell(heldPill(a))
}

func heldPill(a *analysis.Standing) (string, parts.State) {
	switch {
	case a.State == analysis.Held && a.Open() > 0:
		return lang.L("Open decisions"), parts.StatePartly
	case a.State == analysis.Held:
		return lang.L("Minutes closed"), parts.StateGood
	case a.State == analysis.Cancelled:
		return lang.L("Cancelled"), parts.StatePlain
	}
	return lang.L("Planned"), parts.StateDue
}

// gather plans a session about a call.
func (s *Screen) gather(callID string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (g gathering, err error) {
		if g.call, err = s.d.Calls.Call(ctx, s.d.Actor, callID); err != nil {
			return g, err
		}
		g.persons, err = s.d.People.Persons(ctx, s.d.Actor, people.Find{})
		return g, err
	}, func(g gathering, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.askGather(g)
	})
}
