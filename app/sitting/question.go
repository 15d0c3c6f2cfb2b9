package sitting

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// question is one question as it is answered.
type question interface {
	content() fyne.CanvasObject
	// actions are its keys.
	actions() []desk.Action
	// show brings it in line with the answer.
	show()
	// typed is what was typed since the last time it was asked.
	typed() (bank.Answer, bool)
	// focus puts the caret where one types, if anywhere.
	focus()
	// hint says below how it is answered.
	hint() string
	// close ends what goes on in it: a recording that plays.
	close()
}

// columnWide is the width of a question.
func (s *Screen) columnWide() float32 {
	room := s.d.Window.Canvas().Size().Width - sideWide() - 1 - 2*look.Gap24
	return max(min(look.Scaled(768), room), 320)
}

// ask shows the question where one is.
func (s *Screen) ask() {
	if s.asked != nil {
		s.asked.close()
	}
	q, it := s.here()
	s.said = nil
	s.d.Window.Canvas().Unfocus()
	s.asked = s.newQuestion(q, it)
	wide := s.columnWide()
	body := parts.Stack(14, s.questionHead(q, it.Mark))
	clip := s.newClip(q)
	if clip != nil {
		body.Add(clip.all)
		s.asked = &heard{question: s.asked, clip: clip}
	}
	if q.Text != "" {
		body.Add(parts.Stack(6, questionText(q.Text, wide)...))
	}
	body.Add(s.asked.content())
	if hint := s.asked.hint(); hint != "" {
		say := parts.NewParagraph(hint, look.TextLabel, look.Ink2)
		say.Width = wide
		body.Add(say)
	}
	s.view.middle.Objects = []fyne.CanvasObject{column(wide, body)}
	s.view.middle.Refresh()
	s.view.show()
	s.asked.focus()
}

// questionText is what is asked, in the size of an exam. Of Markdown it knows
// line breaks only.
func questionText(text string, wide float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, line := range strings.Split(strings.NewReplacer("**", "", "`", "").Replace(strings.TrimSpace(text)), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		p := parts.NewParagraph(line, look.TextExam, look.Ink)
		p.Width = wide
		out = append(out, p)
	}
	return out
}

func (s *Screen) questionHead(q bank.Question, mark float64) fyne.CanvasObject {
	word := desk.KindName(q.Kind)
	if q.Kind == bank.Listening {
		word += lang.L(", ") + lang.L("one is right")
	}
	kind := parts.NewPill(word, parts.StatePlain)
	if q.Clip != nil {
		kind = kind.WithIcon("headset")
	}
	head := parts.Row(10, parts.PageHead(lang.L("Question {{.N}}", map[string]any{"N": s.a.Here + 1})), kind)
	if q.Kind != bank.Description {
		head.Add(parts.Second(desk.MarksText(mark)))
	}
	head.Add(parts.Gap())
	head.Add(s.view.flag)
	return head
}

// column centres the question, which scrolls where it is higher than its room.
func column(wide float32, body fyne.CanvasObject) fyne.CanvasObject {
	fixed := parts.Fix(wide, 0, body)
	return parts.Scrolling(container.New(&middleColumn{wide}, parts.Inset(28, 0, 24, 0, fixed)))
}

// middleColumn is the layout of column.
type middleColumn struct{ wide float32 }

// MinSize is for Fyne.
func (m *middleColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(m.wide, objects[0].MinSize().Height)
}

// Layout is for Fyne.
func (m *middleColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o := objects[0]
	o.Resize(fyne.NewSize(m.wide, size.Height))
	o.Move(fyne.NewPos(max(float32(int((size.Width-m.wide)/2)), 0), 0))
}

func (s *Screen) newQuestion(q bank.Question, it exam.Item) question {
	switch q.Kind {
	case bank.Single, bank.TrueFalse, bank.Listening, bank.Multiple, bank.Ordering:
		return newChoice(s, q, it)
	case bank.Matching:
		return newMatching(s, q, it)
	case bank.ScoreCall:
		return newScoring(s, q)
	case bank.Description:
		return reading{}
	}
	return newWriting(s, q)
}

// reading is a description: nothing is answered.
type reading struct{}

func (reading) content() fyne.CanvasObject { return parts.Room(0, 0) }
func (reading) actions() []desk.Action     { return nil }
func (reading) show()                      {}
func (reading) typed() (bank.Answer, bool) { return bank.Answer{}, false }
func (reading) focus()                     {}
func (reading) hint() string               { return "" }
func (reading) close()                     {}
