package roleplay

import (
	"context"
	"time"

	"shifu/routing"
	"shifu/routing/sim"
)

// Floor is the simulated centre behind a call: twenty-four agents whose calls
// grow over the hour, those of an outage fastest. It tells how many callers
// wait while one is talked to; the same seed tells the same.
type Floor struct{ run *sim.Run }

// growth are the calls a minute of each ten minutes, by what the call is about.
func growth(l Line) []float64 {
	if l == FaultRepair {
		return []float64{7, 9, 12, 14, 15, 15}
	}
	return []float64{7, 7.5, 8, 8.5, 8, 7.5}
}

// NewFloor opens the centre for a call of a business line.
func NewFloor(l Line, seed uint64) (*Floor, error) {
	exponential := func(mean float64) routing.Dist { return routing.Dist{Law: routing.Exponential, Mean: mean} }
	p, err := sim.NewPlan(&routing.Scenario{Name: "floor", Horizon: routing.Horizon{Duration: 3600, Interval: 600, Closing: routing.Serve},
		Types: []routing.Type{{Name: "calls", Arrivals: routing.Arrivals{PerMinute: growth(l)}, Service: routing.Dist{Law: routing.Lognormal, Mean: 180, SD: 120},
			Patience: exponential(150), Within: 20}},
		Groups: []routing.Group{{Name: "own", Agents: []int{24}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"calls": {"own": 1}}, AgentChooses: routing.Table{"own": {"calls": 1}}}})
	if err != nil {
		return nil, err
	}
	f := &Floor{p.Start(seed)}
	return f, f.run.Advance(context.Background(), opening)
}

// opening is how far into the hour the call is taken, in seconds.
const opening = 600

// Waiting is how many callers wait, and how long the first has, so long after
// the call was taken. Time goes on only: it must not go back.
func (f *Floor) Waiting(since time.Duration) (callers int, longest time.Duration, err error) {
	if err := f.run.Advance(context.Background(), min(opening+since.Seconds(), 3600)); err != nil {
		return 0, 0, err
	}
	calls, _, seconds := f.run.Queue(0)
	return calls, time.Duration(seconds * float64(time.Second)), nil
}
