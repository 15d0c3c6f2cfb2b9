package desk

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/recordings/track"
)

// Ear lets a call be heard where it is not worked on: from a moment, without a
// waveform. The recording is opened the first time, since that leaves a trace.
type Ear struct {
	d      *Desk
	ctx    context.Context
	call   recordings.Call
	loaded bool
}

// NewEar returns one for a screen whose context is ctx.
func NewEar(ctx context.Context, d *Desk) *Ear { return &Ear{d: d, ctx: ctx} }

// May reports whether call c can be heard.
func (e *Ear) May(c recordings.Call) bool { return e.d.Sound != nil && c.Audio.HasSound() }

// Play plays c from a moment on.
func (e *Ear) Play(c recordings.Call, from time.Duration) {
	switch {
	case e.d.Sound == nil:
		e.d.Fail(fault.New(fault.Invalid, "No sound device was found: the call can't be heard. Everything else works.", nil))
	case !c.Audio.HasSound():
		e.d.Fail(fault.New(fault.Invalid, "There is no recording of this call.", nil))
	case e.loaded && e.call.ID == c.ID:
		e.d.Sound.Seek(from)
		e.d.Sound.Play()
	default:
		e.open(c, from)
	}
}

func (e *Ear) open(c recordings.Call, from time.Duration) {
	e.Close()
	e.call = c
	// The work outlives the screen: a track that comes too late must be closed.
	background.Run(context.WithoutCancel(e.ctx), e.d.Stage, func(ctx context.Context) (*track.Track, error) {
		return track.Open(ctx, e.d.Actor, track.Kept{Calls: e.d.Calls, Shelf: e.d.Shelf}, c)
	}, func(t *track.Track, err error) {
		if err != nil {
			e.d.Fail(err)
			return
		}
		if e.ctx.Err() != nil || e.call.ID != c.ID || e.loaded {
			e.d.Fail(t.Close())
			return
		}
		e.d.Sound.Load(SourceOf(t))
		e.d.Sound.Seek(from)
		e.d.Sound.Play()
		e.loaded = true
		e.d.Trace("playing", map[string]any{"id": c.ID, "from": from.Seconds()})
	})
}

// Toggle pauses what is heard, or goes on.
func (e *Ear) Toggle() {
	if e.loaded {
		e.d.Sound.Toggle()
	}
}

// Heard is where the call is heard now; ok is false if it is not open.
func (e *Ear) Heard() (at time.Duration, ok bool) {
	if !e.loaded {
		return 0, false
	}
	return e.d.Sound.Snapshot().Position, true
}

// Close takes the call out of the player.
func (e *Ear) Close() {
	if e.loaded {
		e.d.Sound.Unload()
		e.loaded = false
	}
}
