package figures

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/training/exam/analysis"
	"shifu/training/exam/stats"
)

// fit fits the chosen model beside the window; the status bar ends it.
func (s *Screen) fit() {
	if s.a == nil || s.a.N() == 0 {
		return
	}
	s.cancelFit()
	ctx, cancel := context.WithCancel(s.ctx)
	a, m := s.a, s.model
	_, end := s.d.Progress(lang.L("Fitting the model"), s.cancelFit)
	s.stop = func() { cancel(); end() }
	s.fitted, s.why = nil, nil
	s.show()
	background.Run(ctx, s.d.Stage, func(ctx context.Context) (*analysis.Fitted, error) { return a.Fit(ctx, m) }, func(f *analysis.Fitted, err error) {
		s.cancelFit()
		s.fitted, s.why = f, err
		s.curve.List().Chosen = 0
		s.show()
		s.d.Trace("fitted", map[string]any{"model": string(m), "ok": err == nil})
	})
}

// cancelFit ends the fit that runs.
func (s *Screen) cancelFit() {
	if s.stop != nil {
		stop := s.stop
		s.stop = nil
		stop()
	}
}

func (s *Screen) otherModel() {
	if s.model == stats.OneParameter {
		s.choseModel(1)
	} else {
		s.choseModel(0)
	}
}

var models = []stats.Model{stats.OneParameter, stats.TwoParameter}

func (s *Screen) choseModel(i int) {
	s.model = models[i]
	s.fit()
}

func (s *Screen) modelPage() fyne.CanvasObject {
	at := 0
	if s.model == stats.TwoParameter {
		at = 1
	}
	pick := parts.NewSegments([]string{lang.L("One parameter"), lang.L("Two parameters")}, at, s.choseModel)
	head := parts.Stack(6, parts.Row(12, pick, parts.NewKeyBadge("M"), parts.Grow(parts.Label(lang.L("Logistic, ability N(0, 1), by marginal maximum likelihood; right is the whole mark")).Cutting())))
	switch {
	case s.stop != nil:
		return parts.Dock(parts.Inset(12, 24, 8, 24, head), nil, nil, nil, parts.EmptyState("bars", lang.L("Fitting the model"), lang.L("It goes on beside your work."),
			parts.NewButton(lang.L("Cancel"), parts.Plain, func() { s.cancelFit(); s.show() })))
	case s.why != nil:
		return parts.Dock(parts.Inset(12, 24, 8, 24, head), nil, nil, nil, parts.EmptyState("bars", lang.L("No model"), words.Sentence(s.d.Settings.Language, s.why)))
	case s.fitted == nil:
		return parts.Dock(parts.Inset(12, 24, 8, 24, head), nil, nil, nil, parts.EmptyState("bars", lang.L("No model"), lang.L("The fit was ended."), parts.NewButton(lang.L("Fit it"), parts.Main, s.fit)))
	}
	if s.fitted.Sparse() {
		head.Add(parts.Banner(parts.TintWarn, lang.L("n {{.N}}: such a model needs about {{.Enough}} answers to each question. Take the curves as a hint; keep to the classical figures.",
			map[string]any{"N": s.fitted.N, "Enough": s.fitted.Enough}), "", nil))
	}
	s.curve.OnChosen = func(int) { s.showCurves() }
	s.showCurves()
	s.curve.Refresh()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Grow(s.panel))
	return parts.Dock(parts.Stack(0, parts.Inset(12, 24, 10, 24, head), parts.NewHairline()), nil, nil, nil, parts.FullRow(0, parts.Fix(look.Scaled(470), 0, s.curve), parts.Grow(right)))
}

func (s *Screen) curveTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("No."), Width: 46, Right: true}, {Title: lang.L("Exam question"), Least: 90}, {Title: "a", Width: 48, Right: true}, {Title: lang.L("error"), Width: 48, Right: true},
		{Title: "b", Width: 52, Right: true}, {Title: lang.L("error"), Width: 48, Right: true}}, func() int {
		if s.fitted == nil {
			return 0
		}
		return len(s.fitted.Items)
	}, s.curveCell)
	t.Left = look.Gap16
	return t
}

