package roleplay_test

import (
	"slices"
	"testing"

	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// came plays the model answers to the end and tells through which states, and in
// what mood each was come to.
func came(t *testing.T, s *roleplay.Scenario) (states []string, moods map[string]int) {
	t.Helper()
	r := roleplay.Begin(s)
	moods = map[string]int{}
	for n := 0; !r.Over() && n < 40; n++ {
		moods[r.State().ID] = r.Mood
		for _, c := range r.State().Clicks {
			if err := r.Do(roleplay.Move{Kind: roleplay.Do, Text: string(c), At: r.At}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Do(roleplay.Move{Kind: roleplay.Say, Text: r.State().Replies[0].ZH, At: r.At}); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range r.Turns {
		states = append(states, x.State)
	}
	return states, moods
}

func TestToward_TheCallerComesToWhatWasMissedAlthoughTheMoodIsGood(t *testing.T) {
	s, _ := scenarios.Find("fault-night-outage")
	if states, _ := came(t, s.Scenario); slices.Contains(states, "accused") {
		t.Fatal("the model answers come to it by themselves")
	}
	states, moods := came(t, s.Toward([]string{"accused"}))
	if !slices.Contains(states, "accused") || moods["accused"] >= 40 {
		t.Errorf("%v, %v", states, moods)
	}
	if again, _ := came(t, s.Scenario); slices.Contains(again, "accused") {
		t.Error("the scenario itself has changed")
	}
}

func TestToward_WhatTheCallComesToAnywayIsLeftToIt(t *testing.T) {
	s, _ := scenarios.Find("fault-night-outage")
	plain, moods := came(t, s.Scenario)
	forced, same := came(t, s.Toward([]string{"scope", "where", "nowhere"}))
	if !slices.Equal(plain, forced) || moods["scope"] != same["scope"] {
		t.Errorf("%v\n%v", plain, forced)
	}
}

func TestToward_EveryStateOfEveryScenarioThatOnlyTheMoodKeepsAwayIsComeTo(t *testing.T) {
	forced := 0
	for _, s := range scenarios.All() {
		plain, _ := came(t, s.Scenario)
		for _, x := range s.States {
			if x.Ending != "" || slices.Contains(plain, x.ID) || !gatedByMood(s.Scenario, plain, x.ID) {
				continue
			}
			forced++
			if states, _ := came(t, s.Toward([]string{x.ID})); !slices.Contains(states, x.ID) {
				t.Errorf("%s: %s is not come to: %v", s.ID, x.ID, states)
			}
		}
	}
	if forced < 10 {
		t.Errorf("only %d states were forced", forced)
	}
}

// gatedByMood reports whether the mood alone keeps a state away that some state
// of a call leads to.
func gatedByMood(s *roleplay.Scenario, call []string, id string) bool {
	return slices.ContainsFunc(s.States, func(x roleplay.State) bool {
		return slices.Contains(call, x.ID) && slices.ContainsFunc(x.Next, func(n roleplay.Next) bool { return n.To == id && n.ByMood() && len(n.Missed)+len(n.Had) == 0 })
	})
}
