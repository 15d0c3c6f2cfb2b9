package selftest

import (
	"context"
	"math"
	"testing"

	"shifu/routing"
	"shifu/routing/queueing"
)

func TestRun_EveryCheckPasses(t *testing.T) {
	r, err := Run(context.Background(), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Checks {
		if !c.Pass {
			t.Errorf("%s, %s: exact %v, simulated %v ± %v", c.Name, c.Measure, c.Exact, c.Mean, *c.HalfWidth)
		}
	}
	if !r.Pass || r.Failed != 0 || r.Passed != len(r.Checks) || r.Passed < 40 {
		t.Errorf("%d passed, %d failed", r.Passed, r.Failed)
	}
}

func TestJudge_FailsWhatIsOffAndWhatProvesNothing(t *testing.T) {
	narrow, wide := 0.01, 0.5
	r := Result{Checks: []Check{{Exact: 1, Mean: 1.005, HalfWidth: &narrow}, {Exact: 1, Mean: 1.03, HalfWidth: &narrow},
		{Exact: 1, Mean: 1, HalfWidth: &wide}, {Exact: 1, Mean: 1}, {Exact: 1, Mean: 1.00001}}}
	r.judge()
	for i, want := range []bool{true, false, false, true, false} {
		if r.Checks[i].Pass != want {
			t.Errorf("check %d: pass is %v", i, !want)
		}
	}
	if r.Pass || r.Failed != 3 {
		t.Errorf("%+v", r)
	}
}

// Without type A and with a first group that B never meets, the chain is Erlang A.
func TestChain_OfOneTypeIsErlangA(t *testing.T) {
	p := pair{rateA: 1e-12, rateB: 1. / 40, service: 180, patience: 90, first: 1, second: 5, most: 80}
	m, err := queueing.Queue{Rate: p.rateB, Service: 180, Agents: 5, Patience: routing.Exp(90), Within: 20}.Measure()
	if err != nil {
		t.Fatal(err)
	}
	e := p.solve()
	for name, c := range map[string][2]float64{"waits": {e.waitsB, *m.PWait}, "leaves": {e.leavesB, *m.PAbandon}, "queue": {e.queueB, *m.QueueMean}, "occupied": {e.occupied2, *m.Occupancy}} {
		if math.Abs(c[0]-c[1]) > 1e-8*c[1] {
			t.Errorf("%s is %v, not %v", name, c[0], c[1])
		}
	}
}

// One handling rate for all: both groups together carry what does not leave.
func TestChain_CarriesWhatDoesNotLeave(t *testing.T) {
	p := pair{rateA: 1.4 / 60, rateB: 1. / 60, service: 180, patience: 90, first: 4, second: 3, most: 60}
	e := p.solve()
	carried := e.occupied1*4 + e.occupied2*3
	if want := 180 * (p.rateA*(1-e.leavesA) + p.rateB*(1-e.leavesB)); math.Abs(carried-want) > 1e-9*want {
		t.Errorf("%v Erlang are carried, %v should be", carried, want)
	}
}
