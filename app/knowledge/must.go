package knowledge

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// demanded is what the actor must confirm of the open article, nil for nothing.
func (s *Screen) demanded() *knowledge.MustRead {
	for i := range s.mine {
		if s.open != nil && s.mine[i].ArticleID == s.open.a.ID {
			return &s.mine[i]
		}
	}
	return nil
}

// confirm asks the quiz, if there is one, and gives the receipt.
func (s *Screen) confirm() {
	m := s.demanded()
	if m == nil {
		return
	}
	if len(m.Quiz) == 0 {
		s.give(*m, nil)
		return
	}
	column, asked := parts.Stack(8), make([]quizzed, len(m.Quiz))
	for i := range m.Quiz {
		text := parts.NewParagraph(strconv.Itoa(i+1)+". "+m.Quiz[i].Text, look.TextBody, look.Ink)
		text.Width = look.Scaled(420)
		asked[i] = newQuizzed(&m.Quiz[i])
		column.Add(text)
		column.Add(asked[i].content)
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("What did it say?"), Text: lang.L("The receipt is given when every answer is right."), Content: column, Width: look.Scaled(470),
		Safe: lang.L("Read it again"), Act: lang.L("Hand in"), Kind: parts.Main, OnAct: func() { s.give(*m, given(asked)) }})
}

// quizzed is one question of a quiz with what is chosen.
type quizzed struct {
	content fyne.CanvasObject
	chosen  func() []int
}

// newQuizzed asks for one of the options, or for several where several may be right.
func newQuizzed(q *bank.Question) quizzed {
	if q.Kind != bank.Multiple {
		words := []string{lang.L("Choose the answer")}
		for _, o := range q.Options {
			words = append(words, o.Text)
		}
		choice := parts.NewSelect(words, 0, nil).Wide(420)
		return quizzed{choice, func() []int {
			if choice.Chosen == 0 {
				return nil
			}
			return []int{choice.Chosen - 1}
		}}
	}
	column, checks := parts.Stack(4), make([]*parts.Check, len(q.Options))
	for i, o := range q.Options {
		checks[i] = parts.NewCheck(o.Text, false, nil)
		column.Add(checks[i])
	}
	return quizzed{column, func() (out []int) {
		for i, c := range checks {
			if c.Checked {
				out = append(out, i)
			}
		}
		return out
	}}
}

func given(asked []quizzed) []bank.Answer {
	out := make([]bank.Answer, len(asked))
	for i, q := range asked {
		out[i].Options = q.chosen()
	}
	return out
}

func (s *Screen) give(m knowledge.MustRead, answers []bank.Answer) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]int, error) {
		return s.d.MustReads.Confirm(ctx, s.d.Actor, m.ID, answers)
	}, func(missed []int, err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
		case len(missed) > 0:
			parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("{{.N}} answers are not right yet", map[string]any{"N": len(missed)}),
				Text: lang.L("Read the article again; the questions stay the same."), Safe: lang.L("Read it again"), Act: lang.L("Answer again"), Kind: parts.Main, OnAct: s.confirm})
		default:
			s.d.Toast(lang.L("Receipt given"), nil)
		}
	})
}

// askReading asks agents and trainees to read the open article, with a quiz of
// statements that are true or not and of choices that the bank asks about it.
func (s *Screen) askReading() {
	why := parts.NewEntry(lang.L("Why: what changed")).Wide(420)
	days := parts.NewSelect([]string{lang.L("within 3 days"), lang.L("within 7 days"), lang.L("within 14 days")}, 1, nil).Wide(160)
	column := parts.Stack(8, why, days, parts.Label(lang.L("Quiz: up to three statements that are right or wrong")))
	quiz := newQuizForm(s.open.questions)
	column.Add(quiz.content)
	a := s.open.a
	demand := func() knowledge.MustRead {
		due := s.d.Midnight().AddDate(0, 0, []int{3, 7, 14}[days.Chosen]+1)
		return knowledge.MustRead{ArticleID: a.ID, Why: strings.TrimSpace(why.Text()), DueAt: due.UTC(), Quiz: quiz.questions()}
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who answers calls must read it?"), Text: lang.L("Agents and trainees who may read the article find it under Must read."), Content: column, Width: look.Scaled(470),
		Safe: lang.L("Don't ask"), Act: lang.L("Ask for reading"), Kind: parts.Main, First: why.Typing(),
		Check: func() bool {
			m := demand()
			err := m.Check()
			s.d.Fail(err)
			return err == nil
		},
		OnAct: func() {
			m := demand()
			s.does(func(ctx context.Context) error { _, err := s.d.MustReads.Demand(ctx, s.d.Actor, m); return err }, lang.L("Asked for reading"))
		}})
}

// quizForm is where a quiz is put together.
type quizForm struct {
	content fyne.CanvasObject
	texts   []*parts.Entry
	truths  []*parts.Segments
	offered []bank.Question
	taken   []*parts.Check
}

// mostOffered is how many questions of the bank are offered for a quiz.
const mostOffered = 6

func newQuizForm(resting []bank.Entry) *quizForm {
	f := &quizForm{}
	column := parts.Stack(8)
	for range knowledge.MostQuiz {
		text := parts.NewEntry(lang.L("A statement, or nothing")).Wide(330)
		truth := parts.NewSegments([]string{lang.L("It is right"), lang.L("It is wrong")}, 0, nil)
		f.texts, f.truths = append(f.texts, text), append(f.truths, truth)
		column.Add(parts.Row(8, text, truth))
	}
	for _, e := range resting {
		if len(f.offered) == mostOffered || e.State != bank.Active || e.Kind != bank.Single && e.Kind != bank.Multiple && e.Kind != bank.TrueFalse {
			continue
		}
		if len(f.offered) == 0 {
			column.Add(parts.Label(lang.L("Or questions of the bank on this article")))
		}
		take := parts.NewCheck(beginning(e.Text), false, nil)
		f.offered, f.taken = append(f.offered, e.Question), append(f.taken, take)
		column.Add(take)
	}
	f.content = column
	return f
}

// beginning is as much of a question as fits on a line.
func beginning(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) <= 30 {
		return string(r)
	}
	return string(r[:30]) + "…"
}

// questions are the statements that were written and the questions that were taken.
func (f *quizForm) questions() (out []bank.Question) {
	for i, t := range f.texts {
		if text := strings.TrimSpace(t.Text()); text != "" {
			right := float64(1 - f.truths[i].Chosen)
			out = append(out, bank.Question{Kind: bank.TrueFalse, Text: text, Mark: 1, Options: []bank.Option{{Text: lang.L("It is right"), Fraction: right}, {Text: lang.L("It is wrong"), Fraction: 1 - right}}})
		}
	}
	for i, take := range f.taken {
		if take.Checked {
			out = append(out, f.offered[i])
		}
	}
	return out
}
