package routinglab

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// why explains the decisions of the first run: who might have taken a call, by
// which ranks and scores, and why somebody did.
type why struct {
	r       *running
	from    int // interval
	onlyOff bool
	all     []lab.Choice
	shown   []lab.Choice
	table   *parts.Table
	side    *fyne.Container
	content *fyne.Container
}

func (r *running) openWhy() {
	if r.done.Runs == 0 || r.cancel != nil {
		return
	}
	r.why = &why{r: r, side: parts.Over(), content: parts.Over()}
	r.why.build()
	r.show()
	r.why.load()
}

func (y *why) build() {
	y.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Time"), Width: 84}, {Title: lang.L("What"), Width: 196}, {Title: lang.L("why.chosen"), Least: 110}, {Title: lang.L("Of"), Width: 48, Right: true}},
		func() int { return len(y.shown) }, y.cell)
	y.table.Left, y.table.List().RowHeight = 24, 28
	y.table.OnChosen = y.explain
	h := y.r.s.Horizon
	var from fyne.CanvasObject = parts.Gap()
	if n := h.Intervals(); n > 1 && n <= 400 {
		var at []string
		for i := range n {
			at = append(at, clock(float64(i)*h.Interval))
		}
		from = parts.NewSelect(at, y.from, func(i int) { y.from = i; y.load() }).Wide(90)
	}
	head := parts.Row(8, parts.Label(lang.L("First run, decisions from")), from, parts.NewCheck(lang.L("Only those that chose nobody"), y.onlyOff, func(on bool) { y.onlyOff = on; y.narrow() }), parts.Gap())
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(326), 0, parts.Over(parts.NewPlate(look.Well), y.side)))
	swap(y.content, parts.Dock(parts.Stack(0, parts.Inset(7, 24, 7, 24, head), parts.NewHairline()), nil, nil, right, y.table))
}

func (y *why) load() {
	s := y.r.p.s
	seed, from := s.state.Seed, float64(y.from)*y.r.s.Horizon.Interval
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]lab.Choice, error) {
		plan, err := sim.NewPlan(y.r.s)
		if err != nil {
			return nil, err
		}
		return lab.Why(ctx, plan, seed, from)
	}, func(all []lab.Choice, err error) {
		s.d.Fail(err)
		y.all = all
		y.narrow()
		s.d.Trace("why", map[string]any{"decisions": len(all)})
	})
}

func (y *why) narrow() {
	y.shown = nil
	for _, c := range y.all {
		if !y.onlyOff || !c.Chosen {
			y.shown = append(y.shown, c)
		}
	}
	y.table.List().Chosen = -1
	y.table.Refresh()
	if len(y.shown) > 0 {
		y.table.Choose(0)
		return
	}
	swap(y.side, parts.EmptyState("help", lang.L("No decision here"), lang.L("Choose another time of the day.")))
}

func (y *why) kind(k int32) string  { return y.r.s.Types[k].Name }
func (y *why) group(g int32) string { return y.r.s.Groups[g].Name }

// call is the number of a call as its first attempt has it.
func call(number uint64) string { return chart.Count(int(number & (1<<48 - 1))) }

func (y *why) what(c lab.Choice) string {
	if c.Type >= 0 {
		return lang.L("Call {{.N}} of {{.Type}} looks for an agent", map[string]any{"N": call(c.Call), "Type": y.kind(c.Type)})
	}
	return lang.L("An agent of {{.Group}} is free", map[string]any{"Group": y.group(c.Group)})
}

// inShort is what for a narrow column.
func (y *why) inShort(c lab.Choice) string {
	if c.Type >= 0 {
		return lang.L("{{.Type}}, call {{.N}}", map[string]any{"N": call(c.Call), "Type": y.kind(c.Type)})
	}
	return y.what(c)
}

