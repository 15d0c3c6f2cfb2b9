package redaction

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/speech"
)

// Redaction is what has been taken out of a call, and by whom.
type Redaction struct {
	CallID string
	Marks  []Mark
	Fill   Fill
	Before string // SHA-256 of the recording as it was
	After  string // and of what everybody hears since
	ByID   string
	By     string
	At     time.Time
}

// IsZero reports whether nothing was taken out.
func (r Redaction) IsZero() bool { return r.After == "" }

// Keeper keeps redactions. Each method is one transaction within the actor's
// scope.
type Keeper interface {
	// Redaction returns what is taken out of a call, the zero value for nothing.
	Redaction(ctx context.Context, by people.Actor, callID string) (Redaction, error)
	// Source returns the recording and the transcript as they were, for somebody
	// who takes more out. The right RedactCalls is needed.
	Source(ctx context.Context, by people.Actor, callID string) (path string, said []recordings.Utterance, err error)
	// Whole is Source for hearing it. The right HearUnredacted is needed, and
	// every use leaves a trace.
	Whole(ctx context.Context, by people.Actor, callID string) (path string, said []recordings.Utterance, err error)
	// Keep puts the sound of r.After, which is on the shelf, in the place of the
	// call's recording, and takes the marks out of its transcript.
	Keep(ctx context.Context, by people.Actor, r Redaction) error
	// Undo brings back the recording and the transcript as they were.
	Undo(ctx context.Context, by people.Actor, callID string) error
	// Clipped leaves the trace of a clip that somebody copied out.
	Clipped(ctx context.Context, by people.Actor, callID string, from, to time.Duration) error
}

// Kept is what a redaction reads and writes.
type Kept struct {
	Redactions Keeper
	Shelf      recordings.Shelf
}

// Redact takes marks out of a call, beside those that were taken out before. It
// makes a new file; the original stays, for Undo and for who may hear it.
func Redact(ctx context.Context, by people.Actor, k Kept, c recordings.Call, marks []Mark, fill Fill) error {
	if err := by.Require(people.RedactCalls); err != nil {
		return err
	}
	if len(marks) == 0 {
		return fault.New(fault.Invalid, "Nothing is marked. Mark what is to be taken out.", nil)
	}
	old, err := k.Redactions.Redaction(ctx, by, c.ID)
	if err != nil {
		return err
	}
	r := Redaction{CallID: c.ID, Marks: union(old.Marks, marks), Fill: fill}
	path, _, err := k.Redactions.Source(ctx, by, c.ID)
	if err != nil {
		return err
	}
	r.Before = filepath.Base(path)
	cache := formats.Cache{Dir: k.Shelf.CacheDir(), Name: c.Audio.FileName, As: formats.RawFrom(c.Audio.Container, c.Audio.Codec, c.Audio.SampleRate, c.Audio.Channels)}
	audio, err := cache.Open(ctx, path, r.Before, nil)
	if err != nil {
		return err
	}
	r.After, err = write(ctx, k.Shelf, audio, r)
	if shut := audio.Close(); err == nil {
		err = shut
	}
	if err != nil {
		return err
	}
	if err := k.Redactions.Keep(ctx, by, r); err != nil {
		return err
	}
	return cache.Remove(r.Before)
}

// union is all marks, each once.
func union(a, b []Mark) []Mark {
	out := slices.Clone(a)
	for _, m := range b {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// Spans are the stretches of sound of marks.
func Spans(marks []Mark) []Span {
	out := make([]Span, len(marks))
	for i, m := range marks {
		out[i] = m.Span
	}
	return out
}

// write puts the redacted recording on the shelf.
func write(ctx context.Context, shelf recordings.Shelf, a *formats.Audio, r Redaction) (hash string, err error) {
	info := a.Info()
	if err := Check(Spans(r.Marks), info.Duration(), info.Channels); err != nil {
		return "", err
	}
	s, err := Apply(speech.SourceOf(a), Spans(r.Marks), r.Fill)
	if err != nil {
		return "", err
	}
	path := filepath.Join(os.TempDir(), uuid.NewString()+".wav")
	defer os.Remove(path)
	if err := formats.WriteFile(path, func(w io.Writer) error { return formats.WriteFrames(w, info, s.ReadFrames) }); err != nil {
		return "", fmt.Errorf("writing the redacted recording: %w", err)
	}
	return shelf.Put(ctx, path)
}
