package contract

import (
	"context"

	"shifu/internal/people"
)

// Keeper keeps pairs and their contracts. Mentor and mentee see their own pairs,
// who keeps mentoring, supervisors and the client those of their organisation or
// of all; the pair of two organisations is seen by both. NotFound is the answer
// for what is outside the scope.
type Keeper interface {
	// Pairs returns those that match, by mentor and mentee, each with all
	// versions of its contract and its objections.
	Pairs(ctx context.Context, by people.Actor, f Find) ([]Pair, error)
	Pair(ctx context.Context, by people.Actor, id string) (Pair, error)
	// MakePair makes a pair by hand and returns its ID. The right KeepMentoring
	// is needed; a mentee has one open pair.
	MakePair(ctx context.Context, by people.Actor, mentorID, menteeID string) (string, error)
	// Write keeps the next version of a pair's contract; number is that of the
	// newest one (0: none), Conflict otherwise. Who keeps mentoring writes, and the
	// mentor. No signature goes over to it: what was signed stays in force until
	// all have signed this one.
	Write(ctx context.Context, by people.Actor, pairID string, number int, t Terms) (Contract, error)
	// SignContract puts the actor's name under version number, whose text has
	// that hash (Conflict if it was changed). The name must be their own and the
	// password theirs.
	SignContract(ctx context.Context, by people.Actor, pairID string, number int, hash, name, password string) error
	// Object keeps an objection of one of the parties, in the objection period only.
	Object(ctx context.Context, by people.Actor, pairID, why string) error
	// Answer settles the open objection; with ends the pair is broken off. The
	// right KeepMentoring is needed.
	Answer(ctx context.Context, by people.Actor, pairID, answer string, ends bool) error
	// Break breaks a pair off that is not agreed on by all, or one of whose people
	// has left; what is in force otherwise ends by a version with an earlier end,
	// which all sign. The right KeepMentoring is needed.
	Break(ctx context.Context, by people.Actor, pairID, why string) error
}

// Find narrows pairs; zero fields do not narrow.
type Find struct {
	PersonID string // mentor or mentee
	Open     bool   // not broken off, and not over
}
