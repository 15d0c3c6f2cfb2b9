package duty

import (
	"context"
	"slices"
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
		return c.change(sim.Change{What: sim.Take, Group: trainee})
	case Pass, Help:
		return c.during(a)
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
	back := sim.Change{What: sim.Staff, Group: trainee, Count: 1}
	if c.set {
		back = sim.Change{What: sim.Unpause, Group: trainee, Count: 1, Reason: sim.Missed}
	}
	if c.set = false; c.now < c.plan.Length {
		if err := c.change(back); err != nil {
			return err
		}
	}
	return c.pass()
}

// during is what is done in a call: it is passed on, or the lead is asked.
func (c *Centre) during(a Act) error {
	to := deskOf(roleplay.Target(a.Text))
	switch {
	case c.state != OnCall:
		return fault.New(fault.Conflict, "There is no call to end.", nil)
	case a.Kind == Help && c.bound > c.now:
		return roleplay.ErrLeadBusy(c.bound - c.now)
	case a.Kind == Help:
		c.helps++
		c.bound = a.At + roleplay.HelpTakes
		return c.change(sim.Change{What: sim.Pause, Group: leadGroup(), Count: 1, Reason: sim.Paper})
	case to < 0:
		return fault.New(fault.Invalid, "Nobody is called \"{{.Have}}\": a call can't be transferred there.", fault.Values{"Have": a.Text})
	case c.gone:
		return fault.New(fault.Conflict, "The call is over.", nil)
	}
	c.gone = true
	if err := c.change(sim.Change{What: sim.Pass, Group: trainee, Type: int32(len(roleplay.Lines) + to)}); err != nil {
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
	c.gone = false
	next := IsReady
	if c.rest != "" {
		next, c.reason, c.rest = IsBusy, c.rest, ""
	}
	if at >= c.plan.Length {
		next = IsOver
	}
	if c.become(next, at); next != IsReady {
		if err := c.change(sim.Change{What: sim.Staff, Group: trainee, Count: -1}); err != nil {
			return err
		}
	}
	if err := c.change(sim.Change{What: sim.Free, Group: trainee}); err != nil {
		return err
	}
	return c.pass()
}
