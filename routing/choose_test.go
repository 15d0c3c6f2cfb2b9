package routing

import "testing"

// everything is a scenario with the rules of all presets at once.
func everything() *Scenario {
	return &Scenario{Horizon: Horizon{Duration: 3600, Closing: Serve},
		Types: []Type{{Name: "a", Arrivals: Arrivals{PerMinute: []float64{1}}, Service: Exp(60), Requires: nil,
			Queueing: Queueing{Weight: 1, MaxWait: 60, NoAgentWait: 30, ResumeWithin: 60}, Personal: true, Dissuade: &Dissuade{Waiting: 3, HangUp: 1},
			Criteria: []Criterion{{Need: Expression{Skill: "x", Level: 1}}}, Conditions: []Condition{{Groups: []string{"g"}, Measure: HowMany, Above: 3}},
			Sheds: [][]string{{}}, Preferred: Preferred{Scores: map[string]int{"g": 80}, Rings: []PreferredRing{{Least: 50, For: 20}}}}},
		Groups: []Group{{Name: "g", Agents: []int{3}, Ring: Exp(5), Skills: map[string]int{"x": 3}, AfterMiss: 5, AfterBusy: 5, AfterReject: 5}},
		Policy: Policy{CallChooses: Table{"a": {"g": 1}}, AgentChooses: Table{"g": {"a": 1}}, Autofill: true, Retry: 3, RingInUse: true, Tiers: Tiers{Apply: true}, Scan: 0.1,
			Progress: 4, Evaluation: BestSkills, PriorityOnly: true, OutboundExempt: true, Overflow: true, Order: AtRandom}}
}

func TestChoose_LeavesNoRuleBehindThatThePresetDoesNotKnow(t *testing.T) {
	for _, preset := range Presets() {
		if preset == Twilio {
			continue // it needs a workflow
		}
		s := everything()
		if s.Choose(preset); s.Policy.IsHotline() {
			s.Types[0].Project, s.Types[0].Business, s.Groups[0].Project = "p", Inquiry, "p"
		}
		if preset == Connect {
			s.Types[0].Personal = false // an agent queue has no criteria
		}
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", preset, err)
		}
	}
}

func TestChoose_KeepsTheRulesThatThePresetKnows(t *testing.T) {
	s := everything()
	s.Choose(AsteriskRingAll)
	if q := s.Types[0].Queueing; q.Weight != 1 || q.MaxWait != 60 || !s.Policy.RingInUse || !s.Policy.Autofill {
		t.Errorf("%+v", s.Policy)
	}
	s = everything()
	s.Choose(SwitchProgressively)
	if q := s.Types[0].Queueing; q.ResumeWithin != 60 || s.Policy.Progress != 4 || s.Groups[0].AfterBusy != 5 || !s.Policy.Tiers.Apply {
		t.Errorf("%+v", s.Policy)
	}
}

func TestRename_FollowsANameThroughEveryRule(t *testing.T) {
	s := everything()
	not := Expression{Groups: []string{"g"}}
	s.Types[0].Conditions[0].Of = "a"
	s.Types[0].Blend = &TaskBlend{Test: []string{"g"}, Target: []string{"g"}}
	s.Types[0].Criteria = []Criterion{{Need: Expression{All: []Expression{{Not: &not}}}}}
	s.Policy.Workflow = []Filter{{Types: []string{"a"}, Targets: []Target{{Groups: []string{"g"}, Need: &Expression{Any: []Expression{{Groups: []string{"g"}}}}}}}}
	s.Types[0].Help.From, s.Types[0].Transfers = []string{"g"}, []Transfer{{To: "a"}}
	s.Rename("a", "b", true)
	s.Rename("g", "h", false)
	a, f := &s.Types[0], &s.Policy.Workflow[0]
	for i, name := range []string{a.Conditions[0].Groups[0], a.Blend.Test[0], a.Blend.Target[0], a.Criteria[0].Need.All[0].Not.Groups[0], f.Targets[0].Groups[0], a.Help.From[0], f.Targets[0].Need.Any[0].Groups[0]} {
		if name != "h" {
			t.Errorf("place %d still says %s", i, name)
		}
	}
	if a.Conditions[0].Of != "b" || a.Transfers[0].To != "b" || f.Types[0] != "b" || a.Preferred.Scores["h"] != 80 || len(a.Preferred.Scores) != 1 {
		t.Errorf("%+v, %+v", a, f)
	}
}
