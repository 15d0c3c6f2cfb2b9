package agreement

import "math"

// krippendorff is alpha = 1 − observed ÷ expected disagreement over pairable
// values (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011). The
// variance is Gwet's linearisation (2014, chapter 5), written in disagreements.
func (t *table) krippendorff(m metric) Coefficient {
	if why := t.chanceless(); !why.IsZero() {
		return t.undefined(why)
	}
	units, values := float64(len(t.paired)), float64(t.pairable())
	shares := t.marginals()
	for c := range shares {
		shares[c] /= values
	}
	far := m.spread(shares)
	expected, observed := 0.0, 0.0
	for c, s := range shares {
		expected += s * far[c]
	}
	if expected <= 0 {
		return t.undefined(allSame)
	}
	for _, u := range t.paired {
		observed += apart(u, m) * float64(len(u)) / values
	}
	rest := 1 - 1/values // the correction for small samples
	plain := 1 - observed/expected
	sum := 0.0
	for _, u := range t.paired {
		size := float64(len(u)) * units / values // against the mean unit
		own := size*apart(u, m) - rest*observed*(size-1)
		off := size * (expected - mean(u, func(c int) float64 { return far[c] }))
		x := 1 - own/expected - 2*(1-plain)*off/expected
		sum += (x - plain) * (x - plain)
	}
	return t.bounded(1-rest*observed/expected, math.Sqrt(sum/(units*(units-1))), units-1)
}

// marginals counts the pairable values of each category.
func (t *table) marginals() []float64 {
	out := make([]float64, len(t.names))
	for _, u := range t.paired {
		for _, c := range u {
			out[c]++
		}
	}
	return out
}

// krippendorffMetric is the difference function of a level. The ordinal one is
// his own: the square of the sum of the marginals from one category to the
// other less half of theirs, which is the squared difference of middle ranks.
func (t *table) krippendorffMetric(l Level) metric {
	switch l {
	case Ordinal:
		ranks, below := t.marginals(), 0.0
		for c, n := range ranks {
			ranks[c] = below + n/2
			below += n
		}
		return quadratic(ranks)
	case Interval:
		return quadratic(t.numbers)
	case Ratio:
		return ratio(t.numbers)
	}
	return nominal()
}
