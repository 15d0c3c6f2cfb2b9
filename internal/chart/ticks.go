// Package chart holds the arithmetic of pictures, the same for the screen and
// for reports: scales, round ticks, and how numbers and times are written.
// Everything here is a pure function.
package chart

import (
	"math"
	"time"
)

// Scale maps values onto a share of a length: Low is 0, High is 1.
type Scale struct{ Low, High float64 }

// At is the share of a value, outside 0 to 1 for values outside the scale. An
// empty scale has everything at 0.
func (s Scale) At(value float64) float64 {
	if s.High == s.Low {
		return 0
	}
	return (value - s.Low) / (s.High - s.Low)
}

// Value is the value at a share: the inverse of At.
func (s Scale) Value(share float64) float64 { return s.Low + share*(s.High-s.Low) }

// Step is the smallest round step (1, 2, 2.5 or 5 times a power of ten) that
// covers a span in at most that many steps. For a span that is not positive
// it is 1.
func Step(span float64, most int) float64 {
	if !(span > 0) || math.IsInf(span, 0) {
		return 1
	}
	rough := span / float64(max(most, 1))
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, round := range []float64{1, 2, 2.5, 5} {
		if round*power >= rough*(1-1e-9) {
			return round * power
		}
	}
	return 10 * power
}

// Ticks are the round values from low to high, at most most+1 of them. Without
// a span there is one tick, low.
func Ticks(low, high float64, most int) []float64 {
	if !(high > low) || math.IsInf(high-low, 0) {
		return []float64{low}
	}
	step := Step(high-low, most)
	var ticks []float64
	for i := math.Ceil(low/step - 1e-9); i*step <= high+step*1e-9; i++ {
		ticks = append(ticks, i*step)
	}
	return ticks
}

// Around is a scale that holds all values and begins and ends on a round step.
// No values, or one alone, get a span of one step.
func Around(values []float64, most int) Scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low > high {
		return Scale{0, 1}
	}
	step := Step(high-low, most)
	s := Scale{math.Floor(low/step) * step, math.Ceil(high/step) * step}
	if s.High == s.Low {
		s.High += step
	}
	return s
}

// clockSteps are the steps of a time line, seconds.
var clockSteps = []time.Duration{
	100 * time.Millisecond, 200 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// ClockTicks are the round times from one time to another within a recording,
// at most most+1 of them.
func ClockTicks(from, to time.Duration, most int) []time.Duration {
	if to <= from {
		return []time.Duration{from}
	}
	step := clockStep(to-from, max(most, 1))
	var ticks []time.Duration
	for at := (from + step - 1) / step * step; at <= to; at += step {
		ticks = append(ticks, at)
	}
	return ticks
}

func clockStep(span time.Duration, most int) time.Duration {
	for _, step := range clockSteps {
		if span/step <= time.Duration(most) {
			return step
		}
	}
	day := 24 * time.Hour
	return (span/time.Duration(most)/day + 1) * day
}
