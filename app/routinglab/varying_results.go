package routinglab

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
)

func (p *varying) shown() fyne.CanvasObject {
	head := parts.Inset(8, 24, 4, 24, parts.Row(8, p.s.measures(p.show), parts.Gap()))
	if len(p.curve.Points) > 0 {
		return parts.Dock(head, nil, nil, nil, parts.Inset(8, 24, 24, 24, p.line()))
	}
	m := p.s.measure()
	base := parts.Inset(6, 24, 6, 24, parts.Row(16, parts.Body(lang.L("As it stands: {{.Value}}", map[string]any{"Value": p.s.figureText(p.tornado.Base, m)})),
		parts.Label(lang.L("Each turned down and up by {{.Share}}; the bars are what that changes, {{.Unit}}", map[string]any{"Share": chart.Percent(p.tornado.By, 0), "Unit": unit(m)}))))
	return parts.Dock(parts.Stack(0, head, base), nil, nil, nil, parts.Scrolling(parts.Inset(8, 24, 16, 24, p.bars())))
}

// bars are the levers by how far they move the shown measure.
func (p *varying) bars() fyne.CanvasObject {
	m := p.s.measure()
	var rows []parts.RowMark
	for _, t := range p.tornado.Sorted(m) {
		less, more := drawn(m, t.Less[m].Mean), drawn(m, t.More[m].Mean)
		text := lang.L("less {{.Less}}, more {{.More}}", map[string]any{"Less": sided(m, t.Less[m]), "More": sided(m, t.More[m])})
		rows = append(rows, parts.RowMark{Name: leverWords.Of(t.Lever), Text: text, Value: 0, Span: true, Low: math.Min(less, more), High: math.Max(less, more), Tone: look.Accent})
	}
	return spans(rows, 190, 300)
}

// sided writes what a turn does, with its half width.
func sided(m lab.Measure, d lab.Difference) string {
	return chart.Signed(drawn(m, d.Mean), 1) + " " + plusMinus(m, d.Half)
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
		return chart.Number(points[k].X, 0) + " %  " + p.s.figureText(p.curve.Points[k].Figures, m)
	}
	only := p.curve.Only
	if only == "" {
		only = lang.L("everywhere")
	}
	return titled(leverWords.Of(p.curve.Lever), only+", "+lang.L("{{.N}} runs with the same calls", map[string]any{"N": p.curve.Runs}), c)
}

// table is what was found, for a file: every measure of every turn or step.
func (p *varying) table() *parts.Table {
	columns := []parts.TableColumn{{Title: lang.L("Parameter")}, {Title: lang.L("Change of it")}}
	for _, m := range lab.Measures {
		columns = append(columns, parts.TableColumn{Title: measureWord(m)})
	}
	var rows [][]parts.Cell
	add := func(l lab.Lever, factor float64, value func(m lab.Measure) (float64, bool)) {
		row := []parts.Cell{{Text: leverWords.Of(l)}, {Text: chart.Signed(100*(factor-1), 0) + " %", Value: factor - 1}}
		for _, m := range lab.Measures {
			c := parts.Cell{Text: chart.None}
			if v, there := value(m); there {
				c = parts.Cell{Text: signedText(m, v), Value: v}
			}
			row = append(row, c)
		}
		rows = append(rows, row)
	}
	for _, t := range p.tornado.Turns {
		for _, side := range []struct {
			factor float64
			of     map[lab.Measure]lab.Difference
		}{{1 - p.tornado.By, t.Less}, {1 + p.tornado.By, t.More}} {
			add(t.Lever, side.factor, func(m lab.Measure) (float64, bool) { d, there := side.of[m]; return d.Mean, there })
		}
	}
	for _, pt := range p.curve.Points {
		add(p.curve.Lever, pt.Factor, func(m lab.Measure) (float64, bool) { e, there := pt.Figures[m]; return e.Mean, there })
	}
	return parts.NewTable(columns, func() int { return len(rows) }, func(row, column int) parts.Cell { return rows[row][column] })
}
