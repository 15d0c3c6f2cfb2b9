package routinglab

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/queueing"
)

// curve is one line over the numbers of agents.
func (p *staffing) curve(of func(lab.Step) *float64) []parts.ChartPoint {
	var out []parts.ChartPoint
	for _, s := range p.found.steps {
		if v := of(s); v != nil {
			out = append(out, parts.ChartPoint{X: float64(s.Agents), Y: *v})
		}
	}
	return out
}

// levels are the service levels of both models over the agents.
func (p *staffing) levels() fyne.CanvasObject {
	c := p.curve(func(s lab.Step) *float64 { return levelOf(s.C) })
	a := p.curve(func(s lab.Step) *float64 { return levelOf(s.A) })
	series := []parts.ChartSeries{{Name: "Erlang C", Points: c, Tone: look.CustomerM, Ink: look.Customer, Dashed: true}}
	if len(a) > 0 {
		series = append(series, parts.ChartSeries{Name: "Erlang A", Points: a, Tone: look.Accent, Ink: look.Accent})
	}
	return titled(lang.L("Service level"), lang.L("over the agents at work"), p.chart(series, true, parts.ChartRule{At: p.found.target.Level, Level: true, Word: chart.Percent(p.found.target.Level, 0), Tone: look.NaM, Ink: look.Ink3}))
}

func levelOf(m *queueing.Measures) *float64 {
	if m == nil {
		return nil
	}
	return m.SLb
}

// losses are abandonment and occupancy over the agents.
func (p *staffing) losses() fyne.CanvasObject {
	model := func(s lab.Step) *queueing.Measures {
		if p.found.queue.Patient() {
			return s.C
		}
		return s.A
	}
	busy := p.curve(func(s lab.Step) *float64 {
		if m := model(s); m != nil {
			return m.Occupancy
		}
		return nil
	})
	series := []parts.ChartSeries{{Name: lang.L("Occupancy"), Points: busy, Tone: look.NaM, Ink: look.Ink2}}
	lost := p.curve(func(s lab.Step) *float64 {
		if s.A != nil {
			return s.A.PAbandon
		}
		return nil
	})
	head := lang.L("Occupancy")
	if len(lost) > 0 {
		head = lang.L("Abandonment and occupancy")
		series = append(series, parts.ChartSeries{Name: lang.L("Abandonment"), Points: lost, Tone: look.Accent, Ink: look.Accent})
	}
	return titled(head, lang.L("over the agents at work"), p.chart(series, false))
}

// chart draws lines over the agents; low has the word of how many are needed
// stand at the foot, where curves that rise leave room.
func (p *staffing) chart(series []parts.ChartSeries, low bool, rules ...parts.ChartRule) fyne.CanvasObject {
	if len(p.found.steps) == 0 {
		return parts.Label(lang.L("No calls, no curve."))
	}
	c := parts.NewLineChart(slices.DeleteFunc(series, func(s parts.ChartSeries) bool { return len(s.Points) == 0 })...)
	c.Scale, c.Most, c.Format = chart.Scale{High: 1}, 4, percentTick
	first, last := p.found.steps[0].Agents, p.found.steps[len(p.found.steps)-1].Agents
	for _, v := range chart.Ticks(float64(first), float64(last), 7) {
		if v == float64(int(v)) {
			c.XTicks = append(c.XTicks, parts.ChartTick{At: v, Word: chart.Number(v, 0)})
		}
	}
	c.Across = chart.Scale{Low: float64(first), High: float64(last)}
	c.Rules = append(rules, parts.ChartRule{At: float64(p.found.plan.Agents), Word: lang.L("{{.N}} needed", map[string]any{"N": p.found.plan.Agents}), Tone: look.GoodM, Ink: look.Good, Low: low})
	shown := c.Series
	c.Tell = func(i, k int) string {
		pt := shown[i].Points[k]
		return lang.L("{{.N}} agents", map[string]any{"N": chart.Number(pt.X, 0)}) + "  " + shown[i].Name + " " + chart.Percent(pt.Y, 1)
	}
	return c
}

func percentTick(v, _ float64) string { return chart.Percent(v, 0) }
