package exam

import (
	"cmp"
	"math"
	"slices"

	"shifu/training/bank"
)

// Mark is what one answer is given.
type Mark struct {
	Place    int     `json:"place"`
	Fraction float64 `json:"fraction"` // 0…1, before rounding
	Points   float64 `json:"points"`
	Known    bool    `json:"known"` // false: a person has to mark it
}

// step is what marks are rounded to.
func (r *Rules) step() float64 { return cmp.Or(r.Step, 0.5) }

// Round rounds points to the step of the rules, halves up.
func (r *Rules) Round(points float64) float64 {
	step := r.step()
	// The hair keeps 0.3·5 = 1.4999999999999998 from falling below its half.
	return math.Round(math.Floor(points/step+0.5+1e-9)*step*1e6) / 1e6
}

// Mark marks an answer: the question's fraction times the mark, rounded.
func (r *Rules) Mark(place int, it Item, q *bank.Question, a bank.Answer) Mark {
	f, known := q.Fraction(a)
	if q.Kind == bank.Essay && !a.Given() {
		f, known = 0, true // nobody needs to read nothing
	}
	return Mark{Place: place, Fraction: f, Points: r.Round(f * it.Mark), Known: known}
}

// MarkAll marks a paper. The essays among it wait for people.
func (r *Rules) MarkAll(p Paper, questions map[string]bank.Question, answers map[int]bank.Answer) []Mark {
	out := make([]Mark, len(p.Items))
	for i, it := range p.Items {
		q := questions[it.QuestionID]
		out[i] = r.Mark(i, it, &q, answers[i])
	}
	return out
}

// Total adds up marks. known is false while one of them waits for a person.
func Total(marks []Mark) (points float64, known bool) {
	known = true
	for _, m := range marks {
		points, known = points+m.Points, known && m.Known
	}
	return math.Round(points*1e6) / 1e6, known
}

// Judgement is what one marker gives an essay.
type Judgement struct {
	MarkerID string  `json:"marker_id"`
	Points   float64 `json:"points"`
	Note     string  `json:"note,omitempty"`
}

// Settle makes one mark of what markers gave an essay that counts most. Two
// markers give their mean if they differ by at most EssayGap of the mark;
// otherwise a third decides: the mean of the two that lie nearest, the higher
// two if both pairs are as near. need is how many markers are still missing.
func (r *Rules) Settle(most float64, js []Judgement) (points float64, need int) {
	ps := make([]float64, len(js))
	for i, j := range js {
		ps[i] = min(max(j.Points, 0), most)
	}
	slices.Sort(ps)
	switch {
	case len(ps) < 2:
		return 0, 2 - len(ps)
	case len(ps) == 2:
		if ps[1]-ps[0] > cmp.Or(r.EssayGap, 0.25)*most+1e-9 {
			return 0, 1
		}
		return r.Round((ps[0] + ps[1]) / 2), 0
	}
	if ps[1]-ps[0] < ps[2]-ps[1]-1e-9 {
		return r.Round((ps[0] + ps[1]) / 2), 0
	}
	return r.Round((ps[1] + ps[2]) / 2), 0
}
