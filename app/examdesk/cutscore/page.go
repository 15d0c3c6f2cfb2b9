package cutscore

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/training/exam"
	"shifu/training/exam/cut"
)

// judgeWidth is the width of the judges' side at 100 %.
const judgeWidth = 520

func (s *Screen) cutPage() fyne.CanvasObject {
	s.judges.Refresh()
	s.orgs.Refresh()
	left := parts.Dock(parts.Inset(12, 24, 8, 24, s.facts()), nil, nil, nil, s.judges)
	right := parts.Dock(parts.Inset(12, 24, 8, 24, s.looking()), parts.Fix(0, look.Scaled(220), parts.Dock(parts.Stack(0, parts.NewHairline(), parts.Inset(8, 24, 2, 24, parts.Strong(lang.L("Who passes, by organisation")))), nil, nil, nil, s.orgs)), nil, nil,
		parts.Inset(0, 24, 8, 24, s.picture()))
	return parts.FullRow(0, parts.Fix(look.Scaled(judgeWidth), 0, left), parts.Grow(parts.FullRow(0, parts.NewUpright(1), parts.Grow(right))))
}

// facts are the cut, its interval and how far the judges agree.
func (s *Screen) facts() fyne.CanvasObject {
	st := s.study()
	o, ok := s.outcome()
	if !ok {
		return parts.Stack(4, parts.Strong(lang.L("{{.Done}} of {{.All}} judges have finished the round", map[string]any{"Done": st.Finished(st.Stage.Round()), "All": len(st.Judges)})),
			parts.Label(lang.L("The cut is shown as soon as two have finished.")))
	}
	a := o.Angoff
	share := func(marks float64) string {
		return say.Points(marks) + " (" + chart.Percent(marks/max(st.Most, 1), 0) + ")"
	}
	facts := []parts.Fact{{Label: lang.L("Mean cut"), Value: share(*a.Cut), Strong: true, Note: lang.L("round {{.N}}, {{.Judges}} judges", map[string]any{"N": o.Round, "Judges": len(a.Judges)})}}
	if a.Low != nil {
		facts = append(facts, parts.Fact{Label: lang.L("95 % interval"), Value: share(max(*a.Low, 0)) + " - " + share(min(*a.High, st.Most)), Note: lang.L("standard error {{.SE}}", map[string]any{"SE": say.Points(*a.SE)})})
	}
	icc := parts.Fact{Label: lang.L("ICC(A,k)"), Value: say.Maybe(a.ICC, 2)}
	if a.ICC != nil {
		icc.Note, icc.Icon, icc.Tone = lang.L("0.80 and more is good"), "okcircle", look.Good
		if *a.ICC < .8 {
			icc.Icon, icc.Tone = "tri", look.Warn
		}
	}
	return parts.Stack(0, parts.FactLine(facts[0]), parts.FactLine(facts[len(facts)-1]), parts.FactLine(icc))
}

// The columns of judges.
func (s *Screen) judgeTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Judge"), Least: 80}, {Title: lang.L("Round 1"), Width: 84, Right: true}, {Title: lang.L("Round 2"), Width: 84, Right: true},
		{Title: lang.L("Expects to pass"), Width: 92, Right: true}, {Title: lang.L("Rated"), Width: 80, Right: true}}, func() int {
		if st := s.study(); st != nil {
			return len(st.Judges)
		}
		return 0
	}, s.judgeCell)
	return t
}

