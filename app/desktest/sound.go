package desktest

import (
	"context"
	"io"
	"time"

	"shifu/recordings/player"
)

// Sound is a player that is silent and obeys at once.
type Sound struct {
	Source   player.Source
	State    player.Snapshot
	Scrubbed []time.Duration
	Speakers []player.Output
	Speaker  string
	// Silences are where nobody speaks.
	Silences []player.Span
}

// Load takes a call.
func (s *Sound) Load(src player.Source) {
	s.Unload()
	s.Source = src
	s.State.Loaded, s.State.Device = true, player.DeviceReady
	s.State.Duration = time.Duration(float64(src.Frames()) / float64(src.SampleRate()) * float64(time.Second))
	s.State.Lanes = make([]player.Lane, src.Channels())
	if s.State.Speed == 0 {
		s.State.Speed = 1
	}
}

// Unload lets go of it.
func (s *Sound) Unload() {
	if c, ok := s.Source.(io.Closer); ok {
		c.Close()
	}
	s.Source = nil
	s.State = player.Snapshot{Speed: s.State.Speed, Rewind: s.State.Rewind}
}

// Play plays.
func (s *Sound) Play() { s.State.Playing = s.State.Loaded }

// Pause pauses.
func (s *Sound) Pause() { s.State.Playing = false }

// Toggle does one or the other.
func (s *Sound) Toggle() {
	if s.State.Playing {
		s.Pause()
		return
	}
	s.Play()
}

// Seek goes to a place.
func (s *Sound) Seek(to time.Duration) { s.State.Position = max(min(to, s.State.Duration), 0) }

// Scrub notes where sound was asked for while the needle was dragged.
func (s *Sound) Scrub(to time.Duration) { s.Scrubbed = append(s.Scrubbed, to) }

// Skip goes on or back.
func (s *Sound) Skip(by time.Duration) { s.Seek(s.State.Position + by) }

// Pass plays on for that long.
func (s *Sound) Pass(by time.Duration) {
	if s.State.Playing {
		s.Seek(s.State.Position + time.Duration(float64(by)*s.State.Speed))
	}
}

// SetSpeed sets the speed.
func (s *Sound) SetSpeed(speed float64) { s.State.Speed = max(min(speed, 3), .5) }

// SetRewind sets the rewind on resume.
func (s *Sound) SetRewind(by time.Duration) { s.State.Rewind = by }

// SetLoop repeats a part.
func (s *Sound) SetLoop(from, to, gap time.Duration) {
	s.State.Loop = player.Loop{From: from, To: to, Gap: gap}
}

// ClearLoop ends it.
func (s *Sound) ClearLoop() { s.State.Loop = player.Loop{} }

func (s *Sound) lane(i int) *player.Lane {
	if i < 0 || i >= len(s.State.Lanes) {
		return &player.Lane{}
	}
	return &s.State.Lanes[i]
}

// SetGain sets a lane's gain.
func (s *Sound) SetGain(lane int, dB float64) { s.lane(lane).Gain = dB }

// SetMuted silences a lane.
func (s *Sound) SetMuted(lane int, on bool) { s.lane(lane).Muted = on }

// SetSolo lets a lane alone be heard.
func (s *Sound) SetSolo(lane int, on bool) { s.lane(lane).Solo = on }

// SetPan places a lane.
func (s *Sound) SetPan(lane int, pan float64) { s.lane(lane).Pan = pan }

// SetBalance makes one ear softer.
func (s *Sound) SetBalance(balance float64) { s.State.Balance = balance }

// SetSilences tells where nobody speaks.
func (s *Sound) SetSilences(spans []player.Span) { s.Silences = spans }

// SetSkipSilence shortens silences.
func (s *Sound) SetSkipSilence(on bool) { s.State.SkipSilence = on }

// Snapshot is the state now.
func (s *Sound) Snapshot() player.Snapshot { return s.State }

// Outputs are the Speakers.
func (s *Sound) Outputs(context.Context) ([]player.Output, error) { return s.Speakers, nil }

// UseOutput notes the Speaker.
func (s *Sound) UseOutput(_ context.Context, name string) error { s.Speaker = name; return nil }

// Name is the Speaker's.
func (s *Sound) Name() string { return s.Speaker }

// Use notes the Speaker.
func (s *Sound) Use(name string) { s.Speaker = name }
