package practice

import (
	"math"
	"time"
)

// Happening is what an instructor, or a scenario, lets happen.
type Happening string

// The happenings.
const (
	Storm   Happening = "storm"  // more fault reports
	Policy  Happening = "policy" // news, and questions about it
	Press   Happening = "press"  // complaints
	Green   Happening = "green"  // important customers who must come first
	Down    Happening = "down"   // a core system: work orders on paper
	Sick    Happening = "sick"   // people who don't come, or go
	Notice  Happening = "notice" // words only
	Happens           = "storm, policy, press, green, down, sick, notice"
)

// Shape is how a surge goes with time.
type Shape string

// The shapes.
const (
	Pulse Shape = "pulse" // rises, holds, falls over hours
	Decay Shape = "decay" // at once, then falls by exp(−days/1.2)
	Lag   Shape = "lag"   // as claims after weather: a gamma law of mode 4.5 days and standard deviation 1 day
)

// Event happens At a time. A surge begins After it; who is Silent is announced
// to nobody, so that forecasts don't know of it.
type Event struct {
	At      time.Duration
	What    Happening
	Project string
	Kind    string  // of its work; empty: all calls
	Factor  float64 // of calls, or of handling times
	Shape   Shape
	After   time.Duration
	Rise    time.Duration
	Hold    time.Duration
	Fall    time.Duration // time constant
	People  int
	For     time.Duration // 0: to the end
	Silent  bool
	Text    string // a text of the catalogue, or words of the instructor
}

// size is by what a surge multiplies a rate at a time, 1 outside of it.
func (e *Event) size(at time.Duration) float64 {
	x := at - e.At - e.After
	if e.Factor == 0 || x < 0 {
		return 1
	}
	return 1 + (e.Factor-1)*e.shape(x)
}

func (e *Event) shape(x time.Duration) float64 {
	switch e.Shape {
	case Decay:
		return math.Exp(-x.Hours() / 24 / 1.2)
	case Lag:
		return lag(x.Hours() / 24)
	}
	switch {
	case x < e.Rise:
		return float64(x) / float64(e.Rise)
	case x <= e.Rise+e.Hold:
		return 1
	case e.Fall <= 0:
		return 0
	}
	return math.Exp(-float64(x-e.Rise-e.Hold) / float64(e.Fall))
}

// lag is the density of a gamma law of mode 4.5 and standard deviation 1, over
// its height: mode = (k−1)θ and sd = √k θ give θ = (√(mode² + 4 sd²) − mode)/2.
func lag(days float64) float64 {
	const mode, sd = 4.5, 1.0
	theta := (math.Sqrt(mode*mode+4*sd*sd) - mode) / 2
	return math.Pow(days/mode, mode/theta) * math.Exp(-(days-mode)/theta)
}
