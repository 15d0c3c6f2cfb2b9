package sim

import (
	"shifu/internal/words"
)

// personOf is for whom a call of an agent queue is: one of the agents of its
// groups who are there, drawn by the call's number.
func (r *Run) personOf(c *call) int32 {
	t := &r.plan.types[c.callType]
	n := int32(0)
	r.eachMember(t, func(int32) bool { n++; return false })
	if n == 0 {
		return r.plan.groups[t.groups[0].to].first
	}
	left := min(int32(r.flows[c.callType].persons.uniform(c.number)*float64(n)), n-1)
	return r.eachMember(t, func(int32) bool { left--; return left < 0 })
}

// eachMember goes through the agents of a type's groups who are there until
// one is it.
func (r *Run) eachMember(t *typePlan, is func(a int32) bool) int32 {
	for i := range t.groups {
		g := &r.plan.groups[t.groups[i].to]
		for a := g.first; a < g.first+g.most; a++ {
			if r.agents[a].state != Offline && is(a) {
				return a
			}
		}
	}
	return none
}

// personFree is the agent whom a call is for, if free.
func (r *Run) personFree(c *call) int32 {
	if r.agents[c.person].state == Ready {
		return c.person
	}
	return none
}

// serveEach brings calls to free agents of a queue where who stands behind may
// ask others than who stands before: agent queues, and queues with steps.
func (r *Run) serveEach(k int32) {
	for i := r.queues[k].head; i != none; {
		next := r.line[i].next
		if a := r.pickAgent(&r.calls[i]); a != none {
			r.connect(i, a)
		}
		i = next
	}
}

// ownCall is the first call for an agent who gets free: agent queues come
// before all others.
func (r *Run) ownCall(a int32) int32 {
	for k := range r.plan.types {
		if !r.plan.types[k].personal {
			continue
		}
		for i := r.queues[k].head; i != none; i = r.line[i].next {
			if r.calls[i].person != a {
				continue
			}
			if r.why != nil {
				r.explainJoin(i, r.agents[a].group)
			}
			return i
		}
	}
	return none
}

// person is the only candidate for a call of an agent queue.
func (r *Run) person(c *call, chosen int32) Candidate {
	x := Candidate{Group: r.agents[c.person].group, Type: -1, Agent: c.person, Chosen: chosen != none}
	if chosen == none {
		x.Refused = words.T("The call is for this agent, who is not free.", nil)
	}
	return x
}

// keepsPlace gives an agent who becomes free after an outbound call the place
// that was held before.
func (r *Run) keepsPlace(a *agent) {
	if a.outbound {
		a.began = a.before
	}
	a.before, a.outbound = a.began, false
}
