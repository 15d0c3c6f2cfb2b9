package demo

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"
)

// event is something that somebody does at some time of the past.
type event struct {
	at   time.Time
	what string
	do   func(ctx context.Context) error
}

// at plans an event; what an event plans comes after it.
func (m *maker) at(when time.Time, what string, do func(ctx context.Context) error) {
	at := len(m.events)
	if m.turn > 0 {
		at = m.turn + sort.Search(len(m.events)-m.turn, func(i int) bool { return m.events[m.turn+i].at.After(when) })
	}
	m.events = slices.Insert(m.events, at, event{when, what, do})
}

// live lets everything that was planned happen in the order of time, each with
// the clock at its hour. Nothing happens after now.
func (m *maker) live(ctx context.Context) error {
	sort.SliceStable(m.events, func(i, j int) bool { return m.events[i].at.Before(m.events[j].at) })
	m.total = m.done + len(m.events) + 1
	for i := 0; i < len(m.events); i++ {
		e := m.events[i]
		m.turn = i + 1
		if e.at.After(m.now) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		m.ws.Clock.set(e.at)
		if err := e.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", e.what, err)
		}
		m.step()
	}
	m.ws.Clock.set(m.now)
	return nil
}
