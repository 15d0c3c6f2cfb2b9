package retrain

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/training/roleplay"
)

// Keeper keeps the cases. Who keeps exams, supervises or is the client sees
// those of their scope, a mentor those of their mentees, everybody their own;
// NotFound is the answer for all others. Acts on a case need the right to keep
// its exam.
type Keeper interface {
	// Cases returns the cases that match, the latest failure first.
	Cases(ctx context.Context, by people.Actor, f Find) ([]Standing, error)
	// Case returns one with the texts of its articles and cards.
	Case(ctx context.Context, by people.Actor, id string) (Standing, error)
	// Schedule plans the resit, or moves it: in the exam that was failed (empty
	// examID), or in one for resits.
	Schedule(ctx context.Context, by people.Actor, id, examID string, at time.Time) error
	// Unschedule takes the planned resit back.
	Unschedule(ctx context.Context, by people.Actor, id, why string) error
	// Waive opens the gate for the next sitting all the same.
	Waive(ctx context.Context, by people.Actor, id, why string) error
	// Assign makes somebody the person's mentor.
	Assign(ctx context.Context, by people.Actor, id, mentorID string) error
	// TakeNote is the receipt of a party for the report on a person off duty: the
	// client's, or that of a supervisor or trainer of the person's organisation.
	TakeNote(ctx context.Context, by people.Actor, id string) error
	// Close ends a case without a pass.
	Close(ctx context.Context, by people.Actor, id, why string) error
	// Effect is what retraining brought.
	Effect(ctx context.Context, by people.Actor, id string) (Effect, error)
}

// Rulebook keeps the rules of exams for those who keep the exams.
type Rulebook interface {
	// Rules returns the published exams with their rules, by name.
	Rules(ctx context.Context, by people.Actor) ([]Ruled, error)
	SetRules(ctx context.Context, by people.Actor, examID string, r Rules) error
}

// Find narrows cases. The zero Find takes all.
type Find struct {
	ExamID         string
	OrganisationID string
	PersonID       string
	Open           bool // only those in which something is still to happen
	OffDuty        bool // only of people off duty now
}

// Ruled is an exam with its rules.
type Ruled struct {
	ExamID string
	Exam   string
	Closes time.Time // zero: never
	Rules  Rules
	Set    bool // somebody has set them
	Open   int  // cases
}

// Reading is a remedial article.
type Reading struct {
	ID    string
	Title string
	Took  time.Duration // read since the last failure
	Gone  bool          // archived, expired, or not for this person
}

// Card is a wrong answer that has to be learned.
type Card struct {
	EntryID string
	Text    string // of the question; of a single case only
	Point   string
	Learned
	Gone bool // there is no card
}

// Play is a role-play to be practised.
type Play struct {
	ID    string // of the scenario
	Title roleplay.Text
	Times int     // played since the last failure, whole and without the script
	Best  float64 // of those that did not fail; 0 if all did
	Gone  bool    // it can't be played any more
}

// Done reports whether it was played without failing.
func (p Play) Done() bool { return p.Best > 0 }

// Unplayed is the first role-play that is still to be practised, empty if there is none.
func (s *Standing) Unplayed() string {
	for _, p := range s.Plays {
		if !p.Done() && !p.Gone {
			return p.ID
		}
	}
	return ""
}

// Standing is a case as it is shown.
type Standing struct {
	Case
	Exam           string
	PassShare      float64
	Person         string
	Team           string
	OrganisationID string
	Organisation   string
	InHouse        bool
	Mentor         string
	Rules          Rules
	Gate           Gate
	At             time.Time // for which recall is predicted
	Articles       []Reading
	Cards          []Card
	Plays          []Play
	Keeps          bool              // the actor may act on it
	Names          map[string]string // of persons and organisations in its events
}

// Ready reports whether the gate is open and no resit is planned yet.
func (s *Standing) Ready() bool {
	return s.State == Studying && (s.Waived || s.Gate.Open())
}
