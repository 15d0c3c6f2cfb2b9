package duty

import (
	"time"

	"shifu/internal/fault"
	"shifu/routing/sim"
	"shifu/training/roleplay"
)

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
