package desk

import (
	"context"
	"time"

	"shifu/recordings/player"
	"shifu/recordings/track"
)

// Sound plays the call that is open. It is the player; tests fit a silent one.
// What is asked for is done soon after, never at once: read Snapshot then.
type Sound interface {
	// Load makes src the call to be heard, at its beginning; the player closes it.
	Load(src player.Source)
	Unload()
	Play()
	Pause()
	Toggle()
	Seek(to time.Duration)
	Skip(by time.Duration)
	// Scrub lets a short grain be heard at a place; Seek ends it.
	Scrub(to time.Duration)
	SetSpeed(speed float64)
	SetRewind(by time.Duration)
	SetLoop(from, to, gap time.Duration)
	ClearLoop()
	SetGain(lane int, dB float64)
	SetMuted(lane int, on bool)
	SetSolo(lane int, on bool)
	SetPan(lane int, pan float64)
	SetBalance(balance float64)
	SetSilences(spans []player.Span)
	SetSkipSilence(on bool)
	Snapshot() player.Snapshot
	// Outputs are the sound outputs among which can be chosen, none where the
	// system's own setting decides; UseOutput lets sound go to one of them.
	Outputs(ctx context.Context) ([]player.Output, error)
	UseOutput(ctx context.Context, name string) error
}

// Loudspeaker is the sound output chosen on this machine; its name is empty for
// the system's own.
type Loudspeaker interface {
	Name() string
	Use(name string)
}

// trackSource is the sound of a track as the player reads it.
type trackSource struct{ t *track.Track }

// SourceOf is the sound of t for the player, which closes t when it is done.
func SourceOf(t *track.Track) player.Source { return trackSource{t} }

// Channels is the number of lanes.
func (s trackSource) Channels() int { return s.t.Audio.Info().Channels }

// SampleRate is in frames a second.
func (s trackSource) SampleRate() int { return s.t.Audio.Info().SampleRate }

// Frames is the length.
func (s trackSource) Frames() int64 { return s.t.Audio.Info().Frames }

// ReadFrames reads from the recording.
func (s trackSource) ReadFrames(dst []int16, from int64) (int, error) {
	return s.t.Audio.ReadFrames(dst, from)
}

// Close closes the track.
func (s trackSource) Close() error { return s.t.Close() }
