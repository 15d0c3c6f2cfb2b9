package knowledge

import (
	"context"
	"strconv"
	"strings"

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
	column, choices := parts.Stack(8), make([]*parts.Select, len(m.Quiz))
	for i, q := range m.Quiz {
		words := []string{lang.L("Choose the answer")}
		for _, o := range q.Options {
			words = append(words, o.Text)
		}
		text := parts.NewParagraph(strconv.Itoa(i+1)+". "+q.Text, look.TextBody, look.Ink)
		text.Width = look.Scaled(420)
		choices[i] = parts.NewSelect(words, 0, nil).Wide(420)
		column.Add(text)
		column.Add(choices[i])
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("What did it say?"), Text: lang.L("The receipt is given when every answer is right."), Content: column, Width: look.Scaled(470),
		Safe: lang.L("Read it again"), Act: lang.L("Hand in"), Kind: parts.Main, OnAct: func() { s.give(*m, chosen(choices)) }})
}

func chosen(choices []*parts.Select) []bank.Answer {
	out := make([]bank.Answer, len(choices))
	for i, c := range choices {
		if c.Chosen > 0 {
			out[i].Options = []int{c.Chosen - 1}
		}
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

// askReading asks agents and trainees to read the open article, with up to
// three statements that are true or not.
func (s *Screen) askReading() {
	why := parts.NewEntry(lang.L("Why: what changed")).Wide(420)
	days := parts.NewSelect([]string{lang.L("within 3 days"), lang.L("within 7 days"), lang.L("within 14 days")}, 1, nil).Wide(160)
	column := parts.Stack(8, why, days, parts.Label(lang.L("Quiz: up to three statements that are right or wrong")))
	var texts []*parts.Entry
	var truths []*parts.Segments
	for range knowledge.MostQuiz {
		text := parts.NewEntry(lang.L("A statement, or nothing")).Wide(330)
		truth := parts.NewSegments([]string{lang.L("It is right"), lang.L("It is wrong")}, 0, nil)
		texts, truths = append(texts, text), append(truths, truth)
		column.Add(parts.Row(8, text, truth))
	}
	a := s.open.a
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who answers calls must read it?"), Text: lang.L("Agents and trainees who may read the article find it under Must read."), Content: column, Width: look.Scaled(470),
		Safe: lang.L("Don't ask"), Act: lang.L("Ask for reading"), Kind: parts.Main, First: why.Typing(), OnAct: func() {
			due := s.d.Midnight().AddDate(0, 0, []int{3, 7, 14}[days.Chosen]+1)
			m := knowledge.MustRead{ArticleID: a.ID, Why: strings.TrimSpace(why.Text()), DueAt: due.UTC(), Quiz: quizOf(texts, truths)}
			s.does(func(ctx context.Context) error { _, err := s.d.MustReads.Demand(ctx, s.d.Actor, m); return err }, lang.L("Asked for reading"))
		}})
}

func quizOf(texts []*parts.Entry, truths []*parts.Segments) (out []bank.Question) {
	for i, t := range texts {
		if text := strings.TrimSpace(t.Text()); text != "" {
			right := float64(1 - truths[i].Chosen)
			out = append(out, bank.Question{Kind: bank.TrueFalse, Text: text, Mark: 1, Options: []bank.Option{{Text: lang.L("It is right"), Fraction: right}, {Text: lang.L("It is wrong"), Fraction: 1 - right}}})
		}
	}
	return out
}
