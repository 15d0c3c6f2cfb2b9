package parts

import (
	"math"
	"time"
)

// waveView is the stretch of a call that is on screen, in frames.
type waveView struct {
	length   float64 // frames of the call
	from, to float64 // shown, 0 ≤ from < to ≤ length
	least    float64 // the shortest stretch that may be shown
}

func newWaveView(length int64, least float64) waveView {
	l := max(float64(length), 1)
	return waveView{length: l, to: l, least: min(least, l)}
}

func (v waveView) span() float64   { return v.to - v.from }
func (v waveView) zoomed() bool    { return v.span() < v.length*.9999 }
func (v waveView) factor() float64 { return v.length / v.span() }

// shown is the view of that length that begins at from, held inside the call.
func (v waveView) shown(from, span float64) waveView {
	span = min(max(span, v.least), v.length)
	v.from = min(max(from, 0), v.length-span)
	v.to = v.from + span
	return v
}

// zoom changes the span by a factor and keeps the frame where it is on screen.
func (v waveView) zoom(factor, around float64) waveView {
	around = min(max(around, v.from), v.to)
	part := (around - v.from) / v.span()
	span := min(max(v.span()/factor, v.least), v.length)
	return v.shown(around-part*span, span)
}

// centred shows the same span around a frame.
func (v waveView) centred(frame float64) waveView { return v.shown(frame-v.span()/2, v.span()) }

// x is where a frame lies on a width; it may lie outside of it.
func (v waveView) x(frame float64, width float32) float32 {
	return float32((frame - v.from) / v.span() * float64(width))
}

// frame is what lies at x, held inside the call.
func (v waveView) frame(x, width float32) float64 {
	if width <= 0 {
		return v.from
	}
	return min(max(v.from+float64(x)/float64(width)*v.span(), 0), v.length)
}

var tickSteps = []time.Duration{
	10 * time.Millisecond, 20 * time.Millisecond, 50 * time.Millisecond,
	100 * time.Millisecond, 200 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// tickStep is the least round step whose ticks stand at least apart pixels
// from each other when span is drawn on width.
func tickStep(span time.Duration, width, apart float32) time.Duration {
	for _, step := range tickSteps {
		if float32(float64(step)/float64(max(span, 1)))*width >= apart {
			return step
		}
	}
	return span
}

// ticks are the multiples of step in [from, to].
func ticks(from, to, step time.Duration) []time.Duration {
	if step <= 0 || to < from {
		return nil
	}
	var out []time.Duration
	first := time.Duration(math.Ceil(float64(from)/float64(step))) * step
	for at := first; at <= to && len(out) < 1000; at += step {
		out = append(out, at)
	}
	return out
}

// tickLabel writes a tick: tenths or hundredths only where the step needs them.
func tickLabel(at, step time.Duration) string {
	switch {
	case step < 100*time.Millisecond:
		return Clock(at) + "." + twoDigits(int(at%time.Second/(10*time.Millisecond)))
	case step < time.Second:
		return ClockTenths(at)
	}
	return Clock(at)
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
