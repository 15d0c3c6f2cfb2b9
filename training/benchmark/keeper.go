package benchmark

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
)

// Find narrows benchmark calls. The zero Find takes all.
type Find struct {
	State  State
	Line   string
	Usable bool   // only those in use now
	CallID string // made of this call
}

// Sound is a clip that was opened to somebody: of the call no more is told than
// its sound needs.
type Sound struct {
	Call  recordings.Call
	Path  string
	From  time.Duration
	Until time.Duration
	Marks []Mark // are silent
	Said  []recordings.Utterance
}

// Keeper keeps benchmark calls. Whoever scores calls proposes one of those that
// they may see and follows their own proposals; whoever keeps benchmark calls
// sees all of their scope; everybody else knows of those in use that are shared
// with their organisation.
type Keeper interface {
	// Benchmarks returns those that match, the newest first.
	Benchmarks(ctx context.Context, by people.Actor, f Find) ([]Standing, error)
	// Benchmark returns one.
	Benchmark(ctx context.Context, by people.Actor, id string) (Standing, error)

	// Propose adds a call, or (with an ID) writes an own proposal anew, and
	// returns its ID. evaluationID may be empty.
	Propose(ctx context.Context, by people.Actor, id, callID, evaluationID string, a Account) (string, error)
	// Suggested are the marks that the transcript suggests for a proposal.
	Suggested(ctx context.Context, by people.Actor, id string) ([]Mark, error)
	// Confirm keeps the marks of a clip that the actor has listened to.
	Confirm(ctx context.Context, by people.Actor, id string, marks []Mark) error
	// Approve is the actor's approval; the second one puts the call to use.
	Approve(ctx context.Context, by people.Actor, id, note string) error
	// Return sends a proposal back to who made it.
	Return(ctx context.Context, by people.Actor, id, why string) error
	// Share says with which organisations the call is shared beside its own.
	Share(ctx context.Context, by people.Actor, id string, organisationIDs []string) error
	// Renew says that the call is still good.
	Renew(ctx context.Context, by people.Actor, id string, next time.Time) error
	// Withdraw takes a call out of use.
	Withdraw(ctx context.Context, by people.Actor, id, why string) error
}

// Player lets benchmark calls be heard.
type Player interface {
	// Hear opens a clip; a play of one in use is counted.
	Hear(ctx context.Context, by people.Actor, id string) (Sound, error)
	// CopyOut opens a clip in use to be copied out of Shifu: a right of its own,
	// and counted.
	CopyOut(ctx context.Context, by people.Actor, id string) (Sound, error)
}
