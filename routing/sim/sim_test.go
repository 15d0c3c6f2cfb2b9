package sim

import (
	"context"
	"fmt"
	"math"
	"testing"

	"shifu/routing"
	"shifu/routing/queueing"
)

// single is one queue with one group.
func single(perMinute, service float64, agents int, patience routing.Dist) *routing.Scenario {
	return &routing.Scenario{
		Horizon: routing.Horizon{Calls: 200_000, WarmUp: 3600, Closing: routing.Serve},
		Types:   []routing.Type{{Name: "t", Arrivals: routing.Arrivals{PerMinute: []float64{perMinute}}, Service: routing.Exp(service), Patience: patience, Within: 20}},
		Groups:  []routing.Group{{Name: "g", Agents: []int{agents}}},
		Policy:  routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"t": {"g": 1}}, AgentChooses: routing.Table{"g": {"t": 1}}},
	}
}

// many is n types for g groups with ranks, delays and reserves.
func many(n, g int, perMinute float64, agents int) *routing.Scenario {
	s := &routing.Scenario{Horizon: routing.Horizon{Duration: 4 * 3600, Interval: 1800, Closing: routing.Serve},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{}, AgentChooses: routing.Table{}}}
	for j := range g {
		s.Groups = append(s.Groups, routing.Group{Name: fmt.Sprint("g", j), Agents: []int{agents}, Factor: map[string]float64{}})
		s.Policy.AgentChooses[fmt.Sprint("g", j)] = map[string]float64{}
	}
	for i := range n {
		name := fmt.Sprint("t", i)
		s.Types = append(s.Types, routing.Type{Name: name, Arrivals: routing.Arrivals{PerMinute: []float64{perMinute}}, Service: routing.Exp(180),
			Patience: routing.Exp(120), Within: 20})
		s.Policy.CallChooses[name] = map[string]float64{}
		for j := range g {
			rank := float64((i+j)%3 + 1)
			if rank < 3 {
				s.Policy.CallChooses[name][fmt.Sprint("g", j)] = rank
				s.Policy.AgentChooses[fmt.Sprint("g", j)][name] = rank
			}
		}
	}
	return s
}

