package queueing

import (
	"shifu/internal/fault"
	"shifu/internal/words"
)

// WithRedial is q with the rate that settles when a share of those who left
// calls again: λ = λ0 + r P(abandoned at λ) λ. What does not come back,
// λ (1 − r P), grows with λ, so there is one solution.
func (q Queue) WithRedial(share float64) (Queue, error) {
	if !(share >= 0 && share <= 1) {
		return q, outside(words.T("The share that calls again", nil), share, 0, 1)
	}
	if _, err := q.Measure(); err != nil || share == 0 || q.Rate == 0 {
		return q, err
	}
	first := q.Rate
	enough := func(rate float64) bool {
		q.Rate = rate
		m, err := q.Measure()
		return err == nil && (m.PAbandon == nil || rate*(1-share**m.PAbandon) >= first)
	}
	high := first
	for range 24 {
		if enough(high) {
			q.Rate = bisect(first, high, enough)
			return q, nil
		}
		high *= 2
	}
	return q, fault.New(fault.Invalid, "When everybody calls again, {{.Agents}} agents never get through {{.Calls}} calls an hour.",
		fault.Values{"Agents": q.Agents, "Calls": first * 3600})
}
