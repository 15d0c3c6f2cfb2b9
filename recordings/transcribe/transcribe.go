// Package transcribe has a call written down by a server: lane by lane, in
// pieces cut where nobody speaks, so that who speaks is known without a model
// and what is lost can be asked for again.
package transcribe

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/speech"
	"shifu/recordings/transcript"
)

// Hearer writes down a piece of sound, a WAV of one channel, and returns the
// server's answer as it is.
type Hearer interface {
	Hear(ctx context.Context, set Settings, wav []byte) (raw []byte, err error)
}

// Kept keeps answers by a key, so that a call that failed goes on at the first
// missing piece.
type Kept interface {
	Answer(key string) (raw []byte, ok bool)
	Keep(key string, raw []byte) error
}

const (
	longest  = 10 * time.Minute
	padding  = 300 * time.Millisecond
	apart    = 15 * time.Second // a longer silence is not sent
	mostWAV  = 24 << 20         // the usual limit is 25 MB
	doubtful = " (?)"           // behind what the server itself took for silence
)

// Piece is a stretch of one channel.
type Piece struct {
	Lane     int
	From, To time.Duration
}

// Plan is what has to be sent of a call: every lane's speech in pieces of at
// most ten minutes, cut in silence and padded by 0.3 s. Lanes and stretches
// without speech are left out, since models invent text there. A model that
// tells the voices of one lane apart gets as much at once as it may: it calls
// them anew in each piece.
func Plan(a speech.Activity, s Settings) []Piece {
	most, apart := longest, apart
	if a.Mono && s.Diarizes() {
		apart = longest
	}
	if a.SampleRate > 0 {
		most = min(most, time.Duration(mostWAV/2/a.SampleRate)*time.Second)
	}
	var out []Piece
	for lane, spans := range a.Lanes {
		begin := len(out)
		for _, s := range spans {
			for s.Length() > most-2*padding { // nobody paused for so long
				out = append(out, Piece{lane, s.From, s.From + most - 2*padding})
				s.From += most - 2*padding
			}
			if last := len(out) - 1; last >= begin && s.From-out[last].To < apart && s.To-out[last].From <= most-2*padding {
				out[last].To = s.To
				continue
			}
			out = append(out, Piece{lane, s.From, s.To})
		}
	}
	for i := range out {
		out[i].From, out[i].To = max(0, out[i].From-padding), min(a.Duration, out[i].To+padding)
	}
	return out
}

// Cost is how much sound a plan sends.
func Cost(plan []Piece) (sum time.Duration) {
	for _, p := range plan {
		sum += p.To - p.From
	}
	return sum
}

// Job is one call to be written down.
type Job struct {
	Hash     string // of the recording
	Sound    speech.Source
	Activity speech.Activity
	Settings Settings
	Progress func(done, total int) // may be nil
}

// Run has the pieces of a call written down that were not yet, and puts all of
// them together in the order of their beginnings. A failure loses nothing: what
// was answered is kept, and the next Run goes on behind it.
func Run(ctx context.Context, h Hearer, k Kept, j Job) ([]recordings.Utterance, error) {
	plan := Plan(j.Activity, j.Settings)
	var said []recordings.Utterance
	for i, p := range plan {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		heard, err := j.piece(ctx, h, k, p)
		if err != nil {
			return nil, err
		}
		said = append(said, j.utterances(p, heard, i)...)
		if j.Progress != nil {
			j.Progress(i+1, len(plan))
		}
	}
	slices.SortStableFunc(said, func(a, b recordings.Utterance) int { return cmp.Compare(a.Start, b.Start) })
	if j.Activity.Mono {
		said = recordings.Guessed(said, j.Activity.AgentLane)
	}
	return said, nil
}

func (j Job) piece(ctx context.Context, h Hearer, k Kept, p Piece) (transcript.Heard, error) {
	key := j.key(p)
	if raw, ok := k.Answer(key); ok {
		if heard, err := transcript.ParseHeard(raw); err == nil {
			return heard, nil
		}
	}
	wav, err := cut(j.Sound, p)
	if err != nil {
		return transcript.Heard{}, err
	}
	raw, err := h.Hear(ctx, j.Settings, wav)
	if err != nil {
		return transcript.Heard{}, err
	}
	heard, err := transcript.ParseHeard(raw)
	if err != nil {
		return heard, err
	}
	return heard, k.Keep(key, raw)
}

// key names an answer: the same sound asked for in the same way.
func (j Job) key(p Piece) string {
	s := j.Settings
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d %d %d %q %q %q %t", j.Hash, p.Lane, p.From, p.To, s.Model, s.Language, s.Prompt, s.Words))
	return hex.EncodeToString(sum[:16])
}

// cut is a piece as a WAV of one channel.
func cut(s speech.Source, p Piece) ([]byte, error) {
	frame := func(d time.Duration) int64 { return min(int64(d.Seconds()*float64(s.SampleRate)), s.Frames) }
	from, to := frame(p.From), frame(p.To)
	mono := make([]int16, 0, to-from)
	buf := make([]int16, 8192*s.Channels)
	for at := from; at < to; {
		n, err := s.ReadFrames(buf, at)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("cutting a piece: %w", err)
		}
		if n == 0 {
			break
		}
		for i := range min(int64(n), to-at) {
			mono = append(mono, buf[int(i)*s.Channels+p.Lane])
		}
		at += int64(n)
	}
	var out bytes.Buffer
	err := formats.WriteSamples(&out, s.SampleRate, 1, mono)
	return out.Bytes(), err
}

// within are words at their times in the call.
func (p Piece) within(ws []transcript.Word) []transcript.Word {
	out := make([]transcript.Word, len(ws))
	for i, w := range ws {
		out[i] = transcript.Word{Start: min(p.From+w.Start, p.To), End: min(p.From+w.End, p.To), Text: w.Text}
	}
	return out
}

// utterances places what was heard in a piece in the call. A single channel for
// all voices leaves open who speaks, but for what the server calls them.
func (j Job) utterances(p Piece, h transcript.Heard, number int) []recordings.Utterance {
	lane := p.Lane
	if j.Activity.Mono {
		lane = -1
	}
	var out []recordings.Utterance
	for _, s := range h.Segments {
		if s.Text == "" {
			continue
		}
		end := s.End
		if end <= s.Start { // a server without times
			end = p.To - p.From
		}
		u := recordings.Utterance{Lane: lane, Start: p.From + s.Start, End: min(p.From+end, p.To), Text: s.Text}
		u.Start = min(u.Start, u.End)
		if lane < 0 && s.Speaker != "" {
			u.Speaker = s.Speaker
			if number > 0 { // the same name may be another voice there
				u.Speaker = fmt.Sprintf("%s%s%d", s.Speaker, recordings.Later, number+1)
			}
		}
		u.Words = transcript.Place(s.Text, p.within(s.Words))
		if s.Doubtful {
			u.Text += doubtful
		}
		out = append(out, u)
	}
	return out
}
