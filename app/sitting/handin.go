package sitting

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// askSubmit asks before the paper is handed in, and lists what is open.
func (s *Screen) askSubmit() {
	if s.busy || s.dialog != nil || s.phase != running && s.phase != grace {
		return
	}
	s.handTyped()
	open, doubtful := s.left()
	title, kind := lang.L("Hand in the exam?"), parts.Main
	text := lang.L("All questions are answered. After this nothing can be changed.")
	if len(open) > 0 {
		text = lang.L("Not answered: {{.N}}. After this nothing can be changed.", map[string]any{"N": len(open)})
	}
	list := parts.Stack(8)
	s.listed(list, lang.L("Not answered"), open)
	s.listed(list, lang.L("Doubtful"), doubtful)
	q := parts.Question{Title: title, Text: text, Safe: lang.L("Go on with it"), Act: lang.L("Hand in"), Kind: kind, Width: look.Scaled(460)}
	if len(list.Objects) > 0 {
		q.Content = list
	}
	s.query(q, s.submit)
}

// query asks a question; the end of the time takes it away.
func (s *Screen) query(q parts.Question, act func()) {
	q.OnSafe = func() { s.dialog = nil }
	q.OnAct = func() {
		s.dialog = nil
		act()
	}
	s.dialog = parts.Ask(s.d.Window.Canvas(), q)
}

// left are the questions without an answer, and those marked as doubtful.
func (s *Screen) left() (open, doubtful []int) {
	for i := range s.a.Paper.Items {
		if !s.given(i) && s.sit.Questions[i].Kind != bank.Description {
			open = append(open, i)
		}
		if s.a.Flags[i] {
			doubtful = append(doubtful, i)
		}
	}
	return open, doubtful
}

// listed adds a line of question numbers.
func (s *Screen) listed(to *fyne.Container, title string, places []int) {
	if len(places) == 0 {
		return
	}
	numbers := make([]string, len(places))
	for i, p := range places {
		numbers[i] = strconv.Itoa(p + 1)
	}
	row := parts.NewParagraph(strings.Join(numbers, ", "), look.TextBody, look.Ink)
	row.Width = look.Scaled(330)
	to.Add(parts.FullRow(12, parts.Fix(look.Scaled(76), 0, parts.Label(title)), parts.Grow(row)))
}

// submit hands the paper in.
func (s *Screen) submit() {
	s.busy = true
	s.view.show()
	k := s.keeper
	s.line.Do(k.submit, func(err error) {
		s.busy = false
		s.kept(err)
	})
}

// MayLeave asks before the exam is left for good; it is recorded, and the time
// goes on.
func (s *Screen) MayLeave(then func()) {
	if s.phase != running && s.phase != grace || s.gone {
		then()
		return
	}
	if s.dialog != nil {
		return
	}
	text := lang.L("The time goes on, and it is recorded that you left. Until the time is up you can come back to this question.")
	if s.a.Limit == 0 {
		text = lang.L("It is recorded that you left. Until the exam closes you can come back to this question.")
	}
	if s.trouble != nil {
		text = lang.L("The last changes are not safe yet: who leaves now loses them.") + " " + text
	}
	s.query(parts.Question{Title: lang.L("Leave the exam without handing in?"), Text: text,
		Safe: lang.L("Stay"), Act: lang.L("Leave the exam"), Kind: parts.Danger, Width: look.Scaled(440)}, func() { s.goAway(then) })
}

func (s *Screen) goAway(then func()) {
	s.handTyped()
	if !s.away {
		s.do(exam.Event{Deed: exam.Left, Place: s.a.Here})
	}
	s.gone = true
	then()
}
