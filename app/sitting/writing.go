package sitting

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
)

// mostTyped is how many characters an essay has at the most.
const mostTyped = 4000

// writing is a question that is answered by typing.
type writing struct {
	s     *Screen
	q     bank.Question
	entry *parts.Entry
	count *parts.Text
	dirty bool
}

func newWriting(s *Screen, q bank.Question) *writing {
	w := &writing{s: s, q: q, count: parts.Second("")}
	w.entry = parts.NewEntry(lang.L("Type your answer"))
	w.entry.Most = 400
	if q.Kind == bank.Essay {
		w.entry = parts.NewNote(lang.L("Type your answer"), 12)
		w.entry.Most = mostTyped
	}
	w.entry.Sealed = true
	w.entry.SetText(s.a.Answers[s.a.Here].Text)
	w.entry.OnChanged = w.changed
	w.entry.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	w.entry.OnFocus = s.view.typing
	w.tell()
	return w
}

func (w *writing) changed(string) {
	w.dirty = true
	w.tell()
}

// tell counts the characters of an essay.
func (w *writing) tell() {
	if w.q.Kind == bank.Essay {
		w.count.Set(lang.L("{{.N}} of {{.Most}} characters", map[string]any{"N": utf8.RuneCountInString(w.entry.Text()), "Most": mostTyped}))
	}
}

func (w *writing) typed() (bank.Answer, bool) {
	if !w.dirty {
		return bank.Answer{}, false
	}
	w.dirty = false
	return bank.Answer{Text: w.entry.Text()}, true
}

func (w *writing) content() fyne.CanvasObject {
	if w.q.Kind != bank.Essay {
		return parts.Row(0, parts.Fix(look.Scaled(360), 0, w.entry))
	}
	return parts.Stack(6, w.entry, parts.Row(0, parts.Gap(), w.count))
}

// show does nothing: what is typed is newer than what is kept.
func (w *writing) show()                  {}
func (w *writing) actions() []desk.Action { return nil }
func (w *writing) focus()                 { w.entry.FocusEnd() }
func (w *writing) close()                 {}

func (w *writing) hint() string {
	switch w.q.Kind {
	case bank.Numerical:
		return lang.L("Type a number, without its unit. It is saved as you type.")
	case bank.Essay:
		return lang.L("It is saved as you type, each second. Copying and pasting are off; Esc leaves the field, then the plain keys work.")
	}
	return lang.L("It is saved as you type, each second. Esc leaves the field, then the plain keys work.")
}
