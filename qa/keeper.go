package qa

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
)

// Keeper keeps rubrics and evaluations. Every method is a whole use in one
// transaction, refuses what the actor may not do, keeps to the actor's scope,
// and answers NotFound for what is outside it.
type Keeper interface {
	// Rubrics returns the newest version of every rubric that is not retired.
	Rubrics(ctx context.Context, by people.Actor) ([]Version, error)
	// Version returns one version by its ID.
	Version(ctx context.Context, by people.Actor, id string) (Version, error)
	// Publish adds v as the active version of its rubric (a new rubric if
	// RubricID is empty) and retires the one before. It returns the version's ID.
	Publish(ctx context.Context, by people.Actor, v Version) (string, error)

	// Begin returns the actor's draft for this call, rubric version and purpose,
	// made anew if there is none. One reviewer scores one call with one rubric
	// once for a purpose: if it was submitted already that evaluation is
	// returned as it is.
	Begin(ctx context.Context, by people.Actor, s Start) (Evaluation, error)
	// Save keeps a draft as it stands and returns it with its new SavedAt; safe
	// against power cuts when it returns. Save and Submit answer Conflict if the
	// draft was saved after e.SavedAt, by another window.
	Save(ctx context.Context, by people.Actor, e Evaluation) (Evaluation, error)
	// Submit closes the draft, scores it and keeps the score.
	Submit(ctx context.Context, by people.Actor, e Evaluation) (Evaluation, error)
	// Revise opens a new edition of a submitted evaluation as a draft, with the reason.
	Revise(ctx context.Context, by people.Actor, id, why string) (Evaluation, error)
	// Advance moves an evaluation on in its life (release, acknowledge, void, ...).
	Advance(ctx context.Context, by people.Actor, id string, to State, why string) (Evaluation, error)
	Evaluation(ctx context.Context, by people.Actor, id string) (Evaluation, error)
	// Editions returns every edition of an evaluation, oldest first.
	Editions(ctx context.Context, by people.Actor, id string) ([]Evaluation, error)
	// Evaluations returns those that match, newest first, at most limit.
	Evaluations(ctx context.Context, by people.Actor, f Find, limit int) ([]Evaluation, error)
}

// Find narrows a list of evaluations; zero fields do not narrow.
type Find struct {
	IDs            []string // of evaluations
	CallID         string
	AgentID        string
	ReviewerID     string
	TeamID         string
	OrganisationID string
	Project        string
	BusinessLine   string
	RubricID       string
	Sample         Sample
	States         []State
	From, Until    time.Time // submitted within
	InForce        bool      // only editions that enter averages: ordinary, submitted, not voided
	About          About
}

// About narrows to evaluations by what stands in them; with any of it only
// those in force are found.
type About struct {
	Ref      string // points were lost on this question
	Class    Class  // there is an error of this class
	Critical bool   // there is an error of a critical class
	FailAll  bool
	Passed   State // it has been released, acknowledged, appealed, upheld, revised, now or before
}

// Counted reports whether only evaluations in force can match.
func (f Find) Counted() bool {
	return f.InForce || f.About != (About{}) || f.Sample != "" || f.Project != "" || f.BusinessLine != ""
}

// Sample says how calls came to be scored. The two never mix in an average.
type Sample string

// The samples. What was chosen by hand or without a plan stands with the random ones.
const (
	RandomSample Sample = "random"
	RiskSample   Sample = "risk"
)

// Task is one call that waits in a reviewer's queue, with the reason for which
// it was chosen.
type Task struct {
	ID         string
	CallID     string
	VersionID  string // of the rubric to score it with
	ReviewerID string
	Purpose    Purpose    // of the evaluation that is asked for; empty: Ordinary
	Why        words.Text // e.g. "2 complaint words, silence 11 s"
	Risk       bool
	DueAt      time.Time
	DoneAt     time.Time
	Skipped    string // the reason if it was skipped
}

// Queue deals work to reviewers and remembers what was done with it.
type Queue interface {
	// Tasks returns the actor's own open tasks, those due first.
	Tasks(ctx context.Context, by people.Actor) ([]Task, error)
	// DoneToday counts the actor's tasks done since the given midnight.
	DoneToday(ctx context.Context, by people.Actor, midnight time.Time) (int, error)
	// Deal adds tasks and returns their IDs (ReleaseScores needed).
	Deal(ctx context.Context, by people.Actor, ts []Task) (ids []string, err error)
	// TakeBack takes tasks back that were dealt by hand, all or none
	// (ReleaseScores needed). Conflict once a reviewer began, skipped or ended one.
	TakeBack(ctx context.Context, by people.Actor, taskIDs []string) error
	// Allow lets a reviewer score a call although it is their own, their
	// mentee's or their report's: for this case, in writing (ReleaseScores needed).
	Allow(ctx context.Context, by people.Actor, callID, reviewerID, why string) error
	// Skip takes a task out of the queue with a reason.
	Skip(ctx context.Context, by people.Actor, taskID, reason string) error
	// Unskip puts a skipped task back.
	Unskip(ctx context.Context, by people.Actor, taskID string) error
}

// Month sums up the scores of one month.
type Month struct {
	Start time.Time
	N     int      // evaluations with a score
	Mean  *float64 // nil: none
	SD    float64  // of the scores, for the interval
}

// Trends reads what is shown over time; only Ordinary evaluations count.
type Trends interface {
	// Monthly returns the months between from and until for an agent, a team
	// or an organisation (the first of the three that is not empty; all empty: the scope).
	Monthly(ctx context.Context, by people.Actor, agentID, teamID, organisationID string, from, until time.Time) ([]Month, error)
	// WeakPoints returns, per question ref of a rubric, the share of points
	// lost and n, over evaluations since from; worst first.
	WeakPoints(ctx context.Context, by people.Actor, agentID, teamID string, since time.Time) ([]WeakPoint, error)
}

// WeakPoint is a question on which points are lost.
type WeakPoint struct {
	Ref  string
	Text string
	N    int     // answered, not N/A
	Lost int     // of which below full score
	Mean float64 // mean of (1 − s)
}
