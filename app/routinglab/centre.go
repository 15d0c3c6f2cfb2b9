package routinglab

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/queuelog"
	"shifu/routing/scenariofile"
)

// centre measures the real centre from its own log by the formulas of the
// simulation, and makes a scenario of it.
type centre struct {
	s        *Screen
	path     *parts.Entry
	within   string
	short    string
	interval int
	history  *queuelog.History
	name     string
	typed    amiss
	report   queuelog.Report
	patience []queuelog.Step
	wrong    error
	reading  bool
	view     int // 0 the queues, 1 every figure
	scope    int // of the figures
	body     *fyne.Container
	whole    fyne.CanvasObject
}

func newCentre(s *Screen) *centre {
	p := &centre{s: s, within: "20", short: "5", interval: 1, body: parts.Over()}
	p.path = parts.NewEntry(lang.L("Path of a queue_log or CSV; Enter reads it")).WithIcon("document")
	p.path.OnSubmitted, p.path.OnEscape = p.load, s.unfocus
	within, short := s.entryField(p.within, 48, nil), s.entryField(p.short, 48, nil)
	said, page := parts.Stack(0), parts.Over()
	p.typed.told = (&complaint{s: s, line: said, page: page}).tell
	p.typed.watch(within, lang.L("The time of the service level"), span{most: routing.MostSeconds}, func(t string, _ float64) { p.within = t; p.remeasure() })
	p.typed.watch(short, lang.L("A short abandon"), span{most: routing.MostSeconds}, func(t string, _ float64) { p.short = t; p.remeasure() })
	line := parts.Row(8, parts.Grow(p.path), parts.NewButton(lang.L("Open a log"), parts.Plain, p.browse).WithIcon("upload").WithKey("O"), parts.Label(lang.L("within")), parts.Fix(look.Scaled(52), 0, within),
		parts.Label(lang.L("s, short below")), parts.Fix(look.Scaled(52), 0, short), parts.Label(lang.L("s")))
	page.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, parts.Inset(8, 24, 8, 24, line), said, parts.NewHairline()), nil, nil, nil, p.body)}
	p.whole = page
	return p
}

func (p *centre) content() fyne.CanvasObject { return p.whole }
func (p *centre) opened()                    { p.show() }

func (p *centre) actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Open a log"), Bare: fyne.KeyO, Do: p.browse, GapBefore: true},
		{Menu: desk.FileMenu, Label: lang.L("Make a scenario of it"), Bare: fyne.KeyM, Do: p.make, Off: p.history == nil},
	}
	acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: lang.L("Every figure with its formula"), Bare: fyne.KeyF, Do: func() { p.view = 1 - p.view; p.show() }, Off: p.history == nil})
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), p.export, p.history == nil))
	}
	return acts
}

func (p *centre) browse() { ask.Pick(p.s.d, p.load) }

// load reads a log and measures it.
func (p *centre) load(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	if path == "" {
		return
	}
	p.path.SetText(path)
	p.s.unfocus()
	p.reading, p.wrong = true, nil
	p.show()
	background.Run(p.s.ctx, p.s.d.Stage, func(context.Context) (*queuelog.History, error) { return queuelog.Load(path) }, func(h *queuelog.History, err error) {
		p.reading, p.wrong, p.history, p.name = false, err, h, filepath.Base(path)
		if err != nil {
			p.history = nil
		} else {
			p.patience = queuelog.Patience(h.Visits)
			p.measure()
		}
		p.show()
		p.s.d.Trace("read", map[string]any{"ok": err == nil})
	})
}

func (p *centre) remeasure() {
	if p.history != nil {
		p.measure()
		p.show()
	}
}

func (p *centre) measure() {
	within, _ := number(p.within)
	short, _ := number(p.short)
	p.report = p.history.Measure(within, short)
}

func (p *centre) show() {
	switch {
	case p.wrong != nil:
		swap(p.body, parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(p.wrong), "", nil))))
	case p.reading:
		swap(p.body, parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Label(lang.L("Reading the log …")))))
	case p.history == nil:
		swap(p.body, parts.EmptyState("phone", lang.L("No log read yet"), lang.L("Open the queue_log of Asterisk, or a CSV of calls (queue, arrived, answered, ended, agent). Nothing of it is kept."),
			parts.NewButton(lang.L("Open a log"), parts.Main, p.browse).WithIcon("upload").WithKey("O")))
	default:
		swap(p.body, p.found())
	}
	p.s.d.Changed()
}

