package award

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Keeper keeps awards. Everybody sees those of their organisation and those of
// all companies; the right KeepContests makes, opens and publishes them in its
// scope. NotFound is the answer for what is outside.
type Keeper interface {
	// Awards returns those in scope, the latest year first.
	Awards(ctx context.Context, by people.Actor) ([]Award, error)
	// View returns one with what the actor may see of it now.
	View(ctx context.Context, by people.Actor, id string) (View, error)
	// SaveAward adds an award (empty ID) or changes one whose year has not begun
	// (Conflict otherwise: the weights are locked).
	SaveAward(ctx context.Context, by people.Actor, id string, r Rule) (string, error)
	// Examine says which exams are the first and the last one, until the result
	// is published.
	Examine(ctx context.Context, by people.Actor, id, first, last string) error
	// Exams returns the published exams that can be chosen, the latest first.
	Exams(ctx context.Context, by people.Actor) ([]Exam, error)
	// OpenVote puts the pairs of the year up for election until a time, and writes
	// down who is entitled.
	OpenVote(ctx context.Context, by people.Actor, id string, until time.Time) error
	// Cast puts a ballot in: one of each who is entitled (Conflict for a second
	// one, Forbidden for who is not entitled). What is kept of it can't be led
	// back to who gave it.
	Cast(ctx context.Context, by people.Actor, id string, b Ballot) error
	// Publish counts once the vote is over, and keeps the result for good.
	Publish(ctx context.Context, by people.Actor, id string) (Result, error)
}

// Exam is a published exam.
type Exam struct{ ID, Name string }

// View is an award as one person sees it.
type View struct {
	Award    Award
	State    State
	Keeps    bool   // the person may keep it
	Pairs    []Pair // who stands for election; before the vote opens, whoever would
	Entitled bool
	Voted    bool
	Turnout  int // ballots, of how many entitled
	Roll     int
	Result   *Result // once it is published
	Sound    bool    // the published result has still the hash it was published with
}
