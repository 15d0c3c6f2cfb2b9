package sim

func (r *Run) abandon(i int32) {
	c := &r.calls[i]
	if c.condition == ringing {
		k := c.callType
		r.counts.InService--
		r.counts.Waiting++
		r.pending[k]--
		first := r.silence(i)
		r.leaves(i, AbandonedRinging)
		if r.quiets(first); r.plan.alone {
			r.serveHeads(k)
		}
		return
	}
	r.dequeue(i)
	r.leaves(i, Abandoned)
}

// leaves counts a call that goes without having been answered.
func (r *Run) leaves(i int32, how Event) {
	c := &r.calls[i]
	waited := r.now - c.arrived
	r.counts.Waiting--
	if how == AbandonedRinging {
		r.counts.AbandonedRinging++
	} else {
		r.counts.Abandoned++
	}
	if r.plan.notes {
		r.notes[c.callType].Abandoned++
	}
	if r.tally(c).Left(waited, r.plan.types[c.callType].within, Short); c.slot > 0 && c.passed == 0 {
		r.waited[c.callType].Add(waited)
	}
	r.queued(c)
	r.note(how, i, none)
	t, f := &r.plan.types[c.callType], &r.flows[c.callType]
	if t.redial > 0 && !r.closed && f.redial.uniform(c.number) < t.redial {
		c.condition, c.rested = away, r.now
		r.calendar.add(r.now+f.after.at(c.number), redial, i, c.generation)
		return
	}
	r.release(i)
}

// queued adds the part of a call's wait that falls into counted time.
func (r *Run) queued(c *call) {
	from, until := max(c.arrived, r.plan.warmUp), r.now
	if r.closed {
		until = min(until, r.closedAt)
	}
	if until > from {
		slot := max(c.slot, 1)
		r.tallies[int(slot)*len(r.plan.types)+int(c.callType)].Queued += float64(until - from)
	}
}

const attempt = 1 << 48

func (r *Run) callsAgain(i int32) {
	c := &r.calls[i]
	if r.closed {
		r.release(i)
		return
	}
	c.generation++
	r.comesHome(c)
	c.number += attempt
	joined := r.now
	if within := r.plan.types[c.callType].resume; within > 0 && r.now-c.rested <= within {
		joined = c.joined
	}
	r.enterSince(i, joined)
}
