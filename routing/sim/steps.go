package sim

import (
	"slices"

	"shifu/routing"
)

// stepOf is the step at which a call stands.
func (r *Run) stepOf(c *call) int {
	ends := r.plan.types[c.callType].ends
	at, n := r.now-c.arrived+c.shift, 0
	for n < len(ends) && ends[n] <= at {
		n++
	}
	return n
}

// atStep reports whether a group is asked at the call's step.
func (r *Run) atStep(c *call, o *option) bool {
	return !r.plan.types[c.callType].stepped || o.steps>>r.stepOf(c)&1 == 1
}

// skips moves a call that nobody was reserved for to the next step, if its step
// is to be left at once when nobody is free.
func (r *Run) skips(c *call) bool {
	t := &r.plan.types[c.callType]
	if len(t.ends) == 0 {
		return false
	}
	n := r.stepOf(c)
	if n >= min(len(t.ends), len(t.skips)) || t.skips[n] == nil || !r.leavesStep(c.callType, n) {
		return false
	}
	c.shift = t.ends[n] - (r.now - c.arrived)
	if t.priorities != nil {
		c.priority = t.priorities[n+1]
	}
	return true
}

// leavesStep reports whether the skip_if of a step is true.
func (r *Run) leavesStep(k int32, n int) bool {
	t := &r.plan.types[k]
	available, present := int32(0), int32(0)
	for i := range t.groups {
		if o := &t.groups[i]; o.queues>>n&1 == 1 {
			available, present = available+r.teams[o.to].roll.phones, present+r.teams[o.to].roll.there
		}
	}
	return t.skips[n](available, present-available)
}

// entersStep gives a waiting call the priority of its step.
func (r *Run) entersStep(i int32) {
	c := &r.calls[i]
	t := &r.plan.types[c.callType]
	if t.priorities == nil || c.condition != waiting {
		return
	}
	r.reprioritise(i, t.priorities[r.stepOf(c)])
	for r.pickable(c) == none && r.skips(c) {
		r.reprioritise(i, c.priority)
		r.nextStep(i)
	}
}

func (r *Run) reprioritise(i, priority int32) {
	c := &r.calls[i]
	r.dequeue(i)
	c.priority = priority
	r.enqueue(i)
}

// pickable is whom a call could have, without asking why.
func (r *Run) pickable(c *call) int32 { return r.chooseAgent(c) }

// nextStep wakes a call whose steps run ahead when its next one begins.
func (r *Run) nextStep(i int32) {
	c := &r.calls[i]
	t := &r.plan.types[c.callType]
	if n := r.stepOf(c); n < len(t.ends) {
		r.calendar.add(c.arrived+t.ends[n]-c.shift, reroute, i, c.generation)
	}
}

// steps are those of a type at which a group is asked, and the levels of the
// skill that each orders by.
func (p *Plan) steps(g *routing.Group, t *routing.Type) (mask uint64, levels []int32) {
	switch {
	case len(t.Criteria) > 0:
		for i, c := range t.Criteria {
			if c.Need.Holds(g) {
				mask |= 1 << i
			}
		}
		if n := len(t.Criteria); t.Criteria[n-1].For > 0 {
			mask |= 1 << n // when all have expired, anybody of the queue
		}
	case p.policy.Preset == routing.Twilio:
		for i, x := range p.Scenario.Steps(t) {
			if x.Asks(g) && (x.Need == nil || x.Need.Holds(g)) {
				mask |= 1 << i
			}
			level := int32(g.Skills[x.OrderBy])
			if x.Ascending {
				level = -level
			}
			levels = append(levels, level)
		}
	case p.policy.Overflow:
		own := ticks(p.policy.Delays.At(g.Name, t.Name, 0))
		for i, at := range p.openings(t) {
			if at == own {
				mask |= 1 << i
			}
		}
	}
	return mask, levels
}

// openings are the distinct delays of a type's groups, ascending.
func (p *Plan) openings(t *routing.Type) []int64 {
	var all []int64
	for name := range p.policy.CallChooses[t.Name] {
		all = append(all, ticks(p.policy.Delays.At(name, t.Name, 0)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// stepEnds are when a type's steps end, with the priorities that they set and
// those that are skipped.
func (p *Plan) stepEnds(out *typePlan, t *routing.Type) {
	end := int64(0)
	switch {
	case len(t.Criteria) > 0:
		for _, c := range t.Criteria {
			if end += ticks(c.For); c.For > 0 {
				out.ends = append(out.ends, end)
			}
		}
	case p.policy.Preset == routing.Twilio:
		for i, x := range p.Scenario.Steps(t) {
			out.priorities, out.skips = append(out.priorities, int32(x.Priority)), append(out.skips, newSkip(t, x.SkipIf))
			if end += ticks(x.For); x.For == 0 {
				end += longest // only skip_if ends it
			}
			if i < len(p.Scenario.Steps(t))-1 {
				out.ends = append(out.ends, end)
			}
		}
		if len(out.priorities) > 0 {
			out.priority = out.priorities[0]
		}
	case p.policy.Overflow:
		out.ends = p.openings(t)
		if len(out.ends) > 0 {
			out.ends = out.ends[1:]
		}
	}
	out.stepped = len(t.Criteria) > 0 || p.policy.Preset == routing.Twilio || p.policy.Overflow
	for _, end := range out.ends {
		if end < longest {
			out.delays = append(out.delays, end)
		}
	}
	slices.Sort(out.delays)
	out.delays = slices.Compact(out.delays)
}

// masters reports whether a group has the skills of a type, those left out that
// the policy takes away or does not look at.
func (p *Plan) masters(g *routing.Group, t *routing.Type) bool {
	if p.policy.Evaluation == routing.NoSkills {
		return true
	}
	return p.mastersLess(g, t, len(t.Sheds))
}

func (p *Plan) mastersLess(g *routing.Group, t *routing.Type, rings int) bool {
	for skill, least := range t.Requires {
		shed := slices.ContainsFunc(t.Sheds[:min(rings, len(t.Sheds))], func(all []string) bool { return slices.Contains(all, skill) })
		if !shed && g.Skills[skill] < least {
			return false
		}
	}
	return true
}

// shedding is when so many skills were removed that a group masters the rest:
// at the opening of the first such ring.
func (p *Plan) shedding(g *routing.Group, t *routing.Type) int64 {
	if len(t.Sheds) == 0 || p.policy.Evaluation == routing.NoSkills {
		return 0
	}
	opens := p.openings(t)
	for n, at := range opens {
		if p.mastersLess(g, t, n) {
			return at
		}
	}
	return opens[len(opens)-1]
}

// preferred is when a group is asked beside those that are preferred.
func preferred(g *routing.Group, t *routing.Type) int64 {
	at := int64(0)
	for _, ring := range t.Preferred.Rings {
		if score, ok := t.Preferred.Scores[g.Name]; ok && score >= ring.Least {
			return at
		}
		at += ticks(ring.For)
	}
	return at
}
