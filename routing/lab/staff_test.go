package lab

import (
	"math"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/queueing"
)

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
