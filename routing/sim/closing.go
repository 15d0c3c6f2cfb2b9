package sim

// shut closes the doors: no call comes any more, and times stop to count.
func (r *Run) shut() {
	r.gather()
	r.closed, r.closedAt, r.slot = true, r.now, 0
	if r.plan.drop {
		r.disconnect()
	}
}

// disconnect drops whoever waits.
func (r *Run) disconnect() {
	for a := range r.agents {
		if ag := &r.agents[a]; ag.state == Ringing || ag.second != none {
			i := ag.rungFor()
			r.note(RingCanceled, i, int32(a))
			r.takeBack(int32(a))
			if c := &r.calls[i]; c.condition == ringing {
				c.agent = none
				r.counts.InService--
				r.counts.Waiting++
				r.pending[c.callType]--
				r.requeue(i)
			}
		}
	}
	for k := range r.queues {
		for r.queues[k].head != none {
			i := r.queues[k].head
			c := &r.calls[i]
			r.dequeue(i)
			r.queued(c)
			r.tally(c).Disconnected++
			r.tally(c).WaitDisconnected += r.now - c.arrived
			r.counts.Waiting--
			r.counts.Disconnected++
			r.note(Disconnected, i, none)
			r.release(i)
		}
	}
}

// takeBack takes a ringing agent back to the free ones when nobody may call any more.
func (r *Run) takeBack(a int32) {
	ag := &r.agents[a]
	ag.generation++
	if ag.second != none {
		ag.second = none
		return
	}
	ag.call = none
	r.to(ag, Ready)
	r.idle(a)
}

// finishUp ends the run. Calls that nobody is left to serve are disconnected.
func (r *Run) finishUp() {
	if r.done {
		return
	}
	if !r.closed {
		r.shut()
	}
	r.disconnect()
	r.done = true
}

// gather adds what agents have done so far to the slot of time.
func (r *Run) gather() {
	for i := range r.agents {
		if a := &r.agents[i]; a.state != Offline { // whose time nobody asks for
			r.spends(a)
		}
	}
	for g := range r.teams {
		r.lasts(int32(g))
	}
	r.gathered = r.now
	r.spans[r.slot] += r.now - r.slotFrom
	r.slotFrom = r.now
}
