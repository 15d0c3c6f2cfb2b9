package cards

import "time"

// lead is how long before an exam its cards are asked once more.
const lead = 24 * time.Hour

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

// quickest is the least that a review is taken to last.
const quickest = time.Second

// race compares what reviews on one day bring by an exam.
type race struct {
	weights Weights
	today   int // local days
	exam    int
	zone    *time.Location
	days    float64 // from today to the exam
}

func (p *Plan) race(now, exam time.Time) race {
	at := exam.In(now.Location())
	return race{weights: p.Weights, today: Day(now), exam: Day(at), zone: now.Location(), days: float64(max(Day(at)-Day(now), 0))}
}

// run returns how well a card is remembered at the exam if it is left alone,
// and how much a good answer today raises that.
func (r *race) run(c *Card) (recall, brings float64) {
	since := 0
	if !c.Seen.IsZero() {
		seen := Day(c.Seen.In(r.zone))
		since, recall = max(r.today-seen, 0), r.weights.Recall(float64(max(r.exam-seen, 0)), c.Stability)
	}
	return recall, max(r.weights.Recall(r.days, r.weights.stability(c.Memory, since, Good))-recall, 0)
}

// view is a deck seen from an exam: for each card what it is worth.
type view struct {
	Aim
	of    []lot          // by the number of the card
	cards map[string]int // by point: the marks of a point are shared out among its cards
}

// lot is one card in view of an exam; the zero lot is one that it doesn't ask about.
type lot struct {
	asked          bool
	recall, brings float64
}

func (p *Plan) view(all []Entry, a Aim, now time.Time) view {
	v, r := view{Aim: a, of: make([]lot, len(all)), cards: map[string]int{}}, p.race(now, a.At)
	for i := range all {
		e := &all[i]
		if a.Points[e.Point].Marks <= 0 || e.Aside == Frozen || e.Aside == Suspended {
			continue
		}
		v.cards[e.Point]++
		v.of[i].asked = true
		v.of[i].recall, v.of[i].brings = r.run(&e.Card)
	}
	return v
}

// rate is what a card brings to the exam by the second.
func (v *view) rate(i int, e *Entry) float64 {
	return v.Points[e.Point].Marks / float64(v.cards[e.Point]) * v.of[i].brings / max(e.Seconds(), quickest).Seconds()
}