func (s *Screen) curveCell(row, column int) parts.Cell {
	if s.fitted == nil || row >= len(s.fitted.Items) || row >= len(s.a.Items) {
		return parts.Cell{}
	}
	it, c := &s.a.Items[row], s.fitted.Items[row]
	switch column {
	case 0:
		return parts.Cell{Text: chart.Count(it.Number), Tone: look.Ink3, Value: it.Number}
	case 1:
		return parts.Cell{Text: s.d.QuestionTitle(&it.Question)}
	}
	v := []*float64{c.A, c.SEA, c.B, c.SEB}[column-2]
	if v == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	tone := look.Ink
	if column%2 == 1 {
		tone = look.Ink3
	}
	return parts.Cell{Text: chart.Number(*v, 2), Tone: tone, Value: *v}
}

// showCurves draws the chosen question's curve and information, and those of
// the whole exam.
func (s *Screen) showCurves() {
	row := max(s.curve.Chosen(), 0)
	if s.fitted == nil || row >= len(s.a.Items) {
		return
	}
	box := parts.Tiles(fyne.NewSize(look.Scaled(280), look.Scaled(190)),
		titled(lang.L("Question {{.N}}: chance of a right answer", map[string]any{"N": s.a.Items[row].Number}), s.characteristic(row)),
		titled(lang.L("Question {{.N}}: information", map[string]any{"N": s.a.Items[row].Number}), s.information(row)),
		titled(lang.L("Exam: information"), s.whole1()), titled(lang.L("Exam: standard error of an ability"), s.errors()))
	s.panel.Objects = []fyne.CanvasObject{parts.Inset(10, 24, 10, 20, box)}
	s.panel.Refresh()
}

func titled(title string, c fyne.CanvasObject) fyne.CanvasObject {
	return parts.Inset(0, 20, 10, 0, parts.Dock(parts.Strong(title), nil, nil, nil, c))
}

// overAbility draws a function of ability.
func overAbility(name string, f func(theta float64) float64) *parts.LineChart {
	line := parts.ChartSeries{Name: name, Tone: look.Accent, Ink: look.Accent}
	for _, theta := range analysis.Abilities() {
		v := f(theta)
		line.Points = append(line.Points, parts.ChartPoint{X: theta, Y: v, Low: v, High: v})
	}
	c := parts.NewLineChart(line)
	c.Across = chart.Scale{Low: -4, High: 4}
	for _, v := range []float64{-4, -2, 0, 2, 4} {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: v, Word: chart.Signed(v, 0)})
	}
	return c
}

func (s *Screen) characteristic(row int) fyne.CanvasObject {
	c := overAbility("", func(theta float64) float64 { return s.fitted.Probability(row, theta) })
	c.Scale = chart.Scale{Low: 0, High: 1}
	c.Format = func(v, _ float64) string { return chart.Percent(v, 0) }
	if b := s.fitted.Items[row].B; b != nil && *b > -4 && *b < 4 {
		c.Rules = []parts.ChartRule{{At: *b, Word: "b " + chart.Number(*b, 2)}}
	}
	return c
}

func (s *Screen) information(row int) fyne.CanvasObject {
	return overAbility("", func(theta float64) float64 { return s.fitted.Information(row, theta) })
}

func (s *Screen) whole1() fyne.CanvasObject {
	return overAbility("", func(theta float64) float64 { v, _ := s.fitted.Whole(theta); return v })
}

func (s *Screen) errors() fyne.CanvasObject {
	c := overAbility("", func(theta float64) float64 { _, v := s.fitted.Whole(theta); return v })
	c.Scale = chart.Scale{Low: 0, High: 1}
	return c
}
