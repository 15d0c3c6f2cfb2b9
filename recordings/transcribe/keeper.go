package transcribe

import (
	"context"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
)

// Keeper keeps how transcription is done, what servers answered, and whence a
// transcript comes. Each method is one transaction within the actor's scope.
type Keeper interface {
	// Settings returns how the server is asked, to who imports, scores or keeps
	// the workspace.
	Settings(ctx context.Context, by people.Actor) (Settings, error)
	// SetSettings changes it; the right KeepWorkspace is needed.
	SetSettings(ctx context.Context, by people.Actor, s Settings) error
	// Begin leaves the trace that the sound of a call is sent.
	Begin(ctx context.Context, by people.Actor, callID string, s Sending) error
	// Answer returns what a server answered, nil if it wasn't asked yet.
	Answer(ctx context.Context, by people.Actor, callID, key string) ([]byte, error)
	// KeepAnswer keeps what it answered, until the call is redacted or deleted.
	// It fails with Conflict if hash is no longer the recording that is heard.
	KeepAnswer(ctx context.Context, by people.Actor, callID string, a Answer) error
	// Write puts a transcript in the place of the call's. What a person put right
	// stays, and ByHand comes back, unless t.Over.
	Write(ctx context.Context, by people.Actor, callID string, t Transcript) error
	// Origin returns whence the transcript of a call comes, zero if nobody said.
	Origin(ctx context.Context, by people.Actor, callID string) (recordings.Origin, error)
}

// Sending is what is sent of a call.
type Sending struct {
	Address  string
	Model    string
	Hash     string // of the recording that is sent
	Redacted bool
	Sound    time.Duration
	Pieces   int
}

// Answer is what a server said to one piece.
type Answer struct {
	Hash string // of the recording that the piece is from
	Key  string
	Raw  []byte
}

// Transcript is what is written.
type Transcript struct {
	Said   []recordings.Utterance
	Origin recordings.Origin
	Hash   string // of the recording that was heard; empty: a file was read
	Over   bool   // over what a person put right too
}

// ByHand refuses to write over what a person put right.
var ByHand = fault.New(fault.Conflict, "Parts of this transcript were put right by hand. Say that they may be replaced, or leave it as it is.", nil)

// Changed says that another recording is heard by now.
var Changed = fault.New(fault.Conflict, "The recording was redacted or replaced while it was being transcribed. Nothing was written; begin again.", nil)
