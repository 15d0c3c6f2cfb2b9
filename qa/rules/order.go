package rules

import (
	"time"

	"shifu/internal/words"
)

// Order asks that one thing comes after another.
type Order struct {
	First, Then Condition
	Within      time.Duration // at most so long after the first; 0: any time
	Each        bool          // every first has to be followed, not just one
}

func (o *Order) test(t *Talk) Result {
	first, then := o.First.test(t), o.Then.test(t)
	switch {
	case first.Truth == Unknown || then.Truth == Unknown:
		return Result{}
	case first.Truth == No && o.Each:
		return Result{} // there was no occasion
	case first.Truth == No:
		return Result{Truth: No, Against: first.Against}
	}
	var kept, broken []Hit
	for _, a := range first.For {
		if b, ok := o.follows(a, then.For); ok {
			kept = append(kept, a, b)
		} else {
			broken = append(broken, a.noted(words.T("Nothing follows of what should", nil)))
		}
	}
	if len(kept) == 0 || o.Each && len(broken) > 0 {
		return Result{Truth: No, Against: broken}
	}
	return Result{Truth: Yes, For: kept}
}

// follows is the first of the hits behind a.
func (o *Order) follows(a Hit, hits []Hit) (Hit, bool) {
	for _, b := range hits {
		gap := b.At - max(a.At, a.Until)
		if b.At > a.At && gap >= 0 && (o.Within == 0 || gap <= o.Within) {
			return b, true
		}
	}
	return Hit{}, false
}

func (h Hit) noted(note words.Text) Hit {
	if h.Quote == "" && h.Note.IsZero() {
		h.Note = note
	}
	return h
}

func (o *Order) check(c *checker, path string) {
	c.condition(o.First, path+".first")
	c.condition(o.Then, path+".then")
	if o.Within < 0 || o.Within > dayLong {
		c.say(path+".within", "Seconds lie between 0 and {{.Limit}}.", map[string]any{"Limit": int(dayLong.Seconds())})
	}
}
