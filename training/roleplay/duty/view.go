package duty

import (
	"maps"
	"slices"
	"time"

	"shifu/routing/sim"
	"shifu/training/roleplay"
)

// Seat is the trainee's seat at a moment.
type Seat struct {
	State  State
	Since  time.Duration
	Reason string // of IsBusy; empty: the shift has just begun
	Rest   string // while OnCall: busy is wanted for this afterwards
	Ring   Ring   // of IsRung and OnCall
}

// Seat is how the seat stands.
func (c *Centre) Seat() Seat { return Seat{c.state, c.since, c.reason, c.rest, c.ring} }

// Now is how long the shift has lasted.
func (c *Centre) Now() time.Duration { return c.now }

// Over reports whether the shift is over.
func (c *Centre) Over() bool { return c.state == IsOver }

// Waiting is how many callers wait, and how long the first has.
func (c *Centre) Waiting() (callers int, longest time.Duration) {
	for k := range roleplay.Lines {
		n, _, seconds := c.run.Queue(k)
		callers += n
		longest = max(longest, time.Duration(seconds*float64(time.Second)))
	}
	return callers, longest
}

// Curve are the callers who wait over the shift so far, every ten seconds.
func (c *Centre) Curve() []Point { return slices.Clone(c.curve) }

// Missed are the calls that rang for nothing.
func (c *Centre) Missed() []Ring { return slices.Clone(c.missed) }

// Passed are the calls that were passed on, with what has become of them.
func (c *Centre) Passed() []Passed { return slices.Clone(c.passed) }

// Spent is the time in each state, the present one included: it adds up to the
// time since the shift began.
func (c *Centre) Spent() map[State]time.Duration {
	out := maps.Clone(c.spent)
	if c.state != IsOver {
		out[c.state] += c.now - c.since
	}
	return out
}

// Figures are those of the centre over the shift: the callers that all of its people served and
// lost, and the share answered in time (SLb).
func (c *Centre) Figures() (answered, lost int, level float64) {
	inTime := 0
	for k := range roleplay.Lines {
		var t sim.Tally
		for i := int(before / time.Minute); i < int((before+min(c.now, c.plan.Length))/time.Minute); i++ {
			one := c.run.Count(i, k)
			t.Add(&one)
		}
		answered, lost, inTime = answered+int(t.Answered), lost+int(t.Abandoned), inTime+int(t.InTime)
	}
	if answered+lost == 0 {
		return 0, 0, 1
	}
	return answered, lost, float64(inTime) / float64(answered+lost)
}
