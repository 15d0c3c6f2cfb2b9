package logbook

import (
	"context"

	"shifu/internal/people"
	"shifu/routing/practice"
)

// Keeper keeps practice sessions. Who runs scenarios or keeps practice keeps the
// own sessions; who keeps practice or coaching sees those of their scope and
// comments on them.
type Keeper interface {
	// Sessions lists what the actor may know of, the newest first, without records
	// and reviews; of one person only, if it is given.
	Sessions(ctx context.Context, by people.Actor, personID string) ([]Session, error)
	// Session returns one with its record and review.
	Session(ctx context.Context, by people.Actor, id string) (Session, error)
	// Keep keeps a session of the actor as played and returns its ID; with an ID, it
	// replaces how that one was played, unless it was reviewed (Conflict).
	Keep(ctx context.Context, by people.Actor, s Session) (string, error)
	// KeepReview keeps what the review of an own session found.
	KeepReview(ctx context.Context, by people.Actor, id string, r practice.Review) error
	// Answer keeps the answers of whoever played.
	Answer(ctx context.Context, by people.Actor, id string, a Answers) error
	// Comment keeps what a coach says to somebody else's session. With a coaching
	// plan of that person it counts as a session of the plan, once.
	Comment(ctx context.Context, by people.Actor, id, text, planID string) error
}

// Author keeps the scenarios of an organisation: who runs scenarios or keeps
// practice plays them, who keeps practice changes them.
type Author interface {
	// Scenarios lists the own ones and the client's, by name.
	Scenarios(ctx context.Context, by people.Actor) ([]Scenario, error)
	// Save adds a scenario, or changes one, and returns its ID.
	Save(ctx context.Context, by people.Actor, s Scenario) (string, error)
	// Remove puts one away; sessions of it stay.
	Remove(ctx context.Context, by people.Actor, id string) error
}

// Starter keeps the starting states of an organisation: who runs scenarios or
// keeps practice begins from them, who keeps practice makes them.
type Starter interface {
	// Starts lists the own ones and the client's, by name, without records.
	Starts(ctx context.Context, by people.Actor) ([]Start, error)
	// Start returns one with its record.
	Start(ctx context.Context, by people.Actor, id string) (Start, error)
	// KeepStart keeps a moment under a name and returns its ID. A name stands
	// once for a scenario (Conflict).
	KeepStart(ctx context.Context, by people.Actor, s Start) (string, error)
	// RemoveStart puts one away; sessions that began from it stay.
	RemoveStart(ctx context.Context, by people.Actor, id string) error
}
