package cards

import "time"

// State is where a card stands.
type State string

// The states.
const (
	Learning   State = "learning"
	Review     State = "review"
	Relearning State = "relearning"
)

// Card is what is kept of one person's card.
type Card struct {
	Memory
	State    State     `json:"state"` // empty: never seen
	Step     int       `json:"step"`  // of the learning or relearning steps
	Interval int       `json:"interval_days"`
	Due      time.Time `json:"due"`
	Seen     time.Time `json:"seen"` // the last review
	Reviews  int       `json:"reviews"`
	Lapses   int       `json:"lapses"`
}

// LeechFrom is from how many lapses on a card is a leech: it costs more than it
// brings, and is better written anew.
const LeechFrom = 8

// Leech reports whether the card is one.
func (c Card) Leech() bool { return c.Lapses >= LeechFrom }

// Plan says how cards are scheduled.
type Plan struct {
	Weights   Weights
	Retention float64         // recall at which a card is asked again, 0 … 1
	Steps     []time.Duration // while a card is learned
	Again     []time.Duration // while it is learned again
}

// StandardPlan is the plan of somebody who has chosen nothing.
func StandardPlan() Plan {
	return Plan{Weights: Standard, Retention: 0.9, Steps: []time.Duration{time.Minute, 10 * time.Minute}, Again: []time.Duration{10 * time.Minute}}
}

// rollOver is the hour at which a day begins: a night shift's evening is one day.
const rollOver = 4

// Day numbers the local days, which begin at 04:00.
func Day(at time.Time) int {
	_, east := at.Add(-rollOver * time.Hour).Zone() // clocks may change in that night
	return int((at.Unix() + int64(east) - rollOver*3600) / 86400)
}

// Days are the local days from one instant to another, in the zone of the latter.
func Days(from, to time.Time) int { return max(Day(to)-Day(from.In(to.Location())), 0) }

// daysTo are the local days since the last review; 0 for a card nobody has seen.
func (c Card) daysTo(at time.Time) int {
	if c.Seen.IsZero() {
		return 0
	}
	return Days(c.Seen, at)
}

// Answer is the card after a review at an instant, whose zone is the person's.
func (p *Plan) Answer(c Card, g Grade, at time.Time) Card {
	c.Memory = p.Weights.Next(c.Memory, c.daysTo(at), g)
	c.Seen, c.Reviews = at, c.Reviews+1
	switch c.State {
	case Review:
		return p.reviewed(c, g, at)
	case Relearning:
		return p.step(c, g, at, p.Again)
	}
	c.State = Learning
	return p.step(c, g, at, p.Steps)
}

func (p *Plan) reviewed(c Card, g Grade, at time.Time) Card {
	if g != Again {
		return p.graduate(c, at)
	}
	c.Lapses++
	if len(p.Again) == 0 {
		return p.graduate(c, at)
	}
	c.State, c.Step, c.Interval, c.Due = Relearning, 0, 0, at.Add(p.Again[0])
	return c
}

// step moves a card along its steps: again to the first, hard stays, good goes
// on, easy ends them.
func (p *Plan) step(c Card, g Grade, at time.Time, steps []time.Duration) Card {
	wait := time.Duration(0)
	switch {
	case len(steps) == 0 || g == Easy || c.Step >= len(steps) && g != Again:
		return p.graduate(c, at)
	case g == Again:
		c.Step, wait = 0, steps[0]
	case g == Hard:
		wait = hardStep(steps, c.Step)
	default:
		c.Step++
		if c.Step == len(steps) {
			return p.graduate(c, at)
		}
		wait = steps[c.Step]
	}
	c.Interval, c.Due = 0, at.Add(wait)
	return c
}

// hardStep repeats a step; the first is lengthened, so that hard is not as
// short as again.
func hardStep(steps []time.Duration, step int) time.Duration {
	switch {
	case step > 0:
		return steps[step]
	case len(steps) == 1:
		return steps[0] * 3 / 2
	}
	return (steps[0] + steps[1]) / 2
}

func (p *Plan) graduate(c Card, at time.Time) Card {
	c.State, c.Step = Review, 0
	c.Interval = p.Weights.Interval(p.Retention, c.Stability)
	c.Due = at.AddDate(0, 0, c.Interval)
	return c
}

// RecallAt is how likely the card is remembered at an instant; 0 if it was
// never seen.
func (p *Plan) RecallAt(c Card, at time.Time) float64 {
	if c.Seen.IsZero() {
		return 0
	}
	return p.Weights.Recall(float64(Days(c.Seen, at)), c.Stability)
}
