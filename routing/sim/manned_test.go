package sim_test

import (
	"context"
	"testing"

	"shifu/routing"
	"shifu/routing/sim"
)

// mannedLog keeps what a run reports.
type mannedLog []sim.Entry

func (l *mannedLog) Note(e sim.Entry) { *l = append(*l, e) }

// first returns the first entry of a kind.
func (l mannedLog) first(t *testing.T, e sim.Event) sim.Entry {
	t.Helper()
	for _, x := range l {
		if x.Event == e {
			return x
		}
	}
	t.Fatal("no entry of kind", e)
	return sim.Entry{}
}

// manned runs a centre of one manned seat and a desk behind it.
func manned(t *testing.T) (*sim.Run, *mannedLog) {
	t.Helper()
	dist := func(mean float64) routing.Dist { return routing.Dist{Law: routing.Exponential, Mean: mean} }
	p, err := sim.NewPlan(&routing.Scenario{Name: "manned", Horizon: routing.Horizon{Duration: 3600, Interval: 3600, Closing: routing.Drop},
		Types:  []routing.Type{{Name: "calls", Arrivals: routing.Arrivals{PerMinute: []float64{1}}, Service: dist(1), Within: 20}, {Name: "desk", Arrivals: routing.Arrivals{PerMinute: []float64{0}}, Service: dist(60), Within: 20}},
		Groups: []routing.Group{{Name: "seat", Agents: []int{1}, Manned: true, Limit: 15, Misses: 2, Rest: 3600}, {Name: "desk", Agents: []int{1}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"calls": {"seat": 1}, "desk": {"desk": 1}}, AgentChooses: routing.Table{"seat": {"calls": 1}, "desk": {"desk": 1}}}})
	if err != nil {
		t.Fatal(err)
	}
	r, log := p.Start(3), &mannedLog{}
	r.Listen(log)
	return r, log
}

func advance(t *testing.T, r *sim.Run, until float64) {
	t.Helper()
	if err := r.Advance(context.Background(), until); err != nil {
		t.Fatal(err)
	}
	if !r.Counts().Balanced() {
		t.Fatalf("%+v", r.Counts())
	}
}

func apply(t *testing.T, r *sim.Run, c sim.Change) {
	t.Helper()
	if err := r.Apply(c); err != nil {
		t.Fatal(c.What, err)
	}
	if !r.Counts().Balanced() {
		t.Fatalf("%+v", r.Counts())
	}
}

func TestManned_AMissedCallKeepsPlaceAndAgeAndAfterTwoTheSeatRests(t *testing.T) {
	r, log := manned(t)
	for len(*log) == 0 || r.Counts().InService == 0 {
		advance(t, r, r.Now()+1)
	}
	offered := log.first(t, sim.Offered)
	advance(t, r, r.Now()+40)
	missed := 0
	for _, e := range *log {
		if e.Event == sim.NotAnswered {
			missed++
			if e.Call != offered.Call || e.Arrived != offered.Arrived || e.Position != 1 {
				t.Errorf("%+v is not %+v at the head", e, offered)
			}
		}
		if e.Event == sim.Connected {
			t.Errorf("answered: %+v", e)
		}
	}
	if paused := log.first(t, sim.Paused); missed != 2 || paused.At != offered.At+30e6 {
		t.Errorf("%d missed, paused %+v after %+v", missed, paused, offered)
	}
	apply(t, r, sim.Change{What: sim.Unpause, Group: 0, Count: 1, Reason: sim.Missed})
	apply(t, r, sim.Change{What: sim.Take, Group: 0})
	if c := log.first(t, sim.Connected); c.Call != offered.Call || c.Arrived != offered.Arrived {
		t.Errorf("%+v is not %+v", c, offered)
	}
}

func TestManned_ACallLastsUntilItIsEndedFromOutside(t *testing.T) {
	r, log := manned(t)
	for r.Counts().InService == 0 {
		advance(t, r, r.Now()+1)
	}
	apply(t, r, sim.Change{What: sim.Take, Group: 0})
	advance(t, r, r.Now()+900)
	if r.Counts().Served != 0 || r.Counts().Waiting == 0 {
		t.Fatalf("%+v", r.Counts())
	}
	apply(t, r, sim.Change{What: sim.Free, Group: 0})
	if r.Counts().Served != 1 {
		t.Errorf("%+v", r.Counts())
	}
	rung := 0
	for _, e := range *log {
		if e.Event == sim.Offered {
			rung++
		}
	}
	if rung != 2 {
		t.Errorf("%d offered: the next one rings at once", rung)
	}
}

func TestManned_APassedCallIsTakenAtTheDeskAndTheSeatWrapsUp(t *testing.T) {
	r, log := manned(t)
	for r.Counts().InService == 0 {
		advance(t, r, r.Now()+1)
	}
	for _, wrong := range []sim.Change{{What: sim.Pass, Group: 0, Type: 1}, {What: sim.Take, Group: 1}, {What: sim.Free, Group: 0}} {
		if r.Apply(wrong) == nil {
			t.Errorf("%+v is done before the call is taken", wrong)
		}
	}
	apply(t, r, sim.Change{What: sim.Take, Group: 0})
	advance(t, r, r.Now()+30)
	if r.Apply(sim.Change{What: sim.Pass, Group: 0, Type: 9}) == nil {
		t.Error("passed to nobody")
	}
	apply(t, r, sim.Change{What: sim.Pass, Group: 0, Type: 1})
	passed := log.first(t, sim.Passed)
	advance(t, r, r.Now()+600)
	for _, e := range *log {
		if e.Event == sim.Connected && e.Home == passed.Type && e.Arrived == passed.At && e.Type == 1 {
			rings := r.Counts().InService
			apply(t, r, sim.Change{What: sim.Free, Group: 0})
			if rings != 0 || r.Counts().InService != 1 {
				t.Errorf("%d in service while the seat wraps up, %d after", rings, r.Counts().InService)
			}
			return
		}
	}
	t.Error("nobody at the desk has taken it")
}
