package sim

// lonely is since when a queue has nobody, −1 while it has somebody.
type lonely int64

// watchEmpty looks whether queues lost their last agent or got one back, and
// lets go who has waited long enough for nobody: mod_callcenter's
// max-wait-time-with-no-agent. A new caller waits for a moment even in a queue
// that has been empty for long.
func (r *Run) watchEmpty() {
	for k := range r.plan.types {
		t := &r.plan.types[k]
		if t.noAgent == 0 {
			continue
		}
		switch empty := !r.anyone(t); {
		case !empty:
			r.lonely[k] = -1
		case r.lonely[k] < 0:
			r.lonely[k] = lonely(r.now)
			for i := r.queues[k].head; i != none; i = r.line[i].next {
				r.waitsForNobody(i)
			}
		}
	}
}

// anyone reports whether a queue has an agent, free or not.
func (r *Run) anyone(t *typePlan) bool {
	for i := range t.groups {
		if r.teams[t.groups[i].to].present > 0 {
			return true
		}
	}
	return false
}

// waitsForNobody sets when a call of an empty queue goes.
func (r *Run) waitsForNobody(i int32) {
	c := &r.calls[i]
	t, since := &r.plan.types[c.callType], r.lonely[c.callType]
	if t.noAgent > 0 && since >= 0 && !c.back {
		r.calendar.add(max(c.arrived+t.newcomer, int64(since)+t.noAgent, r.now), deserted, i, c.generation)
	}
}

// desert lets a call go if its queue has been empty for as long as it may.
func (r *Run) desert(i int32) {
	c := &r.calls[i]
	t, since := &r.plan.types[c.callType], r.lonely[c.callType]
	if t.noAgent > 0 && since >= 0 && r.now-int64(since) >= t.noAgent && r.now-c.arrived >= t.newcomer {
		r.dequeue(i)
		r.exits(i, TimedOut)
	}
}
