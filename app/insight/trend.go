package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	figures "shifu/qa/insight"
)

// subject is one row of the trend's table: a unit or a question.
type subject struct {
	id, name string
	n        int
	text     string
	points   []parts.ChartPoint
	last     string
	narrow   func(*qa.Find)
}

// trend shows the chosen row step by step beside everybody, with the versions
// that came into force.
func (s *Screen) trend() face {
	subjects := s.subjects()
	if len(subjects) == 0 {
		return face{}
	}
	chosen := 0
	for i, x := range subjects {
		if x.id == s.asks.Unit {
			chosen = i
		}
	}
	slot := parts.Over()
	draw := func(i int) {
		slot.Objects = []fyne.CanvasObject{s.trendChart(subjects[i])}
		slot.Refresh()
	}
	t := parts.NewTable([]parts.TableColumn{{Title: byWord(s.by())}, {Title: lang.L("n"), Width: 70, Right: true},
		{Title: s.measure(), Width: 250}}, func() int { return len(subjects) }, func(row, column int) parts.Cell {
		x := subjects[row]
		return []parts.Cell{{Text: x.name}, {Text: chart.Count(x.n), Tone: look.Ink2, Value: x.n}, {Text: x.text, Tone: look.Ink2}}[column]
	})
	t.Left = 8
	t.OnChosen = func(i int) { s.asks.Unit = subjects[i].id; draw(i) }
	t.OnOpened = func(i int) { s.behind(subjects[i].narrow) }
	t.List().Chosen = chosen
	draw(chosen)
	rows := table{name: lang.L("Trend"), columns: []string{byWord(s.by()), lang.L("Step"), lang.L("n"), s.measure(), lang.L("Low"), lang.L("High")}}
	for _, x := range subjects {
		for _, p := range x.points {
			rows.add(x.name, s.found.starts[int(p.X)], pointN(x, p), p.Y, p.Low, p.High)
		}
	}
	return face{say: s.trendSays(), chart: parts.Dock(parts.Fix(0, look.Scaled(260), slot), nil, nil, nil, parts.Dock(parts.NewHairline(), nil, nil, nil, t)), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Band: 95 % interval")), parts.Label(lang.L("Hollow: fewer than 10, too few to tell")),
			parts.Label(lang.L("Enter opens the list behind a row or point"))}}
}

func (s *Screen) measure() string {
	if s.by() == byQuestion {
		return lang.L("Lost points on it")
	}
	return lang.L("Mean score")
}

func (s *Screen) trendSays() string {
	if s.by() == byQuestion {
		return lang.L("How often points are lost on a question: {{.Rubric}}", map[string]any{"Rubric": s.found.form.Title})
	}
	return lang.L("Mean score step by step; dashed: everybody")
}

func (s *Screen) subjects() []subject {
	if s.by() == byQuestion {
		return s.questions()
	}
	var out []subject
	for _, u := range s.found.board.Units(s.by()) {
		out = append(out, s.subject(s.by(), u))
	}
	return out
}

func (s *Screen) subject(by figures.By, u *figures.Unit) subject {
	x := subject{id: u.ID, name: s.unitName(by, u), n: u.Scores.N, text: meanText(u.Scores.Mean()),
		narrow: func(f *qa.Find) { *f = u.Narrow(by, *f) }}
	for i, step := range u.Steps {
		if m := step.Scores.Mean(); m.Known {
			x.points = append(x.points, parts.ChartPoint{X: middle(i), Y: m.Value, Low: m.Low, High: m.High, Few: m.Few()})
			x.last = chart.Number(m.Value, 1)
		}
	}
	return x
}

// questions are the subjects of the question trend: the share of answers that
// lost points.
func (s *Screen) questions() []subject {
	r, all := s.found.rubric, s.found.board.All()
	if r == nil {
		return nil
	}
	var out []subject
	for _, place := range s.order() {
		ref, cell := r.Refs[place], all.Question(r, place)
		if cell.Answered.N == 0 {
			continue
		}
		x := subject{id: ref, name: s.questionText(ref), n: cell.Answered.N, text: rateText(cell.Answered),
			narrow: func(f *qa.Find) { f.RubricID, f.About.Ref = r.ID, ref }}
		for i := range s.found.starts[1:] {
			if c := r.Step(i)[place]; c.Answered.N > 0 {
				low, high := c.Answered.Interval()
				x.points = append(x.points, parts.ChartPoint{X: middle(i), Y: c.Answered.Share(), Low: low, High: high, Few: c.Answered.Few()})
				x.last = chart.Percent(c.Answered.Share(), 0)
			}
		}
		out = append(out, x)
	}
	return out
}

