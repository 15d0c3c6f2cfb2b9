package mentoring

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/contract"
)

// Keeper keeps the year of pairs. Mentor and mentee see and write their own;
// who keeps mentoring sees those of their scope. NotFound is the answer for
// what is outside it.
type Keeper interface {
	// Pairs returns the pairs that the actor is in, or looks after, with their
	// health: the worst first.
	Pairs(ctx context.Context, by people.Actor, find Find) ([]Pair, error)
	// Year returns everything of a pair, with its lines from a time on.
	Year(ctx context.Context, by people.Actor, pairID string, from time.Time) (Year, error)
	// SaveSession plans a session (empty ID), changes a planned one, or writes it
	// up (Held) for the other side to confirm. It returns its ID.
	SaveSession(ctx context.Context, by people.Actor, s Session) (string, error)
	// CallOff takes a planned session back.
	CallOff(ctx context.Context, by people.Actor, id, why string) error
	// Confirm says that a session was as the other side has written it up; a
	// reason says that it was not, and it does not count.
	Confirm(ctx context.Context, by people.Actor, id, objection string) error
	// Done notes evidence for a measure, for the other side to confirm.
	Done(ctx context.Context, by people.Actor, d Deed) error
	// ConfirmDone confirms the other side's evidence.
	ConfirmDone(ctx context.Context, by people.Actor, id string) error
	// Feel keeps how the actor feels about the pair. The other side does not see it.
	Feel(ctx context.Context, by people.Actor, p Pulse) error
	// Calendar writes the sessions of a pair as an iCalendar file.
	Calendar(ctx context.Context, by people.Actor, pairID string, l words.Language) ([]byte, error)
}

// Find narrows a list of pairs; zero fields do not narrow.
type Find struct {
	Own     bool // those that the actor is in
	Stalled bool // more than 21 days without a session
	Ended   bool // also those whose contract has ended
}

// Pair is one pair as lists show it.
type Pair struct {
	ID                 string
	MentorID, MenteeID string
	Mentor, Mentee     string // names
	Team               string // of the mentee
	OrganisationID     string // of the mentee
	Organisation       string
	State              contract.State
	Plan               Plan // zero while no contract is in force
	Side               Side // the actor's; empty: they look after it
	Health             Health
	Next               *Session // planned
	Waits              int      // sessions and evidence that wait for the actor's confirmation
	Overdue            int
	Feels              bool // the actor's own pulse is due
}

// Year is a pair with everything that a look at it shows.
type Year struct {
	Pair
	From, Until time.Time
	Sessions    []Session // by time
	Times       []Time
	Deeds       []Deed
	Pulses      []Pulse // all for who looks after it, else one's own
	Lines       []Line
	Progress    Progress
	Agenda      []Item // proposed for the next session
}
