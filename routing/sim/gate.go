package sim

import (
	"math"

	"shifu/routing"
)

// barrier is why a group is not asked although somebody of it is free.
type barrier uint8

const (
	unbarred barrier = iota
	penalised
	weighed
	longer
	tooHigh
	atRisk
	outranked
	shut
)

// holds reports whether a call may not be offered now: another one of its queue
// is, it rests after an offer that nobody answered, or the next look at the
// calls has not come.
func (r *Run) holds(c *call) bool {
	p := r.plan
	if p.scan > 0 && !r.scanning {
		r.scheduleScan()
		return true
	}
	return (p.alone && r.pending[c.callType] > 0 && c.condition != ringing) || c.rested > r.now
}

// bars tells what keeps a call from a group.
func (r *Run) bars(c *call, o *option) barrier {
	t := &r.plan.types[c.callType]
	switch {
	case t.limited && !r.within(c, o):
		return penalised
	case r.plan.weighs && r.outweighed(c.callType, o.to):
		return weighed
	case r.plan.policy.ForceLongest && r.longerElsewhere(c, o.to):
		return longer
	case r.plan.policy.Tiers.Apply && float64(o.penalty) > r.reached(c):
		return tooHigh
	case t.blend != nil && !r.blends(t.blend):
		return atRisk
	case o.rule > 0 && !r.holdsRule(&t.rules[o.rule-1]):
		return shut
	case r.plan.lowest && c.condition == ringing && r.effective(c, o) != c.level:
		return outranked
	}
	return unbarred
}

// within reports whether the penalty of a group lies in the call's limits, if
// penalties count at all.
func (r *Run) within(c *call, o *option) bool {
	if r.fewMembers(c.callType) {
		return true
	}
	_, ok := r.limits(c).Allows(int(o.penalty))
	return ok
}

// effective is the penalty by which members of a group are compared.
func (r *Run) effective(c *call, o *option) int32 {
	t := &r.plan.types[c.callType]
	switch {
	case !r.plan.policy.IsAsterisk():
		return o.penalty
	case r.fewMembers(c.callType):
		return 0
	case !t.limited:
		return o.penalty
	}
	p, _ := r.limits(c).Allows(int(o.penalty))
	return int32(p)
}

func (r *Run) limits(c *call) routing.Limits {
	q := r.plan.types[c.callType].queueing
	return q.Limits.After(q.Changes, float64((r.now-c.arrived)/micro))
}

// fewMembers reports whether a queue has so few members that penalties don't count.
func (r *Run) fewMembers(k int32) bool {
	limit := r.plan.policy.MembersLimit
	if limit == 0 {
		return false
	}
	n := 0
	for _, o := range r.plan.types[k].groups {
		n += int(r.teams[o.to].present)
	}
	return n <= limit
}

// outweighed reports whether a heavier queue that could use a group has as many
// callers waiting as it has members available, both within its penalties:
// app_queue leaves them out, which starves the lighter queue.
func (r *Run) outweighed(k, group int32) bool {
	for j := range r.plan.types {
		q := &r.plan.types[j]
		if q.queueing.Weight <= r.plan.types[k].queueing.Weight || r.queues[j].head == none || !q.has(group) {
			continue
		}
		if head := &r.calls[r.queues[j].head]; q.limited && !r.within(head, r.optionOf(int32(j), group)) {
			continue
		}
		if r.queues[j].count >= r.available(int32(j)) {
			return true
		}
	}
	return false
}

func (t *typePlan) has(group int32) bool {
	for i := range t.groups {
		if t.groups[i].to == group {
			return true
		}
	}
	return false
}

// available counts the free agents whom the head of a queue may have.
func (r *Run) available(k int32) int32 {
	n, head := int32(0), r.queues[k].head
	for i := range r.plan.types[k].groups {
		o := &r.plan.types[k].groups[i]
		if head != none && r.plan.types[k].limited && !r.within(&r.calls[head], o) {
			continue
		}
		if n += r.teams[o.to].free.count; r.plan.inUse {
			n = n - r.teams[o.to].free.count + r.teams[o.to].present
		}
		if o.to == r.freed {
			n++
		}
	}
	return n
}

