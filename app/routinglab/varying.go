package routinglab

import (
	"context"
	"encoding/json"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/routing/lab"
)

// varying shows what matters most in a scenario: every parameter turned by
// itself, or one over a range.
type varying struct {
	job
	scenario string
	one      bool // one parameter over a range
	lever    int
	only     string
	by       string // percent
	from, to string // percent of today's value
	tornado  lab.Tornado
	curve    lab.Curve
	of       lab.Scenario
	kept     bool
	wrong    error
	left     *fyne.Container
	right    *fyne.Container
	whole    fyne.CanvasObject
}

func newVarying(s *Screen) *varying {
	p := &varying{job: newJob(s), by: "20", from: "70", to: "130", lever: 3, left: parts.Stack(0), right: parts.Over()}
	p.whole = parts.Dock(nil, nil, side(250, p.left), nil, p.right)
	return p
}

func (p *varying) content() fyne.CanvasObject { return p.whole }

func (p *varying) opened() {
	if p.s.read {
		if p.scenario == "" {
			p.scenario = p.s.state.Scenario
		}
		p.build()
		p.show()
	}
}

func (p *varying) base() *lab.Scenario {
	if len(p.s.kept) == 0 {
		return nil
	}
	return &p.s.kept[p.s.of(p.scenario)]
}

func (p *varying) build() {
	p.left.Objects = nil
	k := p.base()
	if k == nil {
		p.left.Refresh()
		return
	}
	p.left.Add(parts.Strong(lang.L("Scenario")))
	p.left.Add(parts.Inset(6, 0, 10, 0, parts.NewSelect(p.s.names(), p.s.of(p.scenario), func(i int) { p.scenario, p.only = p.s.kept[i].ID, ""; p.build() }).Wide(206)))
	p.left.Add(parts.Strong(lang.L("What is varied")))
	at := 0
	if p.one {
		at = 1
	}
	p.left.Add(parts.Inset(6, 0, 8, 0, parts.NewSegments([]string{lang.L("Each by itself"), lang.L("One")}, at, func(i int) { p.one = i == 1; p.build(); p.show() })))
	percent := func(word string, at *string) fyne.CanvasObject {
		e := entryField(*at, 56, func(t string) { *at = t })
		return row(word, 60, parts.Fix(look.Scaled(60), 0, e), parts.Label("%"))
	}
	if !p.one {
		p.left.Add(percent(lang.L("by"), &p.by))
		p.left.Add(parts.NewParagraph(lang.L("Each parameter is turned down and up by this share, the others stay."), look.TextLabel, look.Ink3))
		p.left.Refresh()
		return
	}
	names := make([]string, len(lab.Levers))
	for i, l := range lab.Levers {
		names[i] = leverWord(l)
	}
	p.left.Add(parts.NewSelect(names, p.lever, func(i int) { p.lever, p.only = i, ""; p.build() }).Wide(206))
	p.left.Add(parts.Inset(6, 0, 6, 0, p.onlySelect(k)))
	p.left.Add(percent(lang.L("from"), &p.from))
	p.left.Add(percent(lang.L("to"), &p.to))
	p.left.Add(parts.NewParagraph(lang.L("In nine steps of the value as it stands; all see the same calls."), look.TextLabel, look.Ink3))
	p.left.Refresh()
}

// onlySelect narrows a lever to one type or group.
func (p *varying) onlySelect(k *lab.Scenario) fyne.CanvasObject {
	ids, names := []string{""}, []string{lang.L("in all types")}
	s, err := k.Read()
	if err != nil {
		return parts.Room(0, 0)
	}
	if lab.Levers[p.lever].OfGroups() {
		names[0] = lang.L("in all groups")
		for _, g := range s.Groups {
			ids, names = append(ids, g.Name), append(names, g.Name)
		}
	} else {
		for _, t := range s.Types {
			ids, names = append(ids, t.Name), append(names, t.Name)
		}
	}
	at := 0
	for i, id := range ids {
		if id == p.only {
			at = i
		}
	}
	return parts.NewSelect(names, at, func(i int) { p.only = ids[i] }).Wide(206)
}

const steps = 9

