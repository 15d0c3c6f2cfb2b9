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
	"shifu/qa/interval"
	"shifu/training/coaching"
)

// gains is the page of what coaching brought, a plan a row.
type gains struct {
	s     *Screen
	stale bool
	busy  bool
	plans []coaching.Standing
	all   []coaching.Effect
	table *parts.Table
}

func newGains(s *Screen) *gains {
	g := &gains{s: s, stale: true}
	g.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Name"), Width: 76}, {Title: lang.L("Team"), Width: 110, Yield: 2}, {Title: lang.L("Question"), Least: 150}, {Title: lang.L("State"), Width: 110, Yield: 1},
		{Title: lang.L("Before"), Width: 92, Right: true}, {Title: lang.L("After"), Width: 92, Right: true}, {Title: lang.L("Difference"), Width: 170}, {Title: lang.L("Against similar agents"), Width: 190},
	}, func() int { return len(g.all) }, g.cell)
	g.table.OnOpened = func(row int) { s.enter(g.plans[row]) }
	g.table.List().Chosen = 0
	return g
}

func (g *gains) page() fyne.CanvasObject {
	if g.stale && !g.busy {
		g.read()
	}
	if len(g.all) == 0 {
		return parts.EmptyState("trend", lang.L("No coaching has been held yet"), lang.L("After the first session the calls before and after are compared here."))
	}
	foot := parts.Inset(8, 24, 10, 24, parts.Second(lang.L("Share of points on the goal's question, 30 days before the first session and after the last. Similar: agents of the same unit who were not coached on it and stood within 20 points.")).Cutting())
	return parts.Dock(nil, foot, nil, nil, g.table)
}

func (g *gains) read() {
	s := g.s
	g.busy, g.stale = true, false
	var plans []coaching.Standing
	for _, p := range s.shown() {
		if !p.BegunAt.IsZero() {
			plans = append(plans, p)
		}
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]coaching.Effect, error) {
		out := make([]coaching.Effect, len(plans))
		for i, p := range plans {
			var err error
			if out[i], err = s.d.CoachingFigures.Effect(ctx, s.d.Actor, p.ID); err != nil {
				return nil, err
			}
		}
		return out, nil
	}, func(all []coaching.Effect, err error) {
		if g.busy = false; err != nil {
			s.d.Fail(err)
			return
		}
		g.plans, g.all = plans, all
		g.table.Refresh()
		if s.tab == tabEffect && s.open == nil {
			s.show()
		}
	})
}

func (g *gains) cell(row, column int) parts.Cell {
	if row >= len(g.all) {
		return parts.Cell{}
	}
	p, e := &g.plans[row], &g.all[row]
	switch column {
	case 0:
		return parts.Cell{Text: p.Person, Bold: true}
	case 1:
		return parts.Cell{Text: p.Team, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: p.Goal.Ref + "  " + p.Goal.Question}
	case 3:
		return parts.StateCell(statePill(p))
	case 4:
		return sampleCell(e.Before)
	case 5:
		return sampleCell(e.After)
	case 6:
		return changeCell(e.Own)
	}
	return changeCell(e.Net)
}

func sampleCell(x coaching.Sample) parts.Cell {
	if x.N == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	c := parts.Cell{Text: fmt.Sprintf("%s (n %d)", chart.Percent(x.Mean, 0), x.N), Value: x.Mean}
	if x.N < interval.Enough {
		c.Tone = look.Ink3
	}
	return c
}

func changeCell(c coaching.Change) parts.Cell {
	if c.Few {
		return parts.StateCell(lang.L("Too few calls"), parts.StateFew)
	}
	return parts.Cell{Text: lang.L("{{.D}}, likely {{.Low}} to {{.High}}", map[string]any{"D": points(c.Diff), "Low": points(c.Low), "High": points(c.High)}), Value: c.Diff}
}
