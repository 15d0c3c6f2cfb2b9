package sampling

import (
	"math"
	"time"
)

// Checkpoint is one of the parts into which a period is cut.
type Checkpoint struct {
	At   time.Time // its end
	Part float64   // of the whole that is due by then
}

// Checkpoints cuts the time from … until into n equal parts.
func Checkpoints(from, until time.Time, n int) []Checkpoint {
	out := make([]Checkpoint, max(n, 1))
	for i := range out {
		part := float64(i+1) / float64(len(out))
		out[i] = Checkpoint{from.Add(time.Duration(part * float64(until.Sub(from)))), part}
	}
	return out
}

// Passed is the part of the period's work that should be done by now: that of
// the last checkpoint that has passed.
func Passed(cs []Checkpoint, now time.Time) (part float64) {
	for _, c := range cs {
		if !c.At.After(now) {
			part = c.Part
		}
	}
	return part
}

// Coming is the part that should be drawn now, so that it can be done by the
// next checkpoint; 1 after the last.
func Coming(cs []Checkpoint, now time.Time) float64 {
	for _, c := range cs {
		if c.At.After(now) {
			return c.Part
		}
	}
	return 1
}

// Of is part of n, the half rounded up.
func Of(n int, part float64) int { return int(math.Floor(float64(n)*part + .5 + 1e-9)) }

// Wanted is the quota of an agent with so many calls: N, or where a share is
// given max(min, ⌈share·calls⌉), never more than there are.
func (p Plan) Wanted(calls int) int {
	if p.Share <= 0 {
		return min(p.N, calls)
	}
	return min(max(p.Min, int(math.Ceil(p.Share*float64(calls)-1e-9))), calls)
}

// Pace is how far one agent has come.
type Pace struct {
	AgentID  string
	Name     string
	Team     string
	Calls    int // in the population
	Quota    int // for the whole period
	Drawn    int // without those that were replaced
	Done     int
	Expected int // done by now, at the last checkpoint
	Passed   int // of Done, on random work
	Judged   int // Done with a score, on random work
}

// Behind reports whether less is done than the last checkpoint wanted.
func (p Pace) Behind() bool { return p.Done < p.Expected }

// Cover is how much of a stratum was drawn and scored.
type Cover struct {
	Name  string
	Size  int // in the population
	Drawn int
	Done  int
}

// SetQuota sets quota and what is expected by now. Where a plan has no quota
// for each agent, an agent's is their share of what was drawn so far, put out
// to the whole period. part is what should be done by now, drawn is of everybody.
func (p *Pace) SetQuota(plan Plan, drawn int, part float64) {
	switch {
	case plan.Method == Quota:
		p.Quota = plan.Wanted(p.Calls)
	case drawn > 0:
		p.Quota = max(Of(plan.N, float64(p.Drawn)/float64(drawn)), p.Drawn)
	}
	p.Expected = Of(p.Quota, part)
}
