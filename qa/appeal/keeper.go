package appeal

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/workdays"
)

// Keeper keeps appeals and the questions about scores. Every method is a whole
// use in one transaction, refuses what the actor may not do, keeps to the
// actor's scope, and answers NotFound for what is outside it.
type Keeper interface {
	// Standing returns what was asked and appealed of an evaluation, and what
	// its agent may still do.
	Standing(ctx context.Context, by people.Actor, evaluationID string) (Standing, error)
	// Say adds a question of the agent, or an answer of the reviewer or of
	// somebody who decides appeals.
	Say(ctx context.Context, by people.Actor, evaluationID, text string) error
	// File appeals against the edition that the agent sees. Of each point Ref,
	// Proposed, Reason and Moments count.
	File(ctx context.Context, by people.Actor, evaluationID string, ps []Point) (Appeal, error)
	// Cases returns appeals, those due first, decided ones behind, newest first.
	Cases(ctx context.Context, by people.Actor, f Find, limit int) ([]Case, error)
	// Case returns one appeal. To who may decide it the points are masked (only
	// their refs) until they took it to read, or have scored it again blind.
	Case(ctx context.Context, by people.Actor, id string) (Case, error)
	// Take makes the actor its decider: blind to score the call again first, or
	// to read. After reading it can't be scored blind any more.
	Take(ctx context.Context, by people.Actor, id string, blind bool) error
	// Decide rules on every point. If any is overturned a new edition of the
	// evaluation comes into force at once.
	Decide(ctx context.Context, by people.Actor, id string, rs []Ruling) (Appeal, error)
	// Waiting returns what waits for the actor.
	Waiting(ctx context.Context, by people.Actor) (Waiting, error)
	// Statistics sums up what was decided since; figures of the actor's scope.
	Statistics(ctx context.Context, by people.Actor, since time.Time) (Statistics, error)
	// Tick does what timers ask for: releases, closes. The program calls it.
	Tick(ctx context.Context, by people.Actor) (Done, error)
}

// Rules keeps what appeals are measured with.
type Rules interface {
	Calendar(ctx context.Context, by people.Actor) (workdays.Calendar, error)
	SaveCalendar(ctx context.Context, by people.Actor, c workdays.Calendar) error
	// Leaves returns the leave of people in scope that ends on or after a day.
	Leaves(ctx context.Context, by people.Actor, from workdays.Day) ([]workdays.Leave, error)
	SaveLeave(ctx context.Context, by people.Actor, l workdays.Leave) error
	DropLeave(ctx context.Context, by people.Actor, id string) error
	Limit(ctx context.Context, by people.Actor) (Limit, error)
	SaveLimit(ctx context.Context, by people.Actor, l Limit) error
}

// Find narrows a list of appeals; zero fields do not narrow.
type Find struct {
	State      []State
	RubricID   string // together with Ref: appeals with a decided point on it
	Ref        string
	ReviewerID string
	Since      time.Time // decided since
	Overturned bool      // at least one point (on Ref) was overturned
}

// Standing is what an agent sees beside an evaluation.
type Standing struct {
	Terms
	Left     time.Duration // working time until AppealBy
	Day      time.Duration // length of a working day
	May      error         // why it can't be appealed now; nil: it can
	Messages []Message
	Appeals  []Appeal
}

// Case is an appeal with what is shown around it.
type Case struct {
	Appeal
	CallTitle  string
	CallAt     time.Time
	CallLength time.Duration
	Left       time.Duration // working time until DecideBy, negative when late
	Day        time.Duration // length of a working day
	Masked     bool          // the points hold their refs only
	Blinded    bool          // the blind re-score was submitted
	Draft      bool          // a blind re-score was begun and not submitted
	Rescored   qa.Answers    // of the blind re-score
	Final      *float64      // of the edition appealed against; nil when masked
	After      *float64      // of the edition that came of it
	Messages   []Message     // nil when masked
}

// Waiting is what waits for a person.
type Waiting struct {
	ToAcknowledge []Reminder // released to me, those due first
	Questions     []Reminder // asked and unanswered, about scores of mine
	Appeals       []Case     // open, that I may decide
	Decided       []Case     // of my own, decided lately and not closed yet
}

// Reminder names an evaluation with a date.
type Reminder struct {
	EvaluationID string
	CallID       string
	Title        string // of the call
	Text         string // what was asked
	Due          time.Time
	AppealBy     time.Time // end of the window; zero: none
}

// Done counts what a Tick did.
type Done struct{ Released, Closed int }
