package exams

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// line is one question with what was answered, as far as it is shown.
func (s *Answered) line(i int, l exam.Line, wide float32) fyne.CanvasObject {
	q := l.Question
	head := parts.Row(10, parts.PanelHead(lang.L("Question {{.N}}", map[string]any{"N": i + 1})), parts.Label(desk.KindName(q.Kind)))
	if p := s.points(l); p != nil {
		head.Add(parts.Gap())
		head.Add(p)
	}
	all := parts.Stack(8, parts.NewHairline(), head, paragraph(q.Text, look.TextReading, look.Ink, wide))
	if row := s.clipRow(i, q.Clip); row != nil {
		all.Add(row)
	}
	for _, o := range s.answers(l, wide) {
		all.Add(o)
	}
	if q.Feedback != "" {
		all.Add(parts.FullRow(8, parts.NewIcon("info", 14, look.Ink3), parts.Grow(paragraph(q.Feedback, look.TextBody, look.Ink2, wide-30))))
	}
	return all
}

func paragraph(text string, size float32, tone look.Token, wide float32) fyne.CanvasObject {
	p := parts.NewParagraph(strings.TrimSpace(strings.NewReplacer("**", "", "`", "").Replace(text)), size, tone)
	p.Width = wide
	return p
}

// points are what an answer was given, as a pill.
func (s *Answered) points(l exam.Line) fyne.CanvasObject {
	if !s.r.View.Mark || l.Question.Kind == bank.Description {
		return nil
	}
	text := desk.Marks(l.Points) + " / " + desk.Marks(l.Item.Mark)
	switch {
	case !l.Known:
		return parts.NewPill(lang.L("waits for a marker"), parts.StateOpen)
	case l.Points >= l.Item.Mark:
		return parts.NewPill(text, parts.StateGood)
	case l.Points > 0:
		return parts.NewPill(text, parts.StatePartly)
	}
	return parts.NewPill(text, parts.StateBad)
}

// answers are what was answered and what would have been right.
func (s *Answered) answers(l exam.Line, wide float32) []fyne.CanvasObject {
	switch l.Question.Kind {
	case bank.Single, bank.TrueFalse, bank.Listening, bank.Multiple:
		return s.options(l)
	case bank.Ordering:
		return s.order(l, wide)
	case bank.Matching:
		return s.pairs(l, wide)
	case bank.ScoreCall:
		return s.scored(l, wide)
	case bank.Description:
		return nil
	}
	return s.written(l, wide)
}

// options are the choices as they stood, the chosen ones marked.
func (s *Answered) options(l exam.Line) []fyne.CanvasObject {
	mark := parts.AnswerOne
	if l.Question.Kind == bank.Multiple {
		mark = parts.AnswerMany
	}
	order := l.Item.Options
	if len(order) != len(l.Question.Options) {
		order = nil
		for i := range l.Question.Options {
			order = append(order, i)
		}
	}
	all := parts.Stack(6)
	for _, o := range order {
		all.Add(s.option(l, o, mark))
	}
	return []fyne.CanvasObject{all}
}

func (s *Answered) option(l exam.Line, o int, mark parts.AnswerMark) fyne.CanvasObject {
	chosen, right := slices.Contains(l.Answer.Options, o), l.Question.Options[o].Fraction > 0
	card := parts.NewAnswer("", desk.OptionText(l.Question, o), mark, nil)
	card.Bound, card.Chosen, card.Small = true, s.r.View.Response && chosen, true
	if s.r.View.Right {
		switch {
		case right && (chosen || !s.r.View.Response):
			card.Note, card.State = lang.L("is right"), parts.StateGood
		case right:
			card.Note, card.State = lang.L("would be right"), parts.StateGood
		case chosen && s.r.View.Response:
			card.Note, card.State = lang.L("is wrong"), parts.StateBad
		}
	}
	return card
}

// said is a labelled text.
func said(label, text string, wide float32) fyne.CanvasObject {
	if strings.TrimSpace(text) == "" {
		text = lang.L("no answer")
	}
	left := look.Scaled(92)
	return parts.FullRow(12, parts.Fix(left, 0, paragraph(label, look.TextLabel, look.Ink3, left)), parts.Grow(paragraph(text, look.TextBody, look.Ink, wide-left-12)))
}

// written are typed answers, and what is accepted.
func (s *Answered) written(l exam.Line, wide float32) (out []fyne.CanvasObject) {
	if s.r.View.Response {
		out = append(out, said(lang.L("Your answer"), l.Answer.Text, wide))
	}
	if s.r.View.Right && l.Question.Kind != bank.Essay {
		var accepted []string
		for _, o := range l.Question.Options {
			if o.Fraction > 0 {
				accepted = append(accepted, o.Text)
			}
		}
		out = append(out, said(lang.L("Accepted"), strings.Join(accepted, lang.L(", ")), wide))
	}
	return out
}

// order is the order given, and the right one.
func (s *Answered) order(l exam.Line, wide float32) (out []fyne.CanvasObject) {
	list := func(order []int) string {
		var items []string
		for n, o := range order {
			if o >= 0 && o < len(l.Question.Options) {
				items = append(items, lang.L("{{.N}}. {{.Text}}", map[string]any{"N": n + 1, "Text": l.Question.Options[o].Text}))
			}
		}
		return strings.Join(items, "\n")
	}
	if s.r.View.Response {
		out = append(out, said(lang.L("Your order"), list(l.Answer.Options), wide))
	}
	if s.r.View.Right {
		right := make([]int, len(l.Question.Options))
		for i := range right {
			right[i] = i
		}
		out = append(out, said(lang.L("Right order"), list(right), wide))
	}
	return out
}

// pairs are what was laid beside what.
func (s *Answered) pairs(l exam.Line, wide float32) (out []fyne.CanvasObject) {
	for i, o := range l.Question.Options {
		if o.Text == "" {
			continue
		}
		var facts []string
		if s.r.View.Response {
			mine := lang.L("no answer")
			if i < len(l.Answer.Texts) && l.Answer.Texts[i] != "" {
				mine = l.Answer.Texts[i]
			}
			facts = append(facts, lang.L("you: {{.Text}}", map[string]any{"Text": mine}))
		}
		if s.r.View.Right {
			facts = append(facts, lang.L("right: {{.Text}}", map[string]any{"Text": o.Match}))
		}
		if len(facts) > 0 {
			out = append(out, said(o.Text, strings.Join(facts, "\n"), wide))
		}
	}
	return out
}
