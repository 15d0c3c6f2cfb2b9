// Package track opens the audio of a call for listening: decoded samples with
// random access, the peaks from which its waveform is drawn, and who speaks when.
package track

import (
	"context"
	"path/filepath"
	"time"

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

// longestCache is how long a decoded copy stays that nobody hears.
const longestCache = 30 * 24 * time.Hour

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

// Unheard is Open for work in which nobody hears anything: it leaves no trace of
// listening.
func Unheard(ctx context.Context, by people.Actor, k Kept, c recordings.Call) (*Track, error) {
	if !c.Audio.HasSound() {
		return nil, silent(c)
	}
	return read(ctx, by, k, c)
}

func silent(c recordings.Call) error {
	if why := c.Audio.Problem; !why.IsZero() {
		return fault.New(fault.Invalid, why.Key, why.Values)
	}
	return fault.New(fault.Invalid, "This call came without a recording.", nil)
}

// read opens the audio with its peaks and its speech; what is missing is made
// and kept. Without speech a call can still be heard.
func read(ctx context.Context, by people.Actor, k Kept, c recordings.Call) (*Track, error) {
	path, err := k.Calls.Audio(ctx, by, c.ID)
	if err != nil {
		return nil, err
	}
	t, err := decoded(ctx, k, c, path)
	if err != nil {
		return nil, err
	}
	if t.Peaks, err = keptPeaks(ctx, by, k, c, t.Audio); err != nil {
		t.Close()
		return nil, err
	}
	t.Speech = keptSpeech(ctx, by, k, c, t.Audio)
	return t, nil
}

// OpenFile opens a recording of c that lies at path on the shelf and is not the
// one that everybody hears, such as the call before it was redacted. Nothing
// that is made of it is kept but its decoded copy.
func OpenFile(ctx context.Context, k Kept, c recordings.Call, path string) (*Track, error) {
	t, err := decoded(ctx, k, c, path)
	if err != nil {
		return nil, err
	}
	if t.Peaks, err = peaks.From(t.Audio); err != nil {
		t.Close()
		return nil, err
	}
	if found, err := speech.Detect(speech.SourceOf(t.Audio)); err == nil {
		found.AgentLane = c.Audio.AgentLane
		t.Speech = &found
	}
	return t, nil
}

// decoded opens the samples of a file on the shelf.
func decoded(ctx context.Context, k Kept, c recordings.Call, path string) (*Track, error) {
	cache := formats.Cache{Dir: k.Shelf.CacheDir(), MaxBytes: mostCache, MaxAge: longestCache, Name: c.Audio.FileName, As: formats.RawFrom(c.Audio.Container, c.Audio.Codec, c.Audio.SampleRate, c.Audio.Channels)}
	// The name on the shelf, not the hash in c: a call that was put together
	// by hand must not reach the decoded copy of another.
	audio, err := cache.Open(ctx, path, filepath.Base(path), nil)
	if err != nil {
		return nil, err
	}
	return &Track{Audio: audio}, nil
}

func keptPeaks(ctx context.Context, by people.Actor, k Kept, c recordings.Call, a *formats.Audio) (*peaks.Pyramid, error) {
	if blob, err := k.Calls.Derived(ctx, by, c.ID, PeaksKind); err == nil {
		if p, err := peaks.Unmarshal(blob); err == nil {
			return p, nil
		}
	}
	p, err := peaks.From(a)
	if err != nil {
		return nil, err
	}
	// Peaks that can't be kept (a read-only workspace) are made again next time.
	_ = k.Calls.SetDerived(ctx, by, c.ID, PeaksKind, p.Marshal())
	return p, nil
}

// keptSpeech is nil if the audio can't be read to its end.
func keptSpeech(ctx context.Context, by people.Actor, k Kept, c recordings.Call, a *formats.Audio) *speech.Activity {
	found, err := speech.Activity{}, speech.ErrPacked
	holds := told(ctx, by, k, c)
	if blob, missing := k.Calls.Derived(ctx, by, c.ID, speech.Kind); missing == nil {
		found, err = speech.Unmarshal(blob)
	}
	if err != nil {
		if found, err = speech.Detect(speech.SourceOf(a)); err != nil {
			return nil
		}
		found = found.OnHold(holds)
		_ = k.Calls.SetDerived(ctx, by, c.ID, speech.Kind, found.Marshal()) // as with peaks
	}
	found.AgentLane, found.Told = c.Audio.AgentLane, holds
	return &found
}

// Detect looks who speaks when in a call, whatever was found before. Nothing of
// it is kept, and it leaves no trace of listening.
func Detect(ctx context.Context, by people.Actor, k Kept, c recordings.Call) (speech.Activity, error) {
	if !c.Audio.HasSound() {
		return speech.Activity{}, silent(c)
	}
	path, err := k.Calls.Audio(ctx, by, c.ID)
	if err != nil {
		return speech.Activity{}, err
	}
	t, err := decoded(ctx, k, c, path)
	if err != nil {
		return speech.Activity{}, err
	}
	defer t.Close()
	found, err := speech.Detect(speech.SourceOf(t.Audio))
	return found.OnHold(told(ctx, by, k, c)), err
}

// told are the holds that the recorder told of a call. Those that can't be read
// are not worth its speech.
func told(ctx context.Context, by people.Actor, k Kept, c recordings.Call) []speech.Span {
	holds, _ := k.Calls.Holds(ctx, by, c.ID)
	var out []speech.Span
	for _, h := range holds {
		out = append(out, speech.Span{From: h.From, To: h.To})
	}
	return out
}

// Prepare decodes a call and makes its peaks and speech spans ahead of the first listening. It
// leaves no trace of listening, since nobody hears anything.
func Prepare(ctx context.Context, by people.Actor, k Kept, c recordings.Call) error {
	if !c.Audio.HasSound() {
		return nil
	}
	t, err := Unheard(ctx, by, k, c)
	if err != nil {
		return err
	}
	return t.Close()
}
