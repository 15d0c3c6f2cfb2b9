package routinglab

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/queueing"
)

// inputs are what the calculator is asked, as typed.
type inputs struct {
	Calls, Handling, Within, Level, Patience, Shrinkage string
	Fixed                                               bool // patience is always the same
	Forecast                                            string
	Interval                                            int // of intervals
	Below                                               int // what stands below the curves
}

var intervals = []float64{900, 1800, 3600}

// answer is what the calculator found.
type answer struct {
	queue   queueing.Queue
	target  queueing.Target
	plan    queueing.Plan  // with patience, if there is one
	delay   *queueing.Plan // Erlang C
	steps   []lab.Step
	day     []lab.Staffed
	dayFail error
}

// staffing is the calculator.
type staffing struct {
	s     *Screen
	typed amiss
	form  *fyne.Container
	right *fyne.Container
	whole fyne.CanvasObject
	found answer
	built bool
}

func newStaffing(s *Screen) *staffing {
	p := &staffing{s: s, form: parts.Stack(0), right: parts.Over()}
	p.whole = parts.Dock(nil, nil, side(250, p.form), nil, p.right)
	return p
}

func (p *staffing) content() fyne.CanvasObject { return p.whole }

func (p *staffing) opened() {
	if !p.built {
		p.built = true
		p.build()
		p.compute()
	}
}

func (p *staffing) actions() []desk.Action {
	acts := []desk.Action{{Menu: desk.ViewMenu, Label: lang.L("Service levels, day or formulas"), Bare: fyne.KeyV, GapBefore: true, Do: func() { p.below((p.s.state.Staff.Below + 1) % 3) }, Off: len(p.found.steps) == 0}}
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export the day"), p.exportDay, len(p.found.day) == 0))
	}
	return acts
}

func (p *staffing) build() {
	in := &p.s.state.Staff
	p.form.Objects = nil
	p.typed = amiss{told: func(error) { p.changed() }}
	add := func(word, subject, unit string, n span, at *string) {
		e := p.s.entryField(*at, 72, nil)
		p.typed.watch(e, subject, n, func(t string, _ float64) { *at = t })
		p.form.Add(row(word, 92, parts.Fix(look.Scaled(76), 0, e), parts.Label(unit)))
	}
	p.form.Add(parts.Strong(lang.L("Calls")))
	add(lang.L("Calls an hour"), lang.L("The number of calls an hour"), "", span{most: 1e6}, &in.Calls)
	add(lang.L("Handling time"), lang.L("The handling time"), lang.L("s"), span{least: 1, most: routing.MostSeconds}, &in.Handling)
	add(lang.L("Patience"), lang.L("Patience"), lang.L("s"), span{most: routing.MostSeconds}, &in.Patience)
	law := 0
	if in.Fixed {
		law = 1
	}
	p.form.Add(parts.Inset(2, 0, 6, 0, parts.Row(0, parts.NewSegments([]string{lang.L("exponential"), lang.L("fixed")}, law, func(i int) { in.Fixed = i == 1; p.changed() }))))
	p.form.Add(parts.NewParagraph(lang.L("Without patience nobody leaves: Erlang C."), look.TextLabel, look.Ink3))
	p.form.Add(parts.Room(0, 12))
	p.form.Add(parts.Strong(lang.L("Target")))
	add(lang.L("In time"), lang.L("The service level"), "%", span{least: 1, most: 99.9}, &in.Level)
	add(lang.L("within"), lang.L("The time of the service level"), lang.L("s"), span{most: routing.MostSeconds}, &in.Within)
	add(lang.L("Shrinkage"), lang.L("The shrinkage"), "%", span{most: 99.9}, &in.Shrinkage)
	p.form.Add(parts.NewParagraph(lang.L("Leave, training, meetings and breaks: the paid time away from calls."), look.TextLabel, look.Ink3))
	p.form.Refresh()
}

func (p *staffing) changed() { p.s.remember(); p.compute() }

// compute works out everything at once: it takes milliseconds.
func (p *staffing) compute() {
	q, t, err := p.asked()
	if err == nil {
		p.found, err = compute(q, t, p.s.state.Staff)
	}
	if err != nil {
		p.found = answer{}
		swap(p.right, parts.Inset(16, 24, 16, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(err), "", nil))))
		p.s.d.Changed()
		return
	}
	p.show()
	p.s.d.Trace("staffed", map[string]any{"agents": p.found.plan.Agents, "rostered": p.found.plan.Rostered})
}