func (s *Screen) judgeCell(row, column int) parts.Cell {
	st := s.study()
	if st == nil || row >= len(st.Judges) {
		return parts.Cell{}
	}
	j := &st.Judges[row]
	switch column {
	case 0:
		return parts.Cell{Text: j.Name, Bold: true}
	case 1, 2:
		return s.judgeCut(st, j, column)
	case 3:
		if !j.Done[0] {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Percent(j.Expects.Pass, 0), Tone: look.Ink2, Value: j.Expects.Pass}
	}
	round := max(st.Stage.Round(), st.Last(), 1)
	n := 0
	for _, r := range j.Given {
		if r.Round == round {
			n++
		}
	}
	if j.Done[round-1] {
		return parts.StateCell(lang.L("finished"), parts.StateGood)
	}
	return parts.Cell{Text: lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": n, "All": len(st.Items)}), Tone: look.Ink2}
}

// judgeCut is the cut of one judge in a round.
func (s *Screen) judgeCut(st *cut.Study, j *cut.Seat, round int) parts.Cell {
	if !j.Done[round-1] {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	sum := 0.0
	for _, it := range st.Items {
		for _, r := range j.Given {
			if r.Round == round && r.QuestionID == it.Question.ID {
				sum += r.P * it.Weight
			}
		}
	}
	return parts.Cell{Text: chart.Number(sum, 1) + " (" + chart.Percent(sum/max(st.Most, 1), 0) + ")", Value: sum}
}

// looking chooses the cut that the picture and the table below show.
func (s *Screen) looking() fyne.CanvasObject {
	o, _ := s.outcome()
	words := []string{lang.L("Angoff"), lang.L("Beuk"), lang.L("Hofstee"), lang.L("By hand")}
	line := parts.Row(10, parts.NewSegments(words, s.which, s.look))
	if s.which == byHand {
		field := parts.NewEntry("0").Wide(72)
		if s.typed > 0 {
			field.SetText(say.Typed(s.typed))
		}
		field.OnSubmitted = func(text string) {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			bad := err != nil || !(v > 0 && v <= s.study().Most)
			field.SetWrong(bad)
			if !bad {
				s.typed = v
				s.show()
			}
		}
		line.Add(field)
		line.Add(parts.Label(lang.L("of {{.Most}} marks, Enter", map[string]any{"Most": say.Points(s.study().Most)})))
	}
	return parts.Stack(6, line, parts.NewText(s.lookingSays(o), look.TextLabel, look.Ink2, false).Cutting())
}

func (s *Screen) lookingSays(o cut.Outcome) string {
	marks, ok := s.chosen()
	if !ok {
		switch s.which {
		case byHofstee:
			return lang.L("Hofstee: the judges' limits don't meet the marks people have.")
		case byBeuk:
			return lang.L("Beuk needs marks of people and the pass rates that two judges expect.")
		}
		return lang.L("No cut yet")
	}
	n := 0
	for _, t := range s.a.Totals {
		if t >= marks-1e-9 {
			n++
		}
	}
	text := lang.L("Cut {{.Marks}} of {{.Most}}; passed: {{.Rate}}", map[string]any{"Marks": chart.Number(marks, 1), "Most": say.Points(s.study().Most), "Rate": say.Rate(n, s.a.N())})
	if s.which == byBeuk {
		text += "; " + lang.L("judges expect {{.Share}}", map[string]any{"Share": chart.Percent(o.Expected, 0)})
	}
	return text
}

// picture is the share of people who pass over all cuts, with the judges' lines.
func (s *Screen) picture() fyne.CanvasObject {
	if s.a.N() == 0 {
		return parts.EmptyState("trend", lang.L("Nobody's marks yet"), lang.L("Beuk and Hofstee need the marks of people who sat the exam. Angoff needs none."))
	}
	st := s.study()
	curve := parts.ChartSeries{Name: lang.L("pass"), Tone: look.Accent, Ink: look.Accent}
	marks := append(slices.Clone(s.a.Totals), 0, st.Most)
	slices.Sort(marks)
	before := 0.0
	for _, m := range slices.Compact(marks) { // between two marks the share is that of the upper one
		v := cut.Passing(s.a.Totals, m)
		curve.Points = append(curve.Points, parts.ChartPoint{X: before, Y: v, Low: v, High: v}, parts.ChartPoint{X: m, Y: v, Low: v, High: v})
		before = m
	}
	c := parts.NewLineChart(curve)
	c.Scale, c.Across = chart.Scale{Low: 0, High: 1}, chart.Scale{Low: 0, High: st.Most}
	c.Format = func(v, _ float64) string { return chart.Percent(v, 0) }
	step := chart.Step(st.Most, 8)
	for _, v := range chart.Ticks(0, st.Most, 8) {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: v, Word: chart.Tick(v, step)})
	}
	if o, ok := s.outcome(); ok {
		s.drawJudges(c, o)
	}
	if m, ok := s.chosen(); ok {
		c.Rules = append(c.Rules, parts.ChartRule{At: m, Word: lang.L("cut {{.N}}", map[string]any{"N": chart.Number(m, 1)}), Tone: look.Ink, Ink: look.Ink})
	}
	return c
}

