package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	figures "shifu/qa/insight"
)

// mostColumns of the heat map: those with most evaluations.
const mostColumns = 16

// heat shows where which question loses points.
func (s *Screen) heat() face {
	r := s.found.rubric
	if r == nil {
		return face{}
	}
	by, units := s.by(), s.found.board.Units(s.by())
	columns, rows := make([]string, 0, mostColumns), table{name: lang.L("Heat map"), columns: []string{lang.L("Question"), byWord(by), lang.L("n"), lang.L("Lost points on it"), lang.L("Low"), lang.L("High")}}
	for _, u := range units[:min(len(units), mostColumns)] {
		columns = append(columns, s.unitName(by, u))
	}
	order := s.order()
	cells, words := make([][]parts.HeatCell, len(order)), make([]string, len(order))
	for i, place := range order {
		words[i] = s.questionText(r.Refs[place])
		for k, u := range units {
			c := u.Question(r, place).Answered
			low, high := c.Interval()
			if c.N > 0 {
				rows.add(words[i], s.unitName(by, u), c.N, c.Share(), low, high)
			}
			if k < mostColumns {
				cells[i] = append(cells[i], heatCell(c))
			}
		}
	}
	spread(cells)
	h := parts.NewHeatMap(words, columns, cells)
	h.Tell = func(row, column int) string {
		return words[row] + "  " + columns[column] + "  " + rateText(units[column].Question(r, order[row]).Answered) + "  " + nText(units[column].Question(r, order[row]).Answered.N)
	}
	h.OnOpened = func(row, column int) {
		s.behind(func(f *qa.Find) {
			*f = units[column].Narrow(by, *f)
			f.RubricID, f.About.Ref = r.ID, r.Refs[order[row]]
		})
	}
	return face{say: lang.L("Share of answers that lost points: {{.Rubric}}", map[string]any{"Rubric": s.found.form.Title}), chart: container.NewScroll(h), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Hatched: fewer than 10 answers, too few to tell")), parts.Label(lang.L("Arrows move, Enter opens the evaluations that lost points"))}}
}

// spread makes the darkest cell that tells something wholly dark.
func spread(cells [][]parts.HeatCell) {
	most := 0.
	for _, row := range cells {
		for _, c := range row {
			if !c.Few {
				most = max(most, c.Share)
			}
		}
	}
	for _, row := range cells {
		for i := range row {
			if most > 0 {
				row[i].Share = min(row[i].Share/most, 1)
			}
		}
	}
}

func heatCell(r figures.Rate) parts.HeatCell {
	if r.N == 0 {
		return parts.HeatCell{}
	}
	return parts.HeatCell{Share: r.Share(), Word: chart.Number(100*r.Share(), 0), Few: r.Few()}
}

// pareto orders the questions by the points that they cost.
func (s *Screen) pareto() face {
	r, all := s.found.rubric, s.found.board.All()
	if r == nil {
		return face{}
	}
	losses := all.Pareto(r)
	if len(losses) == 0 {
		return face{}
	}
	rows := table{name: lang.L("Lost points by question"), columns: []string{lang.L("Question"), lang.L("n"), lang.L("Points lost for each evaluation"), lang.L("Share of all points lost"), lang.L("Cumulative")}}
	marks := make([]parts.RowMark, len(losses))
	for i, l := range losses {
		each := l.Points / float64(max(r.N, 1))
		marks[i] = parts.RowMark{Name: s.questionText(l.Ref), Note: nText(l.Answered.N), Value: l.Share, Mark: l.Cumulative, Marked: true, Few: l.Answered.Few(),
			Text: lang.L("{{.Share}}, {{.Points}} points each", map[string]any{"Share": chart.Percent(l.Share, 0), "Points": chart.Number(each, 2)})}
		rows.add(s.questionText(l.Ref), l.Answered.N, each, l.Share, l.Cumulative)
	}
	c := parts.NewRowChart(chart.Scale{Low: 0, High: 1}, marks)
	c.NameWide, c.Format = 300, percentTick
	c.Tell = func(i int) string {
		return lang.L("{{.Question}}: points lost in {{.Rate}}; with all above {{.Cumulative}}", map[string]any{"Question": losses[i].Ref,
			"Rate": rateText(losses[i].Answered), "Cumulative": chart.Percent(losses[i].Cumulative, 0)})
	}
	c.OnOpened = func(i int) { s.behind(func(f *qa.Find) { f.RubricID, f.About.Ref = r.ID, losses[i].Ref }) }
	return face{say: lang.L("Which questions cost most points: {{.Rubric}}", map[string]any{"Rubric": s.found.form.Title}), chart: parts.Scrolling(c), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Bar: share of all points lost")), parts.Label(lang.L("Stroke: with all above it")), parts.Label(lang.L("Enter opens the evaluations that lost points"))}}
}

// control is the p-chart of critical errors.
func (s *Screen) control() face {
	all := s.found.board.All()
	if len(all.Steps) == 0 || all.Critical.N == 0 {
		return face{}
	}
	c := all.Control()
	own := parts.ChartSeries{Name: lang.L("critical") + " " + chart.Percent(c.Centre, 0), Tone: look.Accent, Ink: look.Accent, Dots: true}
	low, high := parts.ChartSeries{Tone: look.Ink3, Ink: look.Ink3, Thin: true, Stairs: true}, parts.ChartSeries{Name: lang.L("limit"), Tone: look.Ink3, Ink: look.Ink3, Thin: true, Stairs: true}
	rows := table{name: lang.L("Control chart"), columns: []string{lang.L("Step"), lang.L("n"), lang.L("With a critical error"), lang.L("Share"), lang.L("Lower limit"), lang.L("Upper limit"), lang.L("Outside")}}
	outside := 0
	for i, p := range c.Points {
		if p.N == 0 {
			continue
		}
		at := parts.ChartPoint{X: middle(i), Y: p.Share(), Few: p.Few()}
		word := ""
		if p.Out {
			outside++
			word = lang.L("outside")
			at.Out = word
		}
		own.Points = append(own.Points, at)
		low.Points = append(low.Points, parts.ChartPoint{X: middle(i), Y: p.Low})
		high.Points = append(high.Points, parts.ChartPoint{X: middle(i), Y: p.High})
		rows.add(s.found.starts[i], p.N, p.Hits, p.Share(), p.Low, p.High, word)
	}
	line := parts.NewLineChart(own, high, low)
	line.Across = s.across()
	line.Format, line.XTicks, line.Scale = percentTick, s.ticks(), s.upTo(high.Points, own.Points)
	line.Rules = append(s.breaks(), parts.ChartRule{At: c.Centre, Level: true, Tone: look.CustomerM})
	line.Tell = func(series, point int) string {
		p := c.Points[int(own.Points[point].X)]
		return s.stepWord(int(own.Points[point].X)) + "  " + lang.L("{{.Hits}} of {{.N}}, {{.Share}}; limits {{.Low}} to {{.High}}", map[string]any{"Hits": p.Hits, "N": p.N,
			"Share": chart.Percent(p.Share(), 0), "Low": chart.Percent(p.Low, 0), "High": chart.Percent(p.High, 0)})
	}
	line.OnTapped = func(_, point int) {
		at := int(own.Points[point].X)
		s.behind(func(f *qa.Find) { f.From, f.Until, f.About.Critical = s.found.starts[at], s.found.starts[at+1], true })
	}
	say := lang.L("Share of evaluations with a critical error; every step lies within its limits")
	if outside > 0 {
		say = lang.L("Share of evaluations with a critical error; {{.N}} steps lie outside their limits", map[string]any{"N": outside})
	}
	return face{say: say, chart: line, rows: rows, foot: []fyne.CanvasObject{parts.Label(lang.L("Limits: mean ± 3 √(p(1−p)÷n), for each step by its n")),
		parts.Label(lang.L("Diamond: outside, look for a cause")), parts.Label(lang.L("Hollow: fewer than 10, too few to tell"))}}
}

// upTo is a scale from zero that holds all points.
func (s *Screen) upTo(lists ...[]parts.ChartPoint) chart.Scale {
	all := []float64{0}
	for _, points := range lists {
		for _, p := range points {
			all = append(all, p.Y)
		}
	}
	return chart.Around(all, 3)
}
