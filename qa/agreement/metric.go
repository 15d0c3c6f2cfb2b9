package agreement

import "math"

// metric is how far two categories lie apart: 0 for the same one.
type metric struct {
	between func(a, b int) float64
	// spread is, for every category, its mean distance from a rating that is
	// drawn by the given shares.
	spread func(shares []float64) []float64
	most   float64 // the largest distance
}

// nominal is 0 for the same category and 1 for any other.
func nominal() metric {
	return metric{most: 1,
		between: func(a, b int) float64 {
			if a == b {
				return 0
			}
			return 1
		},
		spread: func(shares []float64) []float64 {
			sum := total(shares)
			return each(shares, func(a int) float64 { return sum - shares[a] })
		}}
}

// linear is the distance on a scale that rises (Cicchetti and Allison,
// American Journal of EEG Technology 11, 1971, 101-109).
func linear(x []float64) metric {
	return metric{most: width(x),
		between: func(a, b int) float64 { return math.Abs(x[a] - x[b]) },
		spread: func(shares []float64) []float64 {
			sum, all := total(shares), 0.0
			for b, s := range shares {
				all += s * x[b]
			}
			below, under := 0.0, 0.0 // share and weighted sum of what lies below
			return each(shares, func(a int) float64 {
				d := x[a]*below - under + (all - under) - x[a]*(sum-below)
				below += shares[a]
				under += shares[a] * x[a]
				return d
			})
		}}
}

// quadratic is the squared distance (Fleiss and Cohen, Educational and
// Psychological Measurement 33, 1973, 613-619).
func quadratic(x []float64) metric {
	return metric{most: width(x) * width(x),
		between: func(a, b int) float64 { return (x[a] - x[b]) * (x[a] - x[b]) },
		spread: func(shares []float64) []float64 {
			sum, mean := total(shares), 0.0
			for b, s := range shares {
				mean += s * x[b]
			}
			if sum > 0 {
				mean /= sum
			}
			about := 0.0 // around the mean, so that no digits are lost
			for b, s := range shares {
				about += s * (x[b] - mean) * (x[b] - mean)
			}
			return each(shares, func(a int) float64 { return about + sum*(x[a]-mean)*(x[a]-mean) })
		}}
}

// ratio is the squared difference over the squared sum (Krippendorff, Content
// Analysis, 2004, chapter 11), for numbers from 0 up.
func ratio(x []float64) metric {
	between := func(a, b int) float64 {
		if a == b {
			return 0
		}
		d := (x[a] - x[b]) / (x[a] + x[b])
		return d * d
	}
	m := metric{between: between, spread: func(shares []float64) []float64 {
		out := make([]float64, len(shares))
		for a := range shares {
			for b := range a {
				d := between(a, b)
				out[a] += shares[b] * d
				out[b] += shares[a] * d
			}
		}
		return out
	}}
	if len(x) > 1 {
		m.most = between(len(x)-1, 0)
	}
	return m
}

// steps is Gwet's ordinal distance: the number of pairs among the categories
// from a to b, for n of them n(n−1)/2 (Gwet, Handbook of Inter-Rater
// Reliability, 4th edition, 2014, chapter 3).
func steps(x []float64) metric {
	one, two := linear(x), quadratic(x)
	return metric{most: (one.most + two.most) / 2,
		between: func(a, b int) float64 { return (one.between(a, b) + two.between(a, b)) / 2 },
		spread: func(shares []float64) []float64 {
			s, q := one.spread(shares), two.spread(shares)
			return each(shares, func(a int) float64 { return (s[a] + q[a]) / 2 })
		}}
}

// within is 0 for values at most k apart, and 1 otherwise. The hair of k
// forgives what decimal fractions lose in binary.
func within(x []float64, k float64) metric {
	far := func(a, b int) bool { return math.Abs(x[a]-x[b]) > k+1e-9*math.Max(1, k) }
	return metric{most: 1,
		between: func(a, b int) float64 {
			if far(a, b) {
				return 1
			}
			return 0
		},
		spread: func(shares []float64) []float64 { // shares of what lies outside a window that moves up
			sum, from, to, inside := total(shares), 0, 0, 0.0
			return each(shares, func(a int) float64 {
				for ; to < len(x) && !far(a, to); to++ {
					inside += shares[to]
				}
				for ; far(from, a); from++ {
					inside -= shares[from]
				}
				return sum - inside
			})
		}}
}

func width(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	return x[len(x)-1] - x[0]
}

func total(shares []float64) float64 {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	return sum
}

func each(shares []float64, of func(a int) float64) []float64 {
	out := make([]float64, len(shares))
	for a := range shares {
		out[a] = of(a)
	}
	return out
}
