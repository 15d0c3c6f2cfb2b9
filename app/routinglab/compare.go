package routinglab

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
	"shifu/routing/lab"
)

// job is a long simulation with its progress, which can be stopped.
type job struct {
	s      *Screen
	cancel context.CancelFunc
	bar    *parts.ProgressLine
	count  *parts.Text
}

func newJob(s *Screen) job {
	return job{s: s, bar: parts.NewProgressLine(0, 100), count: parts.Label("")}
}

// moved is told of each finished run, from any goroutine.
func (j *job) moved(ctx context.Context) func(done, total int) {
	last := -1
	return func(done, total int) {
		if at := done * 100 / total; at != last {
			last = at
			j.s.d.Stage.Show(func() {
				if ctx.Err() == nil {
					j.bar.Set(float64(done) / float64(total))
					j.count.Set(lang.L("{{.Done}} of {{.All}} runs", map[string]any{"Done": done, "All": total}))
				}
			})
		}
	}
}

func (j *job) stop() {
	if j.cancel != nil {
		j.cancel()
		j.cancel = nil
		j.count.Set(lang.L("Stopped"))
	}
}

// begin gives a context for a new work, the old one is stopped.
func (j *job) begin() context.Context {
	j.stop()
	ctx, cancel := context.WithCancel(j.s.ctx)
	j.cancel = cancel
	j.bar.Set(0)
	return ctx
}

// comparing is the comparison of policies and scenarios under the same calls.
type comparing struct {
	job
	scenario string
	presets  map[string]bool
	others   map[string]bool // kept scenarios, by ID
	found    lab.Comparison
	of       lab.Scenario
	kept     bool
	wrong    error
	left     *fyne.Container
	right    *fyne.Container
	whole    fyne.CanvasObject
}

func newComparing(s *Screen) *comparing {
	p := &comparing{job: newJob(s), presets: map[string]bool{}, others: map[string]bool{}, left: parts.Stack(0), right: parts.Over()}
	p.whole = parts.Dock(nil, nil, side(270, p.left), nil, p.right)
	return p
}

func (p *comparing) content() fyne.CanvasObject { return p.whole }

func (p *comparing) opened() {
	if p.s.read {
		if p.scenario == "" {
			p.scenario = p.s.state.Scenario
		}
		p.build()
		p.show()
	}
}

// base is the scenario that others are compared with.
func (p *comparing) base() *lab.Scenario {
	if len(p.s.kept) == 0 {
		return nil
	}
	return &p.s.kept[p.s.of(p.scenario)]
}

func (p *comparing) build() {
	p.left.Objects = nil
	k := p.base()
	if k == nil {
		p.left.Refresh()
		return
	}
	p.left.Add(parts.Strong(lang.L("Scenario")))
	p.left.Add(parts.Inset(6, 0, 10, 0, parts.NewSelect(p.s.names(), p.s.of(p.scenario), func(i int) { p.scenario = p.s.kept[i].ID; p.build() }).Wide(226)))
	p.left.Add(parts.Strong(lang.L("With other policies")))
	p.left.Add(parts.NewParagraph(lang.L("Only those that this scenario can be run with."), look.TextLabel, look.Ink3))
	s, err := k.Read()
	for _, name := range p.fitting(s, err) {
		p.left.Add(parts.High(25, parts.NewCheck(presetWord(name), p.presets[name], func(on bool) { p.presets[name] = on; p.s.d.Changed() })))
	}
	p.left.Add(parts.Room(0, 10))
	p.left.Add(parts.Strong(lang.L("With other scenarios")))
	for _, o := range p.s.kept {
		if o.ID != k.ID {
			p.left.Add(parts.High(25, parts.NewCheck(o.Name, p.others[o.ID], func(on bool) { p.others[o.ID] = on; p.s.d.Changed() })))
		}
	}
	p.left.Refresh()
}

// byOrder stands before an order of agents under the ranks of the scenario.
const byOrder = "order:"

