package attempt

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/exam"
)

const inside = panelWidth - 40

// showPanel shows the chosen question whole: text, options, answer, key, marks.
func (s *Screen) showPanel() {
	row := s.table.Chosen()
	if row < 0 || row >= len(s.o.Lines) {
		return
	}
	l := &s.o.Lines[row]
	box := parts.Stack(0, parts.Facts(parts.Label(lang.L("Question {{.N}}", map[string]any{"N": row + 1})), parts.Label(say.Kind(s.d.Settings.Language, l.Question.Kind)),
		parts.Label(l.Question.Tags.Point)), parts.Room(0, 6))
	add := func(text string, size float32, tone look.Token) {
		p := parts.NewParagraph(text, size, tone)
		p.Width = look.Scaled(inside)
		box.Add(p)
	}
	add(l.Question.Text, look.TextReading, look.Ink)
	box.Add(parts.Room(0, 10))
	if l.Question.Chosen() || l.Question.Kind == bank.Multiple {
		for _, o := range shownOrder(l) {
			box.Add(optionLine(&l.Question, l.Answer, o))
		}
	} else {
		box.Add(parts.Label(lang.L("Answer given")))
		add(say.Answer(&l.Question, l.Answer), look.TextBody, look.Ink)
		box.Add(parts.Room(0, 8))
		box.Add(parts.Label(lang.L("Right answer")))
		add(say.Key(&l.Question), look.TextBody, look.Ink)
	}
	box.Add(parts.Room(0, 10))
	for _, f := range s.marks(l) {
		box.Add(parts.FactLine(f))
	}
	if l.Question.Feedback != "" {
		box.Add(parts.Room(0, 10))
		box.Add(parts.Label(lang.L("Explanation")))
		add(l.Question.Feedback, look.TextBody, look.Ink2)
	}
	s.panel.Objects = []fyne.CanvasObject{parts.Inset(14, 20, 20, 20, box)}
	s.panel.Refresh()
}

// shownOrder is the order in which the person saw the options.
func shownOrder(l *exam.Judged) []int {
	if len(l.Item.Options) == len(l.Question.Options) {
		return l.Item.Options
	}
	out := make([]int, len(l.Question.Options))
	for i := range out {
		out[i] = i
	}
	return out
}

// optionLine is one option: whether it was chosen, and whether it is right.
func optionLine(q *bank.Question, a bank.Answer, i int) fyne.CanvasObject {
	o := q.Options[i]
	chosen, right := slices.Contains(a.Options, i), o.Fraction > 0
	icon, tone, word := "box", look.Ink3, ""
	switch {
	case chosen && right:
		icon, tone, word = "okcircle", look.Good, lang.L("chosen, right")
	case chosen:
		icon, tone, word = "xcircle", look.Bad, lang.L("chosen, wrong")
	case right:
		icon, tone, word = "check", look.Good, lang.L("would be right")
	}
	p := parts.NewParagraph(say.Letter(i)+"  "+o.Text, look.TextBody, look.Ink)
	p.Bold = chosen
	p.Width = look.Scaled(inside - 120)
	return parts.Inset(2, 0, 4, 0, parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(p), parts.NewText(word, look.TextLabel, tone, false)))
}

// marks says what was given, by whom, and whether the key was changed.
func (s *Screen) marks(l *exam.Judged) []parts.Fact {
	points := chart.None
	if l.Known {
		points = say.Points(l.Points)
	}
	facts := []parts.Fact{{Label: lang.L("Points got"), Value: lang.L("{{.Points}} of {{.Most}}", map[string]any{"Points": points, "Most": say.Points(l.Item.Mark)}), Strong: true}}
	for i, j := range l.Judgements {
		name := s.names[j.MarkerID]
		if name == "" {
			name = lang.L("a marker")
		}
		facts = append(facts, parts.Fact{Label: lang.L("Marker {{.N}}", map[string]any{"N": i + 1}), Value: say.Points(j.Points), Note: name + "  " + j.Note})
	}
	if len(l.Judgements) == 0 && l.Editions > 1 {
		facts = append(facts, parts.Fact{Label: lang.L("Answer key"), Value: lang.L("changed; marked {{.N}} times", map[string]any{"N": l.Editions})})
	}
	if n := s.o.Attempt.Plays[slices.IndexFunc(s.o.Lines, func(x exam.Judged) bool { return x.Item.QuestionID == l.Item.QuestionID })]; n > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Heard"), Value: lang.L("{{.N}} times", map[string]any{"N": n})})
	}
	return facts
}
