package sim

func (r *Run) talk(i, a int32) {
	c, ag := &r.calls[i], &r.agents[a]
	t := &r.plan.types[c.callType]
	if c.back && !r.reaches(i, a) {
		return
	}
	waited := r.now - c.arrived
	if c.back {
		r.tally(c).CalledBack++
	} else {
		if r.tally(c).Served(waited, t.within); c.slot > 0 && c.passed == 0 {
			r.waited[c.callType].Add(waited)
		}
	}
	r.work(c).Taken++
	if waited > 0 {
		r.queued(c)
	}
	c.condition = talking
	r.to(ag, Talking)
	ag.answered++
	if r.plan.ordered {
		r.answered(c, a)
	}
	r.note(Connected, i, a)
	if r.plan.groups[ag.group].manned {
		return
	}
	time := scaled(r.flows[c.callType].service.at(c.number), r.paceOf(a, c.callType))
	if t.parted {
		r.converses(i, a, time)
		return
	}
	r.calendar.add(r.now+time, finish, a, 0)
}

func scaled(time int64, factor float64) int64 {
	if factor == 1 {
		return time
	}
	return int64(float64(float64(time)*factor) + 0.5)
}

func (r *Run) finish(a int32) {
	ag := &r.agents[a]
	i := ag.call
	c := &r.calls[i]
	if c.condition == dialing {
		r.noReply(a)
		return
	}
	r.hangsUp(i, a)
	f := &r.flows[c.callType]
	time := int64(0)
	if f.wrapUp.law != "" {
		time = scaled(f.wrapUp.at(c.number), r.paceOf(a, c.callType))
	}
	r.work(c).Handled += time
	switch {
	case r.mayPass(c):
		r.passesOn(i)
	case !r.plan.types[c.callType].returns || !r.unsettled(i, ag.group):
		r.release(i)
	}
	if ag.second != none {
		r.turnsTo(a)
		return
	}
	if r.plan.strict {
		time = strict(r.now, time)
	}
	if time > 0 {
		r.to(ag, WrapUp)
		r.calendar.add(r.now+time, wrapped, a, 0)
		return
	}
	r.ready(a)
}

// hangsUp counts a call that was served, and what its agent did for it.
func (r *Run) hangsUp(i, a int32) {
	ag, c := &r.agents[a], &r.calls[i]
	ag.hungUp = r.now
	r.handles(c, ag)
	ag.call = none
	r.counts.InService--
	what := Completed
	switch {
	case r.mayPass(c):
		what = r.passedBy(c)
	case c.passTo == byHand:
		r.counts.Transferred++
		r.work(c).Passed++
		what = Passed
	case c.back:
		r.counts.CalledBack++
	default:
		r.counts.Served++
	}
	if r.plan.notes {
		r.notes[c.callType].completes(r, c, ag)
	}
	r.note(what, i, a)
	if r.plan.exempt {
		ag.outbound = c.back || r.plan.types[c.callType].blend != nil
	}
}

// ready lets an agent go home, or take the next call, or wait for one.
func (r *Run) ready(a int32) {
	ag := &r.agents[a]
	t := &r.teams[ag.group]
	switch ag.state {
	case NotReady:
		if r.note(Unpaused, none, a); ag.reason != Missed && ag.reason != Coaching {
			ag.fresh = r.now
		}
	case WrapUp:
		ag.worked += r.now - ag.began
	}
	if t.leaving|t.moving|t.pausing != 0 {
		r.goes(a)
		return
	}
	if r.plan.personal {
		if i := r.ownCall(a); i != none {
			r.take(i, a)
			return
		}
	}
	i := r.pickCall(ag.group, t.free.count+1)
	if r.plan.joins && r.plan.scan == 0 {
		if j := r.joinable(ag.group, i); j != none {
			r.ring(j, a)
			return
		}
	}
	if i != none {
		r.take(i, a)
		return
	}
	if r.to(ag, Ready); r.plan.exempt {
		r.keepsPlace(ag)
	}
	r.idle(a)
}

// take brings a waiting call to an agent who gets free.
func (r *Run) take(i, a int32) {
	r.dequeue(i)
	r.counts.Waiting--
	r.counts.InService++
	r.rings(i, a)
}

// shift begins interval i: its numbers of agents hold from now on.
func (r *Run) shift(i int32) {
	r.gather()
	if r.now >= r.plan.warmUp {
		r.slot = i + 1
	}
	if next := i + 1; int(next) < r.plan.slots {
		r.calendar.add(int64(next)*r.plan.interval, shift, next, 0)
	}
	r.interval = int(i)
	r.staff()
}

// staff brings every group to its number.
func (r *Run) staff() {
	for g := range r.plan.groups {
		r.level(int32(g))
	}
}

// level brings a group to the number of its interval and what was changed. Who
// is free goes at once, the last freed first; others when they get free. Who
// comes takes a waiting call at once.
func (r *Run) level(g int32) {
	p, t := &r.plan.groups[g], &r.teams[g]
	want := r.scheduled(g)
	have := t.present - t.leaving - t.moving
	for ; have < want && t.leaving > 0; have++ {
		t.leaving--
	}
	for ; have > want && t.free.count > 0; have-- {
		r.leave(t.free.tail)
	}
	if have > want {
		t.leaving += have - want
		have = want
	}
	for a := p.first; have < want && a < p.first+p.most; a++ {
		if r.agents[a].state == Offline {
			r.comesIn(a)
			have++
		}
	}
}

func (r *Run) leave(a int32) {
	r.engage(a)
	r.teams[r.agents[a].group].present--
	r.to(&r.agents[a], Offline)
	r.note(LoggedOff, none, a)
}

// comesIn brings an agent to the shift, in time or late.
func (r *Run) comesIn(a int32) {
	g := r.agents[a].group
	if late := r.plan.groups[g].late.Share; late > 0 {
		if n := r.draw(); r.late[g].uniform(n) < late {
			r.travels(a, Late, r.delay[g].at(n))
			return
		}
	}
	r.join(a)
}

func (r *Run) join(a int32) {
	ag := &r.agents[a]
	r.teams[ag.group].present++
	ag.since, ag.began, ag.joined, ag.fresh, ag.misses, ag.worked = r.now, r.now, r.now, r.now, 0, 0
	r.to(ag, Ready)
	r.note(LoggedOn, none, a)
	r.ready(a)
}

// turnsTo lets an agent who hung up turn to the call that rings meanwhile.
func (r *Run) turnsTo(a int32) {
	ag := &r.agents[a]
	ag.call, ag.second = ag.second, none
	r.to(ag, Ringing)
	time := r.bells[ag.group].at(r.draw())
	r.calendar.add(r.now+time, answer, a, ag.generation)
}
