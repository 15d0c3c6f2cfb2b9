package routinglab

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// results are the figures of a run: the main ones, its day, then a table.
func (r *running) results() fyne.CanvasObject {
	top := parts.Stack(0, parts.Inset(10, 24, 8, 24, r.p.s.headline(r.done.Total)))
	if len(r.done.Intervals) > 1 {
		top.Add(parts.Inset(2, 24, 8, 24, parts.Fix(0, look.Scaled(190), parts.FullRow(24, parts.Grow(r.levels()), parts.Grow(r.waiting())))))
		top.Add(parts.NewHairline())
	}
	return parts.Dock(top, nil, nil, nil, r.table())
}

// headline are the main figures in a line, each with its interval.
func (s *Screen) headline(f lab.Figures) fyne.CanvasObject {
	line := parts.Row(28)
	for _, m := range []lab.Measure{lab.AnswerRate, lab.SLb, lab.ASA, lab.Occupancy, lab.Abandoned} {
		e, there := f[m]
		value, likely := valueText(m, e.Mean), ""
		switch {
		case !there:
			value, likely = chart.None, s.nothing(m)
		case e.HalfWidth != nil:
			likely = lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": bare(m, low(m, e)), "High": bare(m, high(m, e))})
		}
		line.Add(parts.Stack(0, parts.Label(shortWord(m)), parts.Figure(value), parts.Label(likely)))
	}
	return line
}

// nothing says why a measure of runs has no value.
func (s *Screen) nothing(m lab.Measure) string { return m.Nothing().In(s.d.Settings.Language) }

// figureText is a figure with its interval, or why it has no value.
func (s *Screen) figureText(f lab.Figures, m lab.Measure) string {
	if e, there := f[m]; there {
		return rangeText(m, e)
	}
	return chart.None + ", " + s.nothing(m)
}

// points are a measure over the intervals.
func (r *running) points(m lab.Measure) []parts.ChartPoint {
	var out []parts.ChartPoint
	for i, f := range r.done.Intervals {
		e, there := f[m]
		if !there {
			continue
		}
		out = append(out, parts.ChartPoint{X: float64(i) + .5, Y: e.Mean, Low: low(m, e), High: high(m, e)})
	}
	return out
}

func (r *running) levels() fyne.CanvasObject {
	own := parts.ChartSeries{Name: "SLb", Points: r.points(lab.SLb), Tone: look.Accent, Ink: look.Accent}
	rate := parts.ChartSeries{Name: lang.L("got through"), Points: flat(r.points(lab.AnswerRate)), Tone: look.CustomerM, Ink: look.Customer, Dashed: true}
	c := parts.NewLineChart(own, rate)
	c.Scale, c.Format = chart.Scale{High: 1}, percentTick
	r.across(c)
	c.Tell = func(i, k int) string {
		at := int(c.Series[i].Points[k].X)
		f, m := r.done.Intervals[at], []lab.Measure{lab.SLb, lab.AnswerRate}[i]
		return clock(float64(at)*r.done.Interval) + "  " + shortWord(m) + " " + rangeText(m, f[m])
	}
	return titled(lang.L("Service level"), lang.L("band: 95 % interval"), c)
}

func (r *running) waiting() fyne.CanvasObject {
	c := parts.NewLineChart(parts.ChartSeries{Name: lang.L("waiting"), Points: r.points(lab.QueueMean), Tone: look.Accent, Ink: look.Accent})
	r.across(c)
	c.Tell = func(_, k int) string {
		at := int(c.Series[0].Points[k].X)
		f := r.done.Intervals[at]
		return clock(float64(at)*r.done.Interval) + "  " + rangeText(lab.QueueMean, f[lab.QueueMean]) + "  " + lang.L("occupancy {{.Share}}", map[string]any{"Share": chart.Percent(f[lab.Occupancy].Mean, 0)})
	}
	return titled(lang.L("Mean number waiting"), "", c)
}

func flat(points []parts.ChartPoint) []parts.ChartPoint {
	for i := range points {
		points[i].Low, points[i].High = points[i].Y, points[i].Y
	}
	return points
}

