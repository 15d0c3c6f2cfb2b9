package sim

import "slices"

// Tally counts the calls of a type that came in one slot of time, and their
// waits in microseconds.
type Tally struct {
	Offered, Blocked, Answered, Abandoned, Disconnected int64
	AtOnce                                              int64               // answered without wait
	InTime, LeftInTime, LeftShort                       int64               // within the service level; before Short
	Prompt                                              [len(Prompts)]int64 // answered within these times
	WaitAnswered, WaitAbandoned, WaitDisconnected       int64
	Asked, CalledBack, Unreached                        int64   // to be called back
	Deflected                                           int64   // by a notice, not offered
	Handled                                             int64   // talk and wrap-up of the answered, microseconds
	Longest                                             int64   // wait, microseconds
	Unsettled                                           int64   // answered, and the matter was not settled
	Exits                                               int64   // refused, left empty, timed out
	Taken                                               int64   // to an agent: answered, called back, or answered after it was passed on
	Held, HeldTime                                      int64   // calls that were on hold, microseconds
	Helps, Unhelped                                     int64   // requests for help, and those for which nobody was free
	Passed                                              int64   // on to another type
	Queued                                              float64 // waits within counted time
}

// Short is the wait before which an abandoned call is a short one.
const Short = 5 * micro

// Prompts are the times in seconds of the timely rates that are laid side by
// side, whatever the service level: N of N 秒接通率.
var Prompts = [...]int64{15, 20, 30}

// Served counts an answered call; times are in microseconds.
func (t *Tally) Served(waited, within int64) {
	t.Answered++
	t.WaitAnswered += waited
	t.Longest = max(t.Longest, waited)
	if waited == 0 {
		t.AtOnce++
	}
	if waited <= within {
		t.InTime++
	}
	for i := len(Prompts) - 1; i >= 0 && waited <= Prompts[i]*micro; i-- {
		t.Prompt[i]++
	}
}

// Left counts an abandoned call that was shorter than short if it waited less.
func (t *Tally) Left(waited, within, short int64) {
	t.Abandoned++
	t.WaitAbandoned += waited
	t.Longest = max(t.Longest, waited)
	if waited <= within {
		t.LeftInTime++
	}
	if waited < short {
		t.LeftShort++
	}
}

// Add adds another tally.
func (t *Tally) Add(u *Tally) {
	t.Offered += u.Offered
	t.Blocked += u.Blocked
	t.Answered += u.Answered
	t.Abandoned += u.Abandoned
	t.Disconnected += u.Disconnected
	t.AtOnce += u.AtOnce
	t.InTime += u.InTime
	t.LeftInTime += u.LeftInTime
	for i, n := range u.Prompt {
		t.Prompt[i] += n
	}
	t.LeftShort += u.LeftShort
	t.WaitAnswered += u.WaitAnswered
	t.WaitAbandoned += u.WaitAbandoned
	t.WaitDisconnected += u.WaitDisconnected
	t.Queued += u.Queued
	t.Asked += u.Asked
	t.CalledBack += u.CalledBack
	t.Unreached += u.Unreached
	t.Deflected += u.Deflected
	t.Exits += u.Exits
	t.Unsettled += u.Unsettled
	t.Handled += u.Handled
	t.Taken += u.Taken
	t.Held += u.Held
	t.HeldTime += u.HeldTime
	t.Helps += u.Helps
	t.Unhelped += u.Unhelped
	t.Passed += u.Passed
	t.Longest = max(t.Longest, u.Longest)
}

// Times is what the agents of a group did in one slot of time, in microseconds a state.
type Times [states]int64

// Busy is talk, hold and wrap-up.
func (t Times) Busy() int64 { return t[Talking] + t[Holding] + t[WrapUp] }

// Occupied is the denominator of occupancy: busy, ready and ringing.
func (t Times) Occupied() int64 { return t.Busy() + t[Ready] + t[Ringing] }

// Away is the time not ready by reason, in microseconds.
type Away [reasons]int64

// Unit is one independent piece of simulated time: a replication, or a batch of one.
type Unit struct {
	Types  []Tally
	Passed []Tally // calls that were passed on to the type, as Types counts those that came to it; nil where none is
	Groups []Times
	Away   []Away  // a group
	Rolls  []Roll  // a group
	Waits  []Waits // a type; of a whole run, nil in a batch
	Span   int64   // counted time, microseconds
}

// received is what was counted of calls that were passed on to a type.
func (u *Unit) received(k int) (t Tally) {
	if len(u.Passed) > 0 {
		t = u.Passed[k]
	}
	return t
}

// Units are what the run has counted: one for its whole horizon, or one a batch
// in a run over a number of calls.
func (r *Run) Units() []Unit {
	if r.plan.calls == 0 {
		u := r.unit()
		for slot := 1; slot <= r.plan.slots; slot++ {
			r.addSlot(&u, slot)
		}
		u.Waits = slices.Clone(r.waited)
		return []Unit{u}
	}
	var all []Unit
	for slot := 1; slot <= r.plan.slots; slot++ {
		u := r.unit()
		r.addSlot(&u, slot)
		all = append(all, u)
	}
	all[0].Waits = slices.Clone(r.waited)
	return all
}

func (r *Run) unit() Unit {
	return Unit{Types: make([]Tally, len(r.plan.types)), Passed: make([]Tally, len(r.received)/(r.plan.slots+1)), Groups: make([]Times, len(r.plan.groups)), Away: make([]Away, len(r.plan.groups)), Rolls: make([]Roll, len(r.plan.groups))}
}

// Waits are how long calls of each type waited, over all counted time.
func (r *Run) Waits() []Waits { return r.waited }

// Slot is what was counted in one interval, from 0.
func (r *Run) Slot(i int) Unit {
	u := r.unit()
	r.addSlot(&u, i+1)
	return u
}

func (r *Run) addSlot(u *Unit, slot int) {
	for k := range u.Types {
		u.Types[k].Add(&r.tallies[slot*len(u.Types)+k])
	}
	for k := range u.Passed {
		u.Passed[k].Add(&r.received[slot*len(u.Passed)+k])
	}
	for g := range u.Groups {
		for s, t := range r.times[slot*len(u.Groups)+g] {
			u.Groups[g][s] += t
		}
	}
	for g := range u.Away {
		for s, t := range r.away[slot*len(u.Groups)+g] {
			u.Away[g][s] += t
		}
	}
	for g := range u.Rolls {
		u.Rolls[g].Add(&r.rolls[slot*len(u.Rolls)+g])
	}
	u.Span += r.spans[slot]
}

// Counts tells what became of all calls so far.
func (r *Run) Counts() Counts { return r.counts }

// Now is the simulated time in seconds.
func (r *Run) Now() float64 { return float64(r.now) / micro }

// Done reports whether the run has ended.
func (r *Run) Done() bool { return r.done }
