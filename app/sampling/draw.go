package sampling

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/sampling"
)

// drawing is the preview of a draw: nothing is kept before it is dealt.
type drawing struct {
	s       *Screen
	ask     sampling.Ask
	draw    sampling.Draw
	refused error // why nothing can be drawn; nil: something was
	tab     int
	busy    bool

	seed    *parts.Entry
	table   *parts.Table
	agents  *parts.Table
	content *fyne.Container
}

// openDraw shows what the next draw would choose.
func (s *Screen) openDraw() {
	if !s.ready() || s.plan().Closed {
		return
	}
	w := &drawing{s: s, ask: sampling.Ask{Seed: s.newSeed()}, content: parts.Over()}
	w.seed = parts.NewEntry(lang.L("Seed")).Wide(104)
	w.seed.SetText(strconv.FormatInt(w.ask.Seed, 10))
	w.seed.OnSubmitted = func(string) { w.typed() }
	w.table, w.agents = w.pickTable(), w.agentTable()
	s.drawing = w
	w.read()
	s.showPage()
}

func (s *Screen) endDraw() { s.drawing = nil; s.load(); s.showPage() }

// newSeed is taken from the clock: short enough to be read out.
func (s *Screen) newSeed() int64 { return s.d.Now().UnixMicro() % 1_000_000 }

func (w *drawing) reseed() {
	next := w.s.newSeed()
	if next == w.ask.Seed {
		next++
	}
	w.seed.SetText(strconv.FormatInt(next, 10))
	w.typed()
}

func (w *drawing) typed() {
	n, err := strconv.ParseInt(strings.TrimSpace(w.seed.Text()), 10, 64)
	w.seed.SetWrong(err != nil)
	if err == nil {
		w.ask.Seed = n
		w.read()
	}
}

// read draws without keeping.
func (w *drawing) read() {
	s, ask, id := w.s, w.ask, w.s.board.Plan.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (sampling.Draw, error) {
		return s.d.Drawer.Preview(ctx, s.d.Actor, id, ask)
	}, func(d sampling.Draw, err error) {
		if s.drawing != w || w.ask != ask {
			return
		}
		w.draw, w.refused = d, err
		if err == nil {
			w.draw.Fill(d.Chosen)
		}
		w.show()
		s.d.Changed()
		s.d.Trace("preview", map[string]any{"seed": ask.Seed, "picks": len(d.Chosen)})
	})
}

func (w *drawing) show() {
	s := w.s
	n := len(w.draw.Chosen)
	deal := parts.NewButton(lang.L("Deal {{.N}} calls", map[string]any{"N": n}), parts.Main, w.keep).WithIcon("check").WithKey("Ctrl Enter")
	if n == 0 {
		deal.Disable()
	}
	head := parts.Row(8, parts.NewButton(lang.L("Back"), parts.Plain, s.endDraw).WithIcon("back").WithKey("Esc"),
		parts.Grow(parts.PageHead(lang.L("Draw: {{.Plan}}", map[string]any{"Plan": s.board.Plan.Name})).Cutting()), deal)
	chosen := 0
	if w.ask.Whole {
		chosen = 1
	}
	reach := parts.NewSegments([]string{lang.L("To the next checkpoint"), lang.L("The whole period")}, chosen, func(i int) { w.ask.Whole = i == 1; w.read() })
	line := parts.Row(8, parts.Second(lang.L("Seed")), parts.Fix(look.Scaled(104), 0, w.seed),
		parts.NewButton(lang.L("Another seed"), parts.Plain, w.reseed).WithIcon("loop").WithKey("S").AsSmall(), parts.Room(8, 0), reach, parts.Gap(),
		parts.Facts(parts.Second(methodName(s.board.Plan.Method)), parts.Second(lang.L("{{.N}} of {{.All}} calls", map[string]any{"N": chart.Count(n), "All": chart.Count(w.draw.Candidates)}))))
	top := parts.Stack(0, parts.Inset(12, 24, 8, 24, head), parts.Inset(0, 24, 10, 24, line))
	if w.draw.Left > 0 && w.refused == nil {
		top.Add(parts.Inset(0, 24, 10, 24, parts.Banner(parts.TintWarn,
			lang.L("{{.N}} calls would find no reviewer: {{.Daily}} a day, {{.Agent}} on one agent, or a conflict of interest.",
				map[string]any{"N": w.draw.Left, "Daily": s.board.Plan.Daily, "Agent": limitWord(s.board.Plan.PerAgent)}), "", nil)))
	}
	top.Add(w.tabsOf())
	note := parts.Label(lang.L("Dealt equally within 1. Nobody scores themselves, their mentee or their direct report. {{.Percent}} are scored twice, hidden.",
		map[string]any{"Percent": chart.Percent(s.board.Plan.Double, 0)}))
	w.content.Objects = []fyne.CanvasObject{parts.Dock(top, parts.StatusBar([]fyne.CanvasObject{note}, nil), nil, nil, w.middle())}
	w.content.Refresh()
}