func planned(t testing.TB, s *routing.Scenario) *Plan {
	t.Helper()
	p, err := NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func within(t *testing.T, what string, e Estimate, want float64) {
	t.Helper()
	if e.HalfWidth == nil || math.Abs(e.Mean-want) > 2.2**e.HalfWidth+1e-12 {
		t.Errorf("%s is %v, not %v", what, e.Mean, want)
	}
}

func TestRun_OneQueueAgreesWithTheExactFigures(t *testing.T) {
	for name, patience := range map[string]routing.Dist{"Erlang A": routing.Exp(120), "lognormal": {Law: routing.Lognormal, Mean: 120, SD: 90},
		"Weibull": {Law: routing.Weibull, Mean: 120, Shape: 0.7}, "Erlang 3": {Law: routing.Erlang, Mean: 120, K: 3}, "gamma": {Law: routing.Gamma, Mean: 120, SD: 80},
		"fixed": routing.Fixed(60), "uniform": {Law: routing.Uniform, Low: 30, High: 90}} {
		p := planned(t, single(10, 180, 28, patience))
		r, err := Replicate(context.Background(), p, Options{Replications: 1, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		q := queueing.Queue{Rate: 10. / 60, Service: 180, Agents: 28, Patience: patience, Within: 20}
		m, err := q.Measure()
		if err != nil {
			t.Fatal(err)
		}
		f := r.Types["t"]
		within(t, name+": p_wait", f.PWait, *m.PWait)
		within(t, name+": abandon_rate", f.AbandonRate, *m.PAbandon)
		within(t, name+": asa_s", f.ASA, *m.ASA)
		within(t, name+": wait_mean_s", f.WaitMean, *m.WaitMean)
		within(t, name+": sl_a", f.SLa, *m.SLa)
		within(t, name+": sl_b", f.SLb, *m.SLb)
		within(t, name+": sl_c", f.SLc, *m.SLc)
		within(t, name+": sl_d", f.SLd, *m.SLd)
		within(t, name+": queue_mean", f.QueueMean, *m.QueueMean)
		within(t, name+": occupancy", r.Groups["g"].Occupancy, *m.Occupancy)
	}
}

func logOf(t *testing.T, p *Plan, seed uint64) string {
	t.Helper()
	r := p.Start(seed + 1)
	r.Reset(seed)
	var l text
	r.Listen(&l)
	r.Reset(seed)
	if err := r.Advance(context.Background(), 0); err != nil {
		t.Fatal(err)
	}
	return l.String()
}

func TestRun_TheSameSeedGivesTheSameLog(t *testing.T) {
	p := planned(t, many(10, 5, 2, 10))
	first := logOf(t, p, 3)
	if first != logOf(t, p, 3) {
		t.Error("two runs of one seed differ")
	}
	if first == logOf(t, p, 4) {
		t.Error("two seeds give one run")
	}
}

func TestRun_AllocatesNothingOncePlacesHaveGrown(t *testing.T) {
	s := many(10, 5, 10, 56)
	s.Horizon = routing.Horizon{Calls: 2_000_000, Closing: routing.Serve}
	r := planned(t, s).Start(1)
	for range 300_000 {
		r.Step()
	}
	if n := testing.AllocsPerRun(10, func() {
		for range 10_000 {
			r.Step()
		}
	}); n != 0 {
		t.Errorf("%v allocations in 10,000 events", n)
	}
}

func TestReplicate_DoesNotDependOnTheNumberOfProcessors(t *testing.T) {
	p := planned(t, many(4, 3, 3, 8))
	first, err := Replicate(context.Background(), p, Options{Replications: 9, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	var units []Unit
	for i := range 9 {
		r := p.Start(SeedOf(5, i))
		r.Advance(context.Background(), 0)
		units = append(units, r.Units()...)
	}
	if again := newReport(p, units, 1); fmt.Sprint(again.Total.SLb.Mean, *again.Total.SLb.HalfWidth) != fmt.Sprint(first.Total.SLb.Mean, *first.Total.SLb.HalfWidth) {
		t.Errorf("%v in order, %v over processors", again.Total.SLb, first.Total.SLb)
	}
}

func TestReplicate_CanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Replicate(ctx, planned(t, single(10, 180, 28, routing.Exp(120))), Options{Replications: 3, Seed: 1}); err != context.Canceled {
		t.Errorf("not cancelled: %v", err)
	}
}

// Common random numbers: with other agents the callers are the same.
func TestRun_OtherStaffMeetsTheSameCallers(t *testing.T) {
	arrivals := func(agents int) []string {
		s := single(10, 180, agents, routing.Exp(120))
		s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
		r := planned(t, s).Start(9)
		var all []string
		r.Listen(hears(func(e Entry) {
			if e.Event == Entered {
				all = append(all, fmt.Sprint(e.Call, e.At))
			}
		}))
		r.Advance(context.Background(), 0)
		return all
	}
	if a, b := arrivals(20), arrivals(31); fmt.Sprint(a) != fmt.Sprint(b) || len(a) < 400 {
		t.Errorf("%d and %d callers", len(a), len(b))
	}
}

type hears func(e Entry)

func (h hears) Note(e Entry) { h(e) }

func TestRun_StaffFollowsTheSchedule(t *testing.T) {
	s := single(10, 600, 1, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 3600, Interval: 900, Closing: routing.Drop}
	s.Groups[0].Agents = []int{10, 3, 0, 7}
	r := planned(t, s).Start(2)
	for _, c := range []struct {
		at   float64
		want int32
	}{{899, 10}, {901, 3}, {1801, 0}, {2701, 7}} {
		r.Advance(context.Background(), c.at)
		if got := r.teams[0].present - r.teams[0].leaving; got != c.want {
			t.Errorf("at %v s: %d agents, not %d", c.at, got, c.want)
		}
		if c.at == 2701 && r.teams[0].free.count > 0 && r.counts.Waiting > 0 {
			t.Error("waiting calls do not start at once when staff comes")
		}
	}
}

func TestRun_RatesCrossBordersScaled(t *testing.T) {
	s := single(1, 1, 50, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 4 * 1800, Interval: 1800, Closing: routing.Serve}
	s.Types[0].Arrivals.PerMinute = []float64{2, 0, 20, 1}
	s.Groups[0].Agents = []int{50}
	p := planned(t, s)
	var sum [4]float64
	for i := range 200 {
		r := p.Start(SeedOf(1, i))
		r.Advance(context.Background(), 0)
		for j := range sum {
			sum[j] += float64(r.Slot(j).Types[0].Offered) / 200
		}
	}
	for j, want := range []float64{60, 0, 600, 30} {
		if math.Abs(sum[j]-want) > 4*math.Sqrt(want/200) {
			t.Errorf("interval %d: %v calls, not %v", j, sum[j], want)
		}
	}
}

// Negative binomial: variance m + m²/alpha.
func TestRun_BusynessSpreadsTheDays(t *testing.T) {
	s := single(2, 1, 50, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	s.Types[0].Arrivals.Busyness = 10
	p := planned(t, s)
	n, sum, squares := 2000.0, 0.0, 0.0
	r := p.Start(0)
	for i := range int(n) {
		r.Reset(SeedOf(1, i))
		r.Advance(context.Background(), 0)
		x := float64(r.Counts().Created)
		sum, squares = sum+x, squares+x*x
	}
	mean := sum / n
	variance := squares/n - mean*mean
	if math.Abs(mean-120) > 4*math.Sqrt(1560/n) || math.Abs(variance/(120+1440)-1) > 0.15 {
		t.Errorf("mean %v, variance %v", mean, variance)
	}
}

func TestRun_PlacesBlock(t *testing.T) {
	s := single(10, 180, 28, routing.Exp(120))
	s.Places = 32
	r, err := Replicate(context.Background(), planned(t, s), Options{Replications: 1, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	m, err := queueing.Queue{Rate: 10. / 60, Service: 180, Agents: 28, Patience: routing.Exp(120), Places: 32, Within: 20}.Measure()
	if err != nil {
		t.Fatal(err)
	}
	f := r.Types["t"]
	within(t, "abandon_rate", f.AbandonRate, *m.PAbandon)
	within(t, "sl_b", f.SLb, *m.SLb)
	within(t, "asa_s", f.ASA, *m.ASA)
	if got := f.Blocked.Mean / (f.Blocked.Mean + f.Offered.Mean); math.Abs(got-*m.PBlock) > 0.004 {
		t.Errorf("%v blocked, not %v", got, *m.PBlock)
	}
}

func TestRun_RedialSettlesAtTheFixedPoint(t *testing.T) {
	s := single(10, 180, 28, routing.Exp(120))
	s.Types[0].Redial = routing.Redial{Share: 0.5, After: routing.Exp(3600)}
	r, err := Replicate(context.Background(), planned(t, s), Options{Replications: 1, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	q, err := queueing.Queue{Rate: 10. / 60, Service: 180, Agents: 28, Patience: routing.Exp(120), Within: 20}.WithRedial(0.5)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := q.Measure()
	if got := r.Types["t"].AbandonRate.Mean; math.Abs(got-*m.PAbandon) > 0.006 {
		t.Errorf("%v abandon, not %v", got, *m.PAbandon)
	}
}
