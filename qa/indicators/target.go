package indicators

import (
	"math"

	"shifu/internal/fault"
)

// Target is what an indicator is to reach from a day on, until the next
// target's day. Set false takes the target away.
type Target struct {
	Key   Key
	From  Date
	Value float64 // in the indicator's unit: 0.97 for 97 %
	Set   bool
}

// Always is the day from which the targets of a new workspace hold.
const Always = Date(0)

// Defaults are the targets of a new workspace: what the power hotline's
// projects are held to.
var Defaults = []Target{{AnswerRate, Always, .97, true}, {Satisfaction, Always, .998, true}}

// Targets are every version, in any order.
type Targets []Target

// On is the target of k on that day; not Set where there is none.
func (ts Targets) On(k Key, d Date) Target {
	best := Target{Key: k, From: math.MinInt32}
	for _, t := range ts {
		if t.Key == k && t.From <= d && t.From >= best.From {
			best = t
		}
	}
	return best
}

// Check refuses a target that nothing can reach (Invalid).
func (t Target) Check() error {
	i, ok := ByKey(t.Key)
	switch {
	case !ok:
		return fault.New(fault.Invalid, "There is no indicator {{.Key}}.", fault.Values{"Key": string(t.Key)})
	case !t.Set:
		return nil
	case math.IsNaN(t.Value) || math.IsInf(t.Value, 0) || t.Value < 0:
		return fault.New(fault.Invalid, "A target is a number from 0 up.", nil)
	case (i.Unit == Rate || i.Unit == Share) && t.Value > 1:
		return fault.New(fault.Invalid, "A target of a rate lies between 0 and 100 %.", nil)
	}
	return nil
}