// fitting are the policies that a scenario can be run with beside its own.
func (p *comparing) fitting(s *routing.Scenario, err error) (out []string) {
	if err != nil {
		return nil
	}
	all := routing.Presets()
	if s.Policy.Preset == routing.Ranks {
		for _, o := range routing.Orders {
			if o != s.Policy.Order && !(o == routing.LongestIdle && s.Policy.Order == "") {
				all = append(all, byOrder+string(o))
			}
		}
	}
	for _, name := range all {
		if name == s.Policy.Preset {
			continue
		}
		if c, err := with(s, name); err == nil && c.Check() == nil {
			out = append(out, name)
		}
	}
	return out
}

// with is a scenario under another preset. The ranks are taken along; a preset
// that knows no skills gets them as ranks: who lacks a skill is not rung.
func with(s *routing.Scenario, preset string) (*routing.Scenario, error) {
	c, err := lab.Clone(s)
	if err != nil {
		return nil, err
	}
	if order, ok := strings.CutPrefix(preset, byOrder); ok {
		c.Policy.Order = routing.Order(order)
		return c, nil
	}
	filled := c.Filled()
	c.Policy = routing.Policy{Preset: preset, CallChooses: filled.CallChooses, AgentChooses: filled.AgentChooses, Delays: filled.Delays}
	switch {
	case c.Policy.IsHotline():
		c.Policy = routing.Policy{Preset: preset}
	case preset == routing.Ranks:
		c.Policy = filled
		c.Policy.Preset = routing.Ranks
	default:
		withoutSkills(c)
		if preset != routing.Connect {
			level(c.Policy.AgentChooses)
		}
	}
	return c, nil
}

// withoutSkills writes skills as ranks.
func withoutSkills(c *routing.Scenario) {
	for i := range c.Types {
		t := &c.Types[i]
		for _, g := range c.Groups {
			if !g.Masters(*t) {
				delete(c.Policy.CallChooses[t.Name], g.Name)
				delete(c.Policy.AgentChooses[g.Name], t.Name)
			}
		}
		t.Requires = nil
	}
}

// level gives every pair of a table the same rank.
func level(t routing.Table) {
	for _, ranks := range t {
		for name := range ranks {
			ranks[name] = 1
		}
	}
}

// sides are what is compared.
func (p *comparing) sides(k *lab.Scenario) ([]lab.Side, error) {
	s, err := k.Read()
	if err != nil {
		return nil, err
	}
	out := []lab.Side{{Name: presetWord(s.Policy.Preset), Scenario: s}}
	for _, name := range p.fitting(s, nil) {
		if p.presets[name] {
			c, err := with(s, name)
			if err != nil {
				return nil, err
			}
			out = append(out, lab.Side{Name: presetWord(name), Scenario: c})
		}
	}
	for _, o := range p.s.kept {
		if p.others[o.ID] && o.ID != k.ID {
			other, err := o.Read()
			if err != nil {
				return nil, err
			}
			out = append(out, lab.Side{Name: o.Name, Scenario: other})
		}
	}
	return out, nil
}

func (p *comparing) start() {
	k := p.base()
	if k == nil {
		return
	}
	sides, err := p.sides(k)
	if err != nil {
		p.wrong = err
		p.show()
		return
	}
	p.wrong, p.kept, p.of = nil, false, *k
	runs, seed := min(max(p.s.state.Runs, 2), lab.MostRuns), p.s.state.Seed
	ctx := p.begin()
	p.found = lab.Comparison{}
	p.show()
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (lab.Comparison, error) {
		return lab.Compare(ctx, sides, runs, seed, p.moved(ctx))
	}, func(c lab.Comparison, err error) {
		p.cancel = nil
		p.found, p.wrong = c, err
		p.show()
		p.s.d.Trace("compared", map[string]any{"sides": len(c.Sides)})
	})
}

func (p *comparing) stopped() { p.stop(); p.show() }

func (p *comparing) keep() {
	if len(p.found.Sides) == 0 || p.kept {
		return
	}
	p.kept = true
	name := lang.L("{{.N}} sides, {{.Runs}} runs each", map[string]any{"N": len(p.found.Sides), "Runs": p.found.Runs})
	keepStudy(p.s, lab.Study{ScenarioID: p.of.ID, Revision: p.of.Revision, Kind: lab.Policies, Name: name}, p.found)
	p.show()
}

