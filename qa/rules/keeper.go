package rules

import (
	"context"

	"shifu/internal/people"
	"shifu/recordings"
)

// Keeper keeps sets of rules. Every method is a whole use in one transaction,
// refuses what the actor may not do, and keeps to the actor's scope.
type Keeper interface {
	// Sets returns the version in force of every set that the actor may use, by title.
	Sets(ctx context.Context, by people.Actor) ([]Set, error)
	// Versions returns all versions of a set, newest first.
	Versions(ctx context.Context, by people.Actor, setID string) ([]Set, error)
	// Save checks s and puts it in force as the next version of its set, of a
	// new one if SetID is empty. It answers Conflict if s.Number is not the
	// version in force any more.
	Save(ctx context.Context, by people.Actor, s Set) (Set, error)
	// Heard returns the newest calls with a transcript, for trying rules out.
	Heard(ctx context.Context, by people.Actor, limit int) ([]Heard, error)
}

// Heard is a call with what was said in it and what its sound shows.
type Heard struct {
	Call   recordings.Call
	Said   []recordings.Utterance
	Speech []byte // packed as speech.Activity does; nil: not known
}
