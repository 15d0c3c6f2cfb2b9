package queueing

import (
	"math"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// Target is a service level to be reached: the share of calls answered within q.Within.
type Target struct {
	Level     float64 // sl_b, between 0 and 1
	Shrinkage float64 // share of paid time in which people are not there for calls
}

// Plan is the staff that reaches a Target.
type Plan struct {
	Agents    int      `json:"agents"`    // at work
	Rostered  int      `json:"rostered"`  // on the payroll of that time
	SL        float64  `json:"sl"`        // what they reach
	Occupancy *float64 `json:"occupancy"` // null when there is nothing to do
	ASA       *float64 `json:"asa_s"`
	PAbandon  *float64 `json:"p_abandon"` // null without patience
}

// Staff is the smallest number of agents for which q reaches the target: the
// service level grows with every agent.
func Staff(q Queue, t Target) (Plan, error) {
	q.Agents = 1
	if err := q.Check(); err != nil {
		return Plan{}, err
	}
	if !(t.Level > 0 && t.Level < 1) {
		return Plan{}, between(words.T("The service level", nil), t.Level)
	}
	if !(t.Shrinkage >= 0 && t.Shrinkage < 1) {
		return Plan{}, outside(words.T("The shrinkage", nil), t.Shrinkage, 0, 0.999)
	}
	if q.Rate == 0 {
		return Plan{SL: 1}, nil
	}
	n, err := q.least(t.Level)
	if err != nil {
		return Plan{}, err
	}
	q.Agents = n
	m, err := q.Measure()
	return Plan{n, Gross(n, t.Shrinkage), *m.SLb, m.Occupancy, m.ASA, m.PAbandon}, err
}

// Gross is how many must be rostered so that net are there: ⌈net / (1 −
// shrinkage)⌉, where a quotient within 1e-9 of a whole number is that number.
func Gross(net int, shrinkage float64) int {
	quotient := float64(net) / (1 - shrinkage)
	if whole := math.Round(quotient); math.Abs(quotient-whole) <= 1e-9 {
		return int(whole)
	}
	return int(math.Ceil(quotient))
}

func (q Queue) reaches(n int, level float64) bool {
	q.Agents = n
	m, err := q.Measure()
	return err == nil && *m.SLb >= level
}

// least finds the number between one that fails and one that is enough, both
// found by stepping away from square-root staffing in growing steps.
func (q Queue) least(level float64) (int, error) {
	guess := int(math.Min(MostAgents, math.Max(1, SquareRoot(q.Load(), 0.5))))
	fails, enough, step := 0, guess, 1
	for !q.reaches(enough, level) {
		if enough == MostAgents {
			return 0, fault.New(fault.Invalid, "Not even {{.Agents}} agents reach a service level of {{.Level}}.", fault.Values{"Agents": MostAgents, "Level": level})
		}
		fails, enough, step = enough, min(enough+step, MostAgents), step*2
	}
	for step = 1; fails == 0 && enough > 1; step *= 2 {
		if n := max(enough-step, 1); q.reaches(n, level) {
			enough = n
		} else {
			fails = n
		}
	}
	for enough-fails > 1 {
		if mid := (fails + enough) / 2; q.reaches(mid, level) {
			enough = mid
		} else {
			fails = mid
		}
	}
	return enough, nil
}

// Capacity is the largest rate, in calls per second, at which q still reaches
// the level: the inverse of Staff.
func Capacity(q Queue, level float64) (float64, error) {
	q.Rate = 0
	if err := q.Check(); err != nil {
		return 0, err
	}
	if !(level > 0 && level < 1) {
		return 0, between(words.T("The service level", nil), level)
	}
	fails := func(rate float64) bool {
		q.Rate = rate
		m, err := q.Measure()
		return err != nil || *m.SLb < level
	}
	high := float64(q.Agents) / q.Service
	for !fails(high) {
		high *= 2
	}
	return bisect(0, high, fails), nil
}

// Patient reports whether nobody in q ever leaves, the assumption of Erlang C.
func (q Queue) Patient() bool { return q.Patience.Law == routing.None && q.Balk == 0 }
