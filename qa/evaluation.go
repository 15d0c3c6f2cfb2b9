package qa

import (
	"time"

	"shifu/internal/fault"
)

// State is where an evaluation stands in its life.
type State string

// The states: draft → submitted → released → acknowledged | appealed →
// in review → upheld | revised → closed; also voided.
const (
	Draft        State = "draft"
	Submitted    State = "submitted"
	Released     State = "released"
	Acknowledged State = "acknowledged"
	Appealed     State = "appealed"
	InReview     State = "in-review"
	Upheld       State = "upheld"
	Revised      State = "revised"
	Closed       State = "closed"
	Voided       State = "voided"
)

// Evaluation is one reviewer's scoring of one call with one rubric version. A
// revision is a new Edition of the same evaluation; earlier editions stay.
type Evaluation struct {
	ID             string
	Edition        int // 1, 2, ...: grows with each revision
	CallID         string
	RubricID       string
	VersionID      string // of the rubric
	ReviewerID     string
	ReviewerName   string
	AgentID        string
	OrganisationID string
	Purpose        Purpose
	For            string // the calibration session or appeal it belongs to; empty: none
	Risk           bool   // the call was chosen for its risk, not by chance: enters no average
	State          State
	Answers        Answers
	Comment        string   // to the agent, on the whole call
	Moments        []Moment // bound to no question
	Raw            *float64 // 0…100 before fail-all; nil: no score
	Final          *float64
	FailAll        bool
	Listened       time.Duration
	StartedAt      time.Time
	SavedAt        time.Time
	SubmittedAt    time.Time
	Why            string // why this edition was made; empty for the first
}

// Open reports whether the evaluation can still be written.
func (e Evaluation) Open() bool { return e.State == Draft }

var steps = map[State][]State{
	Draft:        {Submitted, Voided},
	Submitted:    {Released, Voided},
	Released:     {Acknowledged, Appealed, Closed, Voided},
	Acknowledged: {Closed, Voided},
	Appealed:     {InReview, Voided},
	InReview:     {Upheld, Revised, Voided},
	Upheld:       {Closed, Appealed},
	Revised:      {Closed, Appealed},
}

// Step returns nil if an evaluation in state from may go to state to, and a
// Conflict fault otherwise.
func Step(from, to State) error {
	for _, s := range steps[from] {
		if s == to {
			return nil
		}
	}
	return fault.New(fault.Conflict, "This evaluation is {{.From}}; it can't become {{.To}}.",
		fault.Values{"From": string(from), "To": string(to)})
}
