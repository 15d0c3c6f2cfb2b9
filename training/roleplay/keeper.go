package roleplay

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
)

// Player is what somebody who practises needs kept. Everything is their own.
type Player interface {
	// Offers returns the scenarios that the actor can play, those that ship and
	// those of their organisation, with how they did so far.
	Offers(ctx context.Context, by people.Actor) ([]Offer, error)
	// Begin takes the call. The clock of the attempt runs from here.
	Begin(ctx context.Context, by people.Actor, s Start) (Attempt, error)
	// Move makes one move in an attempt of the actor that is not over. Its time is
	// set by the clock of the workspace, whatever the move says.
	Move(ctx context.Context, by people.Actor, id string, m Move) (Attempt, error)
	// Again begins anew in the middle of an attempt of the actor: everything is as
	// it was before the answer of the given turn.
	Again(ctx context.Context, by people.Actor, id string, turn int) (Attempt, error)
}

// Keeper is what looks at attempts. Who sees calls sees those of their scope,
// everybody their own; NotFound is the answer for all others.
type Keeper interface {
	// Attempts returns the attempts that match, the newest first, without runs.
	Attempts(ctx context.Context, by people.Actor, f Find) ([]Attempt, error)
	// Attempt returns one with its run, score and reviews.
	Attempt(ctx context.Context, by people.Actor, id string) (Attempt, error)
	// Skills is how well a person knows what they practised, by name.
	Skills(ctx context.Context, by people.Actor, personID string) ([]Skill, error)
	// Judge keeps a review of somebody else's attempt by a rubric of quality review.
	Judge(ctx context.Context, by people.Actor, id string, r Review) error
}

// Author keeps the scenarios of an organisation, for those who keep practice.
type Author interface {
	// Bring adds the scenario of a file, or replaces the one of its ID. Attempts
	// keep the scenario as it was played.
	Bring(ctx context.Context, by people.Actor, name string, data []byte) (id string, err error)
	// Retire takes a scenario of one's organisation out of the offers.
	Retire(ctx context.Context, by people.Actor, id string) error
}

// Start is how an attempt begins.
type Start struct {
	ScenarioID string
	Level      Level
	Language   words.Language
}

// Offer is a scenario that can be played.
type Offer struct {
	*Scenario
	Own      bool // of the organisation, not shipped
	Attempts int  // of the actor, whole ones
	Best     float64
	Last     time.Time
	Level    Level // of the last one
}

// Attempt is a scenario being played, or played.
type Attempt struct {
	ID             string
	PersonID       string
	Person         string
	OrganisationID string
	Organisation   string
	Team           string
	ScenarioID     string
	Line           Line
	Title          Text
	Skills         []string
	Level          Level
	Language       words.Language
	BegunAt        time.Time
	OverAt         time.Time // zero: it goes on, or was broken off
	OfID           string    // the attempt that is played again from FromTurn
	FromTurn       int
	Ending         Ending
	Overall, Raw   float64
	Failed         bool
	Judged         int      // reviews
	ShiftID        string   // the shift of calls in which it was taken; empty: none
	Variant, Ease  int      // who calls and in what mood; see Scenario.As
	Replays        []string // states that were missed before and are come to again; see Scenario.Toward

	Scenario *Scenario // of a single attempt, with what follows
	Moves    []Move
	Run      *Run
	Score    Score
	Reviews  []Review
}

// Over reports whether the call has ended.
func (a *Attempt) Over() bool { return !a.OverAt.IsZero() }

// Closed reports whether nothing is left to do: the call and its wrap-up, if
// there is an order to fill, are over.
func (a *Attempt) Closed() bool {
	return a.Run.Wrapped || a.Run.Over() && len(a.Scenario.Form) == 0
}

// Counts reports whether the attempt tells anything of a skill: whole, ended,
// and without the words to say before one's eyes.
func (a *Attempt) Counts() bool { return a.Over() && a.OfID == "" && a.Level != Script }

// Find narrows attempts. The zero Find takes all.
type Find struct {
	PersonID   string
	ScenarioID string
	Skill      string
	Over       bool
}

// Review is an attempt scored by a person with a rubric.
type Review struct {
	VersionID  string
	Rubric     string
	ReviewerID string
	Reviewer   string
	At         time.Time
	Answers    qa.Answers
	Comment    string
	Score      *float64
	FailAll    bool
}
