package demo_test

import (
	"testing"

	"shifu/training/jointplan"
	"shifu/training/retrain"
)

func TestDemo_CasesOfEveryKindAndAResitOnFriday(t *testing.T) {
	all, err := shared.Retrain().Cases(ctx, shared.actors["温秋分"], retrain.Find{})
	if err != nil {
		t.Fatal(err)
	}
	states, off := map[retrain.State]int{}, 0
	for _, c := range all {
		if states[c.State]++; c.OffDuty {
			off++
		}
		if c.Person == "徐芒种" && c.State.Open() && (c.State != retrain.Scheduled || c.ResitAt.In(shanghai).Hour() != 14 || c.Gate.Read == c.Gate.Articles) {
			t.Errorf("徐芒种: %s, %v, %d of %d articles", c.State, c.ResitAt, c.Gate.Read, c.Gate.Articles)
		}
	}
	if len(all) < 12 || states[retrain.Studying] < 2 || states[retrain.Scheduled] < 2 || states[retrain.Done] < 2 || states[retrain.Ended] < 1 || off != 1 {
		t.Error(states, off)
	}
}

func TestDemo_ThreeMonthsOfJointPlansOfWhichOneWaits(t *testing.T) {
	all, err := shared.JointPlans().Plans(ctx, shared.actors["顾仲夏"])
	if err != nil {
		t.Fatal(err)
	}
	waits, done := 0, 0
	for _, p := range all {
		if !p.Signed() {
			waits++
		}
		if p.Tally("").ItemsDone > 0 {
			done++
		}
	}
	if len(all) != 6 || waits != 1 || done < 2 || all[0].Tally(jointplan.Vendor).Items == 0 {
		t.Error(len(all), waits, done)
	}
}
