package sim

// Seat is what an agent does at this moment.
type Seat struct {
	State  State
	Reason Reason // of NotReady
	Type   int32  // of the call, −1: none
	Since  float64
}

// Seats appends the agents of a group who are not offline.
func (r *Run) Seats(to []Seat, group int) []Seat {
	g := &r.plan.groups[group]
	for a := g.first; a < g.first+g.most; a++ {
		ag := &r.agents[a]
		if ag.state == Offline {
			continue
		}
		s := Seat{State: ag.state, Type: -1, Since: float64(ag.began) / micro}
		if ag.state == NotReady {
			s.Reason = ag.reason
		}
		if ag.call != none {
			s.Type = r.calls[ag.call].callType
		}
		to = append(to, s)
	}
	return to
}

// Queue tells how many calls of a type wait, how many of them to be called
// back, and how long the oldest of the others has waited, in seconds.
func (r *Run) Queue(callType int) (calls, backs int, longest float64) {
	for i := r.queues[callType].head; i != none; i = r.line[i].next {
		c := &r.calls[i]
		if c.back {
			backs++
			continue
		}
		calls++
		longest = max(longest, float64(r.now-c.arrived)/micro)
	}
	return calls, backs, longest
}

// Present is how many people of a group are not offline, and how many of them travel.
func (r *Run) Present(group int) (people, travelling int) {
	g := &r.plan.groups[group]
	for a := g.first; a < g.first+g.most; a++ {
		if ag := &r.agents[a]; ag.state == NotReady && ag.reason == Travelling {
			travelling++
		}
	}
	return int(r.teams[group].present), travelling
}

// Total is what was counted of a type so far, over all counted time.
func (r *Run) Total(callType int) Tally {
	var sum Tally
	last := int32(r.plan.slots)
	if !r.closed && !r.done {
		last = r.slot // calls of later ones have not come
	}
	for slot := int32(1); slot <= last; slot++ {
		sum.Add(&r.tallies[int(slot)*len(r.plan.types)+callType])
	}
	return sum
}

// Count is what was counted of a type's calls that came in interval i, from 0.
func (r *Run) Count(i, callType int) Tally {
	return r.tallies[(i+1)*len(r.plan.types)+callType]
}

// Spent is what a group did so far, over all counted time.
func (r *Run) Spent(group int) Times {
	r.gatherNow()
	var sum Times
	for slot := 1; slot <= r.plan.slots; slot++ {
		for s, t := range r.times[slot*len(r.teams)+group] {
			sum[s] += t
		}
	}
	return sum
}

// Came is how many fresh calls of a type have been drawn; the difference of two
// moments is how many came between them.
func (r *Run) Came(callType int) int64 { return int64(r.flows[callType].number) }

// Surging is by what the rate of a type is multiplied now.
func (r *Run) Surging(callType int) float64 { return r.flows[callType].surge }

// Lately is what a group did since the last interval began, and in that before it.
func (r *Run) Lately(group int) Times {
	r.gatherNow()
	var sum Times
	for slot := max(1, r.slot-1); slot <= r.slot; slot++ {
		for s, t := range r.times[int(slot)*len(r.teams)+group] {
			sum[s] += t
		}
	}
	return sum
}

// gatherNow gathers unless it was done at this very moment.
func (r *Run) gatherNow() {
	if r.gathered != r.now || r.now == 0 {
		r.gather()
	}
}
