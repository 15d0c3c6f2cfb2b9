package practice

import (
	"math"
	"time"
)

// window holds calls seen and expected at the last three checks.
type window struct {
	seen, expected [3]float64
}

// look compares what came with what was expected, and notes the load ratios.
func (f *floor) look() {
	for p := range Projects {
		w := &f.seen[p]
		copy(w.seen[1:], w.seen[:2])
		copy(w.expected[1:], w.expected[:2])
		w.seen[0], w.expected[0] = 0, 0
	}
	for k := range f.c.kinds {
		x := &f.c.kinds[k]
		came := f.run.Came(k)
		if !x.outbound {
			f.seen[x.project].seen[0] += float64(came - f.came[k])
			f.seen[x.project].expected[0] += f.planned(k, f.now-Check/2) * Check.Minutes()
		}
		f.came[k] = came
	}
	for p := range Projects {
		if f.level[p] = f.seen[p].level(f.now); f.bare {
			continue
		}
		f.ratios = append(f.ratios, float32(f.ratio(p)))
	}
}

// level is calls seen over calls expected, drawn towards 1 where few came.
func (w *window) level(now time.Duration) float64 {
	const doubt = 12
	if now == 0 {
		return 1
	}
	seen, expected := float64(doubt), float64(doubt)
	for i := range w.seen {
		seen, expected = seen+w.seen[i], expected+w.expected[i]
	}
	return seen / expected
}

// planned is the calls a minute of a kind at a time as planned and announced.
func (f *floor) planned(k int, at time.Duration) float64 {
	at = max(at, 0)
	q := min(int(at/Quarter), f.c.quarters-1)
	return f.c.kinds[k].base[q] * f.size(f.known, k, at)
}

// rate is the planned rate less those whom a notice spares.
func (f *floor) rate(k int, at time.Duration) float64 {
	x := f.planned(k, at)
	if p := f.c.kinds[k].project; at < f.notice[p] && k == f.c.first[p] {
		x *= 1 - noticeShare
	}
	return x
}

// fade is for how long a level that differs from what was expected lasts.
const fade = 3 * time.Hour

// forecast is the calls a minute of a kind at a time, as it looks now.
func (f *floor) forecast(k int, at time.Duration) float64 {
	return f.rate(k, at) * (1 + (f.level[f.c.kinds[k].project]-1)*faded(at-f.now))
}

// faded is how much of a level is left after a time.
func faded(after time.Duration) float64 { return math.Exp(-math.Max(0, after.Hours()/fade.Hours())) }

// looked are the middles of the thirds of the next half hour, with how much of a
// level that differs is left by then.
var looked = func() (all [3]struct {
	after time.Duration
	left  float64
}) {
	for i := range all {
		all[i].after = 5*time.Minute + time.Duration(i)*10*time.Minute
		all[i].left = faded(all[i].after)
	}
	return all
}()

// ahead is the load of a project's callers in the next half hour, in Erlang,
// with its call-backs if they are taken and asked for.
func (f *floor) ahead(p int, tasks bool) float64 {
	load := 0.0
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		x := &f.c.kinds[k]
		if x.outbound && (!tasks || f.rules.postponed>>p&1 == 1) {
			continue
		}
		for _, l := range looked {
			rate := f.rate(k, f.now+l.after)
			if !x.outbound {
				rate *= 1 + (f.level[p]-1)*l.left
			}
			load += rate / 60 * x.handling * f.rules.slow / 3
		}
	}
	return load
}

// capacity is the Erlang that a project's people can carry at the target
// occupancy; lent people count by their efficiency, those on the way too.
func (f *floor) capacity(p int) float64 {
	n := math.Max(0, float64(f.working(p)))
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.work == p && x.home != p {
			n += float64(f.lent[g]) / x.factor
		}
	}
	return n * Target
}

// ratio is the forecast load of the next half hour over the capacity.
func (f *floor) ratio(p int) float64 {
	if c := f.capacity(p); c > 0 {
		return f.ahead(p, false) / c
	}
	return 9.99
}

// ratioAt is the ratio noted at a check.
func (f *floor) ratioAt(check, p int) float64 {
	return float64(f.ratios[check*len(Projects)+p])
}

// score orders projects that could lend: 3 × share of work that can wait + 2 ×
// spare part of its people + 1 × efficiency − 4 × expected loss below the contract.
func (f *floor) score(from, to int) float64 {
	p := &Projects[from]
	spare := float64(f.spare(from)) / math.Max(1, float64(f.roster(from)))
	factor := f.c.seats[f.c.pair[from][to]].factor
	loss := math.Max(0, p.Floor-f.answerRate(from))
	return 3*p.Deferrable() + 2*spare + 1/factor - 4*loss
}
