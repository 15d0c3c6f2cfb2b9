// Package excerpt plays and draws a piece of a call that was opened to somebody who
// may not see the call itself.
package excerpt

import (
	"context"
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/peaks"
	"shifu/recordings/redaction"
	"shifu/recordings/speech"
	"shifu/recordings/track"
)

// Piece is a piece of a call to be heard and seen on its own: nothing before
// or after it can be reached.
type Piece struct {
	t           *track.Track
	agentLane   int
	first, last int64 // frames of the call
	scratch     []peaks.Bin
	marks       []redaction.Span // silent
	sound       speech.Source
	closed      bool
}

// lentCall answers for one call that was opened to somebody by other means than
// their scope: who lent it knows where it lies.
type lentCall struct {
	recordings.Keeper
	path string
}

// Opened is noted by who lends the call.
func (l lentCall) Opened(context.Context, people.Actor, string) error { return nil }

// Audio is where its sound lies.
func (l lentCall) Audio(context.Context, people.Actor, string) (string, error) { return l.path, nil }

// Open opens the part of a call between two places; it runs beside the
// window.
func Open(ctx context.Context, d *desk.Desk, c recordings.Call, path string, from, until time.Duration) (*Piece, error) {
	t, err := track.Open(ctx, d.Actor, track.Kept{Calls: lentCall{d.Calls, path}, Shelf: d.Shelf}, c)
	if err != nil {
		return nil, err
	}
	x := &Piece{t: t, agentLane: c.Audio.AgentLane, last: t.Peaks.Frames, sound: speech.SourceOf(t.Audio)}
	rate := float64(t.Peaks.SampleRate)
	x.first = min(int64(from.Seconds()*rate), x.last)
	if end := int64(until.Seconds() * rate); end > x.first {
		x.last = min(end, x.last)
	}
	return x, nil
}

// OpenSilenced is Open with stretches of the call that can't be heard.
func OpenSilenced(ctx context.Context, d *desk.Desk, c recordings.Call, path string, from, until time.Duration, silent []redaction.Span) (*Piece, error) {
	x, err := Open(ctx, d, c, path, from, until)
	if err == nil && len(silent) > 0 {
		err = x.Silence(silent)
	}
	if err != nil {
		x.Close()
		return nil, err
	}
	return x, nil
}

// Silence makes stretches of the call unhearable, and leaves them out of its
// picture; none makes all heard again.
func (x *Piece) Silence(marks []redaction.Span) error {
	sound, err := redaction.Apply(speech.SourceOf(x.t.Audio), marks, redaction.Silence)
	if err == nil {
		x.marks, x.sound = marks, sound
	}
	return err
}

// Write writes the piece as WAV, as it is heard.
func (x *Piece) Write(w io.Writer) error {
	s := source{x}
	return formats.WriteFrames(w, formats.Info{SampleRate: s.SampleRate(), Channels: s.Channels(), Frames: s.Frames()}, s.ReadFrames)
}

// Duration is the length of the piece.
func (x *Piece) Duration() time.Duration {
	return time.Duration(float64(x.last-x.first) / float64(x.t.Peaks.SampleRate) * float64(time.Second))
}

// Load hands the piece to a player, at its beginning.
func (x *Piece) Load(s desk.Sound) {
	s.Load(source{x})
	if x.t.Peaks.Lanes == 2 {
		s.SetPan(x.agentLane, -1)
		s.SetPan(1-x.agentLane, 1)
	}
}

// Close closes the call. A nil Piece needs none.
func (x *Piece) Close() {
	if x == nil || x.closed {
		return
	}
	x.closed = true
	_ = x.t.Close() // it was only read
}

// Columns draws the piece from the peaks of the call.
func (x *Piece) Columns(lane int, from, to int64, dst []parts.Bin) {
	if cap(x.scratch) < len(dst) {
		x.scratch = make([]peaks.Bin, len(dst))
	}
	bins := x.scratch[:len(dst)]
	x.t.Peaks.Columns(bins, x.channel(lane), float64(x.first+from), float64(x.first+to))
	for i, b := range bins {
		dst[i] = parts.Bin{Min: b.Min, Max: b.Max, RMS: b.RMS}
		if x.silent(x.first + from + (to-from)*int64(2*i+1)/int64(2*len(bins))) {
			dst[i] = parts.Bin{}
		}
	}
}

// silent reports whether nothing is heard at a frame of the call.
func (x *Piece) silent(frame int64) bool {
	at := time.Duration(float64(frame) / float64(x.t.Peaks.SampleRate) * float64(time.Second))
	return slices.ContainsFunc(x.marks, func(m redaction.Span) bool {
		return at >= m.From-redaction.Widening && at < m.To+redaction.Widening
	})
}

// channel is that of a lane as shown: the agent's lies above.
func (x *Piece) channel(lane int) int {
	if x.t.Peaks.Lanes == 2 && x.agentLane == 1 {
		return 1 - lane
	}
	return lane
}

// WaveModel is the piece as a waveform shows it.
func (x *Piece) WaveModel() parts.WaveModel {
	m := parts.WaveModel{Rate: x.t.Peaks.SampleRate, Length: x.last - x.first, Source: x}
	if x.t.Peaks.Lanes == 2 {
		m.Lanes = []parts.Lane{{Name: lang.L("Agent"), Voice: parts.VoiceAgent}, {Name: lang.L("Customer"), Voice: parts.VoiceCustomer}}
		return m
	}
	m.Lanes = []parts.Lane{{Name: lang.L("Both voices")}}
	return m
}

// source is the sound of the piece as the player reads it. The player
// may load it again and again; who opened the piece closes it.
type source struct{ x *Piece }

// Channels is the number of lanes.
func (s source) Channels() int { return s.x.t.Audio.Info().Channels }

// SampleRate is in frames a second.
func (s source) SampleRate() int { return s.x.t.Audio.Info().SampleRate }

// Frames is the length of the piece.
func (s source) Frames() int64 { return s.x.last - s.x.first }

// ReadFrames reads from the piece and not beyond its end.
func (s source) ReadFrames(dst []int16, from int64) (int, error) {
	channels := s.Channels()
	room := max(s.Frames()-from, 0)
	dst = dst[:min(int64(len(dst)), room*int64(channels))]
	return s.x.sound.ReadFrames(dst, s.x.first+from)
}
