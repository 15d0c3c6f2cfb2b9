package coaching

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat"

	"shifu/qa/interval"
)

// Scored is the answer to one question in one evaluation.
type Scored struct {
	RubricID string
	Ref      string
	Credit   float64 // s, 0 … 1
	Weight   float64 // applied
}

// Priority is what coaching one question could bring: the mean of 1−s where the
// question applied × its mean applied weight × the share of calls to which it
// applied, which is the points lost per call.
type Priority struct {
	RubricID  string
	Ref       string
	Question  string
	N         int     // evaluations in which it applied
	Of        int     // all evaluations
	Lost      float64 // mean of 1−s
	Low, High float64 // of Lost: 95 %
	Weight    float64 // mean applied
	Share     float64 // N of Of
	Value     float64 // Lost × Weight × Share
	Part      float64 // of the value of all
	Sum       float64 // of the parts up to this one
}

// Few reports whether too few calls stand behind it.
func (p Priority) Few() bool { return p.N < interval.Enough }

// Priorities puts what to coach first in order, that which brings most first,
// with cumulative parts (Pareto). evaluations is how many there are, whatever
// their rubric: the questions of one that is hardly used cost little a call. A
// question on which nothing is lost is left out.
func Priorities(answers []Scored, evaluations int) []Priority {
	type key struct{ rubric, ref string }
	lost, weights := map[key][]float64{}, map[key][]float64{}
	for _, a := range answers {
		k := key{a.RubricID, a.Ref}
		lost[k], weights[k] = append(lost[k], 1-a.Credit), append(weights[k], a.Weight)
	}
	var out []Priority
	all := 0.0
	for k, l := range lost {
		of := max(evaluations, len(l))
		p := Priority{RubricID: k.rubric, Ref: k.ref, N: len(l), Of: of, Lost: stat.Mean(l, nil), Weight: stat.Mean(weights[k], nil), Share: float64(len(l)) / float64(of)}
		p.Low, p.High = p.Lost, p.Lost
		if len(l) > 1 {
			half := interval.Half(len(l), stat.StdDev(l, nil))
			p.Low, p.High = max(p.Lost-half, 0), min(p.Lost+half, 1)
		}
		if p.Value = p.Lost * p.Weight * p.Share; p.Value > 0 {
			out = append(out, p)
			all += p.Value
		}
	}
	slices.SortFunc(out, func(a, b Priority) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.RubricID, b.RubricID))
	})
	sum := 0.0
	for i := range out {
		out[i].Part = out[i].Value / all
		sum += out[i].Part
		out[i].Sum = sum
	}
	return out
}
