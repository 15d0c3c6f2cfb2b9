package review

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/qa"
)

// saveSoon is how long a keystroke waits until it is kept, at the most.
const saveSoon = 700 * time.Millisecond

// retryAfter is how long a save that failed waits.
const retryAfter = 5 * time.Second

// current is the evaluation as it stands, with the time it was listened to, for
// the saver.
func (r *Room) current() qa.Evaluation {
	e := r.sheet.copy()
	e.Listened += r.sound.heard - r.counted
	r.given = r.sound.heard
	return e
}

// changed shows the sheet anew and saves it: at once, or within a second for a
// keystroke.
func (r *Room) changed(atOnce bool) {
	if r.refusal != "" {
		r.countRefusal()
	}
	r.view.showScore()
	r.dirty = true
	if atOnce {
		r.save()
		return
	}
	if r.saving {
		return
	}
	r.saving = true
	r.view.showSaved()
	r.d.Stage.After(r.ctx, saveSoon, func() {
		r.saving = false
		if r.dirty {
			r.save()
		}
	})
}

// save keeps the draft beside the window.
func (r *Room) save() { r.keep((*saver).save) }

// saveOver keeps it although another window saved meanwhile.
func (r *Room) saveOver() { r.keep((*saver).saveOver) }

func (r *Room) keep(how func(*saver) error) {
	s := r.saver
	if s == nil || r.busy {
		return
	}
	s.put(r.current())
	r.dirty = false
	r.line.Do(func() error { return how(s) }, func(err error) { r.saved(s, err) })
}

func (r *Room) saved(s *saver, err error) {
	if r.closed || s != r.saver {
		return
	}
	if err != nil {
		r.dirty = true
		if r.problem == nil && !fault.Is(err, fault.Conflict) {
			r.d.Stage.After(r.ctx, retryAfter, r.retry)
		}
		r.problem = err
		r.d.Trace("unsaved", map[string]any{"error": err.Error()})
		r.view.showBanners()
		r.view.showSaved()
		return
	}
	if r.problem != nil {
		r.problem = nil
		r.view.showBanners()
	}
	r.view.showSaved()
	r.d.Trace("saved", map[string]any{"evaluation": r.sheet.e.ID, "answered": r.sheet.result.Answered})
}

// retry tries a failed save again.
func (r *Room) retry() {
	if r.problem == nil || r.closed {
		return
	}
	r.problem = nil
	r.save()
}

// answer takes an answer; given by key, the next open question wakes.
func (r *Room) answer(ref string, option int) {
	if !r.open() || !r.sheet.answer(ref, option) {
		return
	}
	r.changed(true)
	a := r.sheet.e.Answers[ref]
	r.d.Trace("answered", map[string]any{"ref": ref, "option": option, "na": a.NA})
}

// press answers the question awake by its key and goes on to the next.
func (r *Room) press(key string) {
	ref := r.awake
	if !r.open() || r.deriving || !r.view.form.Press(key) {
		return
	}
	if q, _, ok := r.sheet.version.Find(ref); ok && q.Kind == qa.KindMultiple && key != "0" {
		return // more may be chosen
	}
	if !r.typing {
		r.view.form.NextOpen()
	}
}

func (r *Room) value(ref, text string) {
	if r.open() && r.sheet.setValue(ref, text) {
		r.changed(false)
	}
}

func (r *Room) note(ref, text string) {
	if r.open() && r.sheet.setNote(ref, text) {
		r.changed(false)
	}
}

func (r *Room) cause(ref, cause string) {
	if r.open() && r.sheet.setCause(ref, cause) {
		r.changed(true)
	}
}

// comment is the word to the agent on the whole call.
func (r *Room) comment(text string) {
	if r.open() && r.sheet.e.Comment != text {
		r.sheet.e.Comment = text
		r.changed(false)
	}
}

// woken notes which question is awake, and for how long the one before was.
func (r *Room) woken(ref string) {
	r.spend()
	r.awake = ref
	r.view.showForm()
	r.view.chooseFlag()
}

func (r *Room) spend() {
	if r.sheet == nil {
		return
	}
	now := r.d.Now()
	r.sheet.spend(r.awake, now.Sub(r.since))
	r.since = now
}

// bind ties what is heard now, or the stretch from A to B, to a question.
func (r *Room) bind(ref string) {
	if !r.open() || r.sound.nowhere() {
		return
	}
	m := qa.Moment{At: r.sound.markAt()}
	if l := r.sound; l.from < l.to && l.at >= l.from && l.at <= l.to {
		m.At, m.Until = l.from.Round(time.Millisecond), l.to.Round(time.Millisecond)
	}
	if r.sheet.bind(ref, m) {
		r.changed(true)
		r.view.showMarks()
		r.d.Trace("bound", map[string]any{"ref": ref, "at": m.At.Seconds()})
	}
}

// play goes to the first moment of a question and plays from there.
func (r *Room) play(ref string) {
	if ms := r.sheet.moments(ref); len(ms) > 0 {
		r.playFrom(ms[0].At)
	}
}

func (r *Room) playFrom(at time.Duration) {
	r.sound.seek(at)
	if !r.sound.playing {
		r.sound.toggle()
	}
}

// step goes to the moment before or behind the needle.
func (r *Room) step(by int) {
	if r.sheet == nil {
		return
	}
	marks := r.sheet.marks()
	if by > 0 {
		for _, m := range marks {
			if m.At > r.sound.at+nudge {
				r.sound.seek(m.At)
				return
			}
		}
		return
	}
	for i := len(marks) - 1; i >= 0; i-- {
		if marks[i].At < r.sound.at-3*nudge {
			r.sound.seek(marks[i].At)
			return
		}
	}
}

// remove takes a moment away; the toast can bring it back.
func (r *Room) remove(m mark) {
	if !r.open() || !r.sheet.remove(m) {
		return
	}
	r.changed(true)
	r.view.showMarks()
	r.d.Toast(lang.L("Moment {{.Time}} removed", map[string]any{"Time": chart.ClockWide(m.At)}), func() {
		if r.open() && r.sheet.bind(m.ref, m.Moment) {
			r.changed(true)
			r.view.showMarks()
		}
	})
}

// move puts a moment elsewhere.
func (r *Room) move(m mark, at time.Duration) {
	if r.open() && r.sheet.move(m, at.Round(time.Millisecond)) {
		r.changed(true)
		r.view.showMarks()
	}
}
