package sim

import (
	"slices"

	"shifu/internal/fault"
)

// Adopt goes on under another plan of the same centre: the same types, groups,
// seats and hours; policy, priorities, factors, and times drawn from now on may
// differ. Calls that wait
// keep their age.
func (r *Run) Adopt(p *Plan) error {
	if r.plan != p && !r.plan.fits(p) || r.done {
		return fault.New(fault.Invalid, "The run can't be changed like this at this moment.", nil)
	}
	if r.plan == p {
		return nil
	}
	if r.journal != nil {
		r.journal.Note(Entry{At: r.now, Event: Changed, Type: -1, Agent: none, Change: Change{What: Policies}})
	}
	if r.plan.order != p.order {
		for k := range r.turns {
			r.turns[k] = turn{-1, -1}
		}
	}
	r.plan = p
	for k := range r.flows {
		f, n := &r.flows[k], r.newFlow(k)
		f.service, f.wrapUp, f.patience = n.service.keeps(&f.service), n.wrapUp.keeps(&f.wrapUp), n.patience.keeps(&f.patience)
		f.until = 0
		f.after, f.hasty, f.back = n.after, n.hasty, n.back
	}
	for i := range r.calls {
		r.under(int32(i))
	}
	r.meet()
	return nil
}

func (p *Plan) fits(q *Plan) bool {
	same := len(p.types) == len(q.types) && p.duration == q.duration && p.interval == q.interval && p.warmUp == q.warmUp && p.slots == q.slots && p.calls == q.calls
	return same && slices.EqualFunc(p.groups, q.groups, func(a, b groupPlan) bool {
		return a.first == b.first && a.most == b.most && slices.Equal(a.agents, b.agents)
	})
}

// under brings a call under the rules of the present plan.
func (r *Run) under(i int32) {
	c := &r.calls[i]
	if c.condition == unused {
		return
	}
	t := &r.plan.types[c.callType]
	c.priority, c.turn, c.level, c.step = t.priority, 0, -1, 0
	if c.condition != waiting && c.condition != ringing {
		return
	}
	r.wakes(i)
}

// meet brings waiting calls and free agents together who may meet now.
func (r *Run) meet() {
	for k := range r.queues {
		r.serveHeads(int32(k))
	}
	for g := range r.teams {
		for t := &r.teams[g]; t.free.count > 0; {
			i := r.pickCall(int32(g), t.free.count)
			if i == none {
				break
			}
			r.connect(i, t.free.head)
		}
	}
}
