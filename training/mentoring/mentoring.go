// Package mentoring is the year of a pair (师徒) between contract and award:
// sessions that both confirm, measures with evidence, the pulse of both, how
// far the pair is, how healthy it is and why, one line per skill with what
// mentoring brought, and what is to be done next.
package mentoring

import (
	"time"

	"shifu/training/contract"
)

// Side is one of the two of a pair.
type Side string

// The sides.
const (
	OfMentor Side = "mentor"
	OfMentee Side = "mentee"
)

// Other is the other side.
func (s Side) Other() Side {
	if s == OfMentor {
		return OfMentee
	}
	return OfMentor
}

// Plan is what the contract in force asks of a pair, as instants.
type Plan struct {
	Terms  contract.Terms
	Begins time.Time
	Ends   time.Time     // the first moment after it
	Every  time.Duration // between two sessions
	zone   *time.Location
}

// day is a day of 24 hours; over a change of the clocks a count of days may
// therefore change an hour early or late.
const day = 24 * time.Hour

// PlanOf reads the terms of a contract where people work.
func PlanOf(t contract.Terms, zone *time.Location) Plan {
	return Plan{Terms: t, Begins: t.Begins.In(zone), Ends: (t.Ends + 1).In(zone), Every: time.Duration(t.SessionEvery) * day, zone: zone}
}

// Day is the how-many-eth day of the plan now is, from 1 to Days, and how many
// there are; 0 before it begins.
func (p *Plan) Day(now time.Time) (n, of int) {
	of = max(int((p.Ends.Sub(p.Begins)+day/2)/day), 1)
	if now.Before(p.Begins) {
		return 0, of
	}
	return min(int(now.Sub(p.Begins)/day)+1, of), of
}

// Left is how many days are left, 0 once it has ended.
func (p *Plan) Left(now time.Time) int { return max(int((p.Ends.Sub(now)+day-1)/day), 0) }

// Sessions is how many sessions the plan asks for.
func (p *Plan) Sessions() int {
	if p.Every <= 0 {
		return 0
	}
	return max(int(p.Ends.Sub(p.Begins)/p.Every), 1)
}

// Runs reports whether the plan has begun and not ended.
func (p *Plan) Runs(now time.Time) bool { return !now.Before(p.Begins) && now.Before(p.Ends) }
