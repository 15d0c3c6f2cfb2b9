package reviewers

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/qa/severity"
)

// choose shows a reviewer in the panel.
func (s *Screen) choose(row int) {
	if s.tab != tabReviewers || row < 0 || row >= len(s.f.model.Reviewers) {
		return
	}
	r := &s.f.model.Reviewers[row]
	s.wanted = r.ID
	column := parts.Stack(0, s.head(r))
	for _, block := range []fyne.CanvasObject{s.trend(r), s.questions(r), s.shared(r), s.behind(r)} {
		if block != nil {
			column.Add(parts.Room(0, 20))
			column.Add(block)
		}
	}
	s.put(s.reviewers, parts.Scrolling(parts.Inset(16, 20, 24, 20, column)))
	s.d.Trace("reviewer", map[string]any{"name": r.Name, "bias": r.Bias.Value})
}

// head is the name and the bias with what it means.
func (s *Screen) head(r *severity.Reviewer) fyne.CanvasObject {
	name := parts.Row(8, parts.Grow(parts.PanelHead(r.Name).Cutting()), parts.Second(lang.L("{{.N}} evaluations", map[string]any{"N": chart.Count(r.N)})))
	if r.N < interval.Enough {
		return parts.Stack(6, name, parts.Row(8, parts.NewPill(lang.L("Too few to tell"), parts.StateFew)))
	}
	figure := parts.Row(8, parts.Figure(chart.Signed(r.Bias.Value, 1)), parts.Second(verdict(r.Bias)))
	say := parts.NewParagraph(lang.L("Points above or below the average reviewer, for the same agents, questions and months."), look.TextLabel, look.Ink2)
	return parts.Stack(4, name, figure, parts.Second(likely(r.Bias, 1)), say)
}

// verdict says what a deviation means.
func verdict(e severity.Estimate) string {
	switch {
	case e.High < 0:
		return lang.L("stricter than others")
	case e.Low > 0:
		return lang.L("milder than others")
	}
	return lang.L("no difference that could be told")
}

func likely(e severity.Estimate, decimals int) string {
	return lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": chart.Signed(e.Low, decimals), "High": chart.Signed(e.High, decimals)})
}

// trend is the deviation by month.
func (s *Screen) trend(r *severity.Reviewer) fyne.CanvasObject {
	head := parts.Row(8, parts.Strong(lang.L("By month")), parts.Gap(), parts.Second(drift(r.Drift)))
	if len(r.Months) < 2 {
		return nil
	}
	line := parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Dots: true}
	months := r.Months
	var ticks []parts.ChartTick
	first := months[0].Start
	at := func(m severity.Month) float64 {
		return float64((m.Start.Year()-first.Year())*12 + int(m.Start.Month()) - int(first.Month()))
	}
	for i, m := range months {
		few := m.N < interval.Enough
		line.Points = append(line.Points, parts.ChartPoint{X: at(m), Y: m.Value, Few: few})
		if (len(months)-1-i)%3 == 0 {
			ticks = append(ticks, parts.ChartTick{At: at(m), Word: s.monthWord(m)})
		}
	}
	c := parts.NewLineChart(append([]parts.ChartSeries{line}, bands(months, at)...)...)
	c.Least, c.XTicks, c.Scale = fyne.NewSize(200, 130), ticks, trendScale(months)
	c.Rules = []parts.ChartRule{{At: 0, Level: true}}
	c.Format = func(v, step float64) string { return chart.Signed(v, 0) }
	c.Tell = func(_, point int) string {
		m := months[min(point, len(months)-1)]
		return s.monthWord(m) + "  " + chart.Signed(m.Value, 1) + "  " + lang.L("n {{.N}}", map[string]any{"N": m.N})
	}
	return parts.Stack(6, head, c, parts.Row(6, parts.NewIcon("ring", 12, look.Accent), parts.Label(lang.L("Hollow: fewer than 10 evaluations, too few to tell"))))
}

// bands are the intervals of months with three evaluations or more, broken
// where there are fewer.
func bands(months []severity.Month, at func(severity.Month) float64) []parts.ChartSeries {
	var out []parts.ChartSeries
	var run []parts.ChartPoint
	for i, m := range months {
		if m.N >= 3 {
			run = append(run, parts.ChartPoint{X: at(m), Y: m.Value, Low: m.Low, High: m.High})
		}
		if (m.N < 3 || i == len(months)-1) && len(run) > 1 {
			out = append(out, parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Thin: true, Points: run})
		}
		if m.N < 3 {
			run = nil
		}
	}
	return out
}

// trendScale holds the months' values; bands may be cut.
func trendScale(months []severity.Month) chart.Scale {
	most := 4.0
	for _, m := range months {
		most = max(most, math.Abs(m.Value)*1.5)
	}
	return chart.Scale{Low: -most, High: most}
}

