package practice

import (
	"context"
	"slices"
	"time"

	"shifu/internal/fault"
)

// Rewind goes back to any moment of the session, to try again from there: from
// the backtrack before it, or from the beginning, what was ordered before that
// moment is done again. Bookmarks stay, later backtracks are forgotten.
func (x *Session) Rewind(ctx context.Context, at time.Duration) error {
	at = at.Truncate(time.Second)
	if at < x.begun.At || at > x.floor.now {
		return fault.New(fault.Invalid, "The session has not come to that moment.", nil)
	}
	m, err := x.before(ctx, at)
	if err != nil {
		return err
	}
	injected := slices.DeleteFunc(slices.Clone(x.injected), func(i injection) bool { return i.when >= at && at > x.begun.At })
	for _, i := range injected[min(len(m.injected), len(injected)):] {
		m.floor.inject(i.event)
		m.other.inject(i.event)
	}
	acts := slices.DeleteFunc(slices.Clone(script(x.floor.acts[len(m.floor.acts):])), func(a Act) bool { return a.At >= at })
	if err := m.floor.play(ctx, acts, nothing{}, at); err != nil {
		return err
	}
	if err := m.other.play(ctx, nil, m.rule, at); err != nil {
		return err
	}
	m.floor.hear(x.floor.log, max(x.begun.Said, saidBefore(x.floor.log, at)))
	x.floor.free()
	x.other.free()
	x.floor, x.other, x.rule, x.injected, x.landing = m.floor, m.other, m.rule, injected, landing{}
	later := func(t Mark) bool { return t.At > at }
	x.traces, x.anchors = slices.DeleteFunc(x.traces, later), slices.DeleteFunc(x.anchors, later)
	return nil
}

// hear takes over the first n messages of the instructor from a log, as far as
// they are not there yet.
func (f *floor) hear(log []Line, n int) {
	other := func(l Line) bool { return l.Text == "" }
	heard := len(slices.DeleteFunc(slices.Clone(f.log), other))
	said := slices.DeleteFunc(slices.Clone(log), other)
	for _, l := range said[min(heard, n):n] {
		if f.log = append(f.log, l); l.Tutor {
			f.measures.tutored++
		}
	}
	slices.SortStableFunc(f.log, func(a, b Line) int { return int(a.At - b.At) })
}

// saidBefore is how many messages a log has before a moment.
func saidBefore(log []Line, at time.Duration) int {
	return len(slices.DeleteFunc(slices.Clone(log), func(l Line) bool { return l.Text == "" || l.At >= at }))
}

// before is a copy of the last anchor before a moment, or the beginning.
func (x *Session) before(ctx context.Context, at time.Duration) (Mark, error) {
	for i := len(x.anchors) - 1; i >= 0; i-- {
		if m := x.anchors[i]; m.At <= at {
			m.floor, m.other, m.rule = m.floor.copy(), m.other.copy(), m.rule.copy()
			return m, nil
		}
	}
	f, err := newFloor(x.c, x.seed)
	if err != nil {
		return Mark{}, err
	}
	for _, i := range x.injected[:x.begun.Injected] {
		f.inject(i.event)
	}
	if err := f.play(ctx, x.floor.acts[:x.begun.Acts], nothing{}, x.begun.At); err != nil {
		return Mark{}, err
	}
	f.hear(x.floor.log, x.begun.Said)
	f.measures = newMeasures(x.c.scenario)
	return Mark{floor: f, other: f.copy(), rule: newRule(), injected: x.injected[:x.begun.Injected]}, nil
}
