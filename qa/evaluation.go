package qa

import (
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
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

// Purpose says what an evaluation counts for.
type Purpose string

// The purposes. Only Ordinary ones enter averages.
const (
	Ordinary Purpose = "ordinary"
	Double   Purpose = "double"  // a second reviewer scores the same call blind
	Self     Purpose = "self"    // by the agent
	Joint    Purpose = "joint"   // by mentor and mentee together
	Session  Purpose = "session" // by a participant of a calibration session, blind; agents never see it
	Rescore  Purpose = "rescore" // blind, by who decides an appeal
)

// Start says which evaluation is begun, and what for.
type Start struct {
	CallID    string
	VersionID string  // of the rubric
	Purpose   Purpose // empty: Ordinary
	For       string  // ID of the calibration session or the appeal that it belongs to; empty: none
}

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
	Upheld:       {Closed},
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

// MayScore returns nil if reviewer may score a call taken by agent: nobody
// scores themselves, their mentee or their direct report unless a lead allowed
// it for the case, in writing (allowance not empty).
func MayScore(reviewer people.Actor, agent people.Person, allowance string) error {
	if err := reviewer.Require(people.ScoreCalls); err != nil {
		return err
	}
	if agent.ID == "" || allowance != "" {
		return nil
	}
	switch reviewer.PersonID {
	case agent.ID:
		return fault.New(fault.Forbidden, "This is your own call. Somebody else must score it.", nil)
	case agent.MentorID:
		return fault.New(fault.Forbidden, "{{.Agent}} is your mentee. Somebody else must score this call.", fault.Values{"Agent": agent.Name})
	case agent.ManagerID:
		return fault.New(fault.Forbidden, "{{.Agent}} reports to you. Somebody else must score this call.", fault.Values{"Agent": agent.Name})
	}
	return nil
}
