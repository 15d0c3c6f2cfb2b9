package roleplay

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
)

// side is the score, its parts, what was said rightly, and the reviews.
func (r *result) side() fyne.CanvasObject {
	s := &r.a.Score
	ring := parts.NewScoreRing()
	ring.Set(r.ring())
	column := parts.Stack(0, parts.FullRow(20, parts.Fix(look.Scaled(116), look.Scaled(116), ring), parts.Stack(4, r.part(lang.L("Points said"), s.Points), r.part(lang.L("Right clicks"), s.Clicks), r.part(lang.L("In order"), s.Order), r.part(lang.L("In time"), s.Time), r.penalty())))
	column.Add(parts.Room(0, 8))
	column.Add(r.facts())
	column.Add(parts.Room(0, 8))
	column.Add(r.moods())
	column.Add(parts.Room(0, 8))
	for _, kind := range []roleplay.EvidenceKind{roleplay.MissedPoint, roleplay.SaidBadWords, roleplay.PassedWrong, roleplay.MissedClick, roleplay.WrongClick, roleplay.OutOfOrder, roleplay.SetOff, roleplay.AnsweredLate, roleplay.AskedHelp, roleplay.PassedRight, roleplay.SaidPoint, roleplay.RightClick} {
		r.addEvidence(column, kind)
	}
	r.addSheet(column)
	r.addExam(column)
	r.addReviews(column)
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(resultSide), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 24, 16, 20, column)))))
}

func (r *result) ring() parts.Score {
	s := &r.a.Score
	out := parts.Score{Text: chart.Number(s.Overall, 0), Part: s.Overall / 100, Caption: lang.L("final"), State: parts.StateBad}
	switch {
	case s.Failed:
		out.Raw = chart.Number(s.Raw, 0)
	case s.Overall >= 75:
		out.State = parts.StateGood
	case s.Overall >= 50:
		out.State = parts.StatePartly
	}
	return out
}

// part is one line of the score: what was reached, and its weight.
func (r *result) part(word string, p roleplay.Part) fyne.CanvasObject {
	value, share := chart.None, lang.L("nothing to count")
	if p.Of > 0 {
		value, share = chart.Percent(p.Value, 0), lang.L("weight {{.Share}}", map[string]any{"Share": chart.Percent(p.Weight, 0)})
	}
	return parts.High(22, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Second(word)), parts.Fix(look.Scaled(44), 0, parts.Strong(value).Trailing()), parts.Second(amount(p)), parts.Gap(), parts.Label(share)))
}

// amount is what was got of what could be, where both are counts.
func amount(p roleplay.Part) string {
	if p.Of == 0 {
		return ""
	}
	if p.Got == float64(int(p.Got)) {
		return fmt.Sprintf("%d / %d", int(p.Got), int(p.Of))
	}
	return fmt.Sprintf("%.1f / %d", p.Got, int(p.Of))
}

func (r *result) penalty() fyne.CanvasObject {
	p := r.a.Score.Penalty
	tone, value := look.Ink, lang.L("none")
	if p > 0 {
		tone, value = look.Bad, "−"+chart.Percent(p, 0)
	}
	return parts.High(22, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Second(lang.L("Forbidden"))), parts.Fix(look.Scaled(44), 0, parts.Strong(value).Toned(tone).Trailing())))
}

// facts are the talk time against its band, the mood at the end, the level.
func (r *result) facts() fyne.CanvasObject {
	took := r.a.Run.At
	band := lang.L("aim {{.From}} to {{.To}}", map[string]any{"From": clock(r.a.Scenario.Least), "To": clock(r.a.Scenario.Most)})
	mood, _ := moodWord(r.a.Run.Mood)
	return parts.FactRow(parts.Fact{Label: lang.L("Talk time"), Value: clock(took), Note: band}, parts.Fact{Label: lang.L("Mood at the end"), Value: n(r.a.Run.Mood), Note: mood}, parts.Fact{Label: lang.L("Level"), Value: levelWords.Of(r.a.Level)})
}

// moods is how the mood went, answer by answer.
func (r *result) moods() fyne.CanvasObject {
	values := []float64{float64(r.a.Scenario.Persona.Mood)}
	for _, t := range r.a.Run.Turns {
		if t.Reply != "" {
			values = append(values, float64(t.Mood))
		}
	}
	line := parts.NewSparkline(values)
	line.Scale, line.Least = chart.Scale{High: 100}, fyne.NewSize(200, 26)
	return parts.Row(12, parts.Label(lang.L("Mood, answer by answer")), parts.Grow(line), parts.Label(n(int(values[0]))), parts.NewIcon("forward", 12, look.Ink3), parts.Strong(n(r.a.Run.Mood)))
}

// addEvidence lists the evidence of a kind; a press looks at the answer.
func (r *result) addEvidence(column *fyne.Container, kind roleplay.EvidenceKind) {
	for _, e := range r.a.Score.Evidence {
		if e.Kind != kind {
			continue
		}
		icon, tone, text := r.evidence(e)
		if e.Kind == roleplay.SaidPoint || e.Kind == roleplay.RightClick {
			tone = look.Ink
		}
		at := chart.None
		switch {
		case e.At > 0:
			at = clock(e.At)
		case e.Turn >= 0:
			at = "#" + n(e.Turn+1)
		}
		row := parts.Row(8, parts.NewIcon(icon, 16, iconTone(e.Kind, tone)), parts.Grow(parts.Body(text).Toned(tone).Cutting()))
		if e.Quote != "" && e.Kind == roleplay.SaidPoint {
			row.Add(parts.Label(e.Quote))
		}
		row.Add(parts.Fix(look.Scaled(40), 0, parts.Label(at).Trailing()))
		column.Add(parts.NewTile(look.Clear, look.Clear, parts.High(26, row), func() {
			if e.Turn >= 0 {
				r.turn = e.Turn
				r.step(0)
			}
		}))
	}
}

func iconTone(kind roleplay.EvidenceKind, tone look.Token) look.Token {
	if kind == roleplay.SaidPoint || kind == roleplay.RightClick {
		return look.Good
	}
	return tone
}

func (r *result) addReviews(column *fyne.Container) {
	if len(r.a.Reviews) == 0 {
		return
	}
	column.Add(parts.Room(0, 12))
	column.Add(parts.PanelHead(lang.L("role.reviews")))
	for _, v := range r.a.Reviews {
		column.Add(parts.High(30, parts.Row(8, parts.Strong(desk.ScoreText(v.Score)), parts.Grow(parts.Second(v.Rubric).Cutting()), parts.Second(v.Reviewer), parts.Label(r.s.d.Moment(v.At)))))
		if v.Comment != "" {
			text := parts.NewParagraph(v.Comment, look.TextBody, look.Ink2)
			text.Width = look.Scaled(resultSide - 50)
			column.Add(text)
		}
	}
}
