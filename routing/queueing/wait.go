package queueing

import (
	"math"
	"slices"

	"shifu/routing"
)

// offered is the wait that a call without limit of patience would meet in an
// M/M/n+G queue. Its density at x > 0 is λ exp(λ H(x) − nμ x) / D, where H is
// the integral of the patience's survival; the exponent is concave. F.
// Baccelli and G. Hebuterne, On queues with impatient customers, 1981; S.
// Zeltyn and A. Mandelbaum, Queueing Systems 51 (2005) 361-402.
type offered struct {
	rate, drain       float64 // λ and nμ, per second
	patience          routing.Dist
	stay              float64 // 1 − share that balks
	peak              float64 // of the exponent
	idle              float64 // ε exp(−peak), so that D = idle + λ J
	upTo, beyond, all sums    // integrals up to the limit, beyond it and altogether, scaled by exp(−peak)
}

// What is integrated against the density.
const (
	whole    = iota // 1: J
	shortage        // H: JH
	stays           // survival of patience
	leaves          // 1 − survival
	servedIn        // x survival
)

func (o *offered) survival(x float64) float64 { return o.stay * o.patience.Survival(x) }
func (o *offered) exponent(x float64) float64 {
	return o.rate*o.stay*o.patience.Area(x) - o.drain*x
}

func (o *offered) at(x float64) sums {
	below, area := o.patience.Below(x), o.stay*o.patience.Area(x)
	above := o.survival(x)
	w := math.Exp(o.rate*area - o.drain*x - o.peak)
	return sums{w, w * area, w * above, w * (1 - o.stay + o.stay*below), w * x * above}
}

// measure integrates the density up to limit and beyond it.
func (o *offered) measure(limit float64) {
	top := o.top()
	o.peak = o.exponent(top)
	cuts := o.cuts(top, limit)
	for i, from := range cuts[:len(cuts)-1] {
		part := integrate(from, cuts[i+1], o.at)
		o.all.add(1, &part)
		if cuts[i+1] <= limit {
			o.upTo.add(1, &part)
		} else {
			o.beyond.add(1, &part)
		}
	}
}

// top is where the exponent is largest: survival = nμ/λ.
func (o *offered) top() float64 {
	rises := func(x float64) bool { return o.rate*o.survival(x) > o.drain }
	if !rises(0) {
		return 0
	}
	high := 1 / o.drain
	for rises(high) {
		high *= 2
	}
	return bisect(0, high, func(x float64) bool { return !rises(x) })
}

// falls are the steps down from the peak between which panels lie. Below the
// last one nothing can be held in a float64.
var falls = []float64{0.25, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 700}

// shares are the quantiles of patience at which a panel ends, so that a narrow
// distribution of patience falls on ends of panels.
var shares = []float64{1e-9, 1e-4, 0.02, 0.2, 0.5, 0.8, 0.98, 1 - 1e-4, 1 - 1e-9}

// cuts are the ends of the panels in order.
func (o *offered) cuts(top, limit float64) []float64 {
	cuts := []float64{top}
	last := 1 / o.drain
	for _, fall := range falls {
		low := func(x float64) bool { return o.exponent(x) < o.peak-fall }
		for !low(top + last) {
			last *= 2
		}
		cuts = append(cuts, bisect(top, top+last, low))
		if low(0) {
			cuts = append(cuts, bisect(0, top, func(x float64) bool { return !low(x) }))
		} else {
			cuts = append(cuts, 0)
		}
	}
	from, until := slices.Min(cuts), slices.Max(cuts)
	for _, x := range append(o.bends(), limit) {
		if x > from && x < until {
			cuts = append(cuts, x)
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

func (o *offered) bends() []float64 {
	switch o.patience.Law {
	case routing.None:
		return nil
	case routing.Deterministic:
		return []float64{o.patience.Mean}
	case routing.Uniform:
		return []float64{o.patience.Low, o.patience.High}
	}
	var all []float64
	for _, p := range shares {
		all = append(all, o.patience.Quantile(p))
	}
	return all
}