func (r *running) across(c *parts.LineChart) {
	n := len(r.done.Intervals)
	c.Across = chart.Scale{High: float64(n)}
	for i := 0; i < n; i += max(1, (n+5)/6) {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: float64(i), Word: clock(float64(i) * r.done.Interval)})
	}
}

// line is one row of the table: everything, a type, a group or an interval.
type line struct {
	name    string
	strong  bool
	figures lab.Figures
	group   *sim.Estimate
}

func (r *running) lines() []line {
	out := []line{{name: lang.L("All calls"), strong: true, figures: r.done.Total}}
	for _, t := range r.s.Types {
		if f, ok := r.done.Types[t.Name]; ok && len(r.s.Types) > 1 {
			out = append(out, line{name: t.Name, figures: f})
		}
	}
	for _, g := range slices.Sorted(maps.Keys(r.done.Groups)) {
		e := r.done.Groups[g]
		out = append(out, line{name: lang.L("Group {{.Name}}", map[string]any{"Name": g}), group: &e})
	}
	for i, f := range r.done.Intervals {
		out = append(out, line{name: clock(float64(i) * r.done.Interval), figures: f})
	}
	return out
}

var resultMeasures = []lab.Measure{lab.Offered, lab.Answered, lab.Abandoned, lab.AnswerRate, lab.SLa, lab.SLb, lab.SLc, lab.SLd, lab.SLe, lab.SLf, lab.PWait, lab.ASA, lab.WaitMean, lab.QueueMean, lab.Occupancy}

func (r *running) table() *parts.Table {
	lines := r.lines()
	columns := []parts.TableColumn{{Title: "", Least: 110}}
	for _, m := range resultMeasures {
		c := parts.TableColumn{Title: columnWord(m), Width: 104, Right: true}
		switch m {
		case lab.ASA:
			c.Width = 112
		case lab.SLa, lab.SLc, lab.SLd, lab.SLe, lab.SLf:
			c.Yield = 3
		case lab.PWait, lab.WaitMean, lab.Answered:
			c.Yield = 2
		case lab.QueueMean:
			c.Yield = 1
		}
		columns = append(columns, c)
	}
	t := parts.NewTable(columns, func() int { return len(lines) }, func(row, column int) parts.Cell { return lines[row].cell(column) })
	t.Left, t.List().RowHeight = 24, 26
	return t
}

func (l line) cell(column int) parts.Cell {
	if column == 0 {
		return parts.Cell{Text: l.name, Bold: l.strong}
	}
	m := resultMeasures[column-1]
	e, ok := l.figures[m]
	if l.group != nil && m == lab.Occupancy {
		e, ok = *l.group, true
	}
	if !ok {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: valueText(m, e.Mean) + " " + plusMinus(m, e.HalfWidth), Bold: l.strong, Value: e.Mean}
}

func (r *running) export() {
	switch {
	case r.done.Runs == 0:
	case r.view == 1:
		h := r.sheet()
		export.Table(r.p.s.d, r.of.Name+" "+h.scope().name, h.table(true))
	default:
		export.Table(r.p.s.d, r.of.Name, r.table())
	}
}

// sheet is every figure of all calls, a type or a group.
func (r *running) sheet() *sheet {
	scopes := []scope{{name: lang.L("All calls"), figures: r.done.Total}}
	for _, t := range r.s.Types {
		if f, ok := r.done.Types[t.Name]; ok && len(r.s.Types) > 1 {
			scopes = append(scopes, scope{name: t.Name, figures: f})
		}
	}
	for _, g := range r.s.Groups {
		if f, ok := r.done.People[g.Name]; ok {
			scopes = append(scopes, scope{name: lang.L("Group {{.Name}}", map[string]any{"Name": g.Name}), figures: f, people: true})
		}
	}
	return &sheet{scopes: scopes, at: r.scope, nothing: r.p.s.nothing, chose: func(i int) { r.scope = i; r.show() }}
}
