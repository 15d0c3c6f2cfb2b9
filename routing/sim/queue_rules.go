package sim

import (
	"cmp"
	"slices"

	"shifu/routing"
)

// blendPlan is when tasks may go out.
type blendPlan struct {
	test, target []int32
	rule         routing.Blend
}

func (r *Run) blends(b *blendPlan) bool {
	count := func(groups []int32) (n int) {
		for _, g := range groups {
			if n += int(r.teams[g].free.count); g == r.freed {
				n++
			}
		}
		return n
	}
	return count(b.test) >= b.rule.S1 && count(b.target) >= b.rule.S2
}

// rulesOf makes a type's own rules ready.
func (p *Plan) rulesOf(out *typePlan, t *routing.Type) {
	p.stepEnds(out, t)
	p.conditions(out, t)
	out.personal, out.dissuade = t.Personal, t.Dissuade
	q := &t.Queueing
	out.queueing = q
	out.limited = q.Limits.SetMax || q.Limits.SetMin || q.Limits.SetUp
	out.most, out.maxWait, out.resume = int32(q.MostWaiting), ticks(q.MaxWait), ticks(q.ResumeWithin)
	if out.noAgent = ticks(q.NoAgentWait); out.noAgent > 0 {
		out.newcomer = ticks(cmp.Or(q.NoAgentCheck, 5))
	}
	out.join, out.leave = exclusions(q.JoinEmpty), exclusions(q.LeaveWhenEmpty)
	for _, c := range q.Changes {
		out.delays = append(out.delays, ticks(c.After))
	}
	if tiers := p.policy.Tiers; tiers.Apply {
		for _, o := range out.groups {
			wait := tiers.Wait
			if !tiers.Flat {
				wait *= float64(o.penalty)
			}
			out.delays = append(out.delays, ticks(wait))
		}
	}
	for _, ring := range t.Preferred.Rings {
		out.delays = append(out.delays, ticks(ring.For))
	}
	slices.Sort(out.delays)
	out.delays = slices.DeleteFunc(slices.Compact(out.delays), func(d int64) bool { return d == 0 })
	if t.Blend != nil {
		out.blend = &blendPlan{p.numbers(t.Blend.Test), p.numbers(t.Blend.Target), t.Blend.Blend}
	}
}

func (p *Plan) numbers(groups []string) (all []int32) {
	for i, g := range p.Scenario.Groups {
		if slices.Contains(groups, g.Name) {
			all = append(all, int32(i))
		}
	}
	return all
}

func exclusions(all []routing.Excluded) (mask uint16) {
	for _, x := range all {
		mask |= 1 << slices.Index(routing.Exclusions, x)
	}
	return mask
}

// rules decides which of the core's doors have to be watched.
func (p *Plan) rules() {
	policy := &p.policy
	rings := slices.ContainsFunc(p.groups, func(g groupPlan) bool { return g.rings })
	if policy.IsAsterisk() {
		p.notes = true
		p.alone = rings && !policy.Autofill
		if rings {
			p.retry = ticks(cmp.Or(policy.Retry, 5))
		}
	}
	if policy.IsFreeSWITCH() {
		p.scan = ticks(policy.Scan)
		p.strict = p.scan > 0
	}
	p.ringing(rings)
	p.exempt = policy.OutboundExempt
	p.gated = p.together || p.inUse || p.alone || p.retry > 0 || p.scan > 0 || policy.ForceLongest || policy.MembersLimit > 0 || policy.Tiers.Apply
	for i := range p.types {
		t := &p.types[i]
		p.personal, p.ruled = p.personal || t.personal, p.ruled || len(t.rules) > 0
		p.gated = p.gated || len(t.rules) > 0 || t.dissuade != nil || t.limited || t.most > 0 || t.join != 0 || t.blend != nil || t.queueing.Weight > 0
		p.weighs = p.weighs || t.queueing.Weight > 0
		p.leaves = p.leaves || t.leave != 0
		p.deserts = p.deserts || t.noAgent > 0
	}
	p.watches = p.leaves || p.deserts || p.ruled
	switch policy.Preset {
	case routing.Twilio:
		p.order, p.ordered = routing.Twilio, true
	case routing.Bullseye:
		if policy.Evaluation == routing.BestSkills {
			p.order, p.ordered = routing.BestSkilled, true
		}
	}
	p.silent = !rings && !p.ordered
}

// ringing decides who rings together, and who is rung while talking.
func (p *Plan) ringing(rings bool) {
	p.inUse = p.policy.RingInUse
	switch p.policy.Preset {
	case routing.AsteriskRingAll:
		p.together, p.lowest = rings, rings
	case routing.SwitchRingAll:
		p.together, p.joins = rings, rings
	case routing.SwitchProgressively:
		p.together, p.joins = rings, rings
		p.progress = ticks(cmp.Or(p.policy.Progress, 10))
	}
}

// ringLimit is how long an agent is rung: 15 seconds in Asterisk unless given.
func (p *Plan) ringLimit(g *routing.Group) float64 {
	if p.policy.IsAsterisk() && g.Limit == 0 && g.Rings() {
		return 15
	}
	return g.Limit
}

// turnsAway refuses a call that may not join its queue.
func (r *Run) turnsAway(i int32) bool {
	c := &r.calls[i]
	t := &r.plan.types[c.callType]
	if t.most > 0 && r.queues[c.callType].count >= t.most {
		r.blocks(i)
		return true
	}
	if (t.join == 0 || !r.empty(c, t.join)) && !r.dissuades(c) {
		return false
	}
	r.tally(c).Offered++
	r.tally(c).Exits++
	r.counts.Refused++
	r.note(Refused, i, none)
	r.release(i)
	r.lastCall()
	return true
}

// empty reports whether every member is excluded by one of the reasons.
func (r *Run) empty(c *call, reasons uint16) bool {
	t := &r.plan.types[c.callType]
	for j := range t.groups {
		o := &t.groups[j]
		if has(reasons, routing.ByPenalty) && t.limited && !r.within(c, o) {
			continue
		}
		g := &r.plan.groups[o.to]
		for a := g.first; a < g.first+g.most; a++ {
			if !has(reasons, excludedBy[r.agents[a].state]) {
				return false
			}
		}
	}
	return true
}

// excludedBy is the reason that fits a state; none fits who is ready.
var excludedBy = [states]routing.Excluded{Offline: routing.Away, Ringing: routing.IsRinging, Talking: routing.InUse, Holding: routing.InUse, WrapUp: routing.InWrapUp, NotReady: routing.ByPause}

func has(reasons uint16, x routing.Excluded) bool {
	i := slices.Index(routing.Exclusions, x)
	return i >= 0 && reasons>>i&1 == 1
}

// leaveEmpty lets calls go whose queue has become empty.
func (r *Run) leaveEmpty() {
	for k := range r.queues {
		mask := r.plan.types[k].leave
		for i := r.queues[k].head; mask != 0 && i != none; {
			next := r.line[i].next
			if r.empty(&r.calls[i], mask) {
				r.dequeue(i)
				r.exits(i, LeftEmpty)
			}
			i = next
		}
	}
}

// exits ends a call that leaves its queue by a rule.
func (r *Run) exits(i int32, how Event) {
	c := &r.calls[i]
	r.counts.Waiting--
	r.tally(c).Exits++
	r.queued(c)
	if r.note(how, i, none); how == TimedOut {
		r.counts.TimedOut++
	} else {
		r.counts.LeftEmpty++
	}
	r.release(i)
}
