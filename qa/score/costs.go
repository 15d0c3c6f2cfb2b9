package score

import (
	"math"
	"slices"

	"shifu/qa"
)

// Costs returns, for each option of the question ref, by how many points the
// final score would change if it were chosen now (multiple choice: switched on
// or off). While there is no score yet the change is measured from 100. NaN
// where the choice would lead to no score; nil for an unknown question and one
// without options.
func (s *Scheme) Costs(a qa.Answers, ref string) []float64 {
	i := slices.IndexFunc(s.questions, func(q question) bool { return q.ref == ref })
	if i < 0 || len(s.questions[i].choices) == 0 {
		return nil
	}
	var r Result
	sheet := s.Sheet(a)
	s.ScoreSheet(sheet, &r)
	now := 100.0
	if r.Final.Known {
		now = r.Final.Value
	}
	given, costs := sheet[i], make([]float64, len(s.questions[i].choices))
	for option := range costs {
		sheet[i] = s.questions[i].with(given, option)
		s.ScoreSheet(sheet, &r)
		costs[option] = math.NaN()
		if r.Final.Known {
			costs[option] = r.Final.Value - now
		}
	}
	return costs
}

// Costs is Scheme.Costs for a single question.
func Costs(v *qa.Version, a qa.Answers, ref string) []float64 {
	return Compile(v).Costs(a, ref)
}

func (q *question) with(a qa.Answer, option int) qa.Answer {
	if q.from.Kind != qa.KindMultiple || a.NA {
		return qa.Choose(option)
	}
	if i := slices.Index(a.Options, option); i >= 0 {
		return qa.Choose(slices.Delete(slices.Clone(a.Options), i, i+1)...)
	}
	return qa.Choose(append(slices.Clone(a.Options), option)...)
}
