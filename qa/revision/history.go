package revision

import "shifu/qa"

// Steps that can be undone: as many as hold about heldQuestions questions.
const (
	fewestSteps   = 20
	mostSteps     = 500
	heldQuestions = 200_000
)

// History is a version being edited, with every state that it was in.
type History struct {
	now          qa.Version
	past, future []qa.Version
	field        string // that the last change was made to
}

// NewHistory begins with v.
func NewHistory(v *qa.Version) *History { return &History{now: Clone(v)} }

// Now is the version as it stands. Read only; it stays as it is when the
// history goes on.
func (h *History) Now() *qa.Version {
	v := h.now
	return &v
}

// Change edits the version. Changes one after another to the same field are
// one step to undo; an empty field is always a step of its own.
func (h *History) Change(field string, edit func(v *qa.Version)) {
	next := Clone(&h.now)
	edit(&next)
	if field == "" || field != h.field {
		h.past = append(h.past, h.now)
		h.forget()
	}
	h.now, h.future, h.field = next, nil, field
}

func (h *History) forget() {
	most := max(fewestSteps, min(mostSteps, heldQuestions/max(1, h.now.Count())))
	if over := len(h.past) - most; over > 0 {
		h.past = append([]qa.Version(nil), h.past[over:]...)
	}
}

// Pause ends a step: the next change to the same field is another one.
func (h *History) Pause() { h.field = "" }

// CanUndo reports whether there is a step to undo.
func (h *History) CanUndo() bool { return len(h.past) > 0 }

// CanRedo reports whether a step was undone and nothing changed since.
func (h *History) CanRedo() bool { return len(h.future) > 0 }

// Undo goes back one step, if there is one.
func (h *History) Undo() { h.turn(&h.past, &h.future) }

// Redo takes back what Undo did last.
func (h *History) Redo() { h.turn(&h.future, &h.past) }

func (h *History) turn(from, to *[]qa.Version) {
	last := len(*from) - 1
	if last < 0 {
		return
	}
	*to = append(*to, h.now)
	h.now, *from, h.field = (*from)[last], (*from)[:last], ""
}
