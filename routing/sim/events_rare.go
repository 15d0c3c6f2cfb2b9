package sim

// rare does what seldom happens; what belongs to a call or a ring that is over
// is let go.
func (r *Run) rare(e event) {
	switch e.kind {
	case reroute, redial, expire, deserted, dial:
		if r.calls[e.id].generation == e.generation {
			r.ofCall(e)
		}
	case answer, missed, refused, busyTone, rested:
		if r.agents[e.id].generation == e.generation {
			r.ofAgent(e)
		}
	case restTime:
		r.restTime(e.id)
	case restOver:
		r.restOver(e.id, int32(e.generation))
	case look:
		r.look()
	case parts:
		r.parts(e.id)
	case resumes:
		r.resumes(e.id)
	case shift:
		r.shift(e.id)
	case warm:
		r.gather()
		r.slot, r.slotFrom = 1, r.now
		if r.plan.duration > 0 {
			r.slot = int32(r.now/r.plan.interval) + 1
		}
	case doors:
		r.shut()
	}
}

// ofCall does what was due for a call, if it still stands where it stood then.
func (r *Run) ofCall(e event) {
	c := &r.calls[e.id]
	waits := c.condition == waiting && !c.back
	switch {
	case e.kind == reroute && c.condition != talking && c.condition != onHold && c.condition != away:
		r.reroute(e.id)
	case e.kind == redial && c.condition == away:
		r.callsAgain(e.id)
	case e.kind == dial && c.condition == later:
		r.dialsAgain(e.id)
	case e.kind == expire && waits:
		r.dequeue(e.id)
		r.exits(e.id, TimedOut)
	case e.kind == deserted && waits:
		r.desert(e.id)
	}
}

// ofAgent does what was due for an agent.
func (r *Run) ofAgent(e event) {
	switch e.kind {
	case answer:
		r.answers(e.id)
	case missed:
		r.fails(e.id, unanswered)
	case refused:
		r.fails(e.id, declined)
	case busyTone:
		r.fails(e.id, engaged)
	case rested:
		if r.agents[e.id].state == NotReady {
			r.ready(e.id)
		}
	}
}
