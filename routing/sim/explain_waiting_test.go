package sim

import (
	"testing"

	"shifu/routing"
)

// everyone asks at every decision who waits.
type everyone struct {
	t                    *testing.T
	run                  *Run
	decisions, jumped, n int
}

func (e *everyone) Decided(d Decision) {
	e.decisions++
	all, waits, chosen := e.run.Waiters(), 0, 0
	for k := range e.run.queues {
		waits += int(e.run.queues[k].count)
	}
	if d.Type >= 0 && !d.Chosen {
		if all != nil {
			e.t.Fatalf("nobody was in play, and %d calls are told of", len(all))
		}
		return
	}
	for i, w := range all {
		if w.Place != i+1 || w.Chosen != w.Why.IsZero() {
			e.t.Fatalf("waiter %d is %+v", i, w)
		}
		if w.Chosen {
			if chosen++; i > 0 {
				e.jumped++
			}
		}
	}
	if e.n += len(all); len(all) < waits || len(all) > waits+1 || (chosen == 1) != d.Chosen {
		e.t.Fatalf("%d of %d waiting calls, %d chosen: %+v", len(all), waits, chosen, d)
	}
}

func TestWaiters_AreAllWaitingCallsEachWithWhyItWasNotTaken(t *testing.T) {
	for _, preset := range []string{routing.Ranks, routing.AsteriskRingAll, routing.SwitchLongestIdle, routing.Connect, routing.Bullseye} {
		s := crowded(preset)
		r := planned(t, s).Start(5)
		e := &everyone{t: t, run: r}
		r.Explain(e)
		for r.Step() {
		}
		if e.decisions < 100 || e.n < 1000 || e.jumped == 0 {
			t.Errorf("%s: %d decisions, %d waiters, %d jumped the line", preset, e.decisions, e.n, e.jumped)
		}
		if r.Waiters() != nil {
			t.Error("outside of a decision nobody is told of")
		}
		plain := planned(t, s).Start(5)
		for plain.Step() {
		}
		if plain.Counts() != r.Counts() {
			t.Errorf("%s: to ask changed the run: %+v, %+v", preset, r.Counts(), plain.Counts())
		}
	}
}

// crowded is an hour of too many calls: one group takes both types, the other one of them.
func crowded(preset string) *routing.Scenario {
	s := many(2, 2, 1, 3)
	s.Policy = routing.Policy{Preset: preset, CallChooses: routing.Table{"t0": {"g0": 1}, "t1": {"g0": 1, "g1": 1}}, AgentChooses: routing.Table{"g0": {"t0": 1, "t1": 1}, "g1": {"t1": 1}}}
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	for i := range s.Types {
		s.Types[i].Arrivals.PerMinute = []float64{4}
		s.Types[i].Service = routing.Exp(120)
		s.Types[i].Patience = routing.Exp(200)
	}
	return s
}