// restore shows a kept comparison.
func (p *comparing) restore(st lab.Study) {
	p.scenario, p.kept = st.ScenarioID, true
	p.wrong = json.Unmarshal(st.Result, &p.found)
	if k := p.base(); k != nil {
		p.of = *k
	}
	p.build()
	p.show()
}

func (p *comparing) actions() []desk.Action {
	busy := p.cancel != nil
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Compare"), Bare: fyne.KeyR, Do: p.start, Off: busy || p.base() == nil, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: p.stopped, Off: !busy},
		{Menu: desk.ReviewMenu, Label: lang.L("Keep result"), Bare: fyne.KeyK, Do: p.keep, Off: busy || p.kept || len(p.found.Sides) == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Next measure"), Bare: fyne.KeyM, Do: func() { p.s.nextMeasure(); p.show() }},
	}
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), func() { export.Table(p.s.d, lang.L("Comparison"), p.table()) }, len(p.found.Sides) == 0))
	}
	return acts
}

// shownMeasures can be looked at in comparisons and sensitivities.
var shownMeasures = []lab.Measure{lab.AnswerRate, lab.SLb, lab.ASA, lab.Abandoned, lab.QueueMean, lab.Occupancy}

// measure is the one that is looked at.
func (s *Screen) measure() lab.Measure {
	m := lab.Measure(s.state.Measure)
	if !slices.Contains(shownMeasures, m) {
		return lab.AnswerRate
	}
	return m
}

func (s *Screen) nextMeasure() {
	s.state.Measure = string(shownMeasures[(slices.Index(shownMeasures, s.measure())+1)%len(shownMeasures)])
	s.remember()
}

func (s *Screen) measures(show func()) fyne.CanvasObject {
	names := make([]string, len(shownMeasures))
	for i, m := range shownMeasures {
		names[i] = shortWord(m)
	}
	return parts.Row(6, parts.NewSegments(names, slices.Index(shownMeasures, s.measure()), func(i int) { s.state.Measure = string(shownMeasures[i]); s.remember(); show() }), parts.NewKeyBadge("M"))
}

// settings are the number of runs and the seed, which pages share.
func (s *Screen) settings() fyne.CanvasObject {
	runs := entryField(plain(float64(s.state.Runs)), 56, nil)
	runs.OnChanged = func(t string) {
		n, ok := number(t)
		ok = ok && n == float64(int(n)) && n >= 2 && n <= lab.MostRuns
		if runs.SetWrong(!ok); ok {
			s.state.Runs = int(n)
			s.remember()
		}
	}
	seed := entryField(plain(float64(s.state.Seed)), 56, nil)
	seed.OnChanged = func(t string) {
		n, ok := number(t)
		ok = ok && n >= 0 && n == float64(uint64(n))
		if seed.SetWrong(!ok); ok {
			s.state.Seed = uint64(n)
			s.remember()
		}
	}
	return parts.Row(6, parts.Label(lang.L("Runs")), parts.Fix(look.Scaled(60), 0, runs), parts.Label(lang.L("Seed")), parts.Fix(look.Scaled(60), 0, seed))
}

func (p *comparing) show() {
	acts := parts.Row(8, p.s.settings(), parts.Gap())
	switch {
	case p.cancel != nil:
		acts.Add(parts.Fix(look.Scaled(160), 0, p.bar))
		acts.Add(p.count)
		acts.Add(parts.NewButton(lang.L("Stop"), parts.Plain, p.stopped).WithIcon("cancel").WithKey("S"))
	default:
		if len(p.found.Sides) > 0 && !p.kept {
			acts.Add(parts.NewButton(lang.L("Keep result"), parts.Plain, p.keep).WithKey("K"))
		}
		if p.base() != nil {
			acts.Add(parts.NewButton(lang.L("Compare"), parts.Main, p.start).WithIcon("play").WithKey("R"))
		}
	}
	top := parts.Stack(0, parts.Inset(8, 24, 8, 24, acts), parts.NewHairline())
	swap(p.right, parts.Dock(top, nil, nil, nil, p.body()))
	p.s.d.Changed()
}

