package cards

import (
	"cmp"
	"slices"
	"time"
)

// Stake is a card in view of an exam.
type Stake struct {
	ID     string
	Card   Card
	Weight float64       // of its knowledge point in the exam
	Takes  time.Duration // a review
}

// Expected is the expected exam score, 0 … 1: Σ w·R(T) ÷ Σ w. ok is false
// without cards.
func (p *Plan) Expected(stakes []Stake, exam time.Time) (score float64, ok bool) {
	weight := 0.0
	for _, s := range stakes {
		score += s.Weight * p.RecallAt(s.Card, exam)
		weight += s.Weight
	}
	if weight == 0 {
		return 0, false
	}
	return score / weight, true
}

// quickest is the least that a review is taken to last.
const quickest = time.Second

// gain is what a review at now brings by the exam, by the second.
func (p *Plan) gain(s Stake, now, exam time.Time) float64 {
	after := Card{Memory: p.Weights.Next(s.Card.Memory, s.Card.daysTo(now), Good), Seen: now}
	brings := p.RecallAt(after, exam) - p.RecallAt(s.Card, exam)
	return s.Weight * brings / max(s.Takes, quickest).Seconds()
}

// Best are the n cards whose review at now raises the expected score of an exam
// most for the time that it takes, the best first. Cards that a review would not
// help are left out.
func (p *Plan) Best(stakes []Stake, now, exam time.Time, n int) []Stake {
	type rated struct {
		Stake
		gain float64
	}
	all := make([]rated, 0, len(stakes))
	for _, s := range stakes {
		if g := p.gain(s, now, exam); g > 0 {
			all = append(all, rated{s, g})
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.ID, b.ID))
	})
	out := make([]Stake, min(n, len(all)))
	for i := range out {
		out[i] = all[i].Stake
	}
	return out
}

// DueBefore moves what is due to so long before an exam at the latest.
func DueBefore(due, exam time.Time, lead time.Duration) time.Time {
	if last := exam.Add(-lead); due.After(last) {
		return last
	}
	return due
}

// GradeOf turns an answer in an exam or a drill into a grade: wrong is Again,
// right but over twice the usual time is Hard, right is Good. Easy is only what
// a person says.
func GradeOf(right bool, took, usual time.Duration) Grade {
	switch {
	case !right:
		return Again
	case usual > 0 && took > 2*usual:
		return Hard
	}
	return Good
}
