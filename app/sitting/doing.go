package sitting

import (
	"unicode/utf8"

	"shifu/internal/notice"
	"shifu/training/bank"
	"shifu/training/exam"
)

// reading reads this window's clocks.
func (s *Screen) reading() exam.Reading {
	now := s.d.Now()
	return exam.Reading{Wall: now.UTC().Round(0), Mono: now.Sub(s.since), Run: "window"}
}

// do does an event here and has it kept; false says that it was refused.
func (s *Screen) do(e exam.Event) bool {
	if s.phase != running && !(s.phase == grace && e.Deed == exam.Moved) && !watched(e.Deed) {
		return false
	}
	was := s.a.State
	err := s.a.Apply(s.sit.Rules, e, s.clip(e.Place), s.reading())
	if s.a.State != was {
		s.timeUp()
		return false
	}
	s.said = err
	if err != nil {
		s.view.notice()
		return false
	}
	s.hand(e)
	return true
}

// watched tells the deeds that happen to a person, not by them.
func watched(d exam.Deed) bool { return d == exam.Left || d == exam.Returned || d == exam.Read }

func (s *Screen) clip(place int) *bank.Clip {
	if place < 0 || place >= len(s.sit.Questions) {
		return nil
	}
	return s.sit.Questions[place].Clip
}

// hand has an event kept.
func (s *Screen) hand(e exam.Event) {
	k := s.keeper
	s.line.Do(func() error { return k.write(e) }, s.kept)
}

// kept shows how it went, and follows the store: its clock and its state count.
func (s *Screen) kept(err error) {
	if s.ctx.Err() != nil {
		return
	}
	clock, waiting := s.keeper.state()
	s.d.Trace("kept", map[string]any{"here": s.a.Here, "waiting": waiting, "characters": utf8.RuneCountInString(s.a.Answers[s.a.Here].Text)})
	s.trouble = nil
	switch {
	case unsafe(err):
		s.trouble = err
	case err != nil:
		s.said = err
	}
	switch {
	case clock.State.Ended():
		s.end(clock.State)
		return
	case clock.State == exam.Overdue:
		s.a.State, s.phase = exam.Overdue, grace
	case clock.State == exam.Running:
		s.a.State = exam.Running
		if s.a.Limit > 0 && waiting == 0 {
			s.a.Limit = s.a.Meter.Used + clock.Left // more time may have been given meanwhile
		}
	}
	s.view.show()
}

// timeUp asks the store, whose clock counts.
func (s *Screen) timeUp() {
	s.handTyped()
	s.hand(exam.Event{Deed: exam.Read, Place: s.a.Here})
	s.view.show()
}

// tick is a second: typing is kept, the clock goes on, what waits is tried again.
func (s *Screen) tick() {
	if s.phase != running && s.phase != grace {
		return
	}
	s.handTyped()
	if s.a.Tick(s.sit.Rules, s.reading()) {
		s.timeUp()
		return
	}
	if _, waiting := s.keeper.state(); waiting > 0 && s.trouble != nil {
		k := s.keeper
		s.line.Do(k.flush, s.kept)
	}
	if !s.settled { // the map is laid out by now
		s.settled = true
		s.view.side.follow()
	}
	s.view.showTime()
}

// handTyped has what was typed since the last time kept.
func (s *Screen) handTyped() {
	if s.asked == nil || s.phase != running {
		return
	}
	if a, changed := s.asked.typed(); changed {
		s.answer(a)
	}
}

// answer answers the question that is open.
func (s *Screen) answer(a bank.Answer) {
	if s.do(exam.Event{Deed: exam.Answered, Place: s.a.Here, Answer: a}) {
		s.d.Trace("answered", map[string]any{"place": s.a.Here})
		s.view.showPaper()
	}
}

// goTo opens the question at a place.
func (s *Screen) goTo(place int) {
	if place == s.a.Here && s.asked != nil {
		s.asked.focus()
	}
	if place < 0 || place >= s.count() || place == s.a.Here || s.busy {
		return
	}
	s.handTyped()
	if s.do(exam.Event{Deed: exam.Moved, Place: place}) {
		s.ask()
	}
}

func (s *Screen) next() { s.goTo(s.a.Here + 1) }
func (s *Screen) prev() { s.goTo(s.a.Here - 1) }

// flag marks the question as doubtful, or not any more.
func (s *Screen) flag() {
	deed := exam.Flagged
	if s.a.Flags[s.a.Here] {
		deed = exam.Cleared
	}
	if s.do(exam.Event{Deed: deed, Place: s.a.Here}) {
		s.view.showPaper()
	}
}

// Attended is told when the window loses and gets the focus. It is recorded
// with its time.
func (s *Screen) Attended(on bool) {
	if s.phase != running && s.phase != grace || on == !s.away {
		return
	}
	s.away = !on
	deed := exam.Left
	if on {
		deed = exam.Returned
	}
	s.handTyped()
	if s.do(exam.Event{Deed: deed, Place: s.a.Here}) {
		s.d.Trace("attended", map[string]any{"on": on})
		s.view.showFoot()
	}
}

// noticed follows what the trainer does meanwhile: more time, a withdrawn exam.
func (s *Screen) noticed(n notice.Notice) {
	if n.Subject != notice.Exams || n.ID != s.examID {
		return
	}
	s.d.Stage.Show(func() {
		if (s.phase == running || s.phase == grace) && !s.busy && s.ctx.Err() == nil && s.keeper.idle() {
			s.hand(exam.Event{Deed: exam.Read, Place: s.a.Here})
		}
	})
}

// end is the end of the sitting, as the store has it.
func (s *Screen) end(state exam.AttemptState) {
	if s.phase == over {
		return
	}
	s.a.State, s.phase = state, over
	if s.dialog != nil {
		s.dialog.Close()
		s.dialog = nil
	}
	s.asked.close()
	s.view.showOver()
	s.d.Trace("over", map[string]any{"state": string(state)})
	s.d.Changed()
}
