package sim

import (
	"slices"

	"shifu/routing"
)

// groupRule opens groups to a type while a figure of a queue is above or below a number.
type groupRule struct {
	of           int32
	measure      routing.Measure
	above, below float64
}

func (p *Plan) conditions(out *typePlan, t *routing.Type) {
	for _, c := range t.Conditions {
		of := c.Of
		if of == "" {
			of = t.Name
		}
		k := slices.IndexFunc(p.Scenario.Types, func(x routing.Type) bool { return x.Name == of })
		out.rules = append(out.rules, groupRule{int32(k), c.Measure, c.Above, c.Below})
		if c.Measure == routing.HowLong && of == t.Name {
			out.delays = append(out.delays, ticks(c.Above)+1)
		}
	}
}

// holdsRule reports whether a rule holds now.
func (r *Run) holdsRule(g *groupRule) bool {
	x := r.measured(g)
	return (g.above > 0 && x > g.above) || (g.below > 0 && x < g.below)
}

func (r *Run) measured(g *groupRule) float64 {
	switch q := &r.queues[g.of]; {
	case g.measure == routing.HowMany:
		return float64(q.count)
	case g.measure == routing.HowLong && q.head == none:
		return 0
	case g.measure == routing.HowLong:
		return float64(r.now-r.calls[q.head].joined) / micro
	}
	t := r.Total(int(g.of))
	if ended := t.Answered + t.Abandoned; ended > 0 {
		return float64(t.InTime) / float64(ended)
	}
	return 1
}

// watchRules serves calls for which a rule has opened a group.
func (r *Run) watchRules() {
	for k := range r.plan.types {
		rules := r.plan.types[k].rules
		open := slices.ContainsFunc(rules, func(g groupRule) bool { return r.holdsRule(&g) })
		if was := r.open[k]; open && !was {
			r.open[k] = true
			r.serveHeads(int32(k))
		} else {
			r.open[k] = open
		}
	}
}

// dissuades reports whether a caller hangs up on the message that the queue is long.
func (r *Run) dissuades(c *call) bool {
	d := r.plan.types[c.callType].dissuade
	if d == nil {
		return false
	}
	long := d.Waiting > 0 && int(r.queues[c.callType].count) >= d.Waiting
	long = long || (d.Estimated > 0 && r.estimated(c.callType) >= d.Estimated)
	return long && r.flows[c.callType].dissuaded.uniform(c.number) < d.HangUp
}

// estimated is the wait to be expected by who comes now: those before and the
// caller, one handling time for each, shared by the people who are there.
func (r *Run) estimated(k int32) float64 {
	t, people := &r.plan.types[k], int32(0)
	for i := range t.groups {
		people += r.teams[t.groups[i].to].present
	}
	if people == 0 {
		return routing.MostSeconds
	}
	return float64(r.queues[k].count+1) * (t.service.Expectation() + t.wrapUp.Expectation()) / float64(people)
}
