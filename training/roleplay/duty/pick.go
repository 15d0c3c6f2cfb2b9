package duty

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"shifu/training/roleplay"
)

// Played is a call that the trainee had before, as the choice of the next one
// looks at it.
type Played struct {
	ScenarioID string
	Variant    int
	At         time.Time
	Score      float64
	Failed     bool
	Missed     []string // states in which something required was not said
	Here       bool     // in this shift
}

// Of is what an attempt tells.
func Of(a *roleplay.Attempt, here bool) Played {
	p := Played{ScenarioID: a.ScenarioID, Variant: a.Variant, At: a.BegunAt, Score: a.Overall, Failed: a.Failed, Here: here}
	for _, t := range a.Run.Turns {
		if len(t.Missed) > 0 {
			p.Missed = append(p.Missed, t.State)
		}
	}
	return p
}

// Pick is the call that comes next, and what it is for.
type Pick struct {
	Scenario *roleplay.Scenario
	Variant  int
	Ease     int      // of the mood at the beginning: below 0 it is harder
	Replays  []string // states that were missed the last time
}

// How difficulty follows what was scored the last time.
const (
	wellDone = 85.
	poor     = 50.
	harder   = -10
	easier   = 8
)

// Next chooses the call of a line for somebody who practises: first what they
// missed the last time, the most missed first, then what they never had, then
// what lies back the furthest. Who came before in this shift comes back as
// somebody else. What was done well returns in a worse mood, what failed in a
// better one. ok is false if there is no scenario of the line.
func Next(all []*roleplay.Scenario, l roleplay.Line, before []Played) (p Pick, ok bool) {
	mine := ofLine(all, l)
	if len(mine) == 0 {
		return p, false
	}
	last := func(s *roleplay.Scenario) (x Played, had bool) {
		for _, y := range before {
			if y.ScenarioID == s.ID && (!had || !y.At.Before(x.At)) {
				x, had = y, true
			}
		}
		return x, had
	}
	just := latest(before)
	slices.SortStableFunc(mine, func(a, b *roleplay.Scenario) int {
		x, hadX := last(a)
		y, hadY := last(b)
		return cmp.Or(again(a, just)-again(b, just), cmp.Compare(len(y.Missed), len(x.Missed)), whether(hadX)-whether(hadY), x.At.Compare(y.At))
	})
	p.Scenario = mine[0]
	x, had := last(p.Scenario)
	if !had {
		return p, true
	}
	p.Replays = x.Missed
	if x.Here {
		p.Variant = (x.Variant + 1) % (len(p.Scenario.Variants) + 1)
	}
	switch {
	case x.Failed || x.Score < poor:
		p.Ease = easier
	case x.Score >= wellDone:
		p.Ease = harder
	}
	return p, true
}

func ofLine(all []*roleplay.Scenario, l roleplay.Line) (out []*roleplay.Scenario) {
	for _, s := range all {
		if s.Line == l {
			out = append(out, s)
		}
	}
	return out
}

// latest is the scenario of the call before this one in the shift, if it can't
// come back as somebody else.
func latest(before []Played) string {
	var x Played
	for _, y := range before {
		if y.Here && !y.At.Before(x.At) {
			x = y
		}
	}
	return x.ScenarioID
}

// again is 1 for the scenario that was just played and has no other caller.
func again(s *roleplay.Scenario, just string) int {
	return whether(s.ID == just && len(s.Variants) == 0)
}

func whether(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Drawn is the call of an exam: the same for everybody, by the seed and the
// number of the call, whatever was played before.
func Drawn(all []*roleplay.Scenario, l roleplay.Line, seed uint64, number int) (p Pick, ok bool) {
	mine := ofLine(all, l)
	if len(mine) == 0 {
		return p, false
	}
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	p.Scenario = mine[r.IntN(len(mine))]
	p.Variant = r.IntN(len(p.Scenario.Variants) + 1)
	return p, true
}
