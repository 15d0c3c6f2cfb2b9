package coaching

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Find narrows plans. The zero Find takes all.
type Find struct {
	State        State
	Open         bool // not done
	PersonID     string
	TeamID       string
	EvaluationID string
}

// Standing is a plan with the names around it.
type Standing struct {
	Plan
	Person, Coach  string
	TeamID, Team   string
	OrganisationID string
	Organisation   string
}

// Group is whose calls a question is asked about; all that is set must fit.
type Group struct {
	PersonID       string
	TeamID         string
	OrganisationID string
}

// Keeper keeps coaching plans. Whoever keeps coaching sees and changes those of
// their scope; an agent sees their own and acknowledges them; a mentor sees
// those of their mentees.
type Keeper interface {
	// Plans returns those that match: those with the nearest day of the goal first.
	Plans(ctx context.Context, by people.Actor, f Find) ([]Standing, error)
	// Plan returns one.
	Plan(ctx context.Context, by people.Actor, id string) (Standing, error)
	// Draft is the plan that an evaluation calls for, with its worst question as
	// the goal; nothing is kept.
	Draft(ctx context.Context, by people.Actor, evaluationID string) (Standing, error)
	// Baseline is how a person has done on a question in the last Window.
	Baseline(ctx context.Context, by people.Actor, personID, rubricID, ref string) (Sample, error)

	// Save adds a plan, or changes one that is not followed up yet, and returns
	// its ID. The baseline is the store's.
	Save(ctx context.Context, by people.Actor, p Plan) (string, error)
	// Arrange plans the next session.
	Arrange(ctx context.Context, by people.Actor, id string, at time.Time) error
	// Hold notes a session that was held.
	Hold(ctx context.Context, by people.Actor, id string, at time.Time, note string) error
	// Follow ends the coaching and lets the calls prove it.
	Follow(ctx context.Context, by people.Actor, id string) error
	// Resume takes a plan up again.
	Resume(ctx context.Context, by people.Actor, id string) error
	// Close ends the follow-up.
	Close(ctx context.Context, by people.Actor, id string, met bool, verdict string) error
	// Acknowledge is the agent's own.
	Acknowledge(ctx context.Context, by people.Actor, id, words string) error
}

// Figures answer what to coach first and what coaching brought, within the
// scope of whoever keeps coaching.
type Figures interface {
	// Priorities says what to coach first, from the evaluations since.
	Priorities(ctx context.Context, by people.Actor, g Group, since time.Time) ([]Priority, error)
	// Effect is what a plan brought. An agent may ask about their own.
	Effect(ctx context.Context, by people.Actor, id string) (Effect, error)
}
