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
	if at < 0 || at > x.floor.now {
		return fault.New(fault.Invalid, "The session has not come to that moment.", nil)
	}
	m, err := x.before(at)
	if err != nil {
		return err
	}
	injected := slices.DeleteFunc(slices.Clone(x.injected), func(i injection) bool { return i.when >= at && at > 0 })
	for _, i := range injected[min(m.injected, len(injected)):] {
		m.floor.inject(i.event)
		m.other.inject(i.event)
	}
	acts := slices.DeleteFunc(slices.Clone(script(x.floor.acts)), func(a Act) bool { return a.At >= at })
	if err := m.floor.play(ctx, acts, nothing{}, at); err != nil {
		return err
	}
	if err := m.other.play(ctx, nil, m.rule, at); err != nil {
		return err
	}
	x.floor.free()
	x.other.free()
	x.floor, x.other, x.rule, x.injected, x.landing = m.floor, m.other, m.rule, injected, landing{}
	x.traces = slices.DeleteFunc(x.traces, func(t Mark) bool { return t.At > at })
	return nil
}

// before is a copy of the last backtrack before a moment, or the beginning.
func (x *Session) before(at time.Duration) (Mark, error) {
	for i := len(x.traces) - 1; i >= 0; i-- {
		if m := x.traces[i]; m.At <= at {
			m.floor, m.other, m.rule = m.floor.copy(), m.other.copy(), m.rule.copy()
			return m, nil
		}
	}
	f, err := newFloor(x.c, x.seed)
	if err != nil {
		return Mark{}, err
	}
	other, err := newFloor(x.c, x.seed)
	return Mark{floor: f, other: other, rule: newRule()}, err
}
