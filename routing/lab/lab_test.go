package lab

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/queueing"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

const twoTeams = `name: two teams
horizon: {duration: 4h, interval: 1h}
types:
  - {name: fault, arrivals: {per_min: [3, 5, 6, 3]}, service: {dist: lognormal, mean: 180s, sd: 120s}, patience: {dist: exponential, mean: 120s}, redial: {share: 0.3, after: {dist: exponential, mean: 300s}}}
  - {name: bill, arrivals: {per_min: 2}, service: {dist: exponential, mean: 150s}, wrap_up: {dist: deterministic, mean: 20s}, patience: {dist: exponential, mean: 90s}}
groups:
  - {name: own, agents: [10, 14, 16, 10]}
  - {name: lent, agents: 7}
policy:
  preset: ranks
  call_chooses:  {fault: {own: 1, lent: 2}, bill: {lent: 1}}
  agent_chooses: {own: {fault: 1}, lent: {bill: 1, fault: 2}}
`

func read(t testing.TB, text string) *routing.Scenario {
	t.Helper()
	s, err := scenariofile.Read("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func planned(t testing.TB, s *routing.Scenario) *sim.Plan {
	t.Helper()
	p, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// report is a Figures as the simulation reports them itself.
func report(t *testing.T, f any) map[string]sim.Estimate {
	t.Helper()
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]sim.Estimate{}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func close(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}

func TestWatch_FindsTheFiguresOfTheSimulationsOwnReport(t *testing.T) {
	parted := strings.NewReplacer("redial:", "hold: {share: 0.3, for: {dist: exponential, mean: 30s}}, help: {share: 0.2, for: {dist: exponential, mean: 40s}, from: [lent]}, transfers: [{to: bill, share: 0.2}], redial:",
		"wrap_up:", "hold: {share: 0.1, for: {dist: exponential, mean: 30s}}, help: {share: 0.2, for: {dist: exponential, mean: 40s}, from: [lent]}, transfers: [{to: fault, share: 0.2}], wrap_up:",
		"agents: 7", "agents: 7, absent: 0.15").Replace(twoTeams)
	steady := strings.Replace(strings.Replace(strings.Replace(parted, "{duration: 4h, interval: 1h}", "{calls: 6000, warm_up: 600s}", 1), "[3, 5, 6, 3]", "4", 1), "[10, 14, 16, 10]", "12", 1)
	for name, text := range map[string]string{"a day": parted, "a number of calls": steady} {
		p := planned(t, read(t, text))
		got, err := Watch(t.Context(), p, 6, 7, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := sim.Replicate(t.Context(), p, sim.Options{Replications: 6, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		sides := map[string][2]any{"total": {want.Total, got.Total}, "fault": {want.Types["fault"], got.Types["fault"]}, "bill": {want.Types["bill"], got.Types["bill"]}}
		for of, side := range sides {
			w, g := report(t, side[0]), report(t, side[1])
			maps.Copy(w, report(t, side[0].(sim.Figures).Details))
			for _, m := range Measures {
				if m == Occupancy {
					continue
				}
				if a, b := w[string(m)], g[string(m)]; !close(a.Mean, b.Mean) || a.HalfWidth == nil || b.HalfWidth == nil || math.Abs(*a.HalfWidth-*b.HalfWidth) > 1e-6*math.Max(1, math.Abs(a.Mean)) {
					t.Errorf("%s: %s of %s: %+v, want %+v", name, m, of, b, a)
				}
			}
		}
		if a, b := want.Groups["lent"].Occupancy, got.Groups["lent"]; !close(a.Mean, b.Mean) {
			t.Errorf("%s: occupancy %v, want %v", name, b.Mean, a.Mean)
		}
		for m, w := range report(t, want.Groups["lent"].Details) {
			if g, ok := got.People["lent"][Measure(m)]; ok && (!close(w.Mean, g.Mean) || math.Abs(*w.HalfWidth-*g.HalfWidth) > 1e-9) {
				t.Errorf("%s: %s %v, want %v", name, m, g, w)
			}
		}
		lent := want.Groups["lent"].Details
		if n := 10 + len(lent.ByReason) + len(lent.ShrinkBy); len(got.People["lent"]) != n || n != 13 || lent.ShrinkBy["absent"].Mean != got.People["lent"][ShrinkageBy+"absent"].Mean {
			t.Errorf("%s: %v", name, got.People["lent"])
		}
		if got.Calls != want.Calls {
			t.Errorf("%s: %d calls, want %d", name, got.Calls, want.Calls)
		}
	}
}

func TestWatch_TheIntervalsAddUpToTheDay(t *testing.T) {
	var last Outcome
	heard := 0
	got, err := Watch(t.Context(), planned(t, read(t, twoTeams)), 8, 1, func(done, total int, sofar func() Outcome) {
		if heard++; done != heard || total != 8 {
			t.Errorf("%d of %d at call %d", done, total, heard)
		}
		last = sofar()
	})
	if err != nil {
		t.Fatal(err)
	}
	if heard != 8 || !reflect.DeepEqual(got, last) {
		t.Error("the last outcome heard is not the outcome")
	}
	offered := 0.0
	for _, i := range got.Intervals {
		offered += i[Offered].Mean
	}
	if len(got.Intervals) != 4 || !close(offered, got.Total[Offered].Mean) {
		t.Errorf("%d intervals with %v calls, want 4 with %v", len(got.Intervals), offered, got.Total[Offered].Mean)
	}
}

func TestWatch_AQuotientOfNothingByNothingHasNoValueAndAReason(t *testing.T) {
	nobody := strings.Replace(twoTeams, "per_min: 2}", "per_min: 0}", 1)
	got, err := Watch(t.Context(), planned(t, read(t, nobody)), 3, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []Measure{AnswerRate, SLa, SLb, SLe, ASA, WaitP50, WaitLongest} {
		if e, there := got.Types["bill"][m]; there || m.Nothing().IsZero() {
			t.Errorf("%s of no calls is %v, because %q", m, e, m.Nothing().Key)
		}
	}
	if e, there := got.Types["bill"][Offered]; !there || e.Mean != 0 {
		t.Error("a count of nothing is nought")
	}
}

func TestWatch_ACancelledRunBringsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Watch(ctx, planned(t, read(t, twoTeams)), 100, 1, func(done, _ int, _ func() Outcome) {
		if done == 3 {
			cancel()
		}
	})
	if err == nil {
		t.Error("it went on")
	}
}

func TestWatch_RefusesNoRunsAndTooMany(t *testing.T) {
	for _, n := range []int{0, -1, MostRuns + 1} {
		if _, err := Watch(t.Context(), planned(t, read(t, twoTeams)), n, 1, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%d runs: %v", n, err)
		}
	}
}

func TestCompare_AScenarioDoesNotDifferFromItself(t *testing.T) {
	s := read(t, twoTeams)
	c, err := Compare(t.Context(), []Side{{"a", s}, {"b", s}}, 5, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	for m, d := range c.Sides[1].Differences {
		if d.Mean != 0 || *d.Half != 0 || d.Clear() || *d.Alone < 0 {
			t.Errorf("%s differs by %v ± %v", m, d.Mean, *d.Half)
		}
	}
}

// The paired interval of a count is Student's over the differences of runs.
func TestCompare_ACountHasThePairedIntervalOfStudent(t *testing.T) {
	a := [][2]float64{{10, 1}, {12, 1}, {15, 1}, {11, 1}}
	b := [][2]float64{{9, 1}, {12, 1}, {13, 1}, {10, 1}}
	d, _ := difference(a, b)
	// Differences 1, 0, 2, 1: mean 1, standard deviation 0.8165, t(3) 3.18245.
	if !close(d.Mean, 1) || math.Abs(*d.Half-3.182446305*0.816496581/2) > 1e-7 {
		t.Errorf("%v ± %v", d.Mean, *d.Half)
	}
	if *d.Alone <= *d.Half {
		t.Error("pairing brings nothing")
	}
}

func TestCompare_CommonCallsMakeTheIntervalNarrower(t *testing.T) {
	s := read(t, twoTeams)
	own, err := Clone(s)
	if err != nil {
		t.Fatal(err)
	}
	delete(own.Policy.CallChooses["fault"], "lent")
	delete(own.Policy.AgentChooses["lent"], "fault")
	c, err := Compare(t.Context(), []Side{{"shared", s}, {"own", own}}, 20, 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Sides[1].Differences[AbandonRate]
	if !(d.Mean > 0 && d.Clear() && *d.Half < *d.Alone/1.5) {
		t.Errorf("%v ± %v, alone ± %v", d.Mean, *d.Half, *d.Alone)
	}
	if _, err := Compare(t.Context(), []Side{{"alone", s}}, 5, 1, nil); !fault.Is(err, fault.Invalid) {
		t.Error("one side alone:", err)
	}
}

const single = `name: one queue
horizon: {duration: 20h, warm_up: 1h}
types: [{name: a, arrivals: {per_min: 4}, service: {dist: exponential, mean: 150s}, patience: {dist: exponential, mean: 100s}}]
groups: [{name: g, agents: 10}]
policy: {preset: ranks, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}}
`

func TestVary_TheCurveOverAgentsIsErlangA(t *testing.T) {
	c, err := Vary(t.Context(), read(t, single), Agents, "", []float64{0.8, 1, 1.2}, 30, 11, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{8, 10, 12} {
		q := queueing.Queue{Rate: 4. / 60, Service: 150, Agents: n, Patience: routing.Exp(100), Within: 20}
		want, err := q.Measure()
		if err != nil {
			t.Fatal(err)
		}
		got := c.Points[i].Figures[AbandonRate]
		if math.Abs(got.Mean-*want.PAbandon) > 2**got.HalfWidth {
			t.Errorf("%d agents: %v ± %v, want %v", n, got.Mean, *got.HalfWidth, *want.PAbandon)
		}
	}
}

func TestLever_TurnsACopyAndRefusesWhatIsNoFactor(t *testing.T) {
	s := read(t, twoTeams)
	before := string(scenariofile.Write(s))
	for _, l := range Levers {
		out, moved, err := l.Turned(s, "", 1.5)
		if err != nil {
			t.Fatal(l, err)
		}
		if same := string(scenariofile.Write(out)) == before; same == moved {
			t.Errorf("%s: moved %v, the same %v", l, moved, same)
		}
	}
	if string(scenariofile.Write(s)) != before {
		t.Error("the scenario itself was turned")
	}
	out, _, err := Agents.Turned(s, "lent", 2)
	if err != nil || out.Groups[1].Agents[0] != 14 || out.Groups[0].Agents[0] != 10 {
		t.Error(out.Groups, err)
	}
	for _, f := range []float64{0, -1, math.NaN(), math.Inf(1), 21} {
		if _, _, err := Volume.Turned(s, "", f); !fault.Is(err, fault.Invalid) {
			t.Errorf("factor %v: %v", f, err)
		}
	}
}

func TestTwist_SortsByWhatMovesMost(t *testing.T) {
	total := 0
	tor, err := Twist(t.Context(), read(t, twoTeams), .2, 6, 2, func(done, of int) { total = of })
	if err != nil {
		t.Fatal(err)
	}
	if len(tor.Turns) != 5 || total != 11*6 { // nothing rings
		t.Errorf("%d turns, %d runs", len(tor.Turns), total)
	}
	sorted := tor.Sorted(AnswerRate)
	for i := 1; i < len(sorted); i++ {
		if sorted[i-1].Reach(AnswerRate) < sorted[i].Reach(AnswerRate) {
			t.Error("not sorted")
		}
	}
	for _, x := range sorted {
		if x.Lever == Agents && !(x.Less[AnswerRate].Mean < 0 && x.More[AnswerRate].Mean > 0) {
			t.Error("fewer agents answer more:", x.Less[AnswerRate].Mean, x.More[AnswerRate].Mean)
		}
	}
}

func TestDay_AlongAFallingDayTheIntervalBeforeStillWeighs(t *testing.T) {
	q := queueing.Queue{Service: 1200, Patience: routing.Exp(120), Within: 20}
	day, err := Day([]float64{120, 120, 120, 20}, 1800, q, queueing.Target{Level: .8, Shrinkage: .3})
	if err != nil {
		t.Fatal(err)
	}
	q.Rate = 20. / 1800
	alone, err := queueing.Staff(q, queueing.Target{Level: .8, Shrinkage: .3})
	if err != nil || day[3].Plan != alone && *day[3].Plan.ASA != *alone.ASA {
		t.Errorf("%+v, want %+v, %v", day[3].Plan, alone, err)
	}
	if !(day[3].Needs > day[3].Plan.Agents && day[0].Needs < day[0].Plan.Agents) {
		t.Errorf("carried over: %d and %d, alone: %d and %d", day[0].Needs, day[3].Needs, day[0].Plan.Agents, day[3].Plan.Agents)
	}
	for _, calls := range [][]float64{nil, {-1}, {math.NaN()}, make([]float64, MostForecast+1)} {
		if _, err := Day(calls, 1800, q, queueing.Target{Level: .8}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%d intervals: %v", len(calls), err)
		}
	}
}

func TestAround_BothCurvesPassTheNumberThatIsNeeded(t *testing.T) {
	q := queueing.Queue{Rate: .1, Service: 200, Patience: routing.Exp(120), Within: 20}
	plan, err := queueing.Staff(q, queueing.Target{Level: .8})
	if err != nil {
		t.Fatal(err)
	}
	steps, err := Around(q, plan.Agents)
	if err != nil {
		t.Fatal(err)
	}
	if steps[0].C != nil || steps[0].A == nil {
		t.Error("below the load there is no Erlang C, but there is Erlang A")
	}
	for _, s := range steps {
		if ok := *s.A.SLb >= .8; ok != (s.Agents >= plan.Agents) {
			t.Errorf("%d agents reach %v", s.Agents, *s.A.SLb)
		}
	}
}

func TestScenario_RefusesWhatCannotBeKept(t *testing.T) {
	for name, s := range map[string]Scenario{"no name": {Text: single}, "no scenario": {Name: "x", Text: "types: 3"}, "a long note": {Name: "x", Text: single, Note: strings.Repeat("长", MostNote+1)}} {
		if err := s.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Scenario{Name: "x", Text: single}).Check(); err != nil {
		t.Error(err)
	}
	for name, s := range map[string]Study{"no kind": {ScenarioID: "x", Result: []byte("{}")}, "no result": {ScenarioID: "x", Kind: OneRun}, "of nothing": {Kind: OneRun, Result: []byte("{}")}} {
		if err := s.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
