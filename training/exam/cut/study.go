package cut

import (
	"slices"

	"shifu/internal/fault"
)

// Check returns an Invalid fault for expectations that contradict each other.
func (e Expectation) Check() error {
	for _, v := range []float64{e.Pass, e.MinCut, e.MaxCut, e.MinFail, e.MaxFail} {
		if !(v >= 0 && v <= 1) {
			return fault.New(fault.Invalid, "Shares lie between 0 and 100 %.", nil)
		}
	}
	if e.MaxCut <= e.MinCut || e.MaxFail < e.MinFail {
		return fault.New(fault.Invalid, "The lowest acceptable value lies below the highest one.", nil)
	}
	return nil
}

// rating is what a judge gave a question in a round.
func (s *Seat) rating(questionID string, round int) (Rating, bool) {
	i := slices.IndexFunc(s.Given, func(r Rating) bool { return r.QuestionID == questionID && r.Round == round })
	if i < 0 {
		return Rating{}, false
	}
	return s.Given[i], true
}

// Rating is what a judge gave a question in a round.
func (s *Study) Rating(judge int, questionID string, round int) (Rating, bool) {
	return s.Judges[judge].rating(questionID, round)
}

// Finished counts the judges who have finished a round.
func (s *Study) Finished(round int) int {
	n := 0
	for _, j := range s.Judges {
		if round > 0 && j.Done[round-1] {
			n++
		}
	}
	return n
}

// Last is the latest round that two judges have finished; 0 if there is none.
func (s *Study) Last() int {
	for _, round := range []int{2, 1} {
		if s.Finished(round) >= 2 {
			return round
		}
	}
	return 0
}

// Ratings are those of the judges who finished a round.
func (s *Study) Ratings(round int) Ratings {
	var r Ratings
	for _, it := range s.Items {
		r.Items, r.Marks = append(r.Items, it.Question.ID), append(r.Marks, it.Weight)
	}
	for _, j := range s.Judges {
		if round == 0 || !j.Done[round-1] {
			continue
		}
		row := make([]float64, len(s.Items))
		for i, it := range s.Items {
			given, _ := j.rating(it.Question.ID, round)
			row[i] = given.P
		}
		r.Judges, r.P = append(r.Judges, j.Name), append(r.P, row)
	}
	return r
}

// Outcome is what a round of a study comes to, with the marks of people where
// there are any. Cuts are in marks.
type Outcome struct {
	Round    int
	Angoff   Angoff
	Expected float64 // mean of the pass rates that judges expect
	Limits   Limits  // means of the judges' limits, in marks and shares
	Beuk     Point
	HasBeuk  bool
	Hofstee  Point
	HasHof   bool // the limits meet the marks
}

// Outcome computes what a round comes to; ok is false before two judges have
// finished it.
func (s *Study) Outcome(round int, totals []float64) (o Outcome, ok bool) {
	if s.Finished(round) < 2 {
		return o, false
	}
	o.Round, o.Angoff = round, Judged(s.Ratings(round))
	var cuts, passes []float64
	n := float64(s.Finished(round))
	at := 0
	for _, j := range s.Judges {
		if !j.Done[round-1] {
			continue
		}
		cuts, passes = append(cuts, o.Angoff.Judges[at].Cut), append(passes, j.Expects.Pass)
		at++
		o.Expected += j.Expects.Pass / n
		o.Limits.MinCut += j.Expects.MinCut * s.Most / n
		o.Limits.MaxCut += j.Expects.MaxCut * s.Most / n
		o.Limits.MinFail += j.Expects.MinFail / n
		o.Limits.MaxFail += j.Expects.MaxFail / n
	}
	o.Beuk, o.HasBeuk = Beuk(totals, cuts, passes, s.Most)
	o.Hofstee, o.HasHof = Hofstee(totals, o.Limits)
	return o, true
}

// Spread is the mean and the standard deviation of the ratings of a question in
// a round, and how many there are.
func (s *Study) Spread(questionID string, round int) (mean, sd float64, n int) {
	var all []float64
	for i := range s.Judges {
		if r, ok := s.Rating(i, questionID, round); ok {
			all = append(all, r.P)
		}
	}
	mean, sd = spread(all)
	return mean, sd, len(all)
}

// Passing is the share of totals at or above a cut.
func Passing(totals []float64, cut float64) float64 {
	if len(totals) == 0 {
		return 0
	}
	return passing(totals, cut)
}
