package sampling

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/sampling"
)

// planPage is the chosen plan: its head, its tabs and what belongs to the tab.
func (s *Screen) planPage() fyne.CanvasObject {
	top := parts.Stack(0, parts.Inset(12, 24, 2, 24, s.head()), parts.Inset(0, 24, 8, 24, s.factLine()))
	if s.board.Undealt > 0 {
		top.Add(parts.Inset(0, 24, 8, 24, parts.Banner(parts.TintWarn,
			lang.L("{{.N}} calls have no reviewer: a cap or a conflict of interest stood in the way.", map[string]any{"N": s.board.Undealt}),
			lang.L("Deal them now"), func() { s.redeal("") })))
	}
	top.Add(parts.Inset(0, 24, 0, 24, s.tabsOf()))
	top.Add(parts.NewHairline())
	return parts.Dock(top, s.foot(), nil, nil, s.tabContent())
}

func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.Grow(parts.PageHead(s.board.Plan.Name).Cutting()))
	if s.board.Plan.Closed {
		row.Add(parts.NewPill(lang.L("Ended"), parts.StateNA))
		row.Add(parts.NewButton(lang.L("Open again"), parts.Plain, s.toggleClosed).WithKey("C"))
		return row
	}
	row.Add(parts.NewButton(lang.L("Close"), parts.Quiet, s.toggleClosed).WithKey("C"))
	row.Add(parts.NewButton(lang.L("Absent"), parts.Plain, s.askAbsent).WithIcon("people").WithKey("A"))
	row.Add(parts.NewButton(lang.L("Edit"), parts.Plain, s.editPlan).WithIcon("edit").WithKey("E"))
	row.Add(parts.NewButton(lang.L("Draw"), parts.Main, s.openDraw).WithIcon("funnel").WithKey("D"))
	return row
}

// factLine says in a line what the plan wants and how far it has come.
func (s *Screen) factLine() fyne.CanvasObject {
	p, done, expected, quota, behind := s.board.Plan, 0, 0, 0, 0
	for _, a := range s.board.Paces {
		done, expected, quota = done+a.Done, expected+a.Expected, quota+a.Quota
		if a.Behind() {
			behind++
		}
	}
	if p.Method != sampling.Quota { // the agents' shares of it are rounded
		quota, expected = p.N, sampling.Of(p.N, s.board.Part)
	}
	facts := []fyne.CanvasObject{parts.Second(s.period(p)), parts.Second(methodName(p.Method)),
		parts.Second(lang.L("{{.Done}} of {{.All}} done", map[string]any{"Done": chart.Count(done), "All": chart.Count(quota)})),
		parts.Second(lang.L("{{.N}} expected by now", map[string]any{"N": chart.Count(expected)}))}
	if behind > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} agents behind", map[string]any{"N": behind})))
	}
	if !s.board.NextAt.IsZero() && !p.Closed {
		facts = append(facts, parts.Label(lang.L("next checkpoint {{.Day}}", map[string]any{"Day": s.d.Day(s.board.NextAt)})))
	}
	return parts.Facts(facts...)
}

func (s *Screen) tabsOf() fyne.CanvasObject {
	return parts.NewTabs([]parts.Tab{
		{Word: lang.L("Pace"), Count: chart.Count(len(s.board.Paces))}, {Word: lang.L("Calls"), Count: chart.Count(len(s.board.Chosen))},
		{Word: lang.L("Coverage"), Count: chart.Count(len(s.board.Covers))}, {Word: lang.L("Draws"), Count: chart.Count(len(s.draws))},
	}, s.tab, s.openTab)
}

func (s *Screen) openTab(i int) { s.tab = i; s.showPage() }

// tabContent is the table of the open tab, or what to do where it is empty.
func (s *Screen) tabContent() fyne.CanvasObject {
	t := s.tables[s.tab]
	if t.Length() > 0 {
		t.Refresh()
		return t
	}
	if s.tab == tabCover {
		return parts.EmptyState("funnel", lang.L("No call to draw from"), lang.L("Import calls of the period, or widen the filter of the plan."),
			parts.NewButton(lang.L("Edit"), parts.Main, s.editPlan).WithIcon("edit").WithKey("E"))
	}
	return parts.EmptyState("funnel", lang.L("Nothing drawn yet"), lang.L("Draw the first calls: you see them before anything is dealt."),
		parts.NewButton(lang.L("Draw"), parts.Main, s.openDraw).WithIcon("funnel").WithKey("D"))
}

// foot holds what can be done with the chosen row.
func (s *Screen) foot() fyne.CanvasObject {
	var left, right []fyne.CanvasObject
	switch {
	case s.tab == tabCalls && s.chosenCall() != nil:
		left = append(left, parts.Label(lang.L("A call that can't be used is replaced from its stratum, with the reason.")))
		if s.mayReplace() {
			right = append(right, parts.NewButton(lang.L("Replace"), parts.Plain, s.askReplace).WithIcon("loop").WithKey("R").AsSmall())
		}
		right = append(right, parts.NewButton(lang.L("Show in the library"), parts.Plain, s.openCall).WithKey("Enter").AsSmall())
	case s.tab == tabDraws && len(s.draws) > 0:
		left = append(left, s.replayWord())
		right = append(right, parts.NewButton(lang.L("Draw again from the seed"), parts.Plain, s.replayDraw).WithIcon("replay").WithKey("Enter").AsSmall())
	case s.tab == tabPace && s.board.Plan.Method == sampling.Risk:
		left = append(left, parts.Label(lang.L("Chosen for their risk: no pass rate, and in no average.")))
	case s.board.Doubles > 0:
		left = append(left, parts.Label(lang.L("{{.N}} calls are scored twice, hidden from the reviewers; {{.Done}} are done.",
			map[string]any{"N": s.board.Doubles, "Done": s.board.Doubled})))
	default:
		return parts.Room(0, 0)
	}
	return parts.StatusBar(left, right)
}

// toggleClosed ends the plan or opens it again.
func (s *Screen) toggleClosed() {
	if !s.ready() {
		return
	}
	id, closed := s.board.Plan.ID, !s.board.Plan.Closed
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Sampling.ClosePlan(ctx, s.d.Actor, id, closed)
	}, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err != nil {
			return
		}
		word := lang.L("Plan opened again")
		if closed {
			word = lang.L("Plan closed")
		}
		s.d.Toast(word, func() { s.toggleClosed() })
		s.load()
	})
}

// redeal deals the work of an absent reviewer, or what nobody could take.
func (s *Screen) redeal(reviewer string) {
	id := s.board.Plan.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (sampling.Moved, error) {
		return s.d.Drawer.Redeal(ctx, s.d.Actor, id, reviewer)
	}, func(m sampling.Moved, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("Dealt {{.N}}, left {{.Left}}", map[string]any{"N": m.Dealt, "Left": m.Left}), nil)
			s.d.Trace("redealt", map[string]any{"dealt": m.Dealt, "left": m.Left})
			s.load()
		}
	})
}
