package sitting

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// letters are the keys of the options.
const letters = "ABCDEGHIJKLMNOPQRSTUVWXYZ" // F marks as doubtful

// choice is a question that is answered by choosing: one, several, or all in
// their order.
type choice struct {
	s     *Screen
	q     bank.Question
	order []int // option at each row as shown
	cards []*parts.Answer
}

func newChoice(s *Screen, q bank.Question, it exam.Item) *choice {
	c := &choice{s: s, q: q, order: shownOrder(len(q.Options), it.Options)}
	mark := map[bank.Kind]parts.AnswerMark{bank.Multiple: parts.AnswerMany, bank.Ordering: parts.AnswerPlace}[q.Kind]
	for row, o := range c.order {
		c.cards = append(c.cards, parts.NewAnswer(letter(row), desk.OptionText(q, o), mark, func() { c.press(row) }))
	}
	return c
}

// shownOrder is the option at each row: the person's own order, or as it is.
func shownOrder(n int, order []int) []int {
	if len(order) == n {
		return order
	}
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func letter(row int) string {
	if row < len(letters) {
		return letters[row : row+1]
	}
	return ""
}

// chosen are the options of the answer, in their order.
func (c *choice) chosen() []int { return c.s.a.Answers[c.s.a.Here].Options }

// press chooses the option of a row, or takes it back.
func (c *choice) press(row int) {
	o, was := c.order[row], slices.Clone(c.chosen())
	at := slices.Index(was, o)
	switch {
	case at >= 0:
		was = slices.Delete(was, at, at+1)
	case c.q.Kind == bank.Multiple:
		was = append(was, o)
		slices.Sort(was)
	case c.q.Kind == bank.Ordering:
		was = append(was, o)
	default:
		was = []int{o}
	}
	c.s.answer(bank.Answer{Options: was})
}

func (c *choice) content() fyne.CanvasObject {
	all := parts.Stack(10)
	for _, card := range c.cards {
		all.Add(card)
	}
	return all
}

func (c *choice) show() {
	chosen := c.chosen()
	for row, card := range c.cards {
		at := slices.Index(chosen, c.order[row])
		card.Set(at >= 0, at+1)
	}
}

func (c *choice) actions() []desk.Action {
	var acts []desk.Action
	for row := range c.cards {
		if key := letter(row); key != "" {
			acts = append(acts, desk.Action{Label: key, Bare: fyne.KeyName(key), Do: func() { c.press(row) }})
		}
	}
	return acts
}

func (c *choice) typed() (bank.Answer, bool) { return bank.Answer{}, false }
func (c *choice) focus()                     {}
func (c *choice) close()                     {}

func (c *choice) hint() string {
	last := letter(len(c.cards) - 1)
	switch c.q.Kind {
	case bank.Multiple:
		return lang.L("Press A to {{.Last}} for all that are right, once more to take one back. Every choice is saved at once.", map[string]any{"Last": last})
	case bank.Ordering:
		return lang.L("Press A to {{.Last}} in the right order, once more to take one out. Every choice is saved at once.", map[string]any{"Last": last})
	}
	return lang.L("Press A to {{.Last}}, once more to take it back. Every choice is saved at once, even without power.", map[string]any{"Last": last})
}
