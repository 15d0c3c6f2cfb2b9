package severity

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// drawn are the values of each of several figures over the resamples.
type drawn [][]float64

// around is value with the 2.5 and 97.5 % points of its resamples.
func (d drawn) around(i int, value float64) Estimate {
	all := d[i]
	if len(all) < 2 {
		return Estimate{value, value, value}
	}
	slices.Sort(all)
	at := func(p float64) float64 { return all[int(math.Round(p*float64(len(all)-1)))] }
	return Estimate{value, min(at(.025), value), max(at(.975), value)}
}

// boot is what the resamples gave.
type boot struct{ reviewers, drifts, agents drawn }

// bootstrap draws calls with replacement, all evaluations of a call together,
// and solves the model anew with the variances as they were found (Efron,
// Annals of Statistics 7, 1979, 1-26; by cluster: Field and Welsh, JRSS B 69,
// 2007, 369-390).
func (f *fitted) bootstrap(resamples int, seed uint64) boot {
	var calls index
	call := make([]int, len(f.z))
	for i, e := range f.data.Evaluations {
		call[i] = calls.of(e.CallID)
	}
	b := boot{make(drawn, len(f.reviewers.ids)), make(drawn, len(f.reviewers.ids)), make(drawn, len(f.agents.ids))}
	chance := rand.New(rand.NewPCG(seed, 0xfa17))
	times := make([]float64, len(calls.ids))
	for range resamples {
		clear(times)
		for range times {
			times[chance.IntN(len(times))]++
		}
		f.resample(&b, func(i int) float64 { return times[call[i]] })
	}
	return b
}

func (f *fitted) resample(b *boot, times func(i int) float64) {
	c := newCrossed(len(f.agents.ids), len(f.reviewers.ids))
	for i := range f.z {
		c.add(f.agent[i], f.reviewer[i], f.z[i]-f.season[f.month[i]], times(i))
	}
	e, _ := c.solve(f.variances)
	n, sum := make([]float64, len(e.agent)), make([]float64, len(e.agent))
	slopes := make([]slope, len(e.reviewer))
	for i, evaluation := range f.data.Evaluations {
		w := times(i)
		slopes[f.reviewer[i]].add(f.age(i), f.z[i]-e.mean-f.season[f.month[i]]-e.agent[f.agent[i]], w)
		if !evaluation.Second {
			n[f.agent[i]] += w
			sum[f.agent[i]] += w * (evaluation.Final - e.reviewer[f.reviewer[i]])
		}
	}
	for r, v := range e.reviewer {
		b.reviewers[r] = append(b.reviewers[r], v)
		b.drifts[r] = append(b.drifts[r], slopes[r].value())
	}
	for a := range n {
		if n[a] > 0 {
			b.agents[a] = append(b.agents[a], sum[a]/n[a])
		}
	}
}

// age is when evaluation i was made, in spans of 30 days.
func (f *fitted) age(i int) float64 {
	return f.data.Evaluations[i].At.Sub(f.data.Evaluations[0].At).Hours() / (30 * 24)
}

// slope is a line through points by least squares.
type slope struct{ n, x, y, xx, xy float64 }

func (s *slope) add(x, y, times float64) {
	s.n += times
	s.x += times * x
	s.y += times * y
	s.xx += times * x * x
	s.xy += times * x * y
}

func (s *slope) value() float64 {
	across := s.n*s.xx - s.x*s.x
	if across <= least*s.n*s.n { // all at one time
		return 0
	}
	return (s.n*s.xy - s.x*s.y) / across
}

func root(v float64) float64 { return math.Sqrt(max(v, 0)) }

func per(sum time.Duration, n int) time.Duration {
	if n == 0 {
		return 0
	}
	return sum / time.Duration(n)
}
