// Package loudness measures how loud a recording is as people hear it, after
// ITU-R BS.1770-5 and EBU R 128, at the recording's own rate.
package loudness

import (
	"io"
	"math"
	"time"

	"shifu/recordings/speech"
)

// Limits of the standard's gating (BS.1770-5, annex 1) and of a meter.
const (
	absoluteGate = -70.0 // LUFS
	relativeGate = -10.0 // LU below the mean of what passes the absolute gate
	offset       = -0.691
	stepsInBlock = 4 // a block of 400 ms moves on by 100 ms
	readFrames   = 1 << 14
)

// Loudness is what a recording measures. Nil: silence, for which the standard
// gives no number.
type Loudness struct {
	Whole    *float64   `json:"lufs"`        // LUFS of all channels together
	Channels []*float64 `json:"per_channel"` // LUFS of each channel alone
}

// Measure reads the source once from its beginning. A recording below 400 ms is
// silence to the standard.
func Measure(s speech.Source) (Loudness, error) {
	m := newMeter(s.Channels, s.SampleRate)
	if err := feed(s, m.take); err != nil {
		return Loudness{}, err
	}
	weights := make([]float64, s.Channels)
	out := Loudness{Channels: make([]*float64, s.Channels)}
	for c := range weights {
		clear(weights)
		weights[c] = 1
		out.Channels[c] = m.gated(weights)
	}
	for c := range weights {
		weights[c] = 1
	}
	if s.Channels == 6 { // L R C LFE Ls Rs
		copy(weights, []float64{1, 1, 1, 0, 1.41, 1.41})
	}
	out.Whole = m.gated(weights)
	return out, nil
}

// OfSpeech is the loudness of one channel while somebody speaks on it: the mean
// over the spans, without the standard's gates, which noise and the other
// voice's leak mislead by 2 to 4 LU. Nil: there is nothing to measure.
func OfSpeech(s speech.Source, channel int, spans []speech.Span) (*float64, error) {
	m := newMeter(s.Channels, s.SampleRate)
	if err := feed(s, m.take); err != nil {
		return nil, err
	}
	sum, n, at := 0.0, 0, 0
	for i, step := range m.steps {
		from := time.Duration(i) * time.Second / 10
		for at < len(spans) && spans[at].To <= from {
			at++
		}
		if at < len(spans) && spans[at].From <= from && spans[at].To >= from+time.Second/10 {
			sum += step[channel]
			n++
		}
	}
	if n == 0 || sum <= 0 {
		return nil, nil
	}
	return lufs(sum / float64(n)), nil
}

func feed(s speech.Source, take func([]int16)) error {
	buf := make([]int16, readFrames*s.Channels)
	for from := int64(0); from < s.Frames; {
		n, err := s.ReadFrames(buf, from)
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			return nil
		}
		take(buf[:n*s.Channels])
		from += int64(n)
	}
	return nil
}

// meter keeps the mean square of every 100 ms of each K-weighted channel.
type meter struct {
	channels int
	length   int // frames in a step
	filters  []weighting
	sums     []float64
	have     int
	steps    [][]float64
}

func newMeter(channels, rate int) *meter {
	m := &meter{channels: channels, length: max(1, (rate+5)/10), sums: make([]float64, channels)}
	for range channels {
		m.filters = append(m.filters, newWeighting(float64(rate)))
	}
	return m
}

func (m *meter) take(samples []int16) {
	for i := 0; i < len(samples); i += m.channels {
		for c := range m.channels {
			y := m.filters[c].next(float64(samples[i+c]) / 32768)
			m.sums[c] += y * y
		}
		if m.have++; m.have == m.length {
			m.step()
		}
	}
}

func (m *meter) step() {
	means := make([]float64, m.channels)
	for c, sum := range m.sums {
		means[c] = sum / float64(m.length)
	}
	m.steps = append(m.steps, means)
	clear(m.sums)
	m.have = 0
}

// gated is equations 3 to 7 of BS.1770-5 with these channel weights.
func (m *meter) gated(weights []float64) *float64 {
	var blocks []float64
	for i := stepsInBlock; i <= len(m.steps); i++ {
		power := 0.0
		for _, step := range m.steps[i-stepsInBlock : i] {
			for c, w := range weights {
				power += w * step[c]
			}
		}
		if power /= stepsInBlock; power > 0 && *lufs(power) > absoluteGate {
			blocks = append(blocks, power)
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	gate := *lufs(mean(blocks, 0)) + relativeGate
	return lufs(mean(blocks, math.Pow(10, (gate-offset)/10)))
}

// mean of the powers above least.
func mean(powers []float64, least float64) float64 {
	sum, n := 0.0, 0
	for _, p := range powers {
		if p > least {
			sum += p
			n++
		}
	}
	return sum / float64(n)
}

func lufs(power float64) *float64 {
	l := offset + 10*math.Log10(power)
	return &l
}
