package routinglab

import (
	"context"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/selftest"
)

// trying compares the simulation with exact values in front of whoever doubts.
type trying struct {
	job
	result selftest.Result
	done   bool
	wrong  error
	body   *fyne.Container
	whole  fyne.CanvasObject
}

func newTesting(s *Screen) *trying {
	p := &trying{job: newJob(s), body: parts.Over()}
	p.whole = p.body
	return p
}

func (p *trying) content() fyne.CanvasObject { return p.whole }
func (p *trying) opened()                    { p.show() }

func (p *trying) start() {
	ctx := p.begin()
	p.done, p.wrong = false, nil
	p.show()
	seed := p.s.state.Seed
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (selftest.Result, error) {
		return selftest.Run(ctx, seed, p.moved(ctx))
	}, func(r selftest.Result, err error) {
		p.cancel = nil
		p.result, p.wrong, p.done = r, err, err == nil
		p.show()
		p.s.d.Trace("tested", map[string]any{"passed": r.Passed, "failed": r.Failed})
	})
}

func (p *trying) stopped() { p.stop(); p.show() }

func (p *trying) actions() []desk.Action {
	busy := p.cancel != nil
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Test the simulation"), Bare: fyne.KeyR, Do: p.start, Off: busy, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: p.stopped, Off: !busy}}
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), func() { export.Table(p.s.d, lang.L("Self-test"), p.table()) }, !p.done))
	}
	return acts
}

func (p *trying) show() {
	run := parts.NewButton(lang.L("Test the simulation"), parts.Main, p.start).WithIcon("play").WithKey("R")
	switch {
	case p.cancel != nil:
		line := parts.Row(10, parts.Grow(p.bar), p.count, parts.NewButton(lang.L("Stop"), parts.Plain, p.stopped).WithIcon("cancel").WithKey("S"))
		swap(p.body, parts.Inset(16, 24, 16, 24, parts.Stack(8, parts.Body(lang.L("Simulating what can be computed exactly …")), line)))
	case p.wrong != nil:
		swap(p.body, parts.Inset(16, 24, 16, 24, parts.Stack(8, parts.Banner(parts.TintBad, p.s.say(p.wrong), lang.L("Test again"), p.start))))
	case !p.done:
		swap(p.body, parts.EmptyState("okcircle", lang.L("May the simulation be trusted?"), lang.L("Queues whose figures are known exactly are simulated here, on this machine: one queue, overflow, priorities, two groups. It takes some seconds."), run))
	default:
		swap(p.body, p.shown())
	}
	p.s.d.Changed()
}

func (p *trying) shown() fyne.CanvasObject {
	r := p.result
	pill := parts.NewPill(lang.L("{{.N}} of {{.All}} agree", map[string]any{"N": r.Passed, "All": len(r.Checks)}), parts.StateGood)
	if !r.Pass {
		pill = parts.NewPill(lang.L("{{.Failed}} of {{.All}} checks failed.", map[string]any{"Failed": r.Failed, "All": len(r.Checks)}), parts.StateBad)
	}
	again := parts.NewButton(lang.L("Test again"), parts.Plain, p.start).WithIcon("replay").WithKey("R")
	head := parts.Inset(8, 24, 8, 24, parts.Row(10, pill, parts.Grow(parts.Label(lang.L("The line is the exact value; the bar the 95 % interval of the simulation. One in twenty may lie just outside.")).Cutting()), again))
	return parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, p.table())
}

func (p *trying) table() *parts.Table {
	checks := p.result.Checks
	columns := []parts.TableColumn{{Title: lang.L("Case"), Least: 170}, {Title: lang.L("Measure"), Width: 210}, {Title: lang.L("Exact"), Width: 96, Right: true}, {Title: lang.L("Simulated"), Width: 96, Right: true},
		{Title: lang.L("Likely"), Width: 150, Right: true, Yield: 1}, {Title: "", Width: 140, Yield: 2}, {Title: lang.L("Result"), Width: 110}}
	t := parts.NewTable(columns, func() int { return len(checks) }, func(row, column int) parts.Cell {
		c := checks[row]
		switch column {
		case 0:
			if row > 0 && checks[row-1].Name == c.Name {
				return parts.Cell{Text: "", Value: c.Name}
			}
			return parts.Cell{Text: c.Case.In(p.s.d.Settings.Language)}
		case 1:
			return parts.Cell{Text: checkWord(c.Measure), Tone: look.Ink2}
		case 2:
			return parts.Cell{Text: digits(c.Exact), Value: c.Exact}
		case 3:
			return parts.Cell{Text: digits(c.Mean), Value: c.Mean}
		case 4:
			if c.HalfWidth == nil {
				return parts.Cell{Text: lang.L("by formula"), Tone: look.Ink3}
			}
			return parts.Cell{Text: lang.L("{{.From}} to {{.To}}", map[string]any{"From": digits(c.Mean - *c.HalfWidth), "To": digits(c.Mean + *c.HalfWidth)}), Tone: look.Ink2, Small: true}
		case 5:
			return parts.Cell{Image: intervalOf(c)}
		}
		if c.Pass {
			return parts.StateCell(lang.L("agrees"), parts.StateGood)
		}
		return parts.StateCell(lang.L("differs"), parts.StateBad)
	})
	t.Left, t.List().RowHeight = 24, 28
	return t
}

// checkWord names the measure of a check, and whose it is.
func checkWord(key string) string {
	whose, m, of := strings.Cut(key, " ")
	if !of || strings.Contains(key, "(") {
		return shortWord(lab.Measure(key))
	}
	if m == "p_abandon" {
		m = string(lab.AbandonRate)
	}
	switch whose {
	case "first":
		whose = lang.L("first group")
	case "second":
		whose = lang.L("second group")
	case "A", "B", "C":
		whose = "Erlang " + whose
	default:
		whose = lang.L("type {{.Name}}", map[string]any{"Name": whose})
	}
	return shortWord(lab.Measure(m)) + ", " + whose
}

func digits(v float64) string {
	switch a := math.Abs(v); {
	case a == 0 || a >= 100:
		return chart.Number(v, 1)
	case a >= 1:
		return chart.Number(v, 3)
	}
	return chart.Number(v, 5)
}