// longerElsewhere reports whether another queue of the same weight that shares a
// group is headed by a call that is older, or comes first by priority.
func (r *Run) longerElsewhere(c *call, group int32) bool {
	for j := range r.plan.types {
		q, head := &r.plan.types[j], r.queues[j].head
		if int32(j) == c.callType || head == none || q.queueing.Weight != r.plan.types[c.callType].queueing.Weight || !q.has(group) {
			continue
		}
		if r.earlier(&r.calls[head], c) {
			return true
		}
	}
	return false
}

// reached is the highest level that a call has reached by mod_callcenter's tier
// rules. The present level starts at 0; agents on a call or a break are listed.
func (r *Run) reached(c *call) float64 {
	rule := &r.plan.policy.Tiers
	present, waited := 0.0, float64(r.now-c.joined)/micro
	listed := r.listed(c.callType, 0)
	for {
		next := r.nextLevel(c.callType, present)
		need := rule.Wait
		if !rule.Flat {
			need *= next
		}
		if math.IsInf(next, 1) || (waited < need && (rule.Patient || listed)) {
			return present
		}
		present, listed = next, true
	}
}

func (r *Run) listed(k int32, level float64) bool {
	for _, o := range r.plan.types[k].groups {
		if float64(o.penalty) == level && r.teams[o.to].present > 0 {
			return true
		}
	}
	return false
}

// nextLevel is the lowest level above one at which somebody is listed.
func (r *Run) nextLevel(k int32, above float64) float64 {
	next := math.Inf(1)
	for _, o := range r.plan.types[k].groups {
		if l := float64(o.penalty); l > above && l < next && r.teams[o.to].present > 0 {
			next = l
		}
	}
	return next
}

// serveTurns offers waiting calls whose turn it is: the head, or with autofill
// as many as members are available.
func (r *Run) serveTurns(k int32) {
	if r.plan.scan > 0 {
		if r.queues[k].head != none {
			r.scheduleScan()
		}
		return
	}
	for i := r.turnOf(k); i != none; i = r.turnOf(k) {
		a := r.pickAgent(&r.calls[i])
		if a == none {
			return
		}
		r.connect(i, a)
	}
}

// turnOf is the first call of a queue that may be offered now.
func (r *Run) turnOf(k int32) int32 {
	i := r.queues[k].head
	if i == none || r.plan.alone || !r.holds(&r.calls[i]) {
		return i
	}
	n := r.available(k)
	for ; i != none && n > 0; n-- {
		if !r.holds(&r.calls[i]) {
			return i
		}
		i = r.line[i].next
	}
	return none
}

// turnFor is the first call of a type whose turn it is and whose step asks a group.
func (r *Run) turnFor(o *option) int32 {
	if !r.plan.types[o.to].stepped {
		return r.turnOf(o.to)
	}
	i := r.queues[o.to].head
	for i != none && (r.holds(&r.calls[i]) || !r.atStep(&r.calls[i], o)) {
		i = r.line[i].next
	}
	return i
}

// gatedCall chooses a call for an agent who gets free, as chooseCall does, among
// those whose turn it is.
func (r *Run) gatedCall(group, people int32) int32 {
	if r.plan.scan > 0 {
		r.scheduleScan()
		return none
	}
	r.freed = group
	best, rank, score, priority := none, 0.0, 0.0, int32(0)
	options := r.plan.groups[group].types
	for j := range options {
		o := &options[j]
		i := r.turnFor(o)
		if (best != none && o.rank > rank) || i == none || people <= o.reserve {
			continue
		}
		c := &r.calls[i]
		waited := r.now - c.arrived
		if waited < o.delay || !r.atStep(c, o) || r.holds(c) || r.bars(c, r.optionOf(o.to, group)) != unbarred {
			continue
		}
		s := o.weight * float64(r.standing(c))
		if best == none || c.priority > priority || (c.priority == priority && s > score) {
			best, rank, score, priority = i, o.rank, s, c.priority
		}
	}
	r.freed = none
	return best
}

// nobody is an option of no penalty.
var nobody option

// optionOf is how a type sees a group.
func (r *Run) optionOf(k, group int32) *option {
	t := &r.plan.types[k]
	for i := range t.groups {
		if t.groups[i].to == group {
			return &t.groups[i]
		}
	}
	return &nobody
}
