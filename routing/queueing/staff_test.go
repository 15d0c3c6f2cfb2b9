package queueing

import (
	"math"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
)

func TestRedial_SettlesWhereTheCallsThatDoNotComeBackAreTheFirstOnes(t *testing.T) {
	for _, r := range []float64{0, 0.2, 0.75} {
		first := Queue{Rate: 1. / 6, Service: 180, Agents: 28, Patience: routing.Exp(120), Within: 20}
		q, err := first.WithRedial(r)
		if err != nil {
			t.Fatal(err)
		}
		m, err := q.Measure()
		m = must(t, m, err)
		near(t, "first calls", q.Rate*(1-r**m.PAbandon), first.Rate, 1e-12)
	}
	if _, err := (Queue{Rate: 1, Service: 180, Agents: 28, Patience: routing.Exp(120)}).WithRedial(1); !fault.Is(err, fault.Invalid) {
		t.Errorf("calls that all come back and never get through are not refused: %v", err)
	}
}

// M/D/1 waits half as long as M/M/1; an M/M/1 of load 0.5 waits E[S] (Kleinrock 1975).
func TestOneAgent_IsPollaczekKhinchine(t *testing.T) {
	random, err := OneAgent(1./360, routing.Exp(180))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := OneAgent(1./360, routing.Fixed(180))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "M/M/1", random, 180, digits)
	near(t, "M/D/1", fixed, 90, digits)
	spread, _ := OneAgent(1./360, routing.Dist{Law: routing.Lognormal, Mean: 180, SD: 180})
	near(t, "M/G/1 with the variance of the exponential", spread, 180, digits)
}

