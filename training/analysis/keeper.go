package analysis

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Standing is a session with the call around it.
type Standing struct {
	Session
	OrganisationID string
	Organisation   string
	Call           string // what it is about
	BusinessLine   string
	Length         time.Duration
}

// Keeper keeps joint listening. Whoever keeps coaching or benchmark calls plans
// sessions about the calls of their scope and leads them; who takes part sees
// the session and adds findings.
type Keeper interface {
	// Sessions returns those that the actor may know of, the latest first.
	Sessions(ctx context.Context, by people.Actor) ([]Standing, error)
	// Session returns one.
	Session(ctx context.Context, by people.Actor, id string) (Standing, error)
	// Plan adds a session, or changes one that is planned, and returns its ID.
	Plan(ctx context.Context, by people.Actor, s Session) (string, error)
	// Note adds a finding, Strike takes one out.
	Note(ctx context.Context, by people.Actor, id string, f Finding) error
	Strike(ctx context.Context, by people.Actor, id, findingID string) error
	// Decide adds a decision, Finish says that one was carried out.
	Decide(ctx context.Context, by people.Actor, id string, d Decision) error
	Finish(ctx context.Context, by people.Actor, id, decisionID, outcome string) error
	// Hold closes the minutes; came are the members who did.
	Hold(ctx context.Context, by people.Actor, id string, came []string, summary string) error
	// Cancel ends a session that is not held.
	Cancel(ctx context.Context, by people.Actor, id string) error
	// Became keeps what a session became: a benchmark call or an article; empty: as it was.
	Became(ctx context.Context, by people.Actor, id, benchmarkID, articleID string) error
}
