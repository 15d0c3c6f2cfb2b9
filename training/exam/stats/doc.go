// Package stats tells how good an exam and its questions are: the statistics
// that Moodle defines for a quiz, classical item analysis with distractors, and
// the logistic models of item response theory. A figure that is undefined is
// nil.
package stats

import "math"

// moments sums up a column of numbers.
type moments struct {
	n              float64
	mean           float64
	m2, m3, m4     float64 // Σd^k ÷ n
	constant, none bool
}

func sum(xs []float64) float64 {
	total, lost := 0.0, 0.0 // Kahan: marks such as 0.1 must not leave a rest
	for _, x := range xs {
		y := x - lost
		t := total + y
		lost = (t - total) - y
		total = t
	}
	return total
}

func describe(xs []float64) moments {
	m := moments{n: float64(len(xs)), constant: true, none: len(xs) == 0}
	if m.none {
		return m
	}
	m.mean = sum(xs) / m.n
	for _, x := range xs {
		d := x - m.mean
		m.m2 += d * d
		m.m3 += d * d * d
		m.m4 += d * d * d * d
		m.constant = m.constant && same(x, xs[0])
	}
	m.m2, m.m3, m.m4 = m.m2/m.n, m.m3/m.n, m.m4/m.n
	if m.constant {
		m.m2, m.m3, m.m4 = 0, 0, 0
	}
	return m
}

// variance is with n − 1; 0 for fewer than two values.
func (m moments) variance() float64 {
	if m.n < 2 {
		return 0
	}
	return m.m2 * m.n / (m.n - 1)
}

// same tells two marks apart that differ by more than what decimal fractions
// leave over.
func same(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b)) }

// covariance is with n − 1, of columns with the given means.
func covariance(xs, ys []float64, mx, my float64) float64 {
	total := 0.0
	for i, x := range xs {
		total += (x - mx) * (ys[i] - my)
	}
	return total / float64(len(xs)-1)
}

// correlation is Pearson's; nil where one of the columns does not vary.
func correlation(xs, ys []float64) *float64 {
	a, b := describe(xs), describe(ys)
	if a.n < 2 || a.m2 == 0 || b.m2 == 0 {
		return nil
	}
	return known(covariance(xs, ys, a.mean, b.mean) / math.Sqrt(a.variance()*b.variance()))
}

func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