func (p *centre) found() fyne.CanvasObject {
	h := p.history
	span := func(at int64) string { return time.Unix(at, 0).In(p.s.d.Zone).Format("2006-01-02 15:04") }
	facts := []fyne.CanvasObject{parts.Strong(p.name), parts.Second(lang.L("{{.From}} to {{.To}}", map[string]any{"From": span(h.From), "To": span(h.Until)})),
		parts.Second(lang.L("{{.N}} calls", map[string]any{"N": chart.Count(len(h.Visits))})), parts.Second(lang.L("{{.N}} agents", map[string]any{"N": len(h.Agents)}))}
	if h.Earlier > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} came before the log begins and are left out", map[string]any{"N": h.Earlier})))
	}
	views := parts.NewSegments([]string{lang.L("Queues"), lang.L("Every figure")}, p.view, func(i int) { p.view = i; p.show() })
	acts := parts.Row(8, views, parts.NewKeyBadge("F"), parts.Gap(), parts.Label(lang.L("intervals of")),
		parts.NewSegments([]string{lang.L("15 min"), lang.L("30 min"), lang.L("1 h")}, p.interval, func(i int) { p.interval = i }),
		parts.NewButton(lang.L("Make a scenario of it"), parts.Main, p.make).WithIcon("forward").WithKey("M"))
	top := parts.Stack(0, parts.Inset(8, 24, 4, 24, acts), parts.Inset(0, 24, 6, 24, parts.Facts(facts...)))
	if p.view == 1 {
		top.Add(parts.NewHairline())
		return parts.Dock(top, nil, nil, nil, p.sheet().content())
	}
	if len(p.patience) > 1 {
		top.Add(parts.Inset(0, 24, 8, 24, parts.Fix(0, look.Scaled(190), p.survival())))
	}
	top.Add(parts.NewHairline())
	return parts.Dock(top, nil, nil, nil, p.table())
}

// survival is the patience of callers by Kaplan and Meier.
func (p *centre) survival() fyne.CanvasObject {
	points := []parts.ChartPoint{{Y: 1}, {X: p.patience[0].Seconds, Y: 1}} // until the first one leaves, all are patient
	every := max(1, len(p.patience)/120)
	for i := 0; i < len(p.patience); i += every {
		st := p.patience[i]
		points = append(points, parts.ChartPoint{X: st.Seconds, Y: st.Survival, Few: st.AtRisk < 10})
	}
	c := parts.NewLineChart(parts.ChartSeries{Name: lang.L("still patient"), Points: points, Tone: look.Accent, Ink: look.Accent})
	c.Scale, c.Format = chart.Scale{High: 1}, percentTick
	last := points[len(points)-1].X
	for _, v := range chart.Ticks(0, last, 8) {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: v, Word: lang.L("{{.N}} s", map[string]any{"N": chart.Number(v, 0)})})
	}
	c.Tell = func(_, k int) string {
		return lang.L("{{.Share}} wait longer than {{.N}} s", map[string]any{"Share": chart.Percent(points[k].Y, 0), "N": chart.Number(points[k].X, 0)})
	}
	return titled(lang.L("Patience"), lang.L("by Kaplan and Meier: those answered count as patient for as long as they waited"), c)
}

// make keeps an average day of the log as a scenario.
func (p *centre) make() {
	if p.history == nil {
		return
	}
	within, _ := number(p.within)
	c := queuelog.Choices{Interval: time.Duration(intervals[p.interval]) * time.Second, Within: within, Zone: p.s.d.Zone, Group: lang.L("Group")}
	h, name := p.history, strings.TrimSuffix(p.name, filepath.Ext(p.name))
	background.Run(p.s.ctx, p.s.d.Stage, func(ctx context.Context) (lab.Scenario, error) {
		s, err := h.Scenario(c)
		if err != nil {
			return lab.Scenario{}, err
		}
		s.Name = name
		return p.s.d.Lab.Save(ctx, p.s.d.Actor, lab.Scenario{Name: name, Note: lang.L("An average day of {{.File}}", map[string]any{"File": p.name}), Text: string(scenariofile.Write(s))})
	}, func(k lab.Scenario, err error) {
		if err != nil {
			p.wrong = err
			p.show()
			p.wrong = nil
			return
		}
		p.s.kept = append([]lab.Scenario{k}, p.s.kept...) // in its order once they are read again
		p.s.pages[1].(*scenarios).wanted = k.ID
		p.s.state.Scenario = k.ID
		p.s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": k.Name}), nil)
		p.s.open(1)
		p.s.reread()
	})
}