func drift(e severity.Estimate) string {
	what := map[string]any{"Drift": chart.Signed(e.Value, 2), "Low": chart.Signed(e.Low, 2), "High": chart.Signed(e.High, 2)}
	switch {
	case e.High < 0:
		return lang.L("grows stricter, {{.Drift}} a month", what)
	case e.Low > 0:
		return lang.L("grows milder, {{.Drift}} a month", what)
	}
	return lang.L("steady, {{.Low}} to {{.High}} a month", what)
}

func (s *Screen) monthWord(m severity.Month) string {
	if s.d.Settings.Language == words.Chinese {
		return m.Start.In(s.d.Zone).Format("1 月")
	}
	return m.Start.In(s.d.Zone).Format("Jan")
}

// mostQuestions are shown of each end.
const mostQuestions = 4

// questions are those on which the reviewer differs most.
func (s *Screen) questions(r *severity.Reviewer) fyne.CanvasObject {
	var enough []severity.OnQuestion
	for _, q := range r.Questions {
		if q.N >= interval.Enough {
			enough = append(enough, q)
		}
	}
	if len(enough) == 0 {
		return nil
	}
	most := 4.0
	for _, q := range enough {
		most = max(most, math.Abs(q.Low), math.Abs(q.High))
	}
	box := parts.Stack(0, parts.Row(8, parts.Strong(lang.L("By question")), parts.Gap(), parts.Second(lang.L("hundredths of the question"))), parts.Room(0, 4))
	for i, q := range enough {
		if i >= mostQuestions && i < len(enough)-mostQuestions {
			continue
		}
		question := s.f.data.Questions[q.Question]
		bar := parts.NewInterval(chart.Scale{Low: -most, High: most}, q.Value, q.Low, q.High)
		bar.Mark, bar.Marked, bar.Width = 0, true, look.Scaled(84)
		row := parts.Row(8, parts.Fix(look.Scaled(26), 0, parts.Second(question.Ref)), parts.Grow(parts.Body(question.Text).Cutting()), bar,
			parts.Fix(look.Scaled(42), 0, parts.Strong(chart.Signed(q.Value, 1)).Trailing()),
			parts.Fix(look.Scaled(40), 0, parts.Label(lang.L("n {{.N}}", map[string]any{"N": q.N})).Trailing()))
		box.Add(parts.High(28, row))
		box.Add(parts.NewHairline())
	}
	return box
}

// shared sums up the calls that somebody else scored too.
func (s *Screen) shared(r *severity.Reviewer) fyne.CanvasObject {
	p := r.Pairs
	head := parts.Row(8, parts.Strong(lang.L("Scored by two")), parts.Gap(), parts.NewLink(lang.L("See the calls"), func() { s.open(tabAgreement) }))
	if p.Calls == 0 {
		return parts.Stack(4, head, parts.NewParagraph(lang.L("No call of this reviewer was scored by another. Deal some calls for double scoring: they show agreement directly."), look.TextLabel, look.Ink2))
	}
	box := parts.Stack(4, head, parts.FactRow(
		parts.Fact{Label: lang.L("Calls"), Value: chart.Count(p.Calls)},
		parts.Fact{Label: lang.L("Same answer"), Value: chart.Percent(part(p.Same), 0)},
		parts.Fact{Label: lang.L("Against the other"), Value: chart.Signed(p.Difference.Value, 1)}))
	if p.Calls < interval.Enough {
		box.Add(parts.Row(8, parts.NewPill(lang.L("Too few to tell"), parts.StateFew)))
		return box
	}
	box.Add(parts.Second(likely(p.Difference, 1)))
	return box
}

// mostBehind is how many evaluations are listed.
const mostBehind = 12

// behind are the newest evaluations with what was expected of them.
func (s *Screen) behind(r *severity.Reviewer) fyne.CanvasObject {
	box := parts.Stack(0, parts.Row(8, parts.Strong(lang.L("Evaluations behind this")), parts.Gap(), parts.Second(lang.L("against what was expected"))), parts.Room(0, 4))
	for i, dev := range r.Deviations {
		if i == mostBehind {
			break
		}
		e := dev.Evaluation
		row := parts.Row(8, parts.Fix(look.Scaled(52), 0, parts.Second(s.d.Day(e.At))),
			parts.NewLink(s.f.data.Names[e.AgentID], func() { s.openEvaluation(e) }), parts.Grow(parts.Second(e.Title).Cutting()),
			parts.Fix(look.Scaled(44), 0, parts.Strong(chart.Number(e.Final, 1)).Trailing()),
			parts.Fix(look.Scaled(48), 0, parts.Second(chart.Signed(dev.Points, 1)).Trailing()))
		box.Add(parts.High(28, row))
		box.Add(parts.NewHairline())
	}
	return box
}