// asked reads the form.
func (p *staffing) asked() (q queueing.Queue, t queueing.Target, err error) {
	in := p.s.state.Staff
	if err := p.typed.first(); err != nil {
		return q, t, err
	}
	var v [6]float64
	for i, text := range []string{in.Calls, in.Handling, in.Patience, in.Level, in.Within, in.Shrinkage} {
		v[i], _ = number(text)
	}
	q = queueing.Queue{Rate: v[0] / 3600, Service: v[1], Within: v[4]}
	if v[2] > 0 {
		q.Patience = routing.Exp(v[2])
		if in.Fixed {
			q.Patience = routing.Fixed(v[2])
		}
	}
	return q, queueing.Target{Level: v[3] / 100, Shrinkage: v[5] / 100}, nil
}

func compute(q queueing.Queue, t queueing.Target, in inputs) (a answer, err error) {
	a = answer{queue: q, target: t}
	if a.plan, err = queueing.Staff(q, t); err != nil {
		return a, err
	}
	patient := q
	patient.Patience = routing.Dist{}
	if plan, err := queueing.Staff(patient, t); err == nil {
		a.delay = &plan
	}
	if q.Rate > 0 {
		if a.steps, err = lab.Around(q, a.plan.Agents); err != nil {
			return a, err
		}
	}
	calls, err := forecast(in.Forecast)
	if err == nil && len(calls) > 0 {
		a.day, err = lab.Day(calls, intervals[min(max(in.Interval, 0), 2)], q, t)
	}
	a.dayFail = err
	return a, nil
}

// forecast reads numbers of calls, divided by anything but digits and points.
func forecast(text string) ([]float64, error) {
	var out []float64
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;\t\n，；、", r) }) {
		v, ok := number(f)
		if !ok || v < 0 {
			return nil, fault.New(fault.Invalid, "\"{{.Have}}\" is no number.", fault.Values{"Have": f})
		}
		out = append(out, v)
	}
	return out, nil
}

func (p *staffing) show() {
	figures := parts.Inset(12, 24, 8, 24, p.figures())
	curves := parts.Inset(4, 24, 8, 24, parts.Fix(0, look.Scaled(212), parts.FullRow(24, parts.Grow(p.levels()), parts.Grow(p.losses()))))
	names := []string{lang.L("Service levels"), lang.L("A day"), lang.L("Formulas")}
	at := min(max(p.s.state.Staff.Below, 0), 2)
	pick := parts.Row(8, parts.NewSegments(names, at, p.below), parts.NewKeyBadge("V"), parts.Gap(), parts.Label(p.belowNote(at)))
	below := []func() fyne.CanvasObject{p.sides, p.dayTable, p.sources}[at]()
	swap(p.right, parts.Dock(parts.Stack(0, figures, curves, parts.NewHairline(), parts.Inset(7, 24, 7, 24, pick), parts.NewHairline()), nil, nil, nil, below))
}

func (p *staffing) below(i int) {
	if p.typed.first() != nil {
		return
	}
	p.s.state.Staff.Below = i
	p.s.remember()
	p.show()
	p.s.d.Changed()
}

func (p *staffing) belowNote(at int) string {
	if at == 1 {
		return ""
	}
	return lang.L("With {{.N}} agents at work", map[string]any{"N": p.found.plan.Agents})
}

// figures are the answer in one line.
func (p *staffing) figures() fyne.CanvasObject {
	f := p.found
	one := func(word, value, note string) fyne.CanvasObject {
		return parts.Stack(2, parts.Label(word), parts.Row(6, parts.Figure(value), parts.Second(note)))
	}
	other := ""
	if f.delay != nil && !f.queue.Patient() {
		other = lang.L("Erlang C {{.N}}", map[string]any{"N": f.delay.Agents})
	}
	abandoned := chart.None
	if f.plan.PAbandon != nil {
		abandoned = chart.Percent(*f.plan.PAbandon, 1)
	}
	return parts.Row(22, one(lang.L("Agents at work"), chart.Count(f.plan.Agents), other),
		one(lang.L("To be rostered"), chart.Count(f.plan.Rostered), lang.L("with {{.Share}} shrinkage", map[string]any{"Share": chart.Percent(f.target.Shrinkage, 0)})),
		one(lang.L("They reach"), chart.Percent(f.plan.SL, 1), lang.L("within {{.N}} s", map[string]any{"N": chart.Number(f.queue.Within, 0)})),
		one(lang.L("Occupancy"), share(f.plan.Occupancy), ""), one(lang.L("Speed of answer"), seconds(f.plan.ASA), ""), one(lang.L("Abandonment"), abandoned, ""))
}

func share(v *float64) string {
	if v == nil {
		return chart.None
	}
	return chart.Percent(*v, 1)
}

func seconds(v *float64) string {
	if v == nil {
		return chart.None
	}
	return lang.L("{{.N}} s", map[string]any{"N": chart.Number(*v, 1)})
}
