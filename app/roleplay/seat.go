package roleplay

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// seat is the trainee's seat in a shift that is being worked.
type seat struct {
	s      *Screen
	shift  duty.Shift
	centre *duty.Centre
	shown  duty.Seat
	busy   bool
	stop   context.CancelFunc

	left    *parts.Text // of the shift
	since   *parts.Text // in the state
	waiting *parts.Text
	bar     *parts.ProgressLine
	curve   *parts.LineChart
}

// sit opens the seat.
func (s *Screen) sit(x duty.Shift) {
	e := &seat{s: s, shift: x, left: parts.Strong(""), since: parts.Figure(""), waiting: parts.Second(""), bar: parts.NewProgressLine(0, 200), curve: newPressure(nil, x.Plan())}
	ctx, stop := context.WithCancel(s.ctx)
	e.stop = stop
	s.seat, s.result, s.worked = e, nil, nil
	s.d.Window.Canvas().Unfocus()
	if e.renew(x) {
		s.d.Stage.Every(ctx, time.Second, e.tick)
		s.show()
	}
}

// now is how long the shift has lasted.
func (e *seat) now() time.Duration { return e.s.d.Now().Sub(e.shift.BegunAt) }

// renew works the shift as it is kept now; false if it is over or can't be.
func (e *seat) renew(x duty.Shift) bool {
	e.shift = x
	if x.Over() {
		e.end(x)
		return false
	}
	c, err := x.Centre(e.now())
	if err != nil {
		e.s.d.Fail(err)
		e.rise()
		return false
	}
	e.centre = c
	e.fill()
	return true
}

// rise leaves the seat.
func (e *seat) rise() {
	e.stop()
	e.s.seat = nil
	e.s.load()
}

// end shows what the shift came to.
func (e *seat) end(x duty.Shift) {
	e.rise()
	e.s.openShift(x.ID, e.s.shown)
	e.s.d.Trace("shift over", map[string]any{"calls": x.Taken, "missed": x.Missed})
}

// tick lets a second pass: what rings or is missed is shown.
func (e *seat) tick() {
	if e.busy || e.s.seat != e {
		return
	}
	if err := e.centre.Until(max(e.now(), e.centre.Now())); err != nil {
		e.s.d.Fail(err)
		e.rise()
		return
	}
	if e.centre.Over() {
		e.act(duty.Act{Kind: duty.End})
		return
	}
	if e.fill() && e.s.call == nil {
		e.s.show()
	}
}

// fill sets what changes every second, and tells whether the state has changed.
func (e *seat) fill() (changed bool) {
	was := e.shown
	e.shown = e.centre.Seat()
	e.left.Set(lang.L("{{.Time}} left", map[string]any{"Time": clock(max(e.shift.Plan().Length-e.now(), 0).Truncate(time.Second))}))
	e.since.Set(clock(max(e.now()-e.shown.Since, 0).Truncate(time.Second)))
	n, longest := e.centre.Waiting()
	e.waiting.Set(queueText(n, longest))
	e.bar.Tone = pressureTone(n)
	e.bar.Set(min(float64(n)/mostPressure, 1))
	e.curve.Scale = pressureScale(e.centre.Curve())
	e.curve.Set(pressure(e.centre.Curve()))
	if e.shown != was {
		e.s.d.Trace("seat", map[string]any{"state": string(e.shown.State)})
	}
	return e.shown != was
}

func queueText(waiting int, longest time.Duration) string {
	if waiting == 0 {
		return lang.L("Nobody waits")
	}
	return lang.L("{{.N}} callers wait, the first for {{.Time}}", map[string]any{"N": waiting, "Time": clock(longest.Truncate(time.Second))})
}

// mostPressure is how many waiting callers fill the bar.
const mostPressure = 20

func pressureTone(waiting int) look.Token {
	switch {
	case waiting >= 15:
		return look.BadM
	case waiting >= 6:
		return look.WarnM
	}
	return look.Accent
}

// act does something at the seat.
func (e *seat) act(a duty.Act) {
	if e.busy {
		return
	}
	e.busy = true
	s, id := e.s, e.shift.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (duty.Shift, error) { return s.d.Duties.Act(ctx, s.d.Actor, id, a) }, func(x duty.Shift, err error) {
		if e.busy = false; err != nil {
			s.d.Fail(err)
			return
		}
		if e.renew(x) {
			s.show()
		}
	})
}

func (e *seat) ready() { e.act(duty.Act{Kind: duty.Ready}) }

// rest is busy for a reason, in a call from its end on.
func (e *seat) rest(reason string) { e.act(duty.Act{Kind: duty.Busy, Text: reason}) }

// restLater asks for a break after the call, or takes it back.
func (e *seat) restLater() {
	if e.centre.Seat().Rest != "" {
		e.ready()
		return
	}
	e.rest(duty.Break)
}

// answer takes the call that rings.
func (e *seat) answer() {
	if e.busy || e.shown.State != duty.IsRung {
		return
	}
	e.busy = true
	s, id := e.s, e.shift.ID
	type taken struct {
		x duty.Shift
		a roleplay.Attempt
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (t taken, err error) {
		t.x, t.a, err = s.d.Duties.Answer(ctx, s.d.Actor, id)
		return t, err
	}, func(t taken, err error) {
		if e.busy = false; fault.Is(err, fault.Conflict) {
			e.closed() // it has rung out meanwhile: the seat tells
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		if e.renew(t.x) {
			e.take(t.a)
		}
	})
}

// take opens the call that was taken.
func (e *seat) take(a roleplay.Attempt) {
	s := e.s
	s.call = newCall(s, a)
	s.d.Window.Canvas().Unfocus()
	s.show()
	s.call.heard()
	s.d.Trace("call", map[string]any{"scenario": a.ScenarioID, "level": string(a.Level), "variant": a.Variant})
}

// closed reads the shift anew: the wrap-up of a call is over, or none was there.
func (e *seat) closed() {
	s, id := e.s, e.shift.ID
	s.call = nil
	s.openShift(id, func(x duty.Shift) {
		if s.seat == e && e.renew(x) {
			s.show()
		}
	})
}

// leave ends the shift before its time, if that is meant.
func (e *seat) leave() {
	parts.Ask(e.s.d.Window.Canvas(), parts.Question{Title: lang.L("End this shift?"), Text: lang.L("The calls taken so far are scored and kept."),
		Safe: lang.L("Stay at the seat"), Act: lang.L("End the shift"), Kind: parts.Delete, OnAct: func() { e.act(duty.Act{Kind: duty.End}) }})
}
