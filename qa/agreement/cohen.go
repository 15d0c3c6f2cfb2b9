package agreement

import (
	"math"
	"math/rand/v2"
	"slices"

	"shifu/qa/interval"
)

// pair are two raters and the units that both rated: their ratings and how far
// these lie apart.
type pair struct {
	units, a, b []int
	apart       []float64
}

// cohen is the kappa of two raters (Cohen, Educational and Psychological
// Measurement 20, 1960, 37-46; weighted: Psychological Bulletin 70, 1968,
// 213-220) with the asymptotic interval of Fleiss, Cohen and Everitt
// (Psychological Bulletin 72, 1969, 323-327); of more raters Light's mean over
// pairs with a percentile bootstrap over units (Efron, Annals of Statistics 7,
// 1979, 1-26).
func (t *table) cohen(m metric, o Options) Coefficient {
	if why := t.chanceless(); !why.IsZero() {
		return t.undefined(why)
	}
	pairs := t.pairs(m)
	times := slices.Repeat([]float64{1}, len(t.codes))
	kappa, ok := t.light(m, pairs, times)
	switch {
	case !ok:
		return t.undefined(allSame)
	case t.raters == 2:
		half := interval.Z * pairs[0].error(m, len(t.names))
		return between(kappa, kappa-half, kappa+half, len(t.paired))
	case o.Resamples < 0:
		return Coefficient{Value: &kappa, N: len(t.paired), Why: skipped}
	}
	low, high := t.bootstrap(m, pairs, o, kappa)
	return between(kappa, low, high, len(t.paired))
}

// pairs are all pairs of raters with a unit in common.
func (t *table) pairs(m metric) []pair {
	var all []pair
	for j := range t.raters {
		for i := range j {
			var p pair
			for u, row := range t.codes {
				if row[i] != missing && row[j] != missing {
					p.units, p.a, p.b = append(p.units, u), append(p.a, row[i]), append(p.b, row[j])
					p.apart = append(p.apart, m.between(row[i], row[j]))
				}
			}
			if len(p.units) > 0 {
				all = append(all, p)
			}
		}
	}
	return all
}

// light is the mean kappa of the pairs for which there is one, each unit
// counted that many times.
func (t *table) light(m metric, pairs []pair, times []float64) (kappa float64, ok bool) {
	n := 0
	p, q := make([]float64, len(t.names)), make([]float64, len(t.names))
	for i := range pairs {
		observed := pairs[i].tally(times, p, q)
		expected := 0.0
		for c, far := range m.spread(q) {
			expected += p[c] * far
		}
		if expected > 1e-15*m.most { // otherwise chance leaves no room to disagree
			kappa += 1 - observed/expected
			n++
		}
	}
	return kappa / float64(n), n > 0
}

// tally fills p and q with the shares of the categories of either rater and
// returns the mean distance of their ratings.
func (p *pair) tally(times, shareA, shareB []float64) (observed float64) {
	clear(shareA)
	clear(shareB)
	n := 0.0
	for i, u := range p.units {
		w := times[u]
		n += w
		shareA[p.a[i]] += w
		shareB[p.b[i]] += w
		observed += w * p.apart[i]
	}
	if n == 0 {
		return 0
	}
	for c := range shareA {
		shareA[c] /= n
		shareB[c] /= n
	}
	return observed / n
}

// error is the standard error of kappa: the deviation of distance −
// (1−kappa)·(expected distance of either rating), over √n and the expected distance.
func (p *pair) error(m metric, categories int) float64 {
	ones := slices.Repeat([]float64{1}, slices.Max(p.units)+1)
	shareA, shareB := make([]float64, categories), make([]float64, categories)
	observed := p.tally(ones, shareA, shareB)
	fromA, fromB := m.spread(shareA), m.spread(shareB)
	expected := 0.0
	for c, s := range shareA {
		expected += s * fromB[c]
	}
	n, sum, squares := float64(len(p.units)), 0.0, 0.0
	for i := range p.units {
		x := p.apart[i] - observed/expected*(fromB[p.a[i]]+fromA[p.b[i]])
		sum += x / n
		squares += x * x / n
	}
	return math.Sqrt(max(squares-sum*sum, 0)/n) / expected
}

// bootstrap draws units with at least two ratings with replacement, and
// returns the 2.5 and 97.5 % points of Light's kappa, stretched to hold value.
func (t *table) bootstrap(m metric, pairs []pair, o Options, value float64) (low, high float64) {
	var pool []int
	for u, row := range t.codes {
		if len(row)-count(row, missing) >= 2 {
			pool = append(pool, u)
		}
	}
	chance := rand.New(rand.NewPCG(o.Seed, 0x5eed))
	all := []float64{value}
	times := make([]float64, len(t.codes))
	for range o.Resamples {
		clear(times)
		for range pool {
			times[pool[chance.IntN(len(pool))]]++
		}
		if k, ok := t.light(m, pairs, times); ok {
			all = append(all, k)
		}
	}
	slices.Sort(all)
	return min(quantile(all, .025), value), max(quantile(all, .975), value)
}

func count(row []int, c int) int {
	n := 0
	for _, v := range row {
		if v == c {
			n++
		}
	}
	return n
}

// quantile interpolates between sorted values, of which there is one at least
// (definition 7 of Hyndman and Fan, American Statistician 50, 1996, 361-365).
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
