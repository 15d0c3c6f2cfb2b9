package duty

import (
	"context"
	"time"

	"shifu/internal/fault"
	"shifu/routing/sim"
	"shifu/training/roleplay"
)

// Ring is a call that rings at the trainee's seat.
type Ring struct {
	Line   roleplay.Line
	At     time.Duration // since the shift began
	Waited time.Duration // before it rang
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
	rings  []Ring // that the routing core has sent, not looked at yet
	spent  map[State]time.Duration
	missed []Ring
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

// Note hears of the routing core: a call has come to the trainee's seat.
func (c *Centre) Note(e sim.Entry) {
	if e.Event != sim.Connected || int(e.Agent) < c.plan.Seats {
		return
	}
	c.rings = append(c.rings, Ring{Line: roleplay.Lines[e.Type], At: time.Duration(e.At)*time.Microsecond - before, Waited: time.Duration(e.At-e.Arrived) * time.Microsecond})
}

// Until lets time pass. It must not go back.
func (c *Centre) Until(at time.Duration) error {
	for c.now < at {
		next := min(at, c.now.Truncate(time.Second)+time.Second)
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

// pass does what comes by itself: a call rings, rings too long, the shift ends.
func (c *Centre) pass() error {
	if len(c.rings) > 0 && c.state == IsReady {
		c.ring = c.rings[0]
		c.become(IsRung, c.ring.At)
	}
	c.rings = nil
	if c.state == IsRung && c.now-c.ring.At >= RingLimit {
		c.missed = append(c.missed, c.ring)
		c.reason = Missed
		c.become(IsBusy, c.ring.At+RingLimit)
	}
	if c.now >= c.plan.Length && c.state != OnCall && c.state != IsOver {
		return c.leaves(IsOver, c.plan.Length)
	}
	return nil
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

// leaves takes the seat out of the centre, if it is free there.
func (c *Centre) leaves(s State, at time.Duration) error {
	free := c.state == IsReady
	c.become(s, at)
	if free {
		return c.run.Apply(sim.Change{What: sim.Staff, Group: 1, Count: -1})
	}
	return nil
}

func (c *Centre) look() {
	p := Point{At: c.now}
	p.Waiting, p.Longest = c.Waiting()
	c.curve = append(c.curve, p)
}

// Do does an act at its time. What can't be done now is refused.
func (c *Centre) Do(a Act) error {
	if a.At < c.now {
		return fault.New(fault.Invalid, "This comes before what was done last.", nil)
	}
	if err := c.Until(a.At); err != nil {
		return err
	}
	if c.state == IsOver {
		return fault.New(fault.Conflict, "The shift is over.", nil)
	}
	switch a.Kind {
	case Ready:
		return c.ready(a.At)
	case Busy:
		return c.rests(a)
	case Answer:
		if c.state != IsRung {
			return fault.New(fault.Conflict, "No call rings now.", nil)
		}
		c.become(OnCall, a.At)
		return nil
	case Done:
		return c.done(a.At)
	case End:
		if c.state == OnCall {
			return fault.New(fault.Conflict, "The call goes on. End it and its wrap-up first.", nil)
		}
		return c.leaves(IsOver, a.At)
	}
	return fault.New(fault.Invalid, "There is no act \"{{.Have}}\" at a seat.", fault.Values{"Have": string(a.Kind)})
}

// ready opens the seat: whoever waits longest rings at once.
func (c *Centre) ready(at time.Duration) error {
	if c.rest = ""; c.state != IsBusy {
		return nil
	}
	c.become(IsReady, at)
	if err := c.run.Apply(sim.Change{What: sim.Staff, Group: 1, Count: 1}); err != nil {
		return err
	}
	return c.pass()
}

func (c *Centre) rests(a Act) error {
	switch c.state {
	case OnCall:
		c.rest = a.Text
	case IsReady:
		if err := c.leaves(IsBusy, a.At); err != nil {
			return err
		}
		c.reason = a.Text
	case IsRung:
		return fault.New(fault.Conflict, "A call rings. Take it first; you will be busy after it if you say so then.", nil)
	case IsBusy:
		c.become(IsBusy, a.At)
		c.reason = a.Text
	}
	return nil
}

// done ends a call: the seat is ready, unless busy was asked for or the shift is over.
func (c *Centre) done(at time.Duration) error {
	if c.state != OnCall {
		return fault.New(fault.Conflict, "There is no call to end.", nil)
	}
	if at >= c.plan.Length {
		c.become(IsOver, at)
		return nil
	}
	c.become(IsBusy, at)
	if c.reason = c.rest; c.rest != "" {
		c.rest = ""
		return nil
	}
	return c.ready(at)
}
