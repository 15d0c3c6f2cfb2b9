// Package redaction takes personal data out of recordings and transcripts. It
// works on samples, never on compressed frames, since a frame's neighbours hold
// parts of it.
package redaction

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/speech"
)

// Widening is what a span grows by at both ends: a number is heard before and
// after the moment that somebody pointed at.
const Widening = 150 * time.Millisecond

// Fill is what replaces the sound of a span.
type Fill string

// The fills.
const (
	Tone    Fill = "tone" // 1 kHz at -20 dBFS
	Silence Fill = "silence"
)

// BothLanes is the lane of a span that covers every lane, as spans do unless
// somebody says otherwise: the echo of a line carries the other side.
const BothLanes = -1

// Span is a stretch of a recording to be made unhearable.
type Span struct {
	From, To time.Duration
	Lane     int // a channel, or BothLanes
}

// Parse reads spans as "12.3-14.0,20-22", in seconds.
func Parse(text string) ([]Span, error) {
	var out []Span
	for piece := range strings.SplitSeq(text, ",") {
		piece = strings.TrimSpace(piece)
		from, to, two := strings.Cut(piece, "-")
		a, errA := strconv.ParseFloat(strings.TrimSpace(from), 64)
		b, errB := strconv.ParseFloat(strings.TrimSpace(to), 64)
		if !two || errA != nil || errB != nil || !(a >= 0 && b > a && b < 1e7) {
			return nil, fault.New(fault.Invalid, "“{{.Value}}” is no span. Write seconds from and to, like 12.3-14.0.", fault.Values{"Value": piece})
		}
		out = append(out, Span{seconds(a), seconds(b), BothLanes})
	}
	return out, nil
}

func seconds(s float64) time.Duration {
	return time.Duration(math.Round(s*1e6)) * time.Microsecond
}

// Check refuses spans that don't lie in a recording of this length. One that
// begins within and ends behind it is taken: the end of a call is often rounded.
func Check(spans []Span, length time.Duration, lanes int) error {
	for _, s := range spans {
		switch {
		case s.From < 0 || s.To <= s.From || s.From >= length:
			return fault.New(fault.Invalid, "The span {{.From}} to {{.To}} s lies outside of the recording of {{.Length}} s. Choose one within it.",
				fault.Values{"From": short(s.From), "To": short(s.To), "Length": short(length)})
		case s.Lane != BothLanes && (s.Lane < 0 || s.Lane >= lanes):
			return fault.New(fault.Invalid, "The recording has no lane {{.Lane}}.", fault.Values{"Lane": s.Lane + 1})
		}
	}
	return nil
}

func short(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }

// Apply is the source with spans made unhearable, each widened by Widening. The
// length stays the same to the frame, and outside of the widened spans every
// sample stays as it is. A tone gets the phase at which it has nothing in common
// with what it replaces, for which those stretches are read once. It fails only
// if reading fails.
func Apply(s speech.Source, spans []Span, fill Fill) (speech.Source, error) {
	cuts := make([][]cut, s.Channels)
	for c := range cuts {
		cuts[c] = cutsOf(spans, c, s)
		for i := range cuts[c] {
			cuts[c][i].silent = fill == Silence
			if err := cuts[c][i].turn(s, c); err != nil {
				return s, err
			}
		}
	}
	out := s
	out.ReadFrames = func(dst []int16, from int64) (int, error) {
		n, err := s.ReadFrames(dst, from)
		for c := range cuts {
			cover(dst[:n*s.Channels], c, s.Channels, from, cuts[c])
		}
		return n, err
	}
	return out, nil
}

func cutsOf(spans []Span, lane int, s speech.Source) []cut {
	at := func(d time.Duration) int64 {
		return min(max(int64(math.Round(d.Seconds()*float64(s.SampleRate))), 0), s.Frames)
	}
	var all []cut
	for _, x := range spans {
		if x.Lane == lane || x.Lane == BothLanes {
			all = append(all, cut{from: at(x.From - Widening), to: at(x.To + Widening), rate: float64(s.SampleRate)})
		}
	}
	slices.SortFunc(all, func(a, b cut) int { return cmp.Compare(a.from, b.from) })
	var out []cut
	for _, c := range all {
		if last := len(out) - 1; last >= 0 && c.from <= out[last].to {
			out[last].to = max(out[last].to, c.to)
			continue
		}
		out = append(out, c)
	}
	return out
}

// cover replaces what lies in cuts within a piece that begins at frame from.
func cover(piece []int16, lane, lanes int, from int64, cuts []cut) {
	end := from + int64(len(piece)/lanes)
	i, _ := slices.BinarySearchFunc(cuts, from+1, func(c cut, at int64) int { return cmp.Compare(c.to, at) })
	for ; i < len(cuts) && cuts[i].from < end; i++ {
		for at := max(from, cuts[i].from); at < min(end, cuts[i].to); at++ {
			piece[int(at-from)*lanes+lane] = cuts[i].sample(at)
		}
	}
}
