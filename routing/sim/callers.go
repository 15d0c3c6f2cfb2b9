package sim

import "shifu/routing"

// callers makes what a type says of its callers ready.
func (p *Plan) callers(out *typePlan, t *routing.Type) {
	out.hurry, out.hasty = t.Hasty.Share, t.Hasty.Patience
	for _, a := range t.Announcements {
		out.announced = append(out.announced, announcement{ticks(a.At), a.Leave})
	}
	out.restless = out.hurry > 0 || len(out.announced) > 0
	out.unsettled, out.back = t.Repeat.Share, t.Repeat.After
	out.returns = out.unsettled > 0 || (p.Scenario.Overload != nil && p.Scenario.Overload.Unsettled > 0)
	if t.CallBack != nil {
		out.callBack = *t.CallBack
	}
}

// waits is how long a caller's patience lasts: by one of two laws, and not
// beyond the first announcement that lets the caller go.
func (r *Run) waits(c *call) int64 {
	t, f := &r.plan.types[c.callType], &r.flows[c.callType]
	time := int64(0)
	if t.hurry > 0 && f.hurry.uniform(c.number) < t.hurry {
		time = f.hasty.at(c.number)
	} else {
		time = f.patience.at(c.number)
	}
	for j, a := range t.announced {
		if a.at < time && f.stays.uniform(c.number+uint64(j)<<40) < a.leave {
			return a.at
		}
	}
	return time
}

// unsettled reports whether the matter of a call that was served is not
// settled and the caller is going to call again.
func (r *Run) unsettled(i, group int32) bool {
	c := &r.calls[i]
	t, f := &r.plan.types[c.callType], &r.flows[c.callType]
	share := t.unsettled
	if o := r.plan.Scenario.Overload; o != nil && r.teams[group].load > o.Above {
		share += o.Unsettled
	}
	if f.returns.uniform(c.number) >= share {
		return false
	}
	r.tallies[int(c.slot)*len(r.plan.types)+int(c.home)].Unsettled++ // of the queue that it came to first
	if t.back.Law == routing.None || r.closed {
		return false
	}
	c.generation++
	c.condition, c.agent, c.back, c.dials, c.rested = away, none, false, 0, -longest
	r.calendar.add(r.now+f.back.at(c.number), redial, i, c.generation)
	return true
}
