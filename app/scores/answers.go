package scores

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/score"
)

// dearest are the rows that cost points, what fails the call first.
func dearest(rows []score.Row) []score.Row {
	var out []score.Row
	for _, r := range rows {
		if r.PointsLost > .005 || r.Effect == qa.EffectFailAll {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b score.Row) int { return cmp.Compare(cost(b), cost(a)) })
	return out
}

func cost(r score.Row) float64 {
	if r.Effect == qa.EffectFailAll {
		return 1000 + r.PointsLost
	}
	return r.PointsLost
}

// section is one section with its share and its answers.
func (s *Screen) section(i int) fyne.CanvasObject {
	sec := &s.open.version.Sections[i]
	share := chart.None
	if p := s.open.result.Sections[i].Percent; p.Known {
		share = chart.Percent(p.Value/100, 0)
	}
	box := parts.Stack(0, parts.Row(8, parts.Grow(parts.Strong(sec.Title).Cutting()), parts.Strong(share)), parts.Room(0, 4), parts.NewHairline())
	for q := range sec.Questions {
		if row := s.row(sec.Questions[q].Ref); row.State != score.Hidden {
			box.Add(s.answer(&sec.Questions[q], row))
		}
	}
	return box
}

func (s *Screen) row(ref string) score.Row {
	for _, r := range s.open.result.Questions {
		if r.Ref == ref {
			return r
		}
	}
	return score.Row{}
}

// answerState is the shape and colour of an answer.
func answerState(r score.Row) parts.State {
	switch {
	case r.State == score.NotApplicable:
		return parts.StateNA
	case r.State == score.Open:
		return parts.StateOpen
	case r.State == score.Beside:
		return parts.StatePlain
	case r.Effect == qa.EffectFailAll || r.Effect == qa.EffectFailSection:
		return parts.StateCritical
	case r.Score >= 1:
		return parts.StateGood
	case r.Score > 0:
		return parts.StatePartly
	}
	return parts.StateBad
}

// answer is a question with what was answered, what it cost and why.
func (s *Screen) answer(q *qa.Question, r score.Row) fyne.CanvasObject {
	a := s.open.e.Answers[q.Ref]
	icon, tone := answerState(r).Mark()
	sign := fyne.CanvasObject(parts.Room(14, 14))
	if icon != "" {
		sign = parts.NewIcon(icon, 14, tone)
	}
	line := parts.Row(6, parts.Fix(look.Scaled(26), 0, parts.Second(q.Ref)), parts.Grow(parts.Body(q.Text).Cutting()), sign,
		parts.NewText(desk.AnswerText(q, a), look.TextLabel, tone, false))
	if r.PointsLost > .005 {
		line.Add(parts.Fix(look.Scaled(40), 0, parts.NewText(chart.Signed(-r.PointsLost, 1), look.TextLabel, look.Bad, true).Trailing()))
	} else {
		line.Add(parts.Room(look.Scaled(40), 0))
	}
	box := parts.Stack(0, parts.High(28, line))
	if said := s.said(a); said != nil {
		box.Add(parts.Inset(0, 0, 8, look.Scaled(32), said))
	}
	box.Add(parts.NewHairline())
	return box
}

// said is comment, cause and moments below an answer; nil for none.
func (s *Screen) said(a qa.Answer) fyne.CanvasObject {
	box := parts.Stack(2)
	if a.Comment != "" {
		box.Add(parts.NewParagraph(a.Comment, look.TextLabel, look.Ink2))
	}
	if a.Cause != "" {
		box.Add(parts.Label(lang.L("Cause: {{.Cause}}", map[string]any{"Cause": a.Cause})))
	}
	for _, m := range a.Moments {
		at := chart.ClockWide(m.At)
		if m.Until > m.At {
			at += "–" + chart.ClockWide(m.Until)
		}
		box.Add(parts.Row(6, parts.NewIcon("flag", 13, look.Accent), parts.NewLink(at, s.openRoom), parts.Grow(parts.Second(m.Note).Cutting())))
	}
	if len(box.Objects) == 0 {
		return nil
	}
	return box
}
