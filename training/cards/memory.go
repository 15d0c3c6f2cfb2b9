// Package cards schedules what a person learns by FSRS-6 (free spaced
// repetition scheduler): how well a card is remembered, when it is asked next,
// and what is best learned before an exam.
package cards

import (
	"math"

	"shifu/internal/fault"
)

// Grade is how well a card was remembered.
type Grade int

// The grades.
const (
	Again Grade = 1 + iota
	Hard
	Good
	Easy
)

// Weights are the 21 parameters w0 … w20 of FSRS-6.
type Weights [21]float64

// Standard are the weights that are taken until a person's own are known.
var Standard = Weights{0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542}

var lowest = Weights{.001, .001, .001, .001, 1, .001, .001, .001, 0, 0, .001, .001, .001, .001, 0, 0, 1, 0, 0, 0, .1}
var highest = Weights{100, 100, 100, 100, 10, 4, 4, .75, 4.5, .8, 3.5, 5, .25, .9, 4, 1, 6, 2, 2, .8, .8}

// WeightsOf takes 21 weights, or 19 of FSRS-5 or 17 of FSRS-4.5, which it turns
// into those of FSRS-6 that schedule alike. It refuses another number of them
// and one that lies out of its bounds.
func WeightsOf(w []float64) (Weights, error) {
	var out Weights
	switch len(w) {
	case 21, 19:
		copy(out[:], w)
	case 17:
		copy(out[:], w)
		out[4] = w[5]*2 + w[4]
		out[5] = math.Log(w[5]*3+1) / 3
		out[6] = w[6] + 0.5
	default:
		return out, fault.New(fault.Invalid, "FSRS-6 has 21 weights; {{.Have}} were given.", fault.Values{"Have": len(w)})
	}
	if len(w) < 21 {
		out[20] = 0.5
	}
	for i, x := range out {
		if math.IsNaN(x) || x < lowest[i] || x > highest[i] {
			return out, fault.New(fault.Invalid, "The weight w{{.N}} is {{.Have}}; it lies between {{.From}} and {{.To}}.",
				fault.Values{"N": i, "Have": x, "From": lowest[i], "To": highest[i]})
		}
	}
	return out, nil
}

// Memory is what is known of how a card is remembered. The zero Memory is that
// of a card nobody has seen.
type Memory struct {
	Stability  float64 `json:"stability"`  // days until recall falls to 90 %
	Difficulty float64 `json:"difficulty"` // 1 … 10
}

// The bounds of a memory.
const (
	leastStability  = 0.001
	mostStability   = 36500
	leastDifficulty = 1
	mostDifficulty  = 10
)

func factorOf(decay float64) float64 { return math.Pow(0.9, -1/decay) - 1 }

// standardFactor spares a plan of many cards a power for each.
var standardFactor = factorOf(Standard[20])

func (w *Weights) factor() float64 {
	if w[20] == Standard[20] {
		return standardFactor
	}
	return factorOf(w[20])
}

// Recall is the probability that a card is remembered after so many days:
// R(t, S) = (1 + F·t/S)^(−w20), F = 0.9^(−1/w20) − 1.
func (w *Weights) Recall(days, stability float64) float64 {
	if stability <= 0 {
		return 0
	}
	return math.Exp(-w[20] * math.Log1p(w.factor()*days/stability)) // less work than Pow
}

// Interval is after how many days recall falls to the retention that is wanted:
// I(r, S) = S/F·(r^(−1/w20) − 1), rounded, from 1 to 36500.
func (w *Weights) Interval(retention, stability float64) int {
	days := stability / w.factor() * (math.Pow(retention, -1/w[20]) - 1)
	return int(min(max(math.Round(days), 1), mostStability))
}

// Next is the memory after a review, so many local days after the one before
// (0: on the same day). All updates use the difficulty before the review.
func (w *Weights) Next(m Memory, days int, g Grade) Memory {
	d := clampDifficulty(w.firstDifficulty(g))
	if m.Stability > 0 {
		d = w.difficulty(m.Difficulty, g)
	}
	return Memory{Stability: w.stability(m, days, g), Difficulty: d}
}

// stability is that of Next.
func (w *Weights) stability(m Memory, days int, g Grade) (s float64) {
	switch {
	case m.Stability == 0:
		s = w[g-1]
	case days == 0:
		s = w.sameDay(m.Stability, g)
	case g == Again:
		s = w.lapse(m, w.Recall(float64(days), m.Stability))
	default:
		s = w.success(m, w.Recall(float64(days), m.Stability), g)
	}
	return min(max(s, leastStability), mostStability)
}

func (w *Weights) firstDifficulty(g Grade) float64 { return w[4] - math.Exp(w[5]*float64(g-1)) + 1 }

func clampDifficulty(d float64) float64 { return min(max(d, leastDifficulty), mostDifficulty) }

// difficulty moves in steps that shrink towards 10, and back to that of an easy
// first review (unclamped).
func (w *Weights) difficulty(d float64, g Grade) float64 {
	moved := d + (10-d)/9*(-w[6]*float64(g-3))
	return clampDifficulty(w[7]*w.firstDifficulty(Easy) + (1-w[7])*moved)
}

func (w *Weights) success(m Memory, r float64, g Grade) float64 {
	grow := math.Exp(w[8]) * (11 - m.Difficulty) * math.Pow(m.Stability, -w[9]) * (math.Exp(w[10]*(1-r)) - 1)
	switch g {
	case Hard:
		grow *= w[15]
	case Easy:
		grow *= w[16]
	}
	return m.Stability * (1 + grow)
}

func (w *Weights) lapse(m Memory, r float64) float64 {
	s := w[11] * math.Pow(m.Difficulty, -w[12]) * (math.Pow(m.Stability+1, w[13]) - 1) * math.Exp(w[14]*(1-r))
	return min(s, m.Stability/math.Exp(w[17]*w[18]))
}

// sameDay never lowers the stability of a card that was remembered, be it
// hardly (as the Go, Rust and TypeScript implementations have it).
func (w *Weights) sameDay(s float64, g Grade) float64 {
	grow := math.Exp(w[17]*(float64(g)-3+w[18])) * math.Pow(s, -w[19])
	if g >= Hard {
		grow = max(grow, 1)
	}
	return s * grow
}
