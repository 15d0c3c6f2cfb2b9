package queueing

import (
	"math"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// OneAgent is the mean wait in seconds before one agent who handles calls one
// by one in times of any distribution: λ E[S²] / (2 (1 − ρ)). F. Pollaczek
// 1930; L. Kleinrock, Queueing Systems I, 1975, eq. 5.63.
func OneAgent(rate float64, service routing.Dist) (float64, error) {
	waits, err := OneAgentByPriority([]Class{{rate, service}})
	if err != nil {
		return 0, err
	}
	return waits[0], nil
}

// Class is one class of calls, the most urgent first.
type Class struct {
	Rate    float64 // calls per second
	Service routing.Dist
}

// OneAgentByPriority is the mean wait of each class before one agent who never
// breaks a call off: W0 / ((1 − s(k−1)) (1 − s(k))), W0 = Σ λj E[Sj²] / 2. A.
// Cobham, Operations Research 2 (1954) 70-76. A class that the agent can't get
// through waits for ever: +Inf.
func OneAgentByPriority(classes []Class) ([]float64, error) {
	residual := 0.0
	loads := make([]float64, len(classes))
	for i, c := range classes {
		if err := c.check(); err != nil {
			return nil, err
		}
		residual += c.Rate * c.Service.SecondMoment() / 2
		loads[i] = c.Rate * c.Service.Expectation()
	}
	return cobham(residual, loads), nil
}

func (c Class) check() error {
	if !(c.Rate >= 0 && c.Rate <= 1e6) {
		return outside(words.T("The number of calls an hour", nil), c.Rate*3600, 0, 3.6e9)
	}
	if c.Service.Law == routing.None {
		return fault.New(fault.Invalid, "{{.Field}} is missing.", fault.Values{"Field": "service"})
	}
	return c.Service.Check()
}

// ByPriority is the mean wait of each class, the most urgent first, before
// agents with one common exponential handling time: W0 = C(n, a) E[S] / n.
// R. C. Larson and A. R. Odoni, Urban Operations Research, 1981, 4.9.3.
func ByPriority(agents int, service float64, rates []float64) ([]float64, error) {
	loads, sum := make([]float64, len(rates)), 0.0
	for i, r := range rates {
		q := Queue{Rate: r, Service: service, Agents: agents}
		if err := q.Check(); err != nil {
			return nil, err
		}
		loads[i] = q.Load() / float64(agents)
		sum += q.Load()
	}
	if sum >= float64(agents) {
		return nil, overloaded(sum, agents)
	}
	return cobham(C(agents, sum)*service/float64(agents), loads), nil
}

func cobham(residual float64, loads []float64) []float64 {
	waits, before, after := make([]float64, len(loads)), 1.0, 1.0
	for i, l := range loads {
		before, after = after, after-l
		waits[i] = math.Inf(1)
		if after > 0 {
			waits[i] = residual / (before * after)
		}
	}
	return waits
}
