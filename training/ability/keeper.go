package ability

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Keeper keeps ability sheets and posts. Everybody sees their own sheet, who may
// see calls those of their scope; the right KeepContests keeps posts.
type Keeper interface {
	// Sheets returns those in scope, by team and name.
	Sheets(ctx context.Context, by people.Actor) ([]Sheet, error)
	// Posts returns what people are looked for, by use and name.
	Posts(ctx context.Context, by people.Actor) ([]Post, error)
	// SavePost adds (empty ID) or changes a post of the actor's scope.
	SavePost(ctx context.Context, by people.Actor, p Post) (string, error)
	// DropPost takes a post away.
	DropPost(ctx context.Context, by people.Actor, id string) error
}

// Care looks after people with hard calls. What somebody reports is theirs
// alone until they send a note; a supervisor sees notes that were sent to their
// own team or organisation, and nothing else of it.
type Care interface {
	// HardCalls returns the actor's own of the last two weeks, the latest first:
	// what they said, what was heard, and long calls about outages.
	HardCalls(ctx context.Context, by people.Actor) ([]Hard, error)
	// Report says that a call of the actor's own was abuse; a break is offered.
	Report(ctx context.Context, by people.Actor, callID string) (reportID string, err error)
	// AnswerBreak takes the break that is offered, or declines it.
	AnswerBreak(ctx context.Context, by people.Actor, reportID string, takes bool) error
	// Tell sends a quiet note to the supervisor: it is the person's consent.
	Tell(ctx context.Context, by people.Actor, reportID, note string) error
	// Notes returns the notes that were sent to the actor, unread ones first.
	Notes(ctx context.Context, by people.Actor) ([]Note, error)
	// Reply says that a note was read, and what is done.
	Reply(ctx context.Context, by people.Actor, reportID, reply string) error
	// Loads returns how heavy hard calls weigh on people of the actor's team or
	// organisation: long calls about outages, and abuse of which a note was sent.
	Loads(ctx context.Context, by people.Actor) ([]Loaded, error)
}

// Note is a quiet note of somebody.
type Note struct {
	ReportID         string
	PersonID, Person string
	Team             string
	CallAt           time.Time
	Text             string
	SentAt           time.Time
	Reply            string
	RepliedAt        time.Time // zero: not read yet
	RepliedBy        string
	TookBreak        bool
}

// Loaded is how heavy hard calls weigh on somebody.
type Loaded struct {
	PersonID, Person, Team string
	Load                   float64
	Calls                  int
	Last                   time.Time
}