func (y *why) chosen(c lab.Choice) string {
	for _, x := range c.Candidates {
		if x.Chosen {
			return y.name(x)
		}
	}
	if c.Type >= 0 {
		return lang.L("nobody: it waits")
	}
	return lang.L("no call: the agent waits")
}

// name is who or what a candidate is.
func (y *why) name(x sim.Candidate) string {
	switch {
	case x.Type >= 0 && x.Call > 0:
		return lang.L("{{.Type}}, call {{.N}}", map[string]any{"Type": y.kind(x.Type), "N": call(x.Call)})
	case x.Type >= 0:
		return y.kind(x.Type)
	case x.Agent >= 0:
		return lang.L("{{.Group}}, agent {{.N}}", map[string]any{"Group": y.group(x.Group), "N": x.Agent + 1})
	}
	return y.group(x.Group)
}

func (y *why) cell(i, column int) parts.Cell {
	c := y.shown[i]
	switch column {
	case 0:
		return parts.Cell{Text: moment(c.At), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: y.inShort(c)}
	case 2:
		if !c.Chosen {
			return parts.Cell{Text: y.chosen(c), Icon: "tri", IconTone: look.Warn, Tone: look.Ink2}
		}
		return parts.Cell{Text: y.chosen(c), Bold: true}
	}
	return parts.Cell{Text: chart.Count(len(c.Candidates) + c.Left), Tone: look.Ink2}
}

// moment writes microseconds as a clock with seconds.
func moment(us int64) string {
	s := us / 1e6
	return clock(float64(s)) + ":" + string([]byte{byte('0' + s%60/10), byte('0' + s%10)})
}

// explain lists the candidates of a decision, with what spoke for and against.
func (y *why) explain(i int) {
	if i < 0 || i >= len(y.shown) {
		return
	}
	c := y.shown[i]
	list := append([]sim.Candidate(nil), c.Candidates...)
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Candidate"), Least: 90}, {Title: lang.L("Rank"), Width: 50, Right: true}, {Title: lang.L("Score"), Width: 76, Right: true}},
		func() int { return len(list) }, func(row, column int) parts.Cell {
			x := list[row]
			if !x.Refused.IsZero() {
				return []parts.Cell{{Text: y.name(x) + "  " + x.Refused.In(y.r.p.s.d.Settings.Language), Tone: look.Ink3}, {Text: chart.Number(x.Rank, 0), Tone: look.Ink3}, {Text: chart.None, Tone: look.Ink3}}[column]
			}
			first := parts.Cell{Text: y.name(x), Bold: x.Chosen}
			if x.Chosen {
				first.Icon, first.IconTone = "okcircle", look.Good
			}
			return []parts.Cell{first, {Text: chart.Number(x.Rank, 0)}, {Text: chart.Number(x.Score, 1), Bold: x.Chosen}}[column]
		})
	t.Left, t.List().RowHeight = 16, 28
	head := parts.Inset(10, 16, 8, 16, parts.Stack(4, parts.Strong(y.what(c)), parts.NewParagraph(y.rule(c), look.TextLabel, look.Ink2)))
	swap(y.side, parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, t))
}

// rule says by which rule the choice was made.
func (y *why) rule(c lab.Choice) string {
	switch p := y.r.s.Policy; {
	case !c.Chosen && c.Type >= 0:
		return lang.L("Nobody may take it now, so it waits.")
	case !c.Chosen:
		return lang.L("No waiting call may come here now.")
	case c.Type < 0:
		return lang.L("Lowest rank first, then the highest priority, then the highest score: the wait in seconds.")
	case p.IsAsterisk() || p.IsFreeSWITCH():
		return lang.L("By the rules of {{.Preset}}: the lowest rank, then the lowest score.", map[string]any{"Preset": presetWord(p.Preset)})
	case p.Order != "" && p.Order != "longest_idle":
		return lang.L("The lowest rank, then {{.Order}}: the lowest score.", map[string]any{"Order": orderWord(p.Order)})
	}
	return lang.L("The lowest rank, then the highest score: idle time in seconds.")
}
