package duty_test

import (
	"testing"
	"time"

	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// three scenarios of one line, the second with two more callers.
func three() []*roleplay.Scenario {
	return []*roleplay.Scenario{{ID: "a", Line: roleplay.FaultRepair}, {ID: "b", Line: roleplay.FaultRepair, Variants: make([]roleplay.Variant, 2)},
		{ID: "c", Line: roleplay.FaultRepair}, {ID: "bill", Line: roleplay.TariffBill}}
}

func at(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC) }

func TestNext_WhatWasMissedComesBackFirstThenWhatWasNeverPlayed(t *testing.T) {
	before := []duty.Played{{ScenarioID: "a", At: at(1), Score: 90}, {ScenarioID: "b", At: at(2), Score: 70, Missed: []string{"where", "scope"}}}
	p, ok := duty.Next(three(), roleplay.FaultRepair, before)
	if !ok || p.Scenario.ID != "b" || len(p.Replays) != 2 || p.Variant != 0 || p.Ease != 0 {
		t.Errorf("%+v", p)
	}
	before[1].Missed = nil
	if p, _ = duty.Next(three(), roleplay.FaultRepair, before); p.Scenario.ID != "c" {
		t.Errorf("%s although c was never played", p.Scenario.ID)
	}
	before = append(before, duty.Played{ScenarioID: "c", At: at(3), Score: 90})
	if p, _ = duty.Next(three(), roleplay.FaultRepair, before); p.Scenario.ID != "a" {
		t.Errorf("%s although a lies back the furthest", p.Scenario.ID)
	}
	if _, ok := duty.Next(three(), roleplay.Metering, nil); ok {
		t.Error("a call of a line without a scenario")
	}
}

func TestNext_InAShiftACallerComesBackAsSomebodyElseOrNotAtOnce(t *testing.T) {
	before := []duty.Played{{ScenarioID: "b", Variant: 1, At: at(1), Missed: []string{"x"}, Here: true}}
	p, _ := duty.Next(three(), roleplay.FaultRepair, before)
	if p.Scenario.ID != "b" || p.Variant != 2 {
		t.Errorf("%s %d", p.Scenario.ID, p.Variant)
	}
	before = []duty.Played{{ScenarioID: "a", At: at(1), Missed: []string{"x", "y"}, Here: true}}
	if p, _ = duty.Next(three(), roleplay.FaultRepair, before); p.Scenario.ID == "a" {
		t.Error("the same caller twice in a row")
	}
}

func TestNext_WellDoneComesBackHarderAndFailedEasier(t *testing.T) {
	one := three()[1:2]
	for score, want := range map[float64]int{95: -10, 70: 0, 30: 8} {
		if p, _ := duty.Next(one, roleplay.FaultRepair, []duty.Played{{ScenarioID: "b", At: at(1), Score: score}}); p.Ease != want {
			t.Errorf("after %v the mood is moved by %d", score, p.Ease)
		}
	}
	if p, _ := duty.Next(one, roleplay.FaultRepair, []duty.Played{{ScenarioID: "b", At: at(1), Score: 0, Failed: true}}); p.Ease != 8 {
		t.Errorf("%+v", p)
	}
}

func TestDrawn_IsTheSameForAllAndNotTheSameEachTime(t *testing.T) {
	seen := map[string]bool{}
	for n := range 20 {
		a, _ := duty.Drawn(three(), roleplay.FaultRepair, 5, n)
		b, _ := duty.Drawn(three(), roleplay.FaultRepair, 5, n)
		if a.Scenario.ID != b.Scenario.ID || a.Variant != b.Variant {
			t.Fatal(n, a, b)
		}
		seen[a.Scenario.ID] = true
	}
	if len(seen) != 3 {
		t.Error(seen)
	}
}