func (p *comparing) body() fyne.CanvasObject {
	switch {
	case p.base() == nil:
		return parts.EmptyState("scales", lang.L("Nothing to compare"), lang.L("Keep a scenario first."), parts.NewButton(lang.L("Scenarios"), parts.Main, func() { p.s.open(1) }).WithKey("2"))
	case p.wrong != nil:
		return parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(p.wrong), "", nil)))
	case len(p.found.Sides) == 0:
		return parts.EmptyState("scales", lang.L("Which policy is better?"), lang.L("Choose policies or scenarios at the left. All see the same calls, so that small differences show after few runs."))
	}
	head := parts.Inset(8, 24, 4, 24, parts.Row(8, p.s.measures(p.show), parts.Gap(), parts.Label(lang.L("{{.N}} runs with the same calls", map[string]any{"N": p.found.Runs}))))
	drawn := parts.Inset(4, 24, 10, 24, parts.Fix(0, look.Scaled(float32(24+28*len(p.found.Sides))), p.differences()))
	note := parts.Inset(4, 24, 6, 24, parts.Label(lang.L("Differences from the first, paired run by run, 95 %. In brackets: the interval without the same calls.")).Cutting())
	return parts.Dock(parts.Stack(0, head, drawn, parts.NewHairline()), note, nil, nil, p.table())
}

// differences are the paired intervals of the shown measure.
func (p *comparing) differences() fyne.CanvasObject {
	m := p.s.measure()
	factor := 1.0
	if m.Share() {
		factor = 100
	}
	values := []float64{0}
	var rows []parts.RowMark
	for _, side := range p.found.Sides[1:] {
		d := side.Differences[m]
		half := 0.0
		if d.Half != nil {
			half = *d.Half
		}
		lo, hi := factor*(d.Mean-half), factor*(d.Mean+half)
		values = append(values, lo, hi)
		tone := look.NaM
		if d.Clear() && m.Better() != 0 {
			if tone = look.BadM; (d.Mean > 0) == (m.Better() > 0) {
				tone = look.GoodM
			}
		}
		rows = append(rows, parts.RowMark{Name: side.Name, Text: differenceText(m, d), Value: factor * d.Mean, Span: true, Low: lo, High: hi, Tone: tone})
	}
	c := parts.NewRowChart(chart.Around(values, 5), rows)
	c.NameWide, c.TextWide = 210, 250
	c.Format = func(v, step float64) string { return chart.Tick(v, step) }
	return c
}

func differenceText(m lab.Measure, d lab.Difference) string {
	switch {
	case d.Half == nil:
		return signedText(m, d.Mean)
	case !d.Clear() && math.Abs(d.Mean) <= *d.Half:
		return lang.L("{{.N}}, no clear difference", map[string]any{"N": signedText(m, d.Mean)})
	case m.Better() == 0:
		return signedText(m, d.Mean)
	case (d.Mean > 0) == (m.Better() > 0):
		return lang.L("{{.N}}, better", map[string]any{"N": signedText(m, d.Mean)})
	}
	return lang.L("{{.N}}, worse", map[string]any{"N": signedText(m, d.Mean)})
}

// table shows every measure of every side.
func (p *comparing) table() *parts.Table {
	columns := []parts.TableColumn{{Title: lang.L("Measure"), Least: 190}}
	for _, side := range p.found.Sides {
		columns = append(columns, parts.TableColumn{Title: side.Name, Width: 190, Right: true})
	}
	t := parts.NewTable(columns, func() int { return len(lab.Measures) }, func(row, column int) parts.Cell {
		m := lab.Measures[row]
		if column == 0 {
			return parts.Cell{Text: measureWord(m)}
		}
		side := p.found.Sides[column-1]
		e := side.Figures[m]
		if column == 1 {
			return parts.Cell{Text: valueText(m, e.Mean) + " " + plusMinus(m, e.HalfWidth), Value: e.Mean}
		}
		d := side.Differences[m]
		text := signedText(m, d.Mean) + " " + plusMinus(m, d.Half)
		if d.Alone != nil {
			text += " (" + plusMinus(m, d.Alone) + ")"
		}
		tone := look.Ink2
		if d.Clear() {
			tone = look.Ink
		}
		return parts.Cell{Text: text, Tone: tone, Bold: d.Clear(), Value: d.Mean}
	})
	t.Left, t.List().RowHeight = 24, 26
	return t
}
