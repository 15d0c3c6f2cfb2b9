package agreement

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/internal/words"
)

// apart is the mean distance between two ratings of one unit.
func apart(unit []int, m metric) float64 {
	if len(unit) < 2 {
		return 0
	}
	sum := 0.0
	for i, a := range unit {
		for _, b := range unit[:i] {
			sum += m.between(a, b)
		}
	}
	return 2 * sum / float64(len(unit)*(len(unit)-1))
}

// chance is what a coefficient holds against the raters: the agreement to be
// expected by chance, and what each unit contributes to it.
type chance struct {
	all  float64
	unit func(unit []int) float64
}

func none() chance { return chance{unit: func([]int) float64 { return 0 }} }

// corrected is (pa − pe) ÷ (1 − pe) with the linearised variance of Gwet
// (Handbook of Inter-Rater Reliability, 4th edition, 2014, chapter 5; British
// Journal of Mathematical and Statistical Psychology 61, 2008, 29-48) and
// Student's t with as many degrees of freedom as units less one. Distances of
// m lie between 0 and its most.
func (t *table) corrected(m metric, pe chance) Coefficient {
	n, rated := float64(len(t.paired)), float64(len(t.rated))
	pa := 0.0
	for _, u := range t.paired {
		pa += (1 - apart(u, m)/m.most) / n
	}
	value := (pa - pe.all) / (1 - pe.all)
	sum := 0.0
	for _, u := range t.rated {
		x := -2 * (1 - value) * (pe.unit(u) - pe.all) / (1 - pe.all)
		if len(u) >= 2 {
			x += rated / n * (1 - apart(u, m)/m.most - pe.all) / (1 - pe.all)
		}
		sum += (x - value) * (x - value)
	}
	return t.bounded(value, math.Sqrt(sum/(rated*(rated-1))), rated-1)
}

// bounded is a value with its interval of standard error se and Student's t.
func (t *table) bounded(value, se, freedom float64) Coefficient {
	half := distuv.StudentsT{Sigma: 1, Nu: freedom}.Quantile(.975) * se
	return between(value, value-half, value+half, len(t.paired))
}

// between is a coefficient whose bounds pass neither −1 (unless it does itself) nor 1.
func between(value, low, high float64, n int) Coefficient {
	low, high = max(low, min(value, -1)), min(high, 1)
	return Coefficient{Value: &value, Low: &low, High: &high, N: n}
}

// observed is raw agreement: the share of pairs of ratings of one unit that
// lie at no distance, averaged over units.
func (t *table) observed(m metric) Coefficient {
	if why := t.unpaired(); !why.IsZero() {
		return t.undefined(why)
	}
	if len(t.paired) == 1 {
		value := 1 - apart(t.paired[0], m)
		return Coefficient{Value: &value, N: 1, Why: oneUnit}
	}
	c := t.corrected(m, none())
	*c.Low = max(*c.Low, 0)
	return c
}

// fleiss is kappa of many raters (Fleiss, Psychological Bulletin 76, 1971,
// 378-382), with missing ratings as Gwet takes it: two ratings agree by chance
// if both are drawn by the shares of the categories.
func (t *table) fleiss(m metric) Coefficient {
	if why := t.chanceless(); !why.IsZero() {
		return t.undefined(why)
	}
	shares := t.shares()
	far := m.spread(shares)
	pe := 1.0
	for c, s := range shares {
		pe -= s * far[c] / m.most
	}
	return t.corrected(m, chance{pe, func(unit []int) float64 {
		return 1 - mean(unit, func(c int) float64 { return far[c] / m.most })
	}})
}

// gwet is AC1 for the nominal metric and AC2 for any other (Gwet 2008; 2014,
// chapter 4): chance agreement is the total of all weights ÷ q(q−1) times the
// sum of π(1−π).
func (t *table) gwet(m metric) Coefficient {
	if why := t.chanceless(); !why.IsZero() {
		return t.undefined(why)
	}
	shares, q := t.shares(), float64(len(t.names))
	scale := t.weights(m) / (q * (q - 1))
	pe := 0.0
	for _, s := range shares {
		pe += scale * s * (1 - s)
	}
	return t.corrected(m, chance{pe, func(unit []int) float64 {
		return scale * mean(unit, func(c int) float64 { return 1 - shares[c] })
	}})
}

// brennanPrediger takes every category for equally likely (Brennan and
// Prediger, Educational and Psychological Measurement 41, 1981, 687-699).
func (t *table) brennanPrediger(m metric) Coefficient {
	if why := t.chanceless(); !why.IsZero() {
		return t.undefined(why)
	}
	q := float64(len(t.names))
	pe := t.weights(m) / (q * q)
	return t.corrected(m, chance{pe, func([]int) float64 { return pe }})
}

// weights is the sum of all weights 1 − distance ÷ largest distance.
func (t *table) weights(m metric) float64 {
	ones := make([]float64, len(t.names))
	for i := range ones {
		ones[i] = 1
	}
	q := float64(len(ones))
	return q*q - total(m.spread(ones))/m.most
}

func mean(unit []int, of func(c int) float64) float64 {
	sum := 0.0
	for _, c := range unit {
		sum += of(c)
	}
	return sum / float64(len(unit))
}

func (t *table) undefined(why words.Text) Coefficient {
	return Coefficient{N: len(t.paired), Why: why}
}

// gwetMetric is the distance of AC2 at a level: Gwet's ordinal weights, squared
// differences, squared relative differences.
func (t *table) gwetMetric(l Level) metric {
	switch l {
	case Ordinal:
		return steps(t.scale(l))
	case Interval:
		return quadratic(t.numbers)
	case Ratio:
		return ratio(t.numbers)
	}
	return nominal()
}
