package sim

func (r *Run) answers(a int32) {
	ag := &r.agents[a]
	ag.generation++
	ag.misses = 0
	k := r.calls[ag.call].callType
	r.unlinks(&r.calls[ag.call], a)
	if r.wins(ag.call, a); r.plan.alone {
		r.serveHeads(k)
	}
}

// wins connects a call with the first who takes it; the others who ring for it
// become free.
func (r *Run) wins(i, a int32) {
	c := &r.calls[i]
	if c.condition != ringing {
		c.agent = a
		r.talk(i, a)
		return
	}
	r.pending[c.callType]--
	others := r.silence(i)
	c.agent = a
	r.talk(i, a)
	r.quiets(others)
}

// silence ends the ringing of all who ring for a call, and returns the first of
// those who become free by it.
func (r *Run) silence(i int32) int32 {
	c := &r.calls[i]
	first, last := none, none
	for a := c.agent; a != none; {
		ag, next := &r.agents[a], r.bench[a].next
		r.note(RingCanceled, i, a)
		ag.generation++
		if ag.second != none {
			ag.second = none
		} else if ag.call, r.bench[a].next = none, none; last == none {
			first, last = a, a
		} else {
			r.bench[last].next, last = a, a
		}
		a = next
	}
	c.agent = none
	return first
}

// quiets lets agents whose ringing was ended go on.
func (r *Run) quiets(first int32) {
	for a := first; a != none; {
		next := r.bench[a].next
		r.ready(a)
		a = next
	}
}

// fails ends an offer that an agent did not take. When nobody else rings for
// the call it keeps its place and age and is offered to somebody else first;
// the agent may be set not ready.
func (r *Run) fails(a int32, how failure) {
	i := r.agents[a].rungFor()
	c := &r.calls[i]
	r.note(failed[how], i, a)
	r.tried(c, a)
	if r.unlinks(c, a); c.agent == none {
		r.returns(i, how)
	}
	r.withdraw(a, how)
}

// returns puts a call for which nobody rings any more back in line, or out of
// it when it has waited too long.
func (r *Run) returns(i int32, how failure) {
	c := &r.calls[i]
	r.counts.InService--
	r.counts.Waiting++
	r.pending[c.callType]--
	if limit := r.plan.types[c.callType].maxWait; limit > 0 && r.now-c.arrived >= limit && !c.back {
		r.exits(i, TimedOut)
		return
	}
	if c.rested = 0; how == unanswered {
		r.retries(i)
	}
	r.requeue(i)
	if r.serveHeads(c.callType); how != unanswered && c.condition == waiting {
		r.retries(i) // nobody else could be rung
	}
}

// retries lets a call rest between two tries.
func (r *Run) retries(i int32) {
	if c := &r.calls[i]; r.plan.retry > 0 {
		c.rested = r.now + r.plan.retry
		r.calendar.add(c.rested, reroute, i, c.generation)
	}
}

// withdraw ends an offer that came to nothing for the agent.
func (r *Run) withdraw(a int32, how failure) {
	ag := &r.agents[a]
	ag.generation++
	if ag.second != none {
		ag.second = none
		return
	}
	ag.call = none
	g := &r.plan.groups[ag.group]
	if how == unanswered {
		ag.misses++
	}
	switch {
	case g.misses > 0 && ag.misses >= g.misses:
		ag.misses = 0
		r.sits(a, Missed, g.rest)
	case g.after[how] > 0:
		r.sits(a, Missed, g.after[how])
	default:
		r.ready(a)
	}
}

// sits sets an agent who is not among the free ones not ready, for a time or,
// if that is 0, until somebody ends it.
func (r *Run) sits(a int32, why Reason, time int64) {
	ag := &r.agents[a]
	ag.generation++
	if ag.state == NotReady { // for another reason
		r.to(ag, Ready)
	}
	ag.reason = why
	r.to(ag, NotReady)
	if r.note(Paused, none, a); time > 0 || why == Missed {
		r.calendar.add(r.now+time, rested, a, ag.generation)
	}
}
