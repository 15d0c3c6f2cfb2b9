package lab

import (
	"math"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/queueing"
	"shifu/routing/scenariofile"
)

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
