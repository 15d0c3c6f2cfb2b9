package lab

import (
	"slices"
	"testing"

	"shifu/routing"
)

func TestUnder_WritesSkillsAsRanksAndLeavesTheScenarioAlone(t *testing.T) {
	s := read(t, twoTeams)
	s.Types[0].Requires = map[string]int{"high voltage": 3}
	s.Groups[0].Skills = map[string]int{"high voltage": 4}
	c, err := Under(s, routing.AsteriskMemory)
	if err != nil {
		t.Fatal(err)
	}
	if _, rung := c.Policy.AgentChooses["lent"]["fault"]; rung || c.Types[0].Requires != nil || c.Policy.AgentChooses["own"]["fault"] != 1 {
		t.Errorf("%+v", c.Policy)
	}
	if s.Policy.AgentChooses["lent"]["fault"] != 2 || len(s.Types[0].Requires) != 1 {
		t.Errorf("%+v", s.Policy)
	}
}

func TestAlternatives_LeaveOutTheOwnPolicyAndOrder(t *testing.T) {
	s := read(t, twoTeams)
	all := Alternatives(s)
	if slices.Contains(all, routing.Ranks) || slices.Contains(all, ByOrder+string(routing.LongestIdle)) || !slices.Contains(all, ByOrder+string(routing.AtRandom)) {
		t.Error(all)
	}
}
