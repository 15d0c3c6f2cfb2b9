package appeals

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/appeal"
	"shifu/qa/interval"
)

// funnel is how far evaluations came after their release, in one line.
func (s *Screen) funnel() fyne.CanvasObject {
	if !s.loaded {
		return parts.High(48, parts.Room(0, 0))
	}
	f := s.f.stats.Funnel
	share := func(n, of int) string {
		switch {
		case of == 0:
			return ""
		case of < interval.Enough:
			return lang.L("of {{.N}}, too few to tell", map[string]any{"N": of})
		}
		low, high := interval.Wilson(n, of)
		return lang.L("{{.Share}}, likely {{.Low}} to {{.High}}", map[string]any{"Share": chart.Percent(float64(n)/float64(of), 0),
			"Low": chart.Number(100*low, 0), "High": chart.Percent(high, 0)})
	}
	step := func(n int, word, note string) fyne.CanvasObject {
		return parts.Stack(0, parts.Row(6, parts.NewText(chart.Count(n), look.TextPanel, look.Ink, true), parts.Second(word)), parts.Label(note))
	}
	row := parts.Row(0,
		step(f.Released, lang.L("released"), lang.L("last {{.N}} days", map[string]any{"N": s.f.stats.Limit.Days})), arrow(),
		step(f.Acknowledged, lang.L("acknowledged"), share(f.Acknowledged, f.Released)), arrow(),
		step(f.Asked, lang.L("asked"), share(f.Asked, f.Released)), arrow(),
		step(f.Appealed, lang.L("appealed"), share(f.Appealed, f.Released)), arrow(),
		step(f.Decided, lang.L("decided"), lang.L("{{.N}} in time", map[string]any{"N": chart.Count(f.InTime)})), arrow(),
		step(f.Revised, lang.L("revised"), share(f.Revised, f.Decided)))
	return parts.Inset(4, 24, 10, 24, row)
}

func arrow() fyne.CanvasObject {
	return parts.Row(0, parts.Gap(), parts.Inset(0, 6, 0, 6, parts.NewIcon("right", 14, look.Ink3)), parts.Gap())
}

// overturns are the rates by question and by reviewer; each row opens the
// decided appeals behind it.
func (s *Screen) overturns() fyne.CanvasObject {
	st := s.f.stats
	if len(st.Questions) == 0 {
		return parts.EmptyState("scales", lang.L("Nothing was decided yet"), lang.L("Once appeals are decided, this shows which questions and whose answers are overturned."))
	}
	box := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("By question")), parts.Second(s.limitWords())), parts.Room(0, 6), parts.NewHairline())
	for _, q := range st.Questions {
		box.Add(s.questionRow(q))
		box.Add(parts.NewHairline())
	}
	box.Add(parts.Room(0, 20))
	box.Add(parts.Row(8, parts.PanelHead(lang.L("By reviewer")), parts.Second(lang.L("share of their contested answers that did not stand"))))
	box.Add(parts.Room(0, 6))
	box.Add(parts.NewHairline())
	for _, r := range st.Reviewers {
		find := appeal.Find{ReviewerID: r.ReviewerID}
		link := parts.NewLink(r.Name, func() { s.narrow(find, r.Name) })
		box.Add(rateRow(parts.Row(0, link), r.Rate, st.Limit.Share, nil))
		box.Add(parts.NewHairline())
	}
	return parts.Scrolling(parts.Inset(16, 24, 24, 24, box))
}

func (s *Screen) limitWords() string {
	l := s.f.stats.Limit
	return lang.L("over {{.Share}} of at least {{.N}} decided answers: put up for calibration by itself",
		map[string]any{"Share": chart.Percent(l.Share, 0), "N": l.Least})
}

func (s *Screen) questionRow(q appeal.QuestionRate) fyne.CanvasObject {
	find := appeal.Find{RubricID: q.RubricID, Ref: q.Ref}
	link := parts.NewLink(q.Text, func() { s.narrow(find, q.Ref+" "+q.Text) })
	link.TextSize = look.TextBody
	name := parts.Row(0, parts.Fix(look.Scaled(40), 0, parts.Body(q.Ref).Toned(look.Ink2)), link, parts.Room(12, 0), parts.Grow(parts.Label(q.Title).Cutting()))
	var sign fyne.CanvasObject
	switch {
	case !q.ProposedAt.IsZero():
		sign = parts.NewLink(lang.L("up for calibration"), func() { s.d.Go(desk.Route{Place: desk.Calibration}) })
	case q.Over:
		sign = parts.NewPill(lang.L("over the limit"), parts.StateWarn)
	}
	return rateRow(name, q.Rate, s.f.stats.Limit.Share, sign)
}

// rateRow is a name with the share overturned, its interval against the limit, and n.
func rateRow(name fyne.CanvasObject, r appeal.Rate, limit float64, sign fyne.CanvasObject) fyne.CanvasObject {
	row := parts.Row(12, parts.Grow(name))
	if sign != nil {
		row.Add(sign)
	}
	size := parts.Fix(look.Scaled(96), 0, parts.Label(lang.L("{{.Hits}} of {{.N}}", map[string]any{"Hits": r.Hits, "N": r.N})).Trailing())
	if r.N < interval.Enough {
		row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
		row.Add(size)
		return parts.High(look.HeightRow, row)
	}
	low, high := interval.Wilson(r.Hits, r.N)
	bar := parts.NewInterval(chart.Scale{Low: 0, High: 1}, r.Share(), low, high)
	bar.Mark, bar.Marked = limit, true
	row.Add(parts.Fix(look.Scaled(44), 0, parts.Strong(chart.Percent(r.Share(), 0)).Trailing()))
	row.Add(bar)
	row.Add(parts.Fix(look.Scaled(110), 0, parts.Label(lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(100*low, 0), "High": chart.Percent(high, 0)}))))
	row.Add(size)
	return parts.High(look.HeightRow, row)
}