// pointN is the n of a point, for the file.
func pointN(x subject, p parts.ChartPoint) any {
	if p.Few {
		return lang.L("Too few to tell")
	}
	return nil
}

func (s *Screen) trendChart(x subject) fyne.CanvasObject {
	own := parts.ChartSeries{Name: x.name + " " + x.last, Points: x.points, Tone: look.Accent, Ink: look.Accent, Dots: true}
	if s.by() == byQuestion {
		own.Name = x.id + " " + x.last
	}
	series := []parts.ChartSeries{own}
	if everybody := s.subject(figures.ByAll, s.found.board.All()); s.by() != byQuestion && len(everybody.points) > 0 {
		everybody.points = bare(everybody.points)
		series = append(series, parts.ChartSeries{Name: lang.L("All") + " " + everybody.last, Points: everybody.points, Tone: look.CustomerM, Ink: look.Customer, Dashed: true})
	}
	c := parts.NewLineChart(series...)
	c.XTicks, c.Rules, c.Across = s.ticks(), s.breaks(), s.across()
	if s.by() == byQuestion {
		c.Format = percentTick
	}
	c.Tell = func(i, p int) string { return s.tellPoint(series[i].Points[p]) }
	c.OnTapped = func(i, p int) {
		at := int(series[i].Points[p].X)
		s.behind(func(f *qa.Find) {
			if i == 0 {
				x.narrow(f)
			}
			f.From, f.Until = s.found.starts[at], s.found.starts[at+1]
		})
	}
	return c
}

// bare are points without their intervals: one band at a time.
func bare(points []parts.ChartPoint) []parts.ChartPoint {
	out := make([]parts.ChartPoint, len(points))
	for i, p := range points {
		out[i] = parts.ChartPoint{X: p.X, Y: p.Y, Few: p.Few}
	}
	return out
}

func (s *Screen) tellPoint(p parts.ChartPoint) string {
	say := func(v float64) string { return chart.Number(v, 1) }
	if s.by() == byQuestion {
		say = func(v float64) string { return chart.Percent(v, 0) }
	}
	if p.Low == p.High && !p.Few {
		return s.stepWord(int(p.X)) + "  " + say(p.Y)
	}
	return s.stepWord(int(p.X)) + "  " + sure(say(p.Y), say(p.Low), say(p.High), p.Few)
}

// middle is where a step stands on the axis of time.
func middle(step int) float64 { return float64(step) + .5 }

// across is the axis of time: a unit a step.
func (s *Screen) across() chart.Scale { return chart.Scale{High: float64(len(s.found.starts) - 1)} }

func (s *Screen) ticks() []parts.ChartTick {
	n := len(s.found.starts) - 1
	every := (n + 11) / 12
	var out []parts.ChartTick
	for i := 0; i < n; i += every {
		out = append(out, parts.ChartTick{At: middle(i), Word: s.stepWord(i)})
	}
	return out
}

// breaks are the versions of the most used rubric that came into force, each
// where it did between two steps.
func (s *Screen) breaks() []parts.ChartRule {
	var out []parts.ChartRule
	for _, b := range s.found.board.Breaks {
		if s.found.rubric == nil || b.RubricID != s.found.rubric.ID {
			continue
		}
		for i := range s.found.starts[1:] {
			from, until := s.found.starts[i], s.found.starts[i+1]
			if !b.At.Before(from) && b.At.Before(until) {
				share := float64(b.At.Sub(from)) / float64(until.Sub(from))
				out = append(out, parts.ChartRule{At: float64(i) + share, Word: lang.L("version {{.N}}", map[string]any{"N": b.Number})})
			}
		}
	}
	return out
}