func (p *varying) start() {
	k := p.base()
	if k == nil {
		return
	}
	p.wrong, p.kept, p.of = nil, false, *k
	s, err := k.Read()
	by, okBy := number(p.by)
	from, okFrom := number(p.from)
	to, okTo := number(p.to)
	if err == nil && (!okBy || !okFrom || !okTo || from >= to) {
		err = fault.New(fault.Invalid, "A range is two numbers, the smaller first.", nil)
	}
	if err != nil {
		p.wrong = err
		p.show()
		return
	}
	runs, seed := min(max(p.s.state.Runs, 2), lab.MostRuns), p.s.state.Seed
	ctx := p.begin()
	p.tornado, p.curve = lab.Tornado{}, lab.Curve{}
	p.show()
	type found struct {
		t lab.Tornado
		c lab.Curve
	}
	one, lever, only := p.one, lab.Levers[p.lever], p.only
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (f found, err error) {
		if !one {
			f.t, err = lab.Twist(ctx, s, by/100, runs, seed, p.moved(ctx))
			return f, err
		}
		factors := make([]float64, steps)
		for i := range factors {
			factors[i] = (from + (to-from)*float64(i)/(steps-1)) / 100
		}
		f.c, err = lab.Vary(ctx, s, lever, only, factors, runs, seed, p.moved(ctx))
		return f, err
	}, func(f found, err error) {
		p.cancel = nil
		p.tornado, p.curve, p.wrong = f.t, f.c, err
		p.show()
		p.s.d.Trace("varied", map[string]any{"levers": len(f.t.Turns), "points": len(f.c.Points)})
	})
}

func (p *varying) stopped() { p.stop(); p.show() }

func (p *varying) none() bool { return len(p.tornado.Turns)+len(p.curve.Points) == 0 }

func (p *varying) keep() {
	if p.none() || p.kept {
		return
	}
	p.kept = true
	st := lab.Study{ScenarioID: p.of.ID, Revision: p.of.Revision, Kind: lab.EachVaried, Name: lang.L("each parameter by {{.Share}}", map[string]any{"Share": chart.Percent(p.tornado.By, 0)})}
	var result any = p.tornado
	if len(p.curve.Points) > 0 {
		st.Kind, st.Name, result = lab.OneVaried, leverWord(p.curve.Lever), p.curve
	}
	keepStudy(p.s, st, result)
	p.show()
}

// restore shows a kept sensitivity.
func (p *varying) restore(st lab.Study) {
	p.scenario, p.kept, p.one = st.ScenarioID, true, st.Kind == lab.OneVaried
	p.tornado, p.curve = lab.Tornado{}, lab.Curve{}
	if p.one {
		p.wrong = json.Unmarshal(st.Result, &p.curve)
	} else {
		p.wrong = json.Unmarshal(st.Result, &p.tornado)
	}
	if k := p.base(); k != nil {
		p.of = *k
	}
	p.build()
	p.show()
}

func (p *varying) actions() []desk.Action {
	busy := p.cancel != nil
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Vary"), Bare: fyne.KeyR, Do: p.start, Off: busy || p.base() == nil, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: p.stopped, Off: !busy},
		{Menu: desk.ReviewMenu, Label: lang.L("Keep result"), Bare: fyne.KeyK, Do: p.keep, Off: busy || p.kept || p.none()},
		{Menu: desk.ViewMenu, Label: lang.L("Next measure"), Bare: fyne.KeyM, Do: func() { p.s.nextMeasure(); p.show() }},
	}
}

func (p *varying) show() {
	acts := parts.Row(8, p.s.settings(), parts.Gap())
	switch {
	case p.cancel != nil:
		acts.Add(parts.Fix(look.Scaled(160), 0, p.bar))
		acts.Add(p.count)
		acts.Add(parts.NewButton(lang.L("Stop"), parts.Plain, p.stopped).WithIcon("cancel").WithKey("S"))
	default:
		if !p.none() && !p.kept {
			acts.Add(parts.NewButton(lang.L("Keep result"), parts.Plain, p.keep).WithKey("K"))
		}
		if p.base() != nil {
			acts.Add(parts.NewButton(lang.L("Vary"), parts.Main, p.start).WithIcon("play").WithKey("R"))
		}
	}
	top := parts.Stack(0, parts.Inset(8, 24, 8, 24, acts), parts.NewHairline())
	swap(p.right, parts.Dock(top, nil, nil, nil, p.body()))
	p.s.d.Changed()
}

