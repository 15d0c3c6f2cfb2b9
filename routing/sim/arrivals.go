package sim

import "math"

// comes puts the next arrival of a type into the calendar.
func (r *Run) comes(k int32) {
	f := &r.flows[k]
	r.spend(k, f.spent(f.number))
}

// spend puts the next arrival where left, an exponential time of mean 1, has
// been spent through the intervals at their rates, so that no gap crosses a
// border unscaled.
func (r *Run) spend(k int32, left float64) {
	f, t := &r.flows[k], &r.plan.types[k]
	for {
		if f.at >= f.until {
			f.until, f.mean = r.stretch(f, t)
		}
		end, gap := f.until, f.mean
		if wait := float64(left * gap); wait < float64(end-f.at) {
			f.at += int64(wait)
			break
		}
		if !math.IsInf(gap, 1) {
			left -= float64(end-f.at) / gap
		}
		if f.at = end; end >= r.horizon() {
			f.left = left
			return
		}
		if r.plan.interval > 0 {
			f.rest = int(f.at / r.plan.interval)
		}
	}
	f.number++
	r.arrivals.order = r.calendar.order // one count of insertions for both
	r.arrivals.add(f.at, arrival, k, 0)
	r.calendar.order = r.arrivals.order
}

// stretch is until when the rate at f.at stays, and the mean gap of it.
func (r *Run) stretch(f *flow, t *typePlan) (end int64, gap float64) {
	if t.busyness > 0 && f.day != f.at/day {
		f.day = f.at / day
		f.factor = gamma(t.busyness, uint64(f.busyness)+mix(uint64(f.day)*golden)) / t.busyness
	}
	gap = t.gaps[r.row(f.rest, len(t.gaps))]
	if t.busyness > 0 {
		gap /= f.factor
	}
	if f.surge != 1 {
		gap /= f.surge
	}
	return r.constantUntil(f, t), gap
}

// day is the time for which a busyness holds.
const day = int64(86400 * micro)

// constantUntil is how long the rate at the next arrival's time stays as it is.
func (r *Run) constantUntil(f *flow, t *typePlan) int64 {
	end := r.horizon()
	if len(t.gaps) > 1 {
		end = min(end, int64(f.rest+1)*r.plan.interval)
	}
	if t.busyness > 0 {
		end = min(end, (f.at/day+1)*day)
	}
	return end
}

func (r *Run) horizon() int64 {
	if r.plan.duration > 0 {
		return r.plan.duration
	}
	return math.MaxInt64 / 2
}

// row is which of n rates holds in an interval; most types have one.
func (r *Run) row(interval, n int) int {
	if n == 1 {
		return 0
	}
	return r.plan.row(interval, n)
}
