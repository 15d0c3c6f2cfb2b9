package speech

import (
	"context"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// Verdict is what a reviewer hears in a stretch of a recording.
type Verdict string

// The verdicts.
const (
	IsHold  Verdict = "hold"  // hold or music: neither talk nor silence
	IsTalk  Verdict = "talk"  // the lane speaks, whoever else does
	IsQuiet Verdict = "quiet" // the lane doesn't speak
)

// AllLanes stands for every lane.
const AllLanes = -1

// Correction is a reviewer's word on a stretch, against the detector's.
type Correction struct {
	ID string `json:"id"`
	Span
	Is   Verdict   `json:"is"`
	Lane int       `json:"lane"` // 0 or 1; AllLanes for hold, and for silence
	ByID string    `json:"by_id"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// Shortest is how long a correction is at the least: the detector's own spans
// are no shorter.
const Shortest = 100 * time.Millisecond

// Check returns nil if the correction fits the activity.
func (c Correction) Check(a Activity) error {
	switch {
	case c.From < 0 || c.To > a.Duration || c.Length() < Shortest:
		return fault.New(fault.Invalid, "Mark a stretch of at least 0.1 s within the call.", nil)
	case c.Is != IsHold && c.Is != IsTalk && c.Is != IsQuiet:
		return fault.New(fault.Invalid, "\"{{.Have}}\" is nothing that can be heard in a stretch.", fault.Values{"Have": string(c.Is)})
	case c.Lane < AllLanes || c.Lane >= len(a.Lanes) || c.Is == IsTalk && c.Lane == AllLanes:
		return fault.New(fault.Invalid, "Say whose voice it is.", nil)
	}
	return nil
}

// With is the activity with corrections in their order, a later one over an
// earlier one. The detector's version and settings stay. Without any it is the
// activity itself.
func (a Activity) With(cs []Correction) Activity {
	if len(cs) == 0 {
		return a
	}
	lanes, hold := slices.Clone(a.voiced), a.Hold
	for _, c := range cs {
		at := []Span{c.Span}
		if c.Is == IsHold {
			hold = merge(append(slices.Clone(hold), c.Span), 0)
			continue
		}
		hold = less(hold, at)
		for i := range lanes {
			switch {
			case c.Lane != AllLanes && c.Lane != i:
			case c.Is == IsTalk:
				lanes[i] = merge(append(slices.Clone(lanes[i]), c.Span), 0)
			default:
				lanes[i] = less(lanes[i], at)
			}
		}
	}
	return a.Correct(lanes, hold)
}

// Keeper keeps what reviewers correct, beside what the detector found. Each
// method is one transaction within the actor's scope.
type Keeper interface {
	// Corrections returns those of a call in the order in which they were made.
	Corrections(ctx context.Context, by people.Actor, callID string) ([]Correction, error)
	// Correct adds one and returns the activity as it is then; from it all
	// figures of the call follow. The right ScoreCalls is needed. It fails with
	// Conflict if the recording was never looked at.
	Correct(ctx context.Context, by people.Actor, callID string, c Correction) (Activity, error)
	// Detected keeps what the detector found when it looked again, and returns
	// what it had found before, the zero Activity if it never had; corrections
	// stay on top. The right ScoreCalls or ImportCalls is needed.
	Detected(ctx context.Context, by people.Actor, callID string, found Activity) (before Activity, err error)
	// Withdraw takes one back.
	Withdraw(ctx context.Context, by people.Actor, callID, id string) (Activity, error)
}
