package duty

import (
	"context"
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
)

// Worker is what somebody who works a shift needs kept. Everything is their own.
type Worker interface {
	// Open begins a shift. Its clock runs from here.
	Open(ctx context.Context, by people.Actor, s Start) (Shift, error)
	// Act does something at the seat of a shift of the actor that is not over. Its
	// time is set by the clock of the workspace.
	Act(ctx context.Context, by people.Actor, id string, a Act) (Shift, error)
	// Answer takes the call that rings: an attempt of the shift begins.
	Answer(ctx context.Context, by people.Actor, id string) (Shift, roleplay.Attempt, error)
}

// Keeper is what looks at shifts. Who sees calls sees those of their scope,
// everybody their own; NotFound is the answer for all others.
type Keeper interface {
	// Shifts returns the shifts, the newest first, without calls.
	Shifts(ctx context.Context, by people.Actor) ([]Shift, error)
	// Shift returns one with its calls.
	Shift(ctx context.Context, by people.Actor, id string) (Shift, error)
}

// Start is how a shift begins.
type Start struct {
	PlanID   string
	Level    roleplay.Level // hints, nothing or exam
	Language words.Language
}

// Levels are those at which a shift can be worked. At roleplay.Exam the seed is
// that of the plan, the calls are drawn, and nothing adapts.
var Levels = []roleplay.Level{roleplay.Hints, roleplay.Nothing, roleplay.Exam}

// Shift is a shift that is worked, or was.
type Shift struct {
	ID             string
	PersonID       string
	Person         string
	OrganisationID string
	Organisation   string
	Team           string
	PlanID         string
	Level          roleplay.Level
	Language       words.Language
	Seed           uint64
	BegunAt        time.Time
	OverAt         time.Time // zero: it goes on, or was broken off
	Acts           []Act

	// Of a shift that is over, also in lists.
	Taken, Missed int
	Score         float64
	AHT           time.Duration

	Record Record // of a single shift that is over

	Calls []roleplay.Attempt // of a single shift, the first first
}

// Over reports whether the shift has ended.
func (s *Shift) Over() bool { return !s.OverAt.IsZero() }

// Plan is what the shift is like.
func (s *Shift) Plan() Plan {
	p, _ := Find(s.PlanID) // only those that are known are begun
	return p
}

// Centre works the shift up to a time since it began.
func (s *Shift) Centre(until time.Duration) (*Centre, error) {
	return Work(s.Plan(), s.Seed, s.Acts, until)
}

// Open is the call that is being taken, nil if there is none.
func (s *Shift) Open() *roleplay.Attempt {
	taken := ""
	for _, a := range s.Acts {
		switch a.Kind {
		case Answer:
			taken = a.Text
		case Done:
			taken = ""
		}
	}
	if i := slices.IndexFunc(s.Calls, func(a roleplay.Attempt) bool { return a.ID == taken }); i >= 0 {
		return &s.Calls[i]
	}
	return nil
}
