package stats

import (
	"math"
	"slices"
)

// Sheet holds marks: a row a person, a column a question.
type Sheet struct {
	Persons   []string
	Questions []string
	Marks     [][]float64 // by person; not answered is 0
	Max       []float64   // the most that each question can give
}

// Test is what an exam as a whole shows, by the definitions of Moodle's quiz
// statistics report. Mean, Median, SD and StandardError are in marks; CIC and
// ErrorRatio per cent.
type Test struct {
	N             int      `json:"n"`
	Mean          *float64 `json:"mean"`
	Median        *float64 `json:"median"`
	SD            *float64 `json:"sd"`
	Skewness      *float64 `json:"skewness"`       // k3 ÷ k2^1.5, from three persons on
	Kurtosis      *float64 `json:"kurtosis"`       // k4 ÷ k2², from four persons on
	CIC           *float64 `json:"cic"`            // coefficient of internal consistency: 100 × Cronbach's alpha
	ErrorRatio    *float64 `json:"error_ratio"`    // 100·√(1 − CIC ÷ 100)
	StandardError *float64 `json:"standard_error"` // ErrorRatio·SD ÷ 100
	Items         []Item   `json:"items"`
}

// Item is what one question shows. SD is in marks, Facility 0…1, the rest per cent.
type Item struct {
	Facility                 *float64 `json:"facility"`
	SD                       *float64 `json:"sd"`
	IntendedWeight           *float64 `json:"intended_weight"`
	EffectiveWeight          *float64 `json:"effective_weight"` // nil where it pulls against the rest
	DiscriminationIndex      *float64 `json:"discrimination_index"`
	DiscriminativeEfficiency *float64 `json:"discriminative_efficiency"`
}

// Dubious reports whether a question orders people hardly as the rest of the
// exam does: an efficiency below 15 % (Moodle's mark in its table).
func (i Item) Dubious() bool {
	return i.DiscriminativeEfficiency != nil && *i.DiscriminativeEfficiency < 15
}

// Classical computes the statistics of a sheet. With S persons, x_i the marks of
// question i, T the totals and X_i = T − x_i the rest, variance and covariance
// with S − 1:
//
//	facility = mean(x_i) ÷ max_i
//	discrimination index = 100·C(x_i, X_i) ÷ √(V(x_i)·V(X_i))
//	discriminative efficiency = 100·C(x_i, X_i) ÷ C of both sorted
//	effective weight = 100·√C(x_i, T) ÷ Σ √C(x_j, T) over those with C ≥ 0
//	CIC = 100·P ÷ (P − 1)·(1 − ΣV(x_i) ÷ V(T))
//
// Source: Moodle developer documentation, "Quiz statistics calculations".
func Classical(s Sheet) Test {
	t := Test{N: len(s.Marks), Items: make([]Item, len(s.Questions))}
	totals := make([]float64, len(s.Marks))
	for p, row := range s.Marks {
		totals[p] = sum(row)
	}
	whole := describe(totals)
	columns := s.columns()
	weights, spread := make([]float64, len(columns)), 0.0
	for i, x := range columns {
		m := describe(x)
		spread += m.variance()
		t.Items[i], weights[i] = item(x, totals, m, whole, s.Max[i], sum(s.Max))
	}
	effective(t.Items, weights)
	t.whole(totals, whole, spread)
	return t
}

func (s Sheet) columns() [][]float64 {
	out := make([][]float64, len(s.Questions))
	for i := range out {
		out[i] = make([]float64, len(s.Marks))
		for p, row := range s.Marks {
			out[i][p] = row[i]
		}
	}
	return out
}

// item computes one question, and its covariance with the totals (NaN where
// there is none).
func item(x, totals []float64, m, whole moments, most, all float64) (Item, float64) {
	var it Item
	if all > 0 {
		it.IntendedWeight = known(100 * most / all)
	}
	if m.none {
		return it, math.NaN()
	}
	c := it.against(x, minus(totals, x), m, most)
	switch {
	case m.n < 2:
		return it, math.NaN()
	case whole.m2 == 0:
		return it, 0
	}
	return it, c + m.variance() // C(x, T) = C(x, X) + V(x)
}

// against computes what a question shows beside a column of marks, and its
// covariance with them.
func (it *Item) against(x, rest []float64, m moments, most float64) float64 {
	if most > 0 {
		it.Facility = known(m.mean / most)
	}
	if m.n < 2 {
		return 0
	}
	it.SD = known(math.Sqrt(m.variance()))
	r := describe(rest)
	if m.m2 == 0 || r.m2 == 0 {
		return 0
	}
	c := covariance(x, rest, m.mean, r.mean)
	it.DiscriminationIndex = known(100 * c / math.Sqrt(m.variance()*r.variance()))
	it.DiscriminativeEfficiency = efficiency(x, rest, c, m.mean, r.mean)
	return c
}

// Drawn computes a question that was drawn at random, so that not everybody had
// it, from the marks and totals of those who had. Their totals are not reduced
// by the question (Moodle's sub-question statistics), and it has no weight.
func Drawn(x, totals []float64, most float64) Item {
	var it Item
	if m := describe(x); !m.none {
		it.against(x, totals, m, most)
	}
	return it
}

func efficiency(x, rest []float64, c, mx, mr float64) *float64 {
	a, b := slices.Clone(x), slices.Clone(rest)
	slices.Sort(a)
	slices.Sort(b)
	most := covariance(a, b, mx, mr)
	if most == 0 {
		return nil
	}
	return known(100 * c / most)
}

// effective shares out the weights by √C(x_i, T); a covariance that is negative
// by no more than rounding is none.
func effective(items []Item, c []float64) {
	roots, all := make([]float64, len(c)), 0.0
	for i, x := range c {
		if x < 0 && x > -1e-12 {
			x = 0
		}
		roots[i] = math.Sqrt(x) // NaN where it is negative
		if !math.IsNaN(roots[i]) {
			all += roots[i]
		}
	}
	for i := range items {
		if all > 0 && !math.IsNaN(roots[i]) {
			items[i].EffectiveWeight = known(100 * roots[i] / all)
		}
	}
}

// whole computes the figures of the totals from their k-statistics.
func (t *Test) whole(totals []float64, m moments, spread float64) {
	if m.none {
		return
	}
	t.Mean, t.Median = known(m.mean), known(median(totals))
	if m.n < 2 {
		return
	}
	s, k2 := m.n, m.variance()
	t.SD = known(math.Sqrt(k2))
	if k2 == 0 {
		return
	}
	if s > 2 {
		k3 := s * s * m.m3 / ((s - 1) * (s - 2))
		t.Skewness = known(k3 / math.Pow(k2, 1.5))
	}
	if s > 3 {
		k4 := s * s * ((s+1)*m.m4 - 3*(s-1)*m.m2*m.m2) / ((s - 1) * (s - 2) * (s - 3))
		t.Kurtosis = known(k4 / (k2 * k2))
	}
	if p := float64(len(t.Items)); p > 1 {
		cic := 100 * p / (p - 1) * (1 - spread/k2)
		ratio := 100 * math.Sqrt(max(1-cic/100, 0))
		t.CIC, t.ErrorRatio, t.StandardError = known(cic), known(ratio), known(ratio**t.SD/100)
	}
}

func median(xs []float64) float64 {
	sorted := slices.Clone(xs)
	slices.Sort(sorted)
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}
