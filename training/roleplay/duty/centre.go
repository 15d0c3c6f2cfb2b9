package duty

import (
	"context"
	"slices"
	"time"

	"shifu/routing/sim"
	"shifu/training/roleplay"
)

// Ring is a call that rings at the trainee's seat.
type Ring struct {
	Line   roleplay.Line
	At     time.Duration // since the shift began
	Waited time.Duration // before it rang
}

// Passed is a call that the trainee passed on.
type Passed struct {
	To     roleplay.Target
	At     time.Duration // since the shift began
	Waited time.Duration // at the desk, until it was taken or the caller gave up
	Taken  bool          // by the desk
	Lost   bool          // the caller gave up there
}

// Point is the centre at a moment of the shift.
type Point struct {
	At      time.Duration
	Waiting int
	Longest time.Duration
}

// Centre is a shift being worked: the seat of the trainee, and the centre
// around it. Its zero value is of no use; see Open.
type Centre struct {
	plan   Plan
	run    *sim.Run
	now    time.Duration
	state  State
	since  time.Duration
	reason string // of IsBusy
	rest   string // busy is wanted for this after the call
	ring   Ring
	notes  []sim.Entry // of the routing core, not looked at yet
	spent  map[State]time.Duration
	missed []Ring
	gone   bool // the call on the seat was passed on
	gaveUp int  // callers who hung up while it rang here
	passed []Passed
	helps  int
	bound  time.Duration // until when the lead is with the trainee; 0: they are not
	set    bool          // not ready by the core, after missed calls
	busy   map[string]time.Duration
	curve  []Point
}

// sample is the distance of the points of the curve.
const sample = 10 * time.Second

// Open opens the centre for a shift; the trainee is not ready yet. The same seed
// brings the same calls.
func Open(p Plan, seed uint64) (*Centre, error) {
	plan, err := sim.NewPlan(p.scenario())
	if err != nil {
		return nil, err
	}
	c := &Centre{plan: p, run: plan.Start(seed), state: IsBusy, spent: map[State]time.Duration{}, busy: map[string]time.Duration{}}
	c.run.Listen(c)
	if err := c.run.Advance(context.Background(), before.Seconds()); err != nil {
		return nil, err
	}
	c.look()
	return c, nil
}

// Work opens the centre and does what was done, up to a time.
func Work(p Plan, seed uint64, acts []Act, until time.Duration) (*Centre, error) {
	c, err := Open(p, seed)
	if err != nil {
		return nil, err
	}
	for _, a := range acts {
		if err := c.Do(a); err != nil {
			return nil, err
		}
	}
	return c, c.Until(until)
}

// Note hears of the routing core: of the trainee's seat, and of calls passed on.
func (c *Centre) Note(e sim.Entry) {
	if int(e.Agent) == c.plan.Seats || passedOn(e) {
		c.notes = append(c.notes, e)
	}
}

// passedOn reports whether an entry is about a call that came from another queue.
func passedOn(e sim.Entry) bool { return e.Type >= 0 && e.Home != e.Type }

// at is the time of an entry since the shift began.
func at(e sim.Entry) time.Duration { return time.Duration(e.At)*time.Microsecond - before }

// Until lets time pass. It must not go back.
func (c *Centre) Until(until time.Duration) error {
	for c.now < until {
		next := min(until, c.now.Truncate(time.Second)+time.Second)
		if c.bound > c.now {
			next = min(next, c.bound)
		}
		if err := c.run.Advance(context.Background(), (before + next).Seconds()); err != nil {
			return err
		}
		c.now = next
		if err := c.pass(); err != nil {
			return err
		}
		if next%sample == 0 && next <= c.plan.Length {
			c.look()
		}
	}
	return nil
}

// pass does what comes by itself: a call rings, rings too long, is taken at a
// desk, the lead is free again, the shift ends.
func (c *Centre) pass() error {
	for _, e := range c.notes {
		if passedOn(e) {
			c.goesOn(e)
		} else if c.state != IsOver {
			c.hears(e)
		}
	}
	c.notes = nil
	if c.bound > 0 && c.now >= c.bound {
		c.bound = 0
		if err := c.change(sim.Change{What: sim.Unpause, Group: leadGroup(), Count: 1, Reason: sim.Paper}); err != nil {
			return err
		}
	}
	if c.now >= c.plan.Length && c.state != OnCall && c.state != IsOver {
		return c.leaves(IsOver, c.plan.Length)
	}
	return nil
}

func leadGroup() int32 { return int32(desks + deskOf(roleplay.ToLead)) }

// hears follows the routing core at the trainee's seat.
func (c *Centre) hears(e sim.Entry) {
	switch e.Event {
	case sim.Offered:
		c.ring = Ring{Line: roleplay.Lines[e.Type], At: at(e), Waited: time.Duration(e.At-e.Arrived) * time.Microsecond}
		c.become(IsRung, c.ring.At)
	case sim.NotAnswered:
		c.missed = append(c.missed, c.ring)
		c.become(IsReady, at(e))
	case sim.RingCanceled:
		c.gaveUp++
		c.become(IsReady, at(e))
	case sim.Paused:
		c.set, c.reason = true, Missed
		c.become(IsBusy, at(e))
	}
}

// goesOn follows a call that was passed on.
func (c *Centre) goesOn(e sim.Entry) {
	if e.Event == sim.Entered {
		c.passed = append(c.passed, Passed{To: roleplay.Targets[int(e.Type)-len(roleplay.Lines)], At: at(e)})
	}
	if e.Event != sim.Connected && e.Event != sim.Abandoned {
		return
	}
	began := time.Duration(e.Arrived)*time.Microsecond - before
	if i := slices.IndexFunc(c.passed, func(p Passed) bool { return p.At == began && !p.Taken && !p.Lost }); i >= 0 {
		p := &c.passed[i]
		p.Waited, p.Taken, p.Lost = at(e)-began, e.Event == sim.Connected, e.Event == sim.Abandoned
	}
}

// change changes the centre, as long as it works.
func (c *Centre) change(x sim.Change) error {
	if c.now >= c.plan.Length+after {
		return nil
	}
	return c.run.Apply(x)
}

// become changes the state of the seat; the time in the one before is kept.
func (c *Centre) become(s State, at time.Duration) {
	at = max(at, c.since)
	c.spent[c.state] += at - c.since
	if c.state == IsBusy {
		c.busy[c.reason] += at - c.since
	}
	c.state, c.since = s, at
}

// leaves takes the seat out of the centre, if no call is on it.
func (c *Centre) leaves(s State, at time.Duration) error {
	here := c.state == IsReady || c.state == IsRung
	if c.become(s, at); here {
		return c.change(sim.Change{What: sim.Staff, Group: trainee, Count: -1})
	}
	return nil
}

func (c *Centre) look() {
	p := Point{At: c.now}
	p.Waiting, p.Longest = c.Waiting()
	c.curve = append(c.curve, p)
}