func (p *varying) body() fyne.CanvasObject {
	switch {
	case p.base() == nil:
		return parts.EmptyState("trend", lang.L("Nothing to vary"), lang.L("Keep a scenario first."), parts.NewButton(lang.L("Scenarios"), parts.Main, func() { p.s.open(1) }).WithKey("2"))
	case p.wrong != nil:
		return parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(p.wrong), "", nil)))
	case p.none():
		return parts.EmptyState("trend", lang.L("What matters most?"), lang.L("Calls, handling time, patience, agents: each is turned a little, and you see which one moves the service."))
	}
	head := parts.Inset(8, 24, 4, 24, parts.Row(8, p.s.measures(p.show), parts.Gap()))
	if len(p.curve.Points) > 0 {
		return parts.Dock(head, nil, nil, nil, parts.Inset(8, 24, 24, 24, p.line()))
	}
	base := parts.Inset(6, 24, 6, 24, parts.Body(lang.L("As it stands: {{.Value}}", map[string]any{"Value": rangeText(p.s.measure(), p.tornado.Base[p.s.measure()])})))
	return parts.Dock(parts.Stack(0, head, base), nil, nil, nil, parts.Scrolling(parts.Inset(8, 24, 16, 24, p.bars())))
}

// bars are the levers by how far they move the shown measure.
func (p *varying) bars() fyne.CanvasObject {
	m := p.s.measure()
	factor := 1.0
	if m.Share() {
		factor = 100
	}
	values := []float64{0}
	var rows []parts.RowMark
	for _, t := range p.tornado.Sorted(m) {
		less, more := factor*t.Less[m].Mean, factor*t.More[m].Mean
		values = append(values, less, more)
		text := lang.L("less {{.Less}}, more {{.More}}", map[string]any{"Less": sided(m, t.Less[m]), "More": sided(m, t.More[m])})
		rows = append(rows, parts.RowMark{Name: leverWord(t.Lever), Note: "±" + chart.Percent(p.tornado.By, 0), Text: text, Value: 0, Span: true, Low: math.Min(less, more), High: math.Max(less, more), Tone: look.Accent})
	}
	c := parts.NewRowChart(chart.Around(values, 5), rows)
	c.NameWide, c.TextWide = 190, 330
	c.Format = func(v, step float64) string { return chart.Tick(v, step) }
	return c
}

// sided writes what a turn does, with its half width.
func sided(m lab.Measure, d lab.Difference) string {
	v := d.Mean
	if m.Share() {
		v *= 100
	}
	return chart.Signed(v, 1) + " " + plusMinus(m, d.Half)
}

// line is the shown measure over one lever.
func (p *varying) line() fyne.CanvasObject {
	m := p.s.measure()
	var points []parts.ChartPoint
	for _, pt := range p.curve.Points {
		e := pt.Figures[m]
		points = append(points, parts.ChartPoint{X: pt.Factor * 100, Y: e.Mean, Low: low(m, e), High: high(m, e)})
	}
	c := parts.NewLineChart(parts.ChartSeries{Name: shortWord(m), Points: points, Tone: look.Accent, Ink: look.Accent, Dots: true})
	c.Most = 5
	if m.Share() {
		c.Format = percentTick
	}
	for _, pt := range points {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: pt.X, Word: chart.Number(pt.X, 0) + " %"})
	}
	c.Rules = []parts.ChartRule{{At: 100, Word: lang.L("as it stands"), Tone: look.NaM, Ink: look.Ink3}}
	c.Tell = func(_, k int) string {
		return chart.Number(points[k].X, 0) + " %  " + rangeText(m, p.curve.Points[k].Figures[m])
	}
	only := p.curve.Only
	if only == "" {
		only = lang.L("everywhere")
	}
	return titled(leverWord(p.curve.Lever), only+", "+lang.L("{{.N}} runs with the same calls", map[string]any{"N": p.curve.Runs}), c)
}