// drawJudges adds the line of Beuk's or Hofstee's compromise.
func (s *Screen) drawJudges(c *parts.LineChart, o cut.Outcome) {
	point := func(x, y float64) parts.ChartPoint { return parts.ChartPoint{X: x, Y: y, Low: y, High: y} }
	line := parts.ChartSeries{Tone: look.CustomerM, Ink: look.Customer, Dashed: true, Dots: true}
	switch {
	case s.which == byBeuk && o.HasBeuk:
		line.Name = lang.L("Beuk")
		line.Points = []parts.ChartPoint{point(o.Beuk.Cut, o.Beuk.Pass), point(*o.Angoff.Cut, o.Expected)}
		if o.Beuk.Cut > *o.Angoff.Cut {
			slices.Reverse(line.Points)
		}
	case s.which == byHofstee:
		line.Name = lang.L("Hofstee")
		line.Points = []parts.ChartPoint{point(o.Limits.MinCut, 1-o.Limits.MaxFail), point(o.Limits.MaxCut, 1-o.Limits.MinFail)}
	default:
		return
	}
	c.Series = append(c.Series, line)
}

// orgRow is who passes of one organisation.
type orgRow struct {
	name         string
	n, now, then int
}

// orgRows counts by organisation, over first attempts, who passes now and who
// would with the cut looked at.
func (s *Screen) orgRows() []orgRow {
	marks, ok := s.chosen()
	var out []orgRow
	seen := map[string]bool{}
	for _, x := range s.f.record.Sat {
		if seen[x.PersonID] {
			continue
		}
		seen[x.PersonID] = true
		at := slices.IndexFunc(out, func(r orgRow) bool { return r.name == x.Organisation })
		if at < 0 {
			at = len(out)
			out = append(out, orgRow{name: x.Organisation})
		}
		total, _ := exam.Total(x.Marks)
		out[at].n++
		if s.f.record.Exam.Passes(total, x.Paper.Marks()) {
			out[at].now++
		}
		if ok && total >= marks-1e-9 {
			out[at].then++
		}
	}
	slices.SortFunc(out, func(a, b orgRow) int { return strings.Compare(a.name, b.name) })
	return out
}

func (s *Screen) orgTable() *parts.Table {
	var rows []orgRow
	return parts.NewTable([]parts.TableColumn{{Title: lang.L("Organisation"), Least: 90}, {Title: lang.L("n"), Width: 40, Right: true}, {Title: lang.L("Passes now"), Width: 176, Right: true}, {Title: lang.L("With this cut"), Width: 176, Right: true}},
		func() int {
			if s.study() == nil || !s.ready {
				return 0
			}
			rows = s.orgRows()
			return len(rows)
		}, func(row, column int) parts.Cell {
			if row >= len(rows) {
				return parts.Cell{}
			}
			r := rows[row]
			switch column {
			case 0:
				return parts.Cell{Text: r.name}
			case 1:
				return parts.Cell{Text: chart.Count(r.n), Tone: look.Ink2, Value: r.n}
			case 2:
				return rateCell(r.now, r.n)
			}
			if _, ok := s.chosen(); !ok {
				return parts.Cell{Text: chart.None, Tone: look.Ink3}
			}
			return rateCell(r.then, r.n)
		})
}

// rateCell is a pass rate with Wilson's interval; under ten only how many.
func rateCell(hits, n int) parts.Cell {
	if n < interval.Enough {
		return parts.Cell{Text: lang.L("{{.Hits}} of {{.N}}, too few to tell", map[string]any{"Hits": hits, "N": n}), Tone: look.Ink3, Small: true, Value: float64(hits) / float64(max(n, 1))}
	}
	low, high := interval.Wilson(hits, n)
	return parts.Cell{Text: chart.Percent(float64(hits)/float64(n), 0) + "  (" + chart.Number(100*low, 0) + " - " + chart.Percent(high, 0) + ")", Value: float64(hits) / float64(n)}
}
