package sampling_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"shifu/qa/sampling"
)

// Reference: Brown, Cai and DasGupta, Statistical Science 16 (2001), table 5
// (Jeffreys prior interval): 1 of 7 is 0.016 to 0.501; 3 of 20 is 0.044 to 0.351.
func TestInterval_IsJeffreys(t *testing.T) {
	for _, c := range []struct {
		n         int
		passed    float64
		low, high float64
	}{{7, 1, .016, .501}, {7, 3, .139, .766}, {12, 3, .076, .529}, {10, 0, 0, .217}, {10, 10, .783, 1}, {0, 0, 0, 1}} {
		got := sampling.Record{N: c.n, Passed: c.passed}.Interval()
		if math.Abs(got.Low-c.low) > 6e-4 || math.Abs(got.High-c.high) > 6e-4 {
			t.Errorf("%v of %d: %.4f to %.4f, want %v to %v", c.passed, c.n, got.Low, got.High, c.low, c.high)
		}
	}
}

func TestPlan_FillsTheMinimumThenFeedsTheMostUncertainNearTheThreshold(t *testing.T) {
	aim := sampling.Aim{Threshold: .85, Minimum: 5}
	got := aim.Plan([]sampling.Record{
		{AgentID: "near", N: 20, Passed: 17}, {AgentID: "clear", N: 20, Passed: 4}, {AgentID: "new"},
	}, map[string]int{"near": 50, "clear": 50, "new": 5}, 15)
	calls := map[string]int{}
	for _, o := range got {
		calls[o.AgentID] = o.Calls
		if o.Calls > 0 && o.After.Width() >= o.Before.Width() {
			t.Errorf("%s is no better known after %d calls", o.AgentID, o.Calls)
		}
	}
	if calls["new"] != 5 || calls["near"] != 10 || calls["clear"] != 0 {
		t.Errorf("calls go to %v", calls)
	}
}

func TestPlan_EndsWhereNobodyHasACallLeft(t *testing.T) {
	got := sampling.Aim{Threshold: .9}.Plan([]sampling.Record{{AgentID: "a"}, {AgentID: "b"}}, map[string]int{"a": 2}, 9)
	if got[0].Calls != 2 || got[1].Calls != 0 {
		t.Errorf("%+v", got)
	}
}

func TestDrawPrecision_IsReproducibleAndShowsBeforeAndAfter(t *testing.T) {
	cs := calls(30, 30)
	records := []sampling.Record{{AgentID: "a0", N: 30, Passed: 29}, {AgentID: "a1", N: 10, Passed: 8}}
	aim := sampling.Aim{Threshold: .8, Minimum: 3}
	a, looks, err := sampling.DrawPrecision(cs, records, aim, 12, 5)
	slices.Reverse(cs)
	b, _, err2 := sampling.DrawPrecision(cs, records, aim, 12, 5)
	if err != nil || err2 != nil || !slices.Equal(ids(a), ids(b)) {
		t.Fatal(ids(a), ids(b), err, err2)
	}
	if looks[1].Calls != 12 || looks[1].After.Width() >= looks[1].Before.Width() || looks[0].After != looks[0].Before {
		t.Errorf("%+v", looks)
	}
}

// A hotline of agents whose true pass rates are known.
type hotline struct {
	rates   []float64
	records []sampling.Record
	chance  *rand.Rand
	scored  int
}

func newHotline(rates []float64, seed uint64) *hotline {
	h := &hotline{rates: rates, chance: rand.New(rand.NewPCG(seed, 3))}
	for i := range rates {
		h.records = append(h.records, sampling.Record{AgentID: fmt.Sprintf("%03d", i)})
	}
	return h
}

// score has n more calls of an agent scored.
func (h *hotline) score(agent, n int) {
	for range n {
		h.scored++
		h.records[agent].N++
		if h.chance.Float64() < h.rates[agent] {
			h.records[agent].Passed++
		}
	}
}

// open is the widest interval among the agents that are near the threshold:
// those of whom it is not known on which side they stand.
func (h *hotline) open(threshold float64) (widest float64) {
	for _, r := range h.records {
		if b := r.Interval(); b.Holds(threshold) {
			widest = max(widest, b.Width())
		}
	}
	return widest
}

// widest is the widest interval of all agents.
func (h *hotline) widest() (widest float64) {
	for _, r := range h.records {
		widest = max(widest, r.Interval().Width())
	}
	return widest
}

// equal scores one call of everybody in turn until done.
func (h *hotline) equal(done func() bool) int {
	for !done() {
		for i := range h.records {
			h.score(i, 1)
		}
	}
	return h.scored
}

// precise follows the plan, a batch at a time, until done.
func (h *hotline) precise(aim sampling.Aim, batch int, done func() bool) int {
	plenty := map[string]int{}
	for _, r := range h.records {
		plenty[r.AgentID] = 1 << 20
	}
	for !done() {
		for i, o := range aim.Plan(h.records, plenty, batch) {
			h.score(i, o.Calls)
		}
	}
	return h.scored
}

const (
	simThreshold = .85
	simWidth     = .15
	simMinimum   = 10
	simBatch     = 20
)

// simRates are forty agents from weak to strong, as even as can be: nothing in
// them favours the plan.
func simRates() (out []float64) {
	for i := range 40 {
		out = append(out, .60+.39*float64(i)/39)
	}
	return out
}

// savings is the share of evaluations that the plan spares for one seed, until
// everybody near the threshold is known to within simWidth, and until simply
// everybody is.
func savings(seed uint64) (near, all float64) {
	aim := sampling.Aim{Threshold: simThreshold, Width: simWidth, Minimum: simMinimum}
	run := func(widest func(*hotline) float64) float64 {
		e, p := newHotline(simRates(), seed), newHotline(simRates(), seed+1e6)
		enough := func(h *hotline) func() bool {
			return func() bool { return h.records[0].N >= simMinimum && widest(h) <= simWidth }
		}
		return 1 - float64(p.precise(aim, simBatch, enough(p)))/float64(e.equal(enough(e)))
	}
	return run(func(h *hotline) float64 { return h.open(simThreshold) }), run((*hotline).widest)
}

func TestPrecision_ReachesTheSameWidthWithAQuarterFewerEvaluations(t *testing.T) {
	near, all := savings(95598)
	t.Logf("seed 95598: %.1f %% fewer near the threshold, %.1f %% fewer for everybody", 100*near, 100*all)
	if near < .25 || all < .25 {
		t.Errorf("spares %.3f near the threshold, %.3f for everybody", near, all)
	}
}

// Not one lucky seed: the worst and the middle of ten.
func TestPrecision_SparesAQuarterWithEverySeed(t *testing.T) {
	var near, all []float64
	for seed := range uint64(10) {
		n, a := savings(seed)
		near, all = append(near, n), append(all, a)
	}
	slices.Sort(near)
	slices.Sort(all)
	t.Logf("near the threshold: worst %.3f, middle %.3f; everybody: worst %.3f, middle %.3f", near[0], near[5], all[0], all[5])
	if near[0] < .25 || all[0] < .25 {
		t.Errorf("the worst seeds spare %.3f and %.3f", near[0], all[0])
	}
}
