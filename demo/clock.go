package demo

import (
	"sync"
	"time"
)

// Clock is the clock of a workspace while its past is being made: hand its Now
// to the store when you open it, and the Clock to Make. Until it is set it
// shows the time at which it was made.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at now.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now returns the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *Clock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to
}
