package sim

// failure is how an offer ends that an agent does not take.
type failure uint8

const (
	unanswered failure = iota
	declined           // the agent refused it
	engaged            // the phone was in use for something else
	failures
)

// failed is what the journal hears of each.
var failed = [failures]Event{unanswered: NotAnswered, declined: Declined, engaged: PhoneBusy}

// shortest is how long a refusal or a busy tone takes at least, so that time
// goes on when somebody refuses everything.
const shortest = micro

// offer hands a call that is out of the queue to an agent.
func (r *Run) offer(i, a int32) {
	r.reserve(a)
	r.rings(i, a)
}

// reserve takes an agent from the free ones; who talks already is only rung.
func (r *Run) reserve(a int32) {
	if r.agents[a].state == Ready {
		r.engage(a)
	}
}

// rings lets agent a ring for call i, and whoever rings together with a.
func (r *Run) rings(i, a int32) {
	if r.plan.silent {
		r.calls[i].agent, r.agents[a].call = a, i
		r.talk(i, a)
		return
	}
	if r.ring(i, a); r.plan.together {
		r.ringsMore(i)
	}
}

// ringsMore asks more agents for a call that rings, as long as somebody may be.
func (r *Run) ringsMore(i int32) {
	for c := &r.calls[i]; c.condition == ringing; {
		a := r.pickAgent(c)
		if a == none {
			return
		}
		r.reserve(a)
		r.ring(i, a)
	}
}

// ring lets one agent ring, or connects at once where nothing rings.
func (r *Run) ring(i, a int32) {
	c, ag := &r.calls[i], &r.agents[a]
	g := &r.plan.groups[ag.group]
	if r.plan.ordered {
		r.offered(c, a)
	}
	if !g.rings {
		ag.call = i
		r.wins(i, a)
		return
	}
	r.links(c, a)
	if c.condition != ringing {
		c.condition = ringing
		r.pending[c.callType]++
	}
	if r.plan.progress > 0 {
		c.rested = r.now + r.plan.progress
		r.calendar.add(c.rested, reroute, i, c.generation)
	}
	ag.generation++
	r.note(Offered, i, a)
	if ag.call != none { // on the phone
		ag.second = i
		r.calendar.add(r.now+g.limit, missed, a, ag.generation)
		return
	}
	ag.call = i
	r.to(ag, Ringing)
	r.sounds(a)
}

// sounds draws how the ringing at an agent's ends.
func (r *Run) sounds(a int32) {
	ag := &r.agents[a]
	g := &r.plan.groups[ag.group]
	if g.manned {
		r.calendar.add(r.now+g.limit, missed, a, ag.generation)
		return
	}
	draw := r.draw()
	time := r.bells[ag.group].at(draw)
	u := r.miss[ag.group].uniform(draw)
	switch {
	case u < g.miss || (g.limit > 0 && time > g.limit && u >= g.miss+g.busy):
		r.calendar.add(r.now+g.limit, missed, a, ag.generation)
	case u < g.miss+g.busy:
		r.calendar.add(r.now+shortest, busyTone, a, ag.generation)
	case u < g.miss+g.busy+g.reject:
		r.calendar.add(r.now+max(time, shortest), refused, a, ag.generation)
	default:
		r.calendar.add(r.now+time, answer, a, ag.generation)
	}
}

// draw is the next number of draws that belong to no call.
func (r *Run) draw() uint64 { r.picks++; return r.picks }

// links puts an agent behind those who ring for a call.
func (r *Run) links(c *call, a int32) {
	r.bench[a].next = none
	if c.agent == none {
		c.agent = a
		return
	}
	last := c.agent
	for r.bench[last].next != none {
		last = r.bench[last].next
	}
	r.bench[last].next = a
}

// unlinks takes an agent out of those who ring for a call.
func (r *Run) unlinks(c *call, a int32) {
	if c.agent == a {
		c.agent = r.bench[a].next
		return
	}
	for b := c.agent; b != none; b = r.bench[b].next {
		if r.bench[b].next == a {
			r.bench[b].next = r.bench[a].next
			return
		}
	}
}

// rungFor is the call for which an agent is rung.
func (a *agent) rungFor() int32 {
	if a.second != none {
		return a.second
	}
	return a.call
}

// joinable is the ringing call for which an agent of a group who gets free is
// rung too, if it has a higher score than call i: mod_callcenter looks at calls
// that ring to all as it looks at those that wait.
func (r *Run) joinable(group, i int32) int32 {
	best := i
	for j := range r.calls {
		c := &r.calls[j]
		if c.condition != ringing || !r.plan.types[c.callType].has(group) || r.holds(c) || r.bars(c, r.optionOf(c.callType, group)) != unbarred {
			continue
		}
		if best == none || r.standing(c) > r.standing(&r.calls[best]) {
			best = int32(j)
		}
	}
	if best == i {
		return none
	}
	if r.why != nil {
		r.explainJoin(best, group)
	}
	return best
}

// standing is the score of a call in mod_callcenter: its time in the queue, and
// the age that is added.
func (r *Run) standing(c *call) int64 {
	return r.now - c.joined + r.plan.types[c.callType].ageShift
}

// inUse reports whether an agent who talks may be rung for one more call:
// Asterisk's ringinuse.
func (r *Run) inUse(a int32) bool {
	ag := &r.agents[a]
	return r.plan.inUse && ag.call != none && ag.phones() && ag.second == none && r.calls[ag.call].condition != dialing
}

// rung counts the agents of a group who talk and may be rung all the same.
func (r *Run) rung(group int32) (n int32) {
	if !r.plan.inUse {
		return 0
	}
	g := &r.plan.groups[group]
	for a := g.first; a < g.first+g.most; a++ {
		if r.inUse(a) {
			n++
		}
	}
	return n
}

// firstOf and nextOf go through the free agents of a group, then through those
// who are rung while they talk.
func (r *Run) firstOf(group int32) int32 {
	if a := r.teams[group].free.head; a != none || !r.plan.inUse {
		return a
	}
	return r.talkingFrom(group, r.plan.groups[group].first)
}

func (r *Run) nextOf(group, a int32) int32 {
	switch {
	case r.agents[a].phones():
		return r.talkingFrom(group, a+1)
	case r.bench[a].next != none || !r.plan.inUse:
		return r.bench[a].next
	}
	return r.talkingFrom(group, r.plan.groups[group].first)
}

func (r *Run) talkingFrom(group, a int32) int32 {
	for g := &r.plan.groups[group]; a < g.first+g.most; a++ {
		if r.inUse(a) {
			return a
		}
	}
	return none
}
