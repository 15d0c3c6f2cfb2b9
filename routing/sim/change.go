package sim

import (
	"slices"

	"shifu/internal/fault"
)

// Reason is why an agent is not ready.
type Reason uint8

// The reasons.
const (
	Missed     Reason = iota + 1 // calls were not answered
	Break                        // a short rest
	Training                     // off the phone
	Paper                        // work orders and other work off the phone
	Travelling                   // lent, and not seated yet
	Meeting
	Coaching // helps a colleague with a call
	Systems  // the system is down or slow
	Late     // for the shift
	Absent   // does not come; of a Change of Staff, never of an agent who is not ready
	reasons
)

// Pauses lists the reasons for which people may be told to be not ready.
var Pauses = []Reason{Missed, Break, Training, Paper, Meeting, Systems}

// What a Change does.
type What uint8

// The changes.
const (
	Staff    What = iota + 1 // Count people more (or fewer) in Group than its schedule says; of more people, Seconds until they are seated. With the Reason Absent the schedule goes on to count who is missing
	Move                     // Count people of Group take seats in To, Seconds after each got free
	Pause                    // Count people of Group are not ready for Reason, as they get free, for Seconds or until Unpause
	Unpause                  // Count people of Group who are not ready for Reason come back
	Surge                    // the rate of Type is multiplied by Value, 1 as planned
	Deflect                  // a notice spares Value of the calls of Type
	Offers                   // Back holds for calls of Type
	Policies                 // another plan was adopted
	Take                     // the first of a manned Group who is rung answers
	Pass                     // the call of the first of a manned Group who talks goes on to the queue of Type
	Free                     // the first of a manned Group who talks or wraps up is ready
)

// Change alters a run in its middle. What was drawn stays: the same calls come
// with the same times, as far as the change lets them.
type Change struct {
	What      What
	Group, To int32
	Type      int32
	Count     int32
	Value     float64
	Seconds   float64
	Reason    Reason
	Back      CallBack
}

// move and pause wait for people who are not free yet.
type move struct {
	from, to, count int32
	lead            int64
}

type pause struct {
	group, count int32
	reason       Reason
	time         int64 // that it lasts; 0: until Unpause
}

// Apply makes a change now and notes it in the log. What can't be done is
// refused, and changes nothing.
func (r *Run) Apply(c Change) error {
	if err := r.allows(&c); err != nil {
		return err
	}
	if r.journal != nil {
		r.journal.Note(Entry{At: r.now, Event: Changed, Type: -1, Agent: none, Change: c})
	}
	switch c.What {
	case Staff:
		if c.Reason == Absent {
			r.teams[c.Group].roll.absent -= c.Count
		} else {
			r.teams[c.Group].extra += c.Count
		}
		if c.Count > 0 && c.Seconds > 0 {
			r.bring(c.Group, c.Count, ticks(c.Seconds))
		}
		r.level(c.Group)
	case Move:
		r.move(&c)
	case Pause:
		r.pause(&c)
	case Unpause:
		r.unpause(&c)
	case Surge:
		r.surges(c.Type, c.Value)
	case Deflect:
		r.flows[c.Type].deflect = c.Value
	case Offers:
		r.flows[c.Type].callBack = c.Back
	case Take, Pass, Free:
		r.byHand(&c)
	}
	if r.plan.watches {
		r.watch()
	}
	return nil
}

func (r *Run) allows(c *Change) error {
	ok := true
	switch c.What {
	case Staff:
		ok = r.knows(c.Group) && (c.Count <= 0 || c.Count <= int32(r.Empty(int(c.Group)))) && -c.Count <= int32(len(r.agents)) && c.Seconds >= 0 && (c.Reason == 0 || c.Reason == Absent)
	case Move:
		ok = r.knows(c.Group) && r.knows(c.To) && c.Group != c.To && c.Count > 0 && c.Count <= int32(r.Empty(int(c.To))) && c.Count <= int32(r.Movable(int(c.Group))) && c.Seconds >= 0
	case Pause, Unpause:
		ok = r.knows(c.Group) && c.Count > 0 && c.Seconds >= 0 && slices.Contains(Pauses, c.Reason)
	case Surge:
		ok = r.serves(c.Type) && c.Value >= 0 && c.Value <= 1000
	case Deflect:
		ok = r.serves(c.Type) && c.Value >= 0 && c.Value <= 1
	case Offers:
		ok = r.serves(c.Type) && c.Back.Sound()
	case Take, Pass, Free:
		ok = r.canByHand(c)
	default:
		ok = false
	}
	if !ok || r.done {
		return fault.New(fault.Invalid, "The run can't be changed like this at this moment.", nil)
	}
	return nil
}

func (r *Run) knows(g int32) bool  { return g >= 0 && int(g) < len(r.teams) }
func (r *Run) serves(k int32) bool { return k >= 0 && int(k) < len(r.flows) }

