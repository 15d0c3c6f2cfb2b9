package stats

import (
	"math"
	"slices"
	"sort"
)

// Responses holds which option each person chose: a row a person, a column a
// question; an empty cell is no answer. Key holds the right options.
type Responses struct {
	Persons   []string
	Questions []string
	Cells     [][]string
	Key       []string
}

// Analysis is the classical analysis of questions with one right option.
type Analysis struct {
	N     int        `json:"n"`
	KR20  *float64   `json:"kr20"`
	KR21  *float64   `json:"kr21"`
	Alpha *float64   `json:"alpha"`
	Items []Analysed `json:"items"`
}

// Analysed is one question. Labels such as "good" are for whoever shows it, and
// only from 30 persons on.
type Analysed struct {
	Key                    string            `json:"key"`
	Difficulty             *float64          `json:"difficulty"`     // share of right answers
	PointBiserial          *float64          `json:"point_biserial"` // with the rest: corrected
	DIndex                 *float64          `json:"d_index"`        // upper less lower 27 %
	FunctioningDistractors int               `json:"functioning_distractors"`
	Options                map[string]Option `json:"options"`
	AlphaWithout           *float64          `json:"-"` // alpha if the question were left out
	WrongKey               bool              `json:"-"` // a distractor goes with the total more than the key does
}

// Option is how one option was chosen.
type Option struct {
	Count       int      `json:"count"`
	Proportion  float64  `json:"proportion"`
	Correlation *float64 `json:"correlation"` // of having chosen it, with the total
}

// The limits of item analysis.
const (
	groupPercent   = 27   // of the persons in the upper and in the lower group (Kelley, J. Educ. Psych. 30, 1939)
	FunctionsFrom  = 0.05 // share from which a distractor functions
	LabelledFrom   = 30   // persons from whom on a question is labelled
	alphaLeastItem = 2
)

// Analyse computes
//
//	KR-20 = k ÷ (k − 1)·(1 − Σpq ÷ σ²), σ² the population variance of totals
//	(Kuder & Richardson, Psychometrika 2, 1937, 151-160)
//	KR-21 = k ÷ (k − 1)·(1 − M(k − M) ÷ (k·σ²))
//	D = p of the upper less p of the lower ⌊0.27·n⌋, persons by ascending total
//
// and for each option its correlation with the total; a distractor functions
// if at least 5 % choose it and they are the weaker ones.
func Analyse(r Responses) Analysis {
	right, totals := r.score()
	a := Analysis{N: len(r.Cells), Items: make([]Analysed, len(r.Questions))}
	order := ascending(totals)
	variances := make([]float64, len(right))
	pq := 0.0
	for i, x := range right {
		m := describe(x)
		variances[i] = m.variance()
		pq += m.mean * (1 - m.mean)
		a.Items[i] = r.analysed(i, x, totals, order)
	}
	if a.N == 0 {
		return a
	}
	t := describe(totals)
	a.KR20, a.KR21 = kr20(len(right), pq, t), kr21(len(right), t)
	a.Alpha = alpha(sum(variances), t.variance(), len(right))
	for i, x := range right {
		rest := minus(totals, x)
		a.Items[i].AlphaWithout = alpha(sum(variances)-variances[i], describe(rest).variance(), len(right)-1)
	}
	return a
}

// score returns 1 for right and 0 for wrong, by question, and the totals.
func (r Responses) score() (right [][]float64, totals []float64) {
	right, totals = make([][]float64, len(r.Questions)), make([]float64, len(r.Cells))
	for i := range right {
		right[i] = make([]float64, len(r.Cells))
		for p, row := range r.Cells {
			if row[i] != "" && row[i] == r.Key[i] {
				right[i][p] = 1
				totals[p]++
			}
		}
	}
	return right, totals
}

func ascending(totals []float64) []int {
	order := make([]int, len(totals))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return totals[order[a]] < totals[order[b]] })
	return order
}

func minus(totals, x []float64) []float64 {
	out := make([]float64, len(x))
	for p := range x {
		out[p] = totals[p] - x[p]
	}
	return out
}

func (r Responses) analysed(i int, x, totals []float64, order []int) Analysed {
	it := Analysed{Key: r.Key[i], Options: map[string]Option{}}
	if len(x) == 0 {
		return it
	}
	it.Difficulty = known(describe(x).mean)
	it.PointBiserial = correlation(x, minus(totals, x))
	it.DIndex = dIndex(x, order)
	best := math.Inf(-1)
	for _, o := range r.options(i) {
		chosen := make([]float64, len(r.Cells))
		for p, row := range r.Cells {
			if row[i] == o {
				chosen[p] = 1
			}
		}
		n := sum(chosen)
		opt := Option{Count: int(n), Proportion: n / float64(len(chosen)), Correlation: correlation(chosen, totals)}
		it.Options[o] = opt
		if o == it.Key || opt.Correlation == nil {
			continue
		}
		best = max(best, *opt.Correlation)
		if opt.Proportion >= FunctionsFrom && *opt.Correlation < 0 {
			it.FunctioningDistractors++
		}
	}
	key := it.Options[it.Key].Correlation
	it.WrongKey = best > 0 && (key == nil || best > *key)
	return it
}

// options are the options of a question that were chosen, and its key.
func (r Responses) options(i int) []string {
	out := []string{r.Key[i]}
	for _, row := range r.Cells {
		if row[i] != "" && !slices.Contains(out, row[i]) {
			out = append(out, row[i])
		}
	}
	return out
}

func dIndex(x []float64, order []int) *float64 {
	g := len(x) * groupPercent / 100
	if g == 0 {
		return nil
	}
	lower, upper := 0.0, 0.0
	for i := range g {
		lower += x[order[i]]
		upper += x[order[len(order)-1-i]]
	}
	return known((upper - lower) / float64(g))
}

func kr20(k int, pq float64, t moments) *float64 {
	if k < alphaLeastItem || t.m2 == 0 {
		return nil
	}
	return known(float64(k) / float64(k-1) * (1 - pq/t.m2))
}

func kr21(items int, t moments) *float64 {
	if items < alphaLeastItem || t.m2 == 0 {
		return nil
	}
	k := float64(items)
	return known(k / (k - 1) * (1 - t.mean*(k-t.mean)/(k*t.m2)))
}

// alpha is Cronbach's (Psychometrika 16, 1951, 297-334).
func alpha(spread, whole float64, items int) *float64 {
	if items < alphaLeastItem || whole == 0 {
		return nil
	}
	k := float64(items)
	return known(k / (k - 1) * (1 - spread/whole))
}

// Lengthen is the reliability of an exam n times as long, by Spearman and
// Brown: n·r ÷ (1 + (n − 1)·r).
func Lengthen(r, n float64) float64 { return n * r / (1 + (n-1)*r) }

// ItemsFor is how many questions of the same kind bring an exam of k questions
// with reliability r to the one that is wanted; ok is false where none can.
func ItemsFor(k int, r, wanted float64) (items int, ok bool) {
	if r <= 0 || r >= 1 || wanted >= 1 {
		return 0, false
	}
	n := wanted * (1 - r) / (r * (1 - wanted))
	return int(math.Ceil(n*float64(k) - 1e-9)), true
}
