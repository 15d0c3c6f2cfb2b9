package sitting

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// matching lays something beside each of several things: a letter chooses the
// thing, a digit what is laid beside it.
type matching struct {
	s       *Screen
	q       bank.Question
	rows    []int    // options with a text, in their order
	matches []string // what can be laid, in the person's order
	at      int      // row whose turn it is
	left    []*parts.Answer
	right   []*parts.Answer
}

func newMatching(s *Screen, q bank.Question, it exam.Item) *matching {
	m := &matching{s: s, q: q}
	for i, o := range q.Options {
		if o.Text != "" {
			m.rows = append(m.rows, i)
		}
	}
	for _, i := range shownOrder(len(q.Options), it.Options) {
		if t := q.Options[i].Match; t != "" && !slices.Contains(m.matches, t) {
			m.matches = append(m.matches, t)
		}
	}
	for row, i := range m.rows {
		m.left = append(m.left, parts.NewAnswer(letter(row), q.Options[i].Text, parts.AnswerPlace, func() { m.turn(row) }))
	}
	for n, t := range m.matches {
		m.right = append(m.right, parts.NewAnswer(digit(n), t, parts.AnswerMany, func() { m.lay(n) }))
	}
	return m
}

func digit(n int) string {
	if n < 9 {
		return strconv.Itoa(n + 1)
	}
	return ""
}

// laid is what lies beside each option.
func (m *matching) laid() []string {
	out := make([]string, len(m.q.Options))
	copy(out, m.s.a.Answers[m.s.a.Here].Texts)
	return out
}

func (m *matching) turn(row int) {
	m.at = row
	m.show()
}

// lay puts a match beside the row whose turn it is, or takes it away, and goes
// on to the next row that has nothing.
func (m *matching) lay(n int) {
	laid, o := m.laid(), m.rows[m.at]
	if laid[o] == m.matches[n] {
		laid[o] = ""
		m.s.answer(bank.Answer{Texts: laid})
		return
	}
	laid[o] = m.matches[n]
	for step := 1; step < len(m.rows); step++ {
		if row := (m.at + step) % len(m.rows); laid[m.rows[row]] == "" {
			m.at = row
			break
		}
	}
	m.s.answer(bank.Answer{Texts: laid})
}

func (m *matching) content() fyne.CanvasObject {
	left, right := parts.Stack(10), parts.Stack(10)
	for _, a := range m.left {
		left.Add(a)
	}
	for _, a := range m.right {
		right.Add(a)
	}
	wide := (m.s.columnWide() - 16) / 2
	return parts.FullRow(16, parts.Fix(wide, 0, left), parts.Fix(wide, 0, right))
}

func (m *matching) show() {
	laid := m.laid()
	for row, a := range m.left {
		a.Set(row == m.at, slices.Index(m.matches, laid[m.rows[row]])+1)
	}
	for n, a := range m.right {
		a.Set(m.at < len(m.rows) && laid[m.rows[m.at]] == m.matches[n], 0)
	}
}

func (m *matching) actions() []desk.Action {
	var acts []desk.Action
	for row := range m.left {
		if key := letter(row); key != "" {
			acts = append(acts, desk.Action{Label: key, Bare: fyne.KeyName(key), Do: func() { m.turn(row) }})
		}
	}
	for n := range m.right {
		if key := digit(n); key != "" {
			acts = append(acts, desk.Action{Label: key, Bare: fyne.KeyName(key), Do: func() { m.lay(n) }})
		}
	}
	return acts
}

func (m *matching) typed() (bank.Answer, bool) { return bank.Answer{}, false }
func (m *matching) focus()                     {}
func (m *matching) close()                     {}

func (m *matching) hint() string {
	return lang.L("Press a letter for the left side, then the digit of what belongs to it. Every choice is saved at once.")
}
