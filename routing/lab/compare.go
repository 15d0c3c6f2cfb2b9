package lab

import (
	"context"
	"math"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/sim"
)

// Side is one of the scenarios that are compared: the same calls under another
// policy, with other people, or both.
type Side struct {
	Name     string
	Scenario *routing.Scenario
}

// Difference is how far a side lies from the first one: the mean of differences
// between runs with the same calls, their 95 % half width, and the half width
// that as many runs with calls of their own would have had.
type Difference struct {
	Mean  float64  `json:"mean"`
	Half  *float64 `json:"half_width"`
	Alone *float64 `json:"half_width_independent"`
}

// Clear reports whether the interval leaves 0 out.
func (d Difference) Clear() bool { return d.Half != nil && math.Abs(d.Mean) > *d.Half }

// Compared is one side of a comparison. The first has no differences.
type Compared struct {
	Name        string                 `json:"name"`
	Policy      string                 `json:"policy"`
	Figures     Figures                `json:"figures"`
	Differences map[Measure]Difference `json:"differences"`
}

// Comparison is the outcome of Compare.
type Comparison struct {
	Runs  int        `json:"runs"`
	Seed  uint64     `json:"seed"`
	Sides []Compared `json:"sides"`
}

// MostSides is how many are compared at once.
const MostSides = 12

// Compare runs every side under the same seeds, so that call by call the
// arrivals, handling times and patience are the same (common random numbers: P.
// Bratley, B. L. Fox and L. E. Schrage, A Guide to Simulation, 2nd ed. 1987,
// 2.2), and compares each with the first, run by run.
func Compare(ctx context.Context, sides []Side, runs int, seed uint64, move func(done, total int)) (Comparison, error) {
	if len(sides) < 2 || len(sides) > MostSides {
		return Comparison{}, fault.New(fault.Invalid, "A comparison needs between 2 and {{.Most}} sides.", fault.Values{"Most": MostSides})
	}
	plans := make([]*sim.Plan, len(sides))
	for i, s := range sides {
		p, err := sim.NewPlan(s.Scenario)
		if err != nil {
			return Comparison{}, err
		}
		plans[i] = p
	}
	pairs := make([]pairs, len(sides))
	for i, p := range plans {
		var err error
		if pairs[i], err = pairsOf(ctx, p, runs, seed, func(done int) {
			if move != nil {
				move(i*runs+done, len(sides)*runs)
			}
		}); err != nil {
			return Comparison{}, err
		}
	}
	out := Comparison{Runs: runs, Seed: seed}
	for i, s := range sides {
		c := Compared{Name: s.Name, Policy: s.Scenario.Policy.Preset, Figures: pairs[i].figures()}
		if i > 0 {
			c.Differences = pairs[i].against(pairs[0])
		}
		out.Sides = append(out.Sides, c)
	}
	return out, nil
}

// pairs are the quotients of every run, by measure.
type pairs map[Measure][][2]float64

func pairsOf(ctx context.Context, p *sim.Plan, runs int, seed uint64, move func(done int)) (pairs, error) {
	out := pairs{}
	err := each(ctx, p, runs, seed, func(done int, r result) {
		for i := range r.units {
			u := whole(&r.units[i], len(r.units))
			for _, m := range Measures {
				if u.has(m) {
					x, y := m.pair(u)
					out[m] = append(out[m], [2]float64{x, y})
				}
			}
		}
		move(done)
	})
	return out, err
}

func (p pairs) figures() Figures {
	out := Figures{}
	for _, m := range Measures {
		out.put(m, sum(p[m]))
	}
	return out
}

func sum(all [][2]float64) (q quotient) {
	for _, v := range all {
		q.add(v[0], v[1])
	}
	return q
}

func (p pairs) against(first pairs) map[Measure]Difference {
	out := map[Measure]Difference{}
	for _, m := range Measures {
		if d, ok := difference(p[m], first[m]); ok {
			out[m] = d
		}
	}
	return out
}

// difference of two ratios of sums. By the delta method a ratio varies as its
// linear part (x − R y) / ȳ does; the difference of both parts in the same run
// has the variance of the pair. It is false where one of them is 0/0.
func difference(a, b [][2]float64) (Difference, bool) {
	qa, qb := sum(a), sum(b)
	ea, one := qa.estimate()
	eb, other := qb.estimate()
	n := float64(min(len(a), len(b)))
	d := Difference{Mean: ea.Mean - eb.Mean}
	if !one || !other {
		return d, false
	}
	if n < 2 {
		return d, true
	}
	together, apart := 0.0, 0.0
	for i := range int(n) {
		la := (a[i][0] - ea.Mean*a[i][1]) * n / qa.y
		lb := (b[i][0] - eb.Mean*b[i][1]) * n / qb.y
		together += (la - lb) * (la - lb)
		apart += la*la + lb*lb
	}
	d.Half, d.Alone = half(together/n/(n-1), n), half(apart/n/(n-1), n)
	return d, true
}
