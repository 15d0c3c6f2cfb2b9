package reviewers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/agreement"
	"shifu/qa/interval"
	"shifu/qa/severity"
)

// The columns of calls scored twice.
const (
	colDay = iota
	colTwiceCall
	colFirst
	colFirstScore
	colSecond
	colSecondScore
	colDifference
)

func (s *Screen) newDoubles() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Submitted at"), Width: 104},
		{Title: lang.L("Call")},
		{Title: lang.L("Reviewer"), Width: 84},
		{Title: lang.L("Score"), Width: 62, Right: true},
		{Title: lang.L("Second reviewer"), Width: 112},
		{Title: lang.L("Score"), Width: 62, Right: true},
		{Title: lang.L("Difference"), Width: 92, Right: true},
	}, func() int { return len(s.f.pairs) }, s.doubleCell)
	t.OnOpened = func(row int) { s.openEvaluation(s.f.pairs[row].Second) }
	return t
}

// wide is from how many points two scores of one call are told to differ.
const wide = 10

func (s *Screen) doubleCell(row, column int) parts.Cell {
	if row >= len(s.f.pairs) {
		return parts.Cell{}
	}
	p := s.f.pairs[row]
	name := func(e *severity.Evaluation) parts.Cell { return parts.Cell{Text: s.f.data.Names[e.ReviewerID]} }
	score := func(e *severity.Evaluation) parts.Cell {
		return parts.Cell{Text: chart.Number(e.Final, 1), Bold: true, Value: e.Final}
	}
	switch column {
	case colDay:
		return parts.Cell{Text: s.d.Moment(p.Second.At), Tone: look.Ink2, Value: p.Second.At}
	case colTwiceCall:
		return parts.Cell{Text: p.First.Title}
	case colFirst:
		return name(p.First)
	case colFirstScore:
		return score(p.First)
	case colSecond:
		return name(p.Second)
	case colSecondScore:
		return score(p.Second)
	}
	apart := p.Second.Final - p.First.Final
	c := parts.Cell{Text: chart.Signed(apart, 1), Tone: look.Ink2, Value: apart}
	if apart > wide || apart < -wide {
		c.Icon, c.Tone = "tri", look.Warn
	}
	return c
}

// agreement is the page of the calls that two reviewers scored.
func (s *Screen) agreement() fyne.CanvasObject {
	if len(s.f.pairs) == 0 {
		return parts.EmptyState("scales", lang.L("No call was scored twice"), lang.L("Deal some calls to a second reviewer: what both answered shows how far they agree."),
			parts.NewButton(lang.L("Show all twelve months"), parts.Main, func() { s.segments.Choose(len(periods) - 1) }))
	}
	top := parts.Over(parts.NewPlate(look.Well), parts.Inset(12, 24, 12, 24, s.coefficients()))
	chartBlock := s.agreementTrend()
	if chartBlock == nil {
		return parts.Dock(parts.Stack(0, top, parts.NewHairline()), nil, nil, nil, s.doubles)
	}
	return parts.Dock(parts.Stack(0, top, parts.NewHairline(), parts.Inset(12, 24, 8, 24, chartBlock), parts.NewHairline()), nil, nil, nil, s.doubles)
}

// coefficients are the figures of the whole time, each with its interval: raw
// agreement and AC1 stand beside alpha.
func (s *Screen) coefficients() fyne.CanvasObject {
	a, p := s.f.whole.Answers, s.f.whole.Scores
	row := parts.Row(28)
	for _, f := range []struct {
		name    string
		c       agreement.Coefficient
		percent bool
	}{
		{lang.L("Same answer"), a.Percent, true}, {lang.L("Scores within 10 points"), p.Within, true}, {lang.L("Gwet AC1"), a.GwetAC1, false},
		{lang.L("Fleiss kappa"), a.Fleiss, false}, {lang.L("Krippendorff alpha"), a.Krippendorff, false}, {lang.L("ICC(1,1)"), p.ICC.OneSingle, false},
	} {
		row.Add(s.coefficient(f.name, f.c, f.percent))
	}
	row.Add(parts.Gap())
	n := map[string]any{"Calls": s.f.whole.Calls, "Answers": chart.Count(a.Units)}
	row.Add(parts.Stack(2, parts.Label(lang.L("{{.Calls}} calls, {{.Answers}} answers", n)).Trailing(), parts.Label(lang.L("95 % interval")).Trailing()))
	return row
}

func (s *Screen) coefficient(name string, c agreement.Coefficient, percent bool) fyne.CanvasObject {
	if c.Value == nil {
		return parts.Stack(2, parts.Label(name), parts.Second(lang.L(c.Why.Key, c.Why.Values)))
	}
	write := func(v float64) string {
		if percent {
			return chart.Number(100*v, 0)
		}
		return chart.Number(v, 2)
	}
	value := write(*c.Value)
	if percent {
		value = chart.Percent(*c.Value, 0)
	}
	figure := parts.Row(8, parts.NewText(value, look.TextPanel, look.Ink, true))
	if c.Low == nil {
		return parts.Stack(2, parts.Label(name), figure)
	}
	figure.Add(parts.Second(lang.L("{{.Low}} to {{.High}}", map[string]any{"Low": write(*c.Low), "High": write(*c.High)})))
	bar := parts.NewInterval(chart.Scale{Low: 0, High: 1}, *c.Value, *c.Low, *c.High)
	return parts.Stack(2, parts.Label(name), figure, bar)
}

// agreementTrend is agreement by month, nil for less than two months.
func (s *Screen) agreementTrend() fyne.CanvasObject {
	if len(s.f.months) < 2 {
		return nil
	}
	same := parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Dots: true}
	alpha := parts.ChartSeries{Tone: look.CustomerM, Ink: look.Customer, Dashed: true, Dots: true}
	var ticks []parts.ChartTick
	first := s.f.months[0].Start
	for i, m := range s.f.months {
		at := float64((m.Start.Year()-first.Year())*12 + int(m.Start.Month()) - int(first.Month()))
		few := m.Calls < interval.Enough
		if v := m.Answers.Percent.Value; v != nil {
			same.Points = append(same.Points, parts.ChartPoint{X: at, Y: *v, Few: few})
		}
		if v := m.Answers.GwetAC1.Value; v != nil {
			alpha.Points = append(alpha.Points, parts.ChartPoint{X: at, Y: *v, Few: few})
		}
		if (len(s.f.months)-1-i)%2 == 0 {
			ticks = append(ticks, parts.ChartTick{At: at, Word: s.monthWord(severity.Month{Start: m.Start})})
		}
	}
	same.Name, alpha.Name = lang.L("Same answer"), lang.L("Gwet AC1")
	c := parts.NewLineChart(same, alpha)
	c.Least, c.XTicks, c.Scale = fyne.NewSize(300, 112), ticks, chart.Scale{Low: 0, High: 1}
	c.Tell = func(series, point int) string {
		m := s.f.months[min(point, len(s.f.months)-1)]
		return lang.L("{{.Month}}: {{.N}} calls", map[string]any{"Month": s.monthWord(severity.Month{Start: m.Start}), "N": m.Calls})
	}
	note := parts.Row(6, parts.NewIcon("ring", 12, look.Accent), parts.Label(lang.L("Hollow: fewer than 10 calls, too few to tell")))
	return parts.Stack(4, parts.Row(8, parts.Strong(lang.L("Agreement by month")), parts.Gap(), note), c)
}
