package revision

import "shifu/qa"

// Shares are the parts of the whole score that sections and questions decide,
// as fractions, when everything applies. In the mode deduction they are the
// points that can be lost, over 100.
type Shares struct {
	Sections  []float64
	Questions [][]float64
}

// SharesOf reckons the shares of v. What is never scored, and what only adds a
// bonus, has none.
func SharesOf(v *qa.Version) Shares {
	out := Shares{make([]float64, len(v.Sections)), make([][]float64, len(v.Sections))}
	whole := wholeOf(v)
	for s := range v.Sections {
		section := &v.Sections[s]
		factor := factorOf(v, section)
		out.Questions[s] = make([]float64, len(section.Questions))
		for i := range section.Questions {
			if whole > 0 {
				out.Questions[s][i] = factor * counted(&section.Questions[i]) / whole
				out.Sections[s] += out.Questions[s][i]
			}
		}
	}
	return out
}

// counted is the weight with which a question counts.
func counted(q *qa.Question) float64 {
	if !q.Scored() || q.OnlyBonus() {
		return 0
	}
	return q.Weight.Float()
}

func sumOf(s *qa.Section) float64 {
	sum := 0.0
	for i := range s.Questions {
		sum += counted(&s.Questions[i])
	}
	return sum
}

// factorOf is by what the weights of a section's questions are multiplied.
func factorOf(v *qa.Version, s *qa.Section) float64 {
	switch v.Mode {
	case qa.ModeFlat, qa.ModeDeduction:
		return 1
	case qa.ModeWeightedPoints:
		return s.Weight.Float()
	}
	if sum := sumOf(s); sum > 0 {
		return s.Weight.Float() / sum
	}
	return 0
}

func wholeOf(v *qa.Version) float64 {
	if v.Mode == qa.ModeDeduction {
		return 100
	}
	whole := 0.0
	for s := range v.Sections {
		whole += factorOf(v, &v.Sections[s]) * sumOf(&v.Sections[s])
	}
	return whole
}
