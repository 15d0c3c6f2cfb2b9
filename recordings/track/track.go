// Package track opens the audio of a call for listening: decoded samples with
// random access, and the peaks from which its waveform is drawn.
package track

import (
	"context"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/peaks"
	"shifu/recordings/speech"
)

// PeaksKind is the name and version under which peaks are kept.
const PeaksKind = "peaks/1"

// mostCache bounds the decoded copies in the workspace: some 140 hours of
// two-lane telephone audio.
const mostCache = 16 << 30

// Kept is what a track is opened from.
type Kept struct {
	Calls recordings.Keeper
	Shelf recordings.Shelf
}

// Track is the open audio of one call. Close it when the call is left.
type Track struct {
	Audio *formats.Audio
	Peaks *peaks.Pyramid

	// Speech is who speaks when; nil if that could not be found.
	Speech *speech.Activity
}

// Close releases the files.
func (t *Track) Close() error {
	if t == nil || t.Audio == nil {
		return nil
	}
	return t.Audio.Close()
}

// Open opens the audio of c for the actor and leaves a trace of it. It fails
// with Forbidden without the right to listen, and with Invalid and the reason
// if the call has no sound.
func Open(ctx context.Context, by people.Actor, k Kept, c recordings.Call) (*Track, error) {
	if err := by.Require(people.ListenCalls); err != nil {
		return nil, err
	}
	if !c.Audio.HasSound() {
		return nil, silent(c)
	}
	if err := k.Calls.Opened(ctx, by, c.ID); err != nil {
		return nil, err
	}
	return read(ctx, by, k, c)
}

func silent(c recordings.Call) error {
	if why := c.Audio.Problem; !why.IsZero() {
		return fault.New(fault.Invalid, why.Key, why.Values)
	}
	return fault.New(fault.Invalid, "This call came without a recording.", nil)
}

// read opens the audio and its peaks; peaks that are missing are made and kept.
func read(ctx context.Context, by people.Actor, k Kept, c recordings.Call) (*Track, error) {
	path, err := k.Shelf.Path(c.Audio.Hash)
	if err != nil {
		return nil, err
	}
	cache := formats.Cache{Dir: k.Shelf.CacheDir(), MaxBytes: mostCache}
	audio, err := cache.Open(ctx, path, c.Audio.Hash, nil)
	if err != nil {
		return nil, err
	}
	t := &Track{Audio: audio}
	if t.Peaks, err = kept(ctx, by, k, c.ID); err == nil {
		return t, nil
	}
	if t.Peaks, err = peaks.From(audio); err != nil {
		t.Close()
		return nil, err
	}
	// Peaks that can't be kept (a read-only workspace) are made again next time.
	_ = k.Calls.SetDerived(ctx, by, c.ID, PeaksKind, t.Peaks.Marshal())
	return t, nil
}

func kept(ctx context.Context, by people.Actor, k Kept, callID string) (*peaks.Pyramid, error) {
	blob, err := k.Calls.Derived(ctx, by, callID, PeaksKind)
	if err != nil {
		return nil, err
	}
	return peaks.Unmarshal(blob)
}

// Prepare decodes a call and makes its peaks ahead of the first listening. It
// leaves no trace of listening, since nobody hears anything.
func Prepare(ctx context.Context, by people.Actor, k Kept, c recordings.Call) error {
	if !c.Audio.HasSound() {
		return nil
	}
	t, err := read(ctx, by, k, c)
	if err != nil {
		return err
	}
	return t.Close()
}
