package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Choices are how people answered one question of which options are chosen:
// Picks[p] are the options of person p, none for no answer.
type Choices struct {
	Picks  [][]int
	Right  []bool // by option
	Totals []float64
}

// Pulled is what the options of a question show.
type Pulled struct {
	Options     []Option
	Nothing     int // persons without an answer
	Functioning int // distractors that at least 5 % choose, and they the weaker ones
	WrongKey    bool
}

// Pull computes for each option how many chose it and the correlation of having
// chosen it with the total. A wrong-key alarm means that a distractor goes with
// the total more than every right option does.
func Pull(c Choices) Pulled {
	out := Pulled{Options: make([]Option, len(c.Right))}
	key, astray := math.Inf(-1), 0.0
	for o, right := range c.Right {
		chosen := c.chose(o)
		n := sum(chosen)
		opt := Option{Count: int(n), Proportion: n / max(float64(len(chosen)), 1), Correlation: correlation(chosen, c.Totals)}
		out.Options[o] = opt
		switch {
		case opt.Correlation == nil:
		case right:
			key = max(key, *opt.Correlation)
		default:
			astray = max(astray, *opt.Correlation)
			if opt.Proportion >= FunctionsFrom && *opt.Correlation < 0 {
				out.Functioning++
			}
		}
	}
	for _, p := range c.Picks {
		if len(p) == 0 {
			out.Nothing++
		}
	}
	out.WrongKey = astray > 0 && astray > key
	return out
}

// chose is 1 for each person who chose option o.
func (c Choices) chose(o int) []float64 {
	out := make([]float64, len(c.Picks))
	for p, picks := range c.Picks {
		if slices.Contains(picks, o) {
			out[p] = 1
		}
	}
	return out
}

// Trace is for each option the share of a group of persons who chose it.
func (c Choices) Trace(groups [][]int) [][]float64 {
	out := make([][]float64, len(c.Right))
	for o := range c.Right {
		chosen := c.chose(o)
		for _, g := range groups {
			n := 0.0
			for _, p := range g {
				n += chosen[p]
			}
			out[o] = append(out[o], n/max(float64(len(g)), 1))
		}
	}
	return out
}

// Groups parts persons by ascending total into n groups as equal as can be.
func Groups(totals []float64, n int) [][]int {
	order, out := ascending(totals), make([][]int, n)
	for g := range out {
		out[g] = order[g*len(order)/n : (g+1)*len(order)/n]
	}
	return out
}

// UpperLower is the D index of a column of marks as shares of the most: the mean
// of the upper less that of the lower ⌊0.27·n⌋ persons by total (Kelley 1939);
// nil for fewer than four persons.
func UpperLower(x, totals []float64) *float64 { return dIndex(x, ascending(totals)) }

// Without is Cronbach's alpha if each question in turn were left out; nil where
// it is undefined.
func Without(s Sheet) []*float64 {
	columns, totals := s.columns(), make([]float64, len(s.Marks))
	spread, each := 0.0, make([]float64, len(columns))
	for p, row := range s.Marks {
		totals[p] = sum(row)
	}
	for i, x := range columns {
		each[i] = describe(x).variance()
		spread += each[i]
	}
	out := make([]*float64, len(columns))
	for i, x := range columns {
		out[i] = alpha(spread-each[i], describe(minus(totals, x)).variance(), len(columns)-1)
	}
	return out
}

// AlphaInterval is the 95 % interval of Cronbach's alpha of n persons and k
// questions: 1 − (1 − α)·F with the quantiles of F(n − 1, (n − 1)(k − 1)) (Feldt,
// Psychometrika 30, 1965, 357-370). ok is false where there is none.
func AlphaInterval(a float64, n, k int) (low, high float64, ok bool) {
	if n < 2 || k < alphaLeastItem {
		return 0, 0, false
	}
	f := distuv.F{D1: float64(n - 1), D2: float64((n - 1) * (k - 1))}
	return 1 - (1-a)*f.Quantile(.975), 1 - (1-a)*f.Quantile(.025), true
}
