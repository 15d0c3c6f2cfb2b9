package roleplay

import (
	"context"
	"os"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/recordings/formats"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// mouth speaks the lines of the customer that ship as sound.
type mouth struct {
	d      *desk.Desk
	loaded bool
	turn   int // of the line asked for last
}

// voice is a line in the player. Its file is gone when it is closed.
type voice struct {
	*formats.Audio
	path string
	rate int // per cent of the speed at which it was spoken
}

// Channels is how many channels the line has.
func (v voice) Channels() int { return v.Info().Channels }

// SampleRate is the frames of the line in a second, as fast as this caller speaks.
func (v voice) SampleRate() int { return v.Info().SampleRate * v.rate / 100 }

// Frames is how long the line is.
func (v voice) Frames() int64 { return v.Info().Frames }

// Close closes the line and deletes its file.
func (v voice) Close() error {
	err := v.Audio.Close()
	if e := os.Remove(v.path); err == nil {
		err = e
	}
	return err
}

// say speaks the line of a state of an attempt, if it was spoken for its language.
func (m *mouth) say(ctx context.Context, a *roleplay.Attempt, state string) {
	wav, rate, ok := scenarios.Spoken(a.Scenario, a.Variant, state, a.Language)
	if !ok || m.d.Sound == nil {
		return
	}
	m.turn++
	turn := m.turn
	// The work outlives the screen: a file that comes too late must be closed.
	background.Run(context.WithoutCancel(ctx), m.d.Stage, func(context.Context) (voice, error) { return spoken(wav, rate) }, func(v voice, err error) {
		switch {
		case err != nil:
			m.d.Fail(err)
		case ctx.Err() != nil || turn != m.turn:
			m.d.Fail(v.Close())
		default:
			m.d.Sound.Load(v)
			m.d.Sound.Play()
			m.loaded = true
			m.d.Trace("spoken", map[string]any{"scenario": a.ScenarioID, "state": state, "variant": a.Variant})
		}
	})
}

// spoken opens the sound of a line in a file of its own.
func spoken(wav []byte, rate int) (v voice, err error) {
	v.rate = rate
	f, err := os.CreateTemp("", "shifu-line-*.wav")
	if err != nil {
		return v, err
	}
	_, err = f.Write(wav)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		v.path = f.Name()
		v.Audio, err = formats.Open(v.path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return v, err
}

// close falls silent.
func (m *mouth) close() {
	m.turn++
	if m.loaded {
		m.d.Sound.Unload()
		m.loaded = false
	}
}
