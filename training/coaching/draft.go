package coaching

import (
	"math"

	"shifu/qa"
)

// Worst is the question on which an evaluation lost most points, nil if none
// was lost.
func Worst(v *qa.Version, a qa.Answers) *qa.Question {
	visible := v.Visible(a)
	var worst *qa.Question
	most := 0.0
	for _, q := range v.All {
		credit, ok := q.Credit(a[q.Ref])
		if !ok || q.OnlyBonus() || !visible[q.Ref] {
			continue
		}
		if lost := (1 - credit) * q.Weight.Float(); lost > most {
			worst, most = q, lost
		}
	}
	return worst
}

// Expected is the behaviour that a question asks for: what its help says, or the
// question itself.
func Expected(q *qa.Question) string {
	if q.Help != "" {
		return q.Help
	}
	return q.Text
}

// Aim is a target that can be reached: half of what is missing, in steps of 5 %,
// 80 % at the least.
func Aim(had Sample) float64 {
	half := had.Mean + (1-had.Mean)/2
	aim := math.Ceil(half*20-1e-9) / 20
	return min(max(aim, .8), 1)
}
