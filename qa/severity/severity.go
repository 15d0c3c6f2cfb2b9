// Package severity tells reviewers who give more from those who give less, and
// what an agent's scores would be if everybody judged like the average
// reviewer. It is information beside the recorded score, never instead of it.
package severity

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Question is one question of one rubric, over all its versions.
type Question struct {
	RubricID, Ref, Text string
}

// Answer is what one answer was worth.
type Answer struct {
	Question int     // index into Data.Questions
	Credit   float64 // 0…1
	Weight   float64 // as applied
}

// Evaluation is one scoring of one call.
type Evaluation struct {
	ID, CallID, RubricID string
	AgentID, ReviewerID  string
	Second               bool // by a second reviewer; it counts in no average of the agent
	At                   time.Time
	Final                float64
	Answers              []Answer
	Released, Disputed   bool
	Decided, Overturned  bool          // the dispute
	Listened             time.Duration // to the call
	Spent                time.Duration // on the questions; 0: not known
	Spoken               time.Duration // the length of the call
	Title                string        // of the call
}

// Data are the evaluations of a period: those that count, and second ones.
type Data struct {
	Evaluations []Evaluation
	Questions   []Question
	Names       map[string]string // of agents and reviewers, by ID
}

// Keeper reads what reviewers judged.
type Keeper interface {
	// Judged returns the evaluations submitted in a period, in the actor's
	// scope, oldest first. It needs the right ReleaseScores.
	Judged(ctx context.Context, by people.Actor, from, until time.Time) (Data, error)
}

// Estimate is a figure with its 95 % interval.
type Estimate struct{ Value, Low, High float64 }

// Month is a reviewer's deviation in one month.
type Month struct {
	Start time.Time
	N     int
	Estimate
}

// OnQuestion is a reviewer's deviation on one question, in hundredths of the
// question's credit.
type OnQuestion struct {
	Question int
	N        int
	Estimate
}

// Share counts how often something happened of N.
type Share struct{ Hits, N int }

// Deviation is how far one evaluation lies above what the average reviewer
// would have been expected to give.
type Deviation struct {
	Evaluation *Evaluation
	Points     float64
}

// Reviewer is the profile of one reviewer.
type Reviewer struct {
	ID, Name string
	N        int // evaluations
	// Bias is by how many points this reviewer's scores lie above (milder) or
	// below (stricter) those of the average reviewer for the same agents and
	// questions.
	Bias Estimate
	// Drift is how Bias moves, in points per 30 days.
	Drift       Estimate
	Severity    float64 // points taken from the average agent per call
	Months      []Month
	Questions   []OnQuestion  // by deviation, the strictest first
	Disputes    Share         // of the released evaluations
	Overturned  Share         // of the decided disputes
	PerQuestion time.Duration // mean time on a question; 0: not known
	PerCall     time.Duration // mean listening time
	PerLength   float64       // listening time ÷ length of the calls
	Pairs       Pairs
	Deviations  []Deviation // of the evaluations behind all this, the newest first
}

// Pairs sum up the calls that were also scored by somebody else.
type Pairs struct {
	Calls      int
	Same       Share    // answers
	Difference Estimate // own score less the other's; meaningless under two calls
}

// Agent sets an agent's recorded mean beside the fair one.
type Agent struct {
	ID, Name string
	N        int
	Recorded float64  // mean of the final scores
	Fair     Estimate // with the bias of whoever scored taken out
}

// Model is what was found in Data.
type Model struct {
	Mean      float64    // score of the average agent by the average reviewer
	Reviewers []Reviewer // the strictest first
	Agents    []Agent    // the highest fair score first
	// Deviations of agents, reviewers and single calls, in points.
	AgentSD, ReviewerSD, CallSD float64
}