// Empty is how many people more a group has seats for.
func (r *Run) Empty(group int) int {
	promised := int32(0)
	for _, m := range r.moves {
		if int(m.to) == group {
			promised += m.count
		}
	}
	return int(r.plan.groups[group].most - r.teams[group].present - promised)
}

// Movable is how many people of a group may still be sent elsewhere.
func (r *Run) Movable(group int) int {
	t := &r.teams[group]
	return int(t.present - t.leaving - t.moving)
}

// bring lets people in who need some time until they are seated.
func (r *Run) bring(group, count int32, lead int64) {
	g := &r.plan.groups[group]
	for a := g.first; count > 0 && a < g.first+g.most; a++ {
		if r.agents[a].state == Offline {
			r.travels(a, Travelling, lead)
			count--
		}
	}
}

// travels gives an agent a seat that is reached after a time.
func (r *Run) travels(a int32, why Reason, lead int64) {
	ag := &r.agents[a]
	r.teams[ag.group].present++
	ag.since, ag.began, ag.joined, ag.fresh, ag.misses, ag.worked = r.now, r.now, r.now, r.now, 0, 0
	r.note(LoggedOn, none, a)
	if lead == 0 {
		r.to(ag, Ready)
		r.ready(a)
		return
	}
	r.sits(a, why, lead)
}

func (r *Run) move(c *Change) {
	t := &r.teams[c.Group]
	t.extra -= c.Count
	r.scheduled(c.Group)
	r.moves = append(r.moves, move{c.Group, c.To, c.Count, ticks(c.Seconds)})
	for t.moving += c.Count; t.moving > 0 && t.free.count > 0; {
		a := t.free.tail
		r.engage(a)
		r.departs(a)
	}
}

// departs takes an agent who is free, and out of the free ones, to the seat of
// the oldest move of the group.
func (r *Run) departs(a int32) {
	group := r.agents[a].group
	i := slices.IndexFunc(r.moves, func(m move) bool { return m.from == group })
	m := r.moves[i]
	if r.moves[i].count--; r.moves[i].count == 0 {
		r.moves = slices.Delete(r.moves, i, i+1)
	}
	r.teams[group].moving--
	r.teams[group].present--
	r.to(&r.agents[a], Offline)
	r.note(Moved, none, a)
	r.teams[m.to].extra++
	r.bring(m.to, 1, m.lead)
	r.level(m.to)
}

func (r *Run) pause(c *Change) {
	t := &r.teams[c.Group]
	r.offPhone(c.Group, c.Count)
	if c.Seconds > 0 {
		r.calendar.add(r.now+ticks(c.Seconds), restOver, c.Group, uint32(c.Count))
	}
	r.pauses = append(r.pauses, pause{c.Group, c.Count, c.Reason, ticks(c.Seconds)})
	for t.pausing += c.Count; t.pausing > 0 && t.free.count > 0; {
		a := t.free.tail
		r.engage(a)
		r.rests(a)
	}
}

// rests sets an agent who is free, and out of the free ones, not ready.
func (r *Run) rests(a int32) {
	ag := &r.agents[a]
	i := slices.IndexFunc(r.pauses, func(p pause) bool { return p.group == ag.group })
	why, time := r.pauses[i].reason, r.pauses[i].time
	if r.pauses[i].count--; r.pauses[i].count == 0 {
		r.pauses = slices.Delete(r.pauses, i, i+1)
	}
	r.teams[ag.group].pausing--
	r.sits(a, why, time)
}

// unpause takes back pauses that nobody has begun, then brings back who rests longest.
func (r *Run) unpause(c *Change) {
	r.offPhone(c.Group, -c.Count)
	left := c.Count
	for i := len(r.pauses) - 1; i >= 0 && left > 0; i-- {
		if p := &r.pauses[i]; p.group == c.Group && p.reason == c.Reason {
			n := min(left, p.count)
			left, p.count = left-n, p.count-n
			r.teams[c.Group].pausing -= n
		}
	}
	r.pauses = slices.DeleteFunc(r.pauses, func(p pause) bool { return p.count == 0 })
	for ; left > 0; left-- {
		a := r.longestRest(c.Group, c.Reason)
		if a == none {
			return
		}
		r.agents[a].generation++
		r.ready(a)
	}
}

func (r *Run) longestRest(group int32, why Reason) int32 {
	g, best := &r.plan.groups[group], none
	for a := g.first; a < g.first+g.most; a++ {
		if ag := &r.agents[a]; ag.state == NotReady && ag.reason == why && (best == none || ag.began < r.agents[best].began) {
			best = a
		}
	}
	return best
}

// goes sends an agent who got free where the group owes people.
func (r *Run) goes(a int32) {
	ag := &r.agents[a]
	t := &r.teams[ag.group]
	switch {
	case t.moving > 0:
		r.departs(a)
	case t.leaving > 0:
		t.leaving--
		t.present--
		r.to(ag, Offline)
		r.note(LoggedOff, none, a)
	default:
		r.rests(a)
	}
}
