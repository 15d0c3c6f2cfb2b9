package sim

import (
	"slices"
)

// surges changes a rate: what is left of the gap to the next call is spent at
// the new one.
func (r *Run) surges(k int32, factor float64) {
	f, t := &r.flows[k], &r.plan.types[k]
	r.arrivals.close()
	i := slices.IndexFunc(r.arrivals.events, func(e event) bool { return e.id == k && e.kind == arrival })
	left, until := f.left, r.horizon()
	if i >= 0 {
		left, until = 0, r.arrivals.events[i].at
	}
	now := *f
	now.at, now.day, now.rest, now.until = r.now, -1, 0, 0
	if r.plan.interval > 0 {
		now.rest = min(int(r.now/r.plan.interval), r.plan.slots-1)
	}
	from := now
	for now.at < until {
		end, gap := r.stretch(&now, t)
		end = min(end, until)
		left += float64(end-now.at) / gap
		now.at = end
		if r.plan.interval > 0 {
			now.rest = int(end / r.plan.interval)
		}
	}
	if i >= 0 {
		r.arrivals.remove(i)
		from.number--
	}
	*f = from
	f.surge = factor
	if !r.closed {
		r.spend(k, left)
	}
}
