// Package queueing holds the exact formulas of queueing theory that staffing
// rests on. Rates are calls per second, times are seconds, loads are Erlang.
// Every figure is right to at least nine digits up to 5,000 agents: sums of
// positive terms only, integrals of log-concave functions panel by panel.
package queueing

import (
	"math"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// MostAgents is the largest number of agents that is computed.
const MostAgents = 100_000

// B is the share of calls lost when n agents take load and nobody waits:
// B(0) = 1, B(j) = a B(j−1) / (j + a B(j−1)). A. K. Erlang 1917; R. B. Cooper,
// Introduction to Queueing Theory, 2nd ed. 1981, ch. 3.
func B(n int, load float64) float64 {
	b := 1.0
	for j := 1; j <= n; j++ {
		b = load * b / (float64(j) + load*b)
	}
	return b
}

// C is the share of calls that wait when n agents take load, everybody waits
// and nobody leaves: n B / (n − a (1 − B)). It is 1 from a load of n on.
// Cooper 1981, ch. 3.
func C(n int, load float64) float64 {
	if load >= float64(n) {
		return 1
	}
	b := B(n, load)
	return float64(n) * b / (float64(n) - load + load*b)
}

// LoadOf is the load at which n agents lose the share lost, found by bisection.
func LoadOf(n int, lost float64) (float64, error) {
	if n < 1 || n > MostAgents {
		return 0, outside(words.T("The number of agents", nil), float64(n), 1, MostAgents)
	}
	if !(lost > 0 && lost < 1) {
		return 0, between(words.T("The share of lost calls", nil), lost)
	}
	high := float64(n)
	for B(n, high) < lost {
		high *= 2
	}
	return bisect(0, high, func(a float64) bool { return B(n, a) >= lost }), nil
}

// AgentsOf is the smallest number of agents that lose at most the share lost of load.
func AgentsOf(load, lost float64) (int, error) {
	if !(load >= 0 && load <= MostAgents/2) {
		return 0, outside(words.T("The load", nil), load, 0, MostAgents/2)
	}
	if !(lost > 0 && lost < 1) {
		return 0, between(words.T("The share of lost calls", nil), lost)
	}
	n, b := 0, 1.0
	for b > lost {
		n++
		b = load * b / (float64(n) + load*b)
	}
	return n, nil
}

// Riordan describes the calls that overflow from n agents with load: their mean
// load, its variance, and the peakedness variance / mean, which is 1 for calls
// that come at random. R. I. Wilkinson, Bell System Technical Journal 35 (1956),
// appendix by J. Riordan.
func Riordan(n int, load float64) (mean, variance, peakedness float64) {
	mean = load * B(n, load)
	peakedness = 1 - mean + load/(float64(n)+1-load+mean)
	return mean, mean * peakedness, peakedness
}

// bisect is where holds turns from false at low to true at high.
func bisect(low, high float64, holds func(float64) bool) float64 {
	for range 200 {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if holds(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

func outside(what words.Text, have, least, most float64) error {
	return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.",
		fault.Values{"Field": what, "Have": have, "Least": least, "Most": most})
}

func between(what words.Text, have float64) error {
	return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}, without these.",
		fault.Values{"Field": what, "Have": have, "Least": 0, "Most": 1})
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