// Two classes of load 1/4 each, mean service 1: W0 = 1/2, W1 = 2/3, W2 = 4/3 by hand.
func TestCobham_IsRightByHand(t *testing.T) {
	waits, err := OneAgentByPriority([]Class{{0.25, routing.Exp(1)}, {0.25, routing.Exp(1)}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "first", waits[0], 2./3, digits)
	near(t, "second", waits[1], 4./3, digits)
	waits, _ = OneAgentByPriority([]Class{{0.5, routing.Exp(1)}, {0.6, routing.Exp(1)}})
	if !math.IsInf(waits[1], 1) || math.IsInf(waits[0], 1) {
		t.Errorf("only the second class waits for ever: %v", waits)
	}
}

func TestByPriority_KeepsTheMeanOfErlangC(t *testing.T) {
	rates := []float64{0.02, 0.03, 0.005}
	waits, err := ByPriority(14, 180, rates)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Queue{Rate: 0.055, Service: 180, Agents: 14}.Measure()
	all = must(t, all, err)
	mean := (0.02*waits[0] + 0.03*waits[1] + 0.005*waits[2]) / 0.055
	near(t, "mean over the classes", mean, *all.ASA, digits)
	if _, err := ByPriority(9, 180, rates); !fault.Is(err, fault.Invalid) {
		t.Errorf("too few agents are not refused: %v", err)
	}
}

// Overflow of one agent with load 1: mean 1/2, v = 1/2 (1 − 1/2 + 1/(1+1−1+1/2)) = 7/12.
func TestRiordan_IsRightByHand(t *testing.T) {
	mean, variance, peakedness := Riordan(1, 1)
	near(t, "mean", mean, 0.5, digits)
	near(t, "variance", variance, 7./12, digits)
	near(t, "peakedness", peakedness, 7./6, digits)
}

// α(1) = 0.2234 follows from Φ(1) = 0.841345 and φ(1) = 0.241971.
func TestSquareRoot_LimitsAreNearTheExactValues(t *testing.T) {
	near(t, "Halfin-Whitt", HalfinWhitt(1), 0.22336, 1e-4)
	near(t, "C of 10,000 Erlang", C(10100, 10000), HalfinWhitt(1), 0.01)
	m, err := Queue{Rate: 5, Service: 1000, Agents: 5000, Patience: routing.Exp(500)}.Measure()
	m = must(t, m, err)
	near(t, "Garnett", Garnett(0, 1000, 500), *m.PWait, 0.01)
	near(t, "Garnett without impatience", Garnett(1, 1, 1e12), HalfinWhitt(1), 1e-3)
}

func TestStaff_IsTheSmallestNumberThatReachesTheLevel(t *testing.T) {
	for _, patience := range []routing.Dist{{}, routing.Exp(120), {Law: routing.Lognormal, Mean: 90, SD: 60}} {
		for _, calls := range []float64{1, 30, 200, 3000} {
			q := Queue{Rate: calls / 3600, Service: 180, Patience: patience, Within: 20}
			p, err := Staff(q, Target{Level: 0.8, Shrinkage: 0.3})
			if err != nil {
				t.Fatal(err)
			}
			if !q.reaches(p.Agents, 0.8) || (p.Agents > 1 && q.reaches(p.Agents-1, 0.8)) {
				t.Errorf("%v calls, %v: %d agents are not the smallest number", calls, patience.Law, p.Agents)
			}
		}
	}
	p, err := Staff(Queue{Rate: 200. / 3600, Service: 180, Within: 20}, Target{Level: 0.8, Shrinkage: 0.3})
	if err != nil || p.Agents != 14 || p.Rostered != 20 || p.PAbandon != nil { // as pyworkforce prints
		t.Errorf("%+v, %v", p, err)
	}
}

func TestGross_TakesAQuotientNextToAWholeNumberForIt(t *testing.T) {
	for _, c := range []struct {
		net       int
		shrinkage float64
		want      int
	}{{14, 0.3, 20}, {7, 0.3, 10}, {21, 0.3, 30}, {15, 0.3, 22}, {9, 0.1, 10}, {0, 0.3, 0}, {5, 0, 5}} {
		if got := Gross(c.net, c.shrinkage); got != c.want {
			t.Errorf("%d at %v: %d, not %d", c.net, c.shrinkage, got, c.want)
		}
	}
}

func TestCapacity_IsTheInverseOfStaff(t *testing.T) {
	q := Queue{Service: 180, Agents: 14, Patience: routing.Exp(120), Within: 20}
	rate, err := Capacity(q, 0.8)
	if err != nil {
		t.Fatal(err)
	}
	q.Rate = rate * (1 - 1e-9)
	p, err := Staff(q, Target{Level: 0.8})
	if err != nil || p.Agents != 14 {
		t.Errorf("%d agents, %v", p.Agents, err)
	}
	near(t, "level at capacity", p.SL, 0.8, 1e-6)
}

// Eick, Massey and Whitt 1993: a rate that has begun at 0 fills exponential
// service as λ E[S] (1 − exp(−t/E[S])).
func TestOfferedLoad_FillsAndDrains(t *testing.T) {
	s := routing.Exp(300)
	near(t, "filling", OfferedLoad([]float64{0.1, 0}, 1800, s, 600), 30*-math.Expm1(-2), digits)
	full := 30 * -math.Expm1(-6)
	near(t, "draining", OfferedLoad([]float64{0.1, 0}, 1800, s, 2100), full*math.Exp(-1), digits)
	near(t, "steady", OfferedLoad([]float64{0.1}, 1800, routing.Fixed(300), 1e5), 30, digits)
}

func TestQueue_ImpossibleInputIsRefusedWithASentence(t *testing.T) {
	nan := math.NaN()
	for name, q := range map[string]Queue{
		"negative rate": {Rate: -1, Service: 1, Agents: 1}, "rate NaN": {Rate: nan, Service: 1, Agents: 1},
		"no service": {Rate: 1, Agents: 1}, "service NaN": {Rate: 1, Service: nan, Agents: 1}, "no agents": {Rate: 1, Service: 1},
		"negative agents": {Rate: 1, Service: 1, Agents: -4}, "too many agents": {Rate: 1, Service: 1, Agents: 1e9},
		"negative limit": {Rate: 1, Service: 1, Agents: 3, Within: -1}, "limit NaN": {Rate: 1, Service: 1, Agents: 3, Within: nan},
		"endless rate": {Rate: math.Inf(1), Service: 1, Agents: 3}, "balk": {Rate: 1, Service: 1, Agents: 3, Balk: 2},
		"negative patience": {Rate: 1, Service: 1, Agents: 3, Patience: routing.Exp(-3)}, "patience NaN": {Rate: 1, Service: 1, Agents: 3, Patience: routing.Exp(nan)},
		"overload": {Rate: 3, Service: 1, Agents: 3}, "places": {Rate: 1, Service: 1, Agents: 3, Places: -1},
	} {
		if _, err := q.Measure(); !fault.Is(err, fault.Invalid) || fault.Sentence(err) == "" {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
	good := Queue{Rate: 1, Service: 1}
	for name, target := range map[string]Target{"level 0": {}, "level 1": {Level: 1}, "level NaN": {Level: nan},
		"shrinkage 1": {Level: 0.8, Shrinkage: 1}, "shrinkage NaN": {Level: 0.8, Shrinkage: nan}, "shrinkage below 0": {Level: 0.8, Shrinkage: -0.1}} {
		if _, err := Staff(good, target); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
}

func TestQueue_SilenceIsServedAtOnce(t *testing.T) {
	for _, patience := range []routing.Dist{{}, routing.Exp(60)} {
		m, err := Queue{Service: 180, Agents: 3, Patience: patience, Within: 20}.Measure()
		m = must(t, m, err)
		if *m.SLb != 1 || *m.PWait != 0 || *m.Occupancy != 0 || *m.WaitMean != 0 {
			t.Errorf("%+v", m)
		}
	}
}
