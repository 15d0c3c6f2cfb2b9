package cards

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Keeper keeps everybody's deck. Every method but Standing and Give needs the
// right to sit exams, and knows of the actor's own cards only: of others it
// answers NotFound.
type Keeper interface {
	// Today is what the local day has left for the actor.
	Today(ctx context.Context, by people.Actor) (Queue, error)
	// Review keeps a grade, and the line of the log with it, and returns the card
	// after it. The time that it took counts up to MostTook.
	Review(ctx context.Context, by people.Actor, cardID string, g Grade, took time.Duration) (Entry, error)
	// Undo takes back the actor's last review of the local day and returns the
	// card before it; NotFound if there is none.
	Undo(ctx context.Context, by people.Actor) (Entry, error)

	// Deck returns the actor's cards that match, those due first.
	Deck(ctx context.Context, by people.Actor, f Find) ([]Entry, error)
	// Write adds a card of the actor's own, or changes what one of theirs says
	// (only notes can be changed), and returns its ID.
	Write(ctx context.Context, by people.Actor, cardID string, n Note) (string, error)
	// SetAside takes a card out of the queue or (empty) puts it back. Buried ends
	// with the local day; Frozen can't be set.
	SetAside(ctx context.Context, by people.Actor, cardID string, a Aside) error

	// Wishes returns how the actor learns, and SetWishes keeps it.
	Wishes(ctx context.Context, by people.Actor) (Wishes, error)
	SetWishes(ctx context.Context, by people.Actor, w Wishes) error
	// Diary returns what the actor learned on each local day from one instant to
	// another, oldest first; days without any are left out.
	Diary(ctx context.Context, by people.Actor, from, until time.Time) ([]Learned, error)
	// Trend is the expected score of the exam in view at the end of each of the
	// last days, oldest first; empty without one.
	Trend(ctx context.Context, by people.Actor, days int) ([]Dated, error)

	// Give adds a card from an article to people's decks and returns how many
	// got it who had it not. It needs the right to keep articles and keeps to the
	// actor's scope.
	Give(ctx context.Context, by people.Actor, n Note, personIDs []string) (int, error)
	// Standing returns how the cards of questions of the bank stand with a
	// person: the actor, or somebody in scope for whoever keeps exams. A question
	// without a card is left out.
	Standing(ctx context.Context, by people.Actor, personID string, entryIDs []string, at time.Time) ([]Standing, error)
}

// MostTook is the longest time that a review is taken to last: who goes away
// for lunch does not think.
const MostTook = 2 * time.Minute

// Find narrows a deck. The zero Find takes all.
type Find struct {
	Source Source
	Point  string
	State  State // "new" for cards never seen
	Aside  Aside
	Text   string
	Until  time.Time // due before; zero: whenever
	Most   int       // 0: 1000
}

// New asks for cards never seen.
const New State = "new"

// Wishes say how a person learns.
type Wishes struct {
	Limits
	ExamID string    `json:"exam_id,omitempty"` // learned for; empty: none
	ExamAt time.Time `json:"exam_at,omitzero"`
}

// Learned is what was learned on one local day.
type Learned struct {
	Day     time.Time // its beginning
	Reviews int
	Right   int
	Took    time.Duration
}

// Dated is the expected score of an exam, 0 … 1, as it was at the end of a day.
type Dated struct {
	Day   time.Time
	Score float64
}

// Standing is how one question of the bank stands with a person.
type Standing struct {
	EntryID   string
	Recall    float64 // predicted at the time asked about, 0 … 1
	RightDays int     // different local days on which it was got right
	Seen      time.Time
	Frozen    bool // what it rests on has expired: it can't be reviewed
}
