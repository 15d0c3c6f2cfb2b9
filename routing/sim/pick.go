package sim

import (
	"math"

	"shifu/routing"
)

// pickAgent chooses an agent for a call that is not with one: among the free
// agents of groups that are allowed, whose delay has run out and whose reserve
// is met, those of the lowest rank; among these the highest weight × idle time,
// or what else the policy orders by; then the smallest group and number.
func (r *Run) pickAgent(c *call) int32 {
	a := r.chooseAgent(c)
	if r.why != nil {
		r.explainAgent(c, a)
	}
	return a
}

func (r *Run) chooseAgent(c *call) int32 {
	options := r.plan.types[c.callType].groups
	if r.plan.personal && r.plan.types[c.callType].personal {
		return r.personFree(c)
	}
	if r.plan.ordered {
		return r.pickOrdered(c, options)
	}
	if r.plan.gated && r.holds(c) {
		return none
	}
	stepped := r.plan.types[c.callType].stepped
	waited := r.now - c.arrived
	best, rank, score := none, 0.0, -1.0
	asks := &r.plan.types[c.callType].asks
	if !asks.all.meets(r.spare) {
		return none
	}
	for j, g := range asks.order {
		if !r.spare.has(g) {
			continue
		}
		o := &options[j]
		if best != none && o.rank > rank {
			break
		}
		t := &r.teams[g]
		if t.free.count <= o.reserve || o.delay > waited || (stepped && !r.atStep(c, o)) || (r.plan.gated && r.bars(c, o) != unbarred) {
			continue
		}
		if s := o.weight * float64(r.now-r.agents[t.free.head].began); s > score {
			best, rank, score = t.free.head, o.rank, s
		}
	}
	return best
}

// pickOrdered looks at every free agent of the lowest rank. The least score wins.
func (r *Run) pickOrdered(c *call, options []option) int32 {
	if r.plan.gated && r.holds(c) {
		return none
	}
	waited := r.now - c.arrived
	best, rank, score := none, 0.0, math.Inf(1)
	draw := r.draw() // whoever asks why asks with the same number
	for j := range options {
		o := &options[j]
		if best != none && o.rank > rank {
			break
		}
		t := &r.teams[o.to]
		if t.free.count+r.rung(o.to) <= o.reserve || o.delay > waited || !r.atStep(c, o) {
			continue
		}
		if r.plan.gated {
			if r.bars(c, o) != unbarred {
				continue
			}
			effective := *o
			effective.penalty = r.effective(c, o)
			o = &effective
		}
		for a := r.firstOf(o.to); a != none; a = r.nextOf(o.to, a) {
			if s := r.score(c, o, a, draw); s < score || (s == score && a < best) || best == none {
				best, rank, score = a, o.rank, s
			}
		}
	}
	return best
}

// score orders agents of one rank by the policy's order, lower first.
func (r *Run) score(c *call, o *option, a int32, draw uint64) float64 {
	ag := &r.agents[a]
	switch r.plan.order {
	case routing.FewestCalls:
		return float64(ag.answered)
	case routing.LeastTalk:
		return float64(ag.talked)
	case routing.LeastOccupied:
		return float64(ag.worked) / float64(max(r.now-ag.joined, 1))
	case routing.RoundRobin:
		if a <= r.turn {
			return float64(int(a) + len(r.agents))
		}
		return float64(a)
	case routing.AtRandom:
		return r.pick.uniform(draw<<24 + uint64(a))
	}
	if r.plan.order != routing.BestSkilled {
		return r.metric(c, o, a, draw)
	}
	idle := o.weight * float64(r.now-ag.began)
	return -(float64(float64(o.skill)*float64(longest)) + idle) // best proficiency, then the longest idle
}

// pickCall chooses a call for an agent who gets free, with free agents in the
// group, this one included: queues of the lowest rank; of these the head with
// the highest priority; then the highest weight × (waited + age shift); then
// the smallest type and number.
func (r *Run) pickCall(group, free int32) int32 {
	i := r.chooseCall(group, free)
	if r.why != nil {
		r.explainCall(group, free, i)
	}
	return i
}

// headFor is the first call of a type that a group may take at its step: the
// head, unless its step asks other groups than that of who stands behind.
func (r *Run) headFor(o *option) int32 {
	i := r.queues[o.to].head
	if r.plan.types[o.to].stepped {
		for i != none && !r.atStep(&r.calls[i], o) {
			i = r.line[i].next
		}
	}
	return i
}

func (r *Run) chooseCall(group, free int32) int32 {
	if r.plan.gated {
		return r.gatedCall(group, free)
	}
	best, rank, score, priority := none, 0.0, 0.0, int32(0)
	g := &r.plan.groups[group]
	if !g.takes.all.meets(r.lines) {
		return none
	}
	for j, k := range g.takes.order {
		if !r.lines.has(k) {
			continue
		}
		o := &g.types[j]
		if best != none && o.rank > rank {
			break
		}
		head := r.headFor(o)
		if head == none || free <= o.reserve {
			continue
		}
		c := &r.calls[head]
		waited := r.now - c.arrived
		if waited < o.delay || !r.atStep(c, o) {
			continue
		}
		s := o.weight * float64(r.standing(c))
		if best == none || c.priority > priority || (c.priority == priority && s > score) {
			best, rank, score, priority = head, o.rank, s, c.priority
		}
	}
	return best
}
