package exams

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/training/exam"
)

// scored is an evaluation beside the expert's, a line for each question of the
// rubric.
func (s *Answered) scored(l exam.Line, wide float32) []fyne.CanvasObject {
	v := s.r.Rubrics[l.Question.VersionID]
	mine, err := exam.Evaluated(l.Answer)
	if err != nil || !s.r.View.Response && !s.r.View.Right {
		return nil
	}
	all := parts.Stack(0, s.scoredRow(parts.Label(lang.L("Question")), parts.Label(lang.L("You")), parts.Label(lang.L("Expert")), nil))
	shown := v.Visible(mine)
	if len(l.Expert) > 0 {
		shown = v.Visible(l.Expert)
	}
	for _, q := range v.All {
		if !shown[q.Ref] || !q.Scored() {
			continue
		}
		all.Add(parts.NewHairline())
		all.Add(s.scoredLine(q, mine[q.Ref], l.Expert))
	}
	return []fyne.CanvasObject{parts.Fix(wide, 0, all)}
}

func (s *Answered) scoredLine(q *qa.Question, mine qa.Answer, expert qa.Answers) fyne.CanvasObject {
	you, they := parts.Label(""), parts.Label("")
	if s.r.View.Response {
		you = parts.Body(desk.AnswerText(q, mine))
	}
	var sign fyne.CanvasObject
	if s.r.View.Right {
		they = parts.Body(desk.AnswerText(q, expert[q.Ref]))
		sign = parts.NewIcon("xcircle", 14, look.Bad)
		if exam.SameAnswer(mine, expert[q.Ref]) {
			sign = parts.NewIcon("okcircle", 14, look.Good)
		}
	}
	return s.scoredRow(parts.Body(q.Text), you, they, sign)
}

func (s *Answered) scoredRow(q, you, they *parts.Text, sign fyne.CanvasObject) fyne.CanvasObject {
	if sign == nil {
		sign = parts.Room(14, 0)
	}
	column := look.Scaled(120)
	return parts.High(look.HeightFormRow, parts.Row(12, sign, parts.Grow(q.Cutting()), parts.Fix(column, 0, you.Cutting()), parts.Fix(column, 0, they.Cutting())))
}