func limitWord(n int) string {
	if n == 0 {
		return lang.L("any number")
	}
	return strconv.Itoa(n)
}

// tabsOf offers the agents' intervals where the plan is about them, and the
// strata otherwise.
func (w *drawing) tabsOf() fyne.CanvasObject {
	second := parts.Tab{Word: lang.L("Strata"), Count: chart.Count(len(w.draw.Strata))}
	if len(w.draw.Outlooks) > 0 {
		second = parts.Tab{Word: lang.L("Before and after"), Count: chart.Count(len(w.draw.Outlooks))}
	}
	tabs := parts.NewTabs([]parts.Tab{{Word: lang.L("Calls"), Count: chart.Count(len(w.draw.Chosen))}, second}, w.tab, func(i int) { w.tab = i; w.show() })
	return parts.Stack(0, parts.Inset(0, 24, 0, 24, tabs), parts.NewHairline())
}

func (w *drawing) middle() fyne.CanvasObject {
	switch {
	case w.refused != nil:
		return parts.EmptyState("funnel", lang.L("Nothing to draw"), words.Sentence(w.s.d.Settings.Language, w.refused))
	case w.tab == 1:
		w.agents.Refresh()
		return w.agents
	}
	w.table.Refresh()
	return w.table
}

func (w *drawing) pickTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Call"), Width: 176}, {Title: lang.L("Agent"), Width: 76}, {Title: lang.L("Why this call"), Least: 140},
		{Title: lang.L("Start of call"), Width: 104, Yield: 1}, {Title: lang.L("Reviewer"), Width: 88}, {Title: lang.L("Due"), Width: 96},
	}, func() int { return len(w.draw.Chosen) }, func(row, column int) parts.Cell { return w.s.callCell(w.draw.Chosen[row], column) })
}

// agentTable shows, by agent, the interval before the draw and as it is
// expected after it; of other plans the strata.
func (w *drawing) agentTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Stratum"), Least: 140}, {Title: lang.L("Calls"), Width: 84, Right: true}, {Title: lang.L("Chosen"), Width: 84, Right: true},
		{Title: lang.L("Pass rate before"), Width: 150}, {Title: lang.L("after, expected"), Width: 130},
	}, w.strata, w.stratumCell)
}

func (w *drawing) strata() int { return len(w.draw.Strata) }

func (w *drawing) stratumCell(row, column int) parts.Cell {
	st := w.draw.Strata[row]
	var o sampling.Outlook
	if row < len(w.draw.Outlooks) && len(w.draw.Outlooks) == len(w.draw.Strata) {
		o = w.draw.Outlooks[row]
	}
	switch column {
	case 0:
		return parts.Cell{Text: stratumWord(st.Name), Bold: true}
	case 1:
		return parts.Cell{Text: chart.Count(st.Size)}
	case 2:
		return parts.Cell{Text: chart.Count(st.N)}
	}
	if o.AgentID == "" {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	if column == 3 {
		return parts.Cell{Text: lang.L("{{.Low}} to {{.High}}", span(o.Before)) + "  n " + strconv.Itoa(o.N)}
	}
	return parts.Cell{Text: lang.L("{{.Low}} to {{.High}}", span(o.After)), Bold: o.Calls > 0}
}

func span(b sampling.Belief) map[string]any {
	return map[string]any{"Low": chart.Number(100*b.Low, 0), "High": chart.Percent(b.High, 0)}
}

// keep keeps the draw and deals it.
func (w *drawing) keep() {
	if w.busy || len(w.draw.Chosen) == 0 {
		return
	}
	w.busy = true
	s, ask, id := w.s, w.ask, w.s.board.Plan.ID
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (sampling.Draw, error) {
		return s.d.Drawer.Draw(ctx, s.d.Actor, id, ask)
	}, func(d sampling.Draw, err error) {
		w.busy = false
		s.d.Fail(err)
		if err != nil || s.ctx.Err() != nil {
			return
		}
		s.d.Toast(lang.L("Drawn with seed {{.Seed}} and dealt: {{.N}} calls", map[string]any{"Seed": d.Seed, "N": len(d.Chosen) - d.Left}), nil)
		s.d.Trace("drawn", map[string]any{"seed": d.Seed, "picks": len(d.Chosen), "left": d.Left})
		s.drawing, s.tab = nil, tabCalls
		s.load()
	})
}
