package score

import "shifu/qa"

// Accuracy gathers the errors of many evaluations, class by class. It is
// reported beside the score and never merged with it.
type Accuracy struct {
	Evaluations int
	Classes     [4]ClassAccuracy // in the order of qa.Classes
}

// ClassAccuracy is what was gathered of one class.
type ClassAccuracy struct {
	Clean         int // evaluations without an error; two errors in one call count once
	Opportunities int // N/A removed
	Errors        int
}

// Add counts one evaluation.
func (a *Accuracy) Add(r *Result) {
	a.Evaluations++
	for i, t := range r.Classes {
		c := &a.Classes[i]
		c.Opportunities += t.Opportunities
		c.Errors += t.Errors
		if t.Clean() {
			c.Clean++
		}
	}
}

// Rate returns hits and n of class: for a critical class the clean evaluations
// of all, for non-critical the opportunities without error of all. The accuracy
// is hits ÷ n; there is none while n is 0.
func (a *Accuracy) Rate(class qa.Class) (hits, n int) {
	for i, c := range a.Classes {
		switch {
		case qa.Classes[i] != class:
		case class == qa.ClassNonCritical:
			return c.Opportunities - c.Errors, c.Opportunities
		default:
			return c.Clean, a.Evaluations
		}
	}
	return 0, 0
}
