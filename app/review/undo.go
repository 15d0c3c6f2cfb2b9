package review

import (
	"slices"

	"fyne.io/fyne/v2"

	"shifu/qa"
)

// before is an answer as it was before it was changed.
type before struct {
	ref    string
	answer qa.Answer
	had    bool // there was one
}

// mostUndone is how many changes can be taken back.
const mostUndone = 200

// remember keeps what an answer was. Letters typed into one note are one change.
func (s *sheet) remember(b before, now qa.Answer) {
	if n := len(s.past); n > 0 && s.past[n-1].ref == b.ref && typedOnly(b.answer, now) && b.answer.Comment != s.past[n-1].answer.Comment {
		return
	}
	s.past = append(s.past, b)
	if len(s.past) > mostUndone {
		s.past = s.past[1:]
	}
}

// typedOnly says whether two answers differ in their comment alone.
func typedOnly(a, b qa.Answer) bool {
	return a.Comment != b.Comment && a.Value == b.Value && a.NA == b.NA && a.Cause == b.Cause &&
		slices.Equal(a.Options, b.Options) && len(a.Moments) == len(b.Moments)
}

// undo takes the last change back; it says which question it was.
func (s *sheet) undo() (ref string, ok bool) {
	n := len(s.past)
	if n == 0 || !s.open {
		return "", false
	}
	b := s.past[n-1]
	s.past = s.past[:n-1]
	b.answer.Spent = s.e.Answers[b.ref].Spent
	if s.e.Answers[b.ref] = b.answer; !b.had {
		delete(s.e.Answers, b.ref)
	}
	s.rescore()
	return b.ref, true
}

// undo takes back the last letter while typing, else the last change of an
// answer and wakes its question.
func (r *Room) undo() {
	if field, ok := r.d.Window.Canvas().Focused().(fyne.Shortcutable); ok && r.typing {
		field.TypedShortcut(&fyne.ShortcutUndo{})
		return
	}
	if !r.open() {
		return
	}
	ref, ok := r.sheet.undo()
	if !ok {
		return
	}
	r.changed(true)
	r.view.showMarks()
	r.wake(ref)
	r.d.Trace("undone", map[string]any{"ref": ref})
}
