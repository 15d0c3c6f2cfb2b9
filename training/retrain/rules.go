package retrain

import (
	"time"

	"shifu/internal/fault"
)

// Rules say how failing one exam is dealt with.
type Rules struct {
	On       bool          `json:"on"`                  // failing it opens a case
	Cut      float64       `json:"cut"`                 // a knowledge point whose posterior mean lies below is weak
	CoolDown time.Duration `json:"cool_down,omitempty"` // from a failure to the next sitting
	Fails    int           `json:"fails"`               // so many failures take the person off duty
	MinRead  time.Duration `json:"min_read,omitempty"`  // how long an article has to be open to be read
}

// StandardRules are those of an exam for which nobody has set any: failing it
// opens no case until they are switched on.
func StandardRules() Rules {
	return Rules{Cut: .6, CoolDown: 24 * time.Hour, Fails: 2, MinRead: time.Minute}
}

// What the gate asks of cards, for every exam.
const (
	Recall = 0.9 // predicted at the time of the resit, mean of the cards
	Days   = 2   // different local days on which each was answered rightly
)

// The limits of rules.
const (
	longestCoolDown = 90 * 24 * time.Hour
	longestMinRead  = time.Hour
	mostFails       = 20
)

// Check returns an Invalid fault for the first rule that can't be kept.
func (r Rules) Check() error {
	switch {
	case !(r.Cut > 0 && r.Cut < 1):
		return fault.New(fault.Invalid, "The cut for weak points lies between 0 and 100 %.", nil)
	case r.CoolDown < 0 || r.CoolDown > longestCoolDown:
		return fault.New(fault.Invalid, "The cool-down lasts 0 to {{.N}} days.", fault.Values{"N": int(longestCoolDown.Hours() / 24)})
	case r.Fails < 1 || r.Fails > mostFails:
		return fault.New(fault.Invalid, "A person goes off duty after 1 to {{.N}} failures.", fault.Values{"N": mostFails})
	case r.MinRead < 0 || r.MinRead > longestMinRead:
		return fault.New(fault.Invalid, "An article is read after 0 to {{.N}} minutes.", fault.Values{"N": int(longestMinRead.Minutes())})
	}
	return nil
}
