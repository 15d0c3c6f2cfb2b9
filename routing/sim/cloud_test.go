package sim

import (
	"testing"

	"shifu/routing"
)

// skilled is one queue for three groups of one: a master of power, a beginner,
// and one who knows nothing.
func skilled(preset string) *routing.Scenario {
	s := many(1, 3, 1, 1)
	s.Types[0].Patience = routing.Dist{}
	s.Policy = routing.Policy{Preset: preset, CallChooses: routing.Table{"t0": {"g0": 1, "g1": 1, "g2": 1}}, AgentChooses: routing.Table{"g0": {"t0": 1}, "g1": {"t0": 1}, "g2": {"t0": 1}}}
	s.Groups[0].Skills, s.Groups[1].Skills = map[string]int{"power": 5}, map[string]int{"power": 2}
	return s
}

func TestConnectCriteria_StepsAskOneAfterTheOtherAndAnybodyWhenAllHaveExpired(t *testing.T) {
	s := skilled(routing.Connect)
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 4}, For: 20}, {Need: routing.Expression{Skill: "power", Level: 1}, For: 10}}
	r := at(t, s, 3600)
	busy(r, 0)
	first := comesIn(r, 0, 0)
	if passes(r, 19.9); doing(r, first) != waiting {
		t.Fatal("a beginner was asked in the first step")
	}
	if passes(r, 0.1); r.calls[first].agent != 1 {
		t.Fatalf("the second step gave agent %d", r.calls[first].agent)
	}
	second := comesIn(r, 0, 0)
	if passes(r, 29.9); doing(r, second) != waiting {
		t.Fatal("somebody without the skill was asked before all steps had expired")
	}
	if passes(r, 0.1); r.calls[second].agent != 2 {
		t.Errorf("after all steps agent %d", r.calls[second].agent)
	}
}

func TestConnectCriteria_AStepWithoutExpiryLastsToTheEnd(t *testing.T) {
	s := skilled(routing.Connect)
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 4}}}
	r := at(t, s, 3600)
	busy(r, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 3000); doing(r, i) != waiting {
		t.Errorf("condition %d", doing(r, i))
	}
	frees(r, 0)
	if doing(r, i) != talking {
		t.Error("the master got free and was not asked")
	}
}

func TestConnectCriteria_AnAgentWhoGetsFreeTakesOnlyCallsWhoseStepAllows(t *testing.T) {
	s := skilled(routing.Connect)
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 4}, For: 60}}
	r := at(t, s, 3600)
	allBusy(r)
	i := comesIn(r, 0, 0)
	if frees(r, 2); doing(r, i) != waiting {
		t.Error("who has no skill took it")
	}
	if frees(r, 0); doing(r, i) != talking {
		t.Error("the master did not take it")
	}
}

// apart are criteria whose second step asks others than the first.
func apart() *routing.Scenario {
	s := skilled(routing.Connect)
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Groups: []string{"g0"}}, For: 20}, {Need: routing.Expression{Groups: []string{"g1"}}, For: 600}}
	return s
}

func TestConnectCriteria_WhoStandsBehindIsServedWhenTheHeadAsksForOthers(t *testing.T) {
	r := at(t, apart(), 3600)
	allBusy(r)
	head := comesIn(r, 0, 0)
	passes(r, 25)
	behind := comesIn(r, 0, 0)
	if frees(r, 0); doing(r, behind) != talking || doing(r, head) != waiting {
		t.Fatalf("the head, which asks for g1 now, is %d, who asks for g0 is %d", doing(r, head), doing(r, behind))
	}
	if frees(r, 1); doing(r, head) != talking {
		t.Error("the head is not served by whom it asks for")
	}
}

func TestConnectCriteria_WhoComesIsServedAtOncePastAHeadThatAsksForOthers(t *testing.T) {
	r := at(t, apart(), 3600)
	allBusy(r)
	head := comesIn(r, 0, 0)
	passes(r, 25)
	frees(r, 0)
	if i := comesIn(r, 0, 0); r.calls[i].agent != 0 || doing(r, head) != waiting {
		t.Errorf("the newcomer is with agent %d, the head is %d", r.calls[i].agent, doing(r, head))
	}
}

func TestOverflow_WhoCallsForTheFirstGroupIsNotHeldUpByWhoLostIt(t *testing.T) {
	s := skilled(routing.Ranks)
	s.Policy.CallChooses = routing.Table{"t0": {"g0": 1, "g1": 1}}
	s.Policy.AgentChooses = routing.Table{"g0": {"t0": 1}, "g1": {"t0": 1}}
	s.Policy.Delays = routing.Table{"g1": {"t0": 20}}
	s.Policy.Overflow = true
	r := at(t, s, 3600)
	allBusy(r)
	head := comesIn(r, 0, 0)
	passes(r, 25)
	behind := comesIn(r, 0, 0)
	if frees(r, 0); doing(r, behind) != talking || doing(r, head) != waiting {
		t.Errorf("the head is %d, who stands behind %d", doing(r, head), doing(r, behind))
	}
}

// workflow is Twilio with two types: the first filter takes t0, the second both,
// and there is a default.
func workflow() *routing.Scenario {
	s := skilled(routing.Twilio)
	s.Types = append(s.Types, s.Types[0], s.Types[0])
	s.Types[1].Name, s.Types[2].Name = "t1", "t2"
	for _, name := range []string{"t1", "t2"} {
		s.Policy.CallChooses[name] = map[string]float64{"g0": 1, "g1": 1, "g2": 1}
		for _, g := range []string{"g0", "g1", "g2"} {
			s.Policy.AgentChooses[g][name] = 1
		}
	}
	s.Policy.Workflow = []routing.Filter{
		{Types: []string{"t0"}, Targets: []routing.Target{{Groups: []string{"g0"}, Priority: 1, For: 20}, {Groups: []string{"g1", "g2"}, Priority: 9}}},
		{Types: []string{"t0", "t1"}, Targets: []routing.Target{{Groups: []string{"g1"}, Priority: 5}}},
		{Targets: []routing.Target{{Groups: []string{"g2"}}}}}
	return s
}

func TestTwilio_TheFirstMatchingFilterHoldsAndTheDefaultForTheRest(t *testing.T) {
	r := at(t, workflow(), 3600)
	for k, want := range []int32{0, 1, 2} {
		if i := comesIn(r, int32(k), 0); r.calls[i].agent != want {
			t.Errorf("type %d went to agent %d", k, r.calls[i].agent)
		}
	}
}

func TestTwilio_TargetsFollowInOrderAfterTheirTimeouts(t *testing.T) {
	r := at(t, workflow(), 3600)
	busy(r, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 19.9); doing(r, i) != waiting {
		t.Fatal("the second target was asked before the timeout")
	}
	if passes(r, 0.1); r.calls[i].agent != 1 {
		t.Errorf("agent %d", r.calls[i].agent)
	}
}

func TestTwilio_PriorityComesBeforeAgeAndFollowsTheTarget(t *testing.T) {
	r := at(t, workflow(), 3600)
	allBusy(r)
	low, mid := comesIn(r, 0, 0), comesIn(r, 1, 0)
	passes(r, 10)
	if r.calls[low].priority != 1 || r.calls[mid].priority != 5 {
		t.Fatalf("priorities %d and %d", r.calls[low].priority, r.calls[mid].priority)
	}
	passes(r, 15)
	if r.calls[low].priority != 9 {
		t.Fatalf("the second target's priority is %d", r.calls[low].priority)
	}
	if frees(r, 1); doing(r, low) != talking {
		t.Error("the higher priority did not come first")
	}
}

func TestTwilio_WorkersAreOrderedByTheLongestWithoutATaskOrByAnAttribute(t *testing.T) {
	s := workflow()
	s.Policy.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0", "g1", "g2"}}}}}
	r := at(t, s, 3600)
	r.agents[0].began, r.agents[1].began, r.agents[2].began = 300*micro, 200*micro, 100*micro
	if i := comesIn(r, 0, 0); r.calls[i].agent != 2 {
		t.Errorf("the longest without a task is 2, not %d", r.calls[i].agent)
	}
	s.Policy.Workflow[0].Targets[0].OrderBy = "power"
	r = at(t, s, 3600)
	r.agents[2].began = 0
	if i := comesIn(r, 0, 0); r.calls[i].agent != 0 {
		t.Errorf("the highest level of power is 0, not %d", r.calls[i].agent)
	}
}

func TestTwilio_SkipIsTestedOnlyWhenNobodyIsReservedAtOnce(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets[0].SkipIf = "1 == 1"
	r := at(t, s, 3600)
	if i := comesIn(r, 0, 0); r.calls[i].agent != 0 {
		t.Fatalf("a free agent was skipped for %d", r.calls[i].agent)
	}
	if i := comesIn(r, 0, 0); r.calls[i].agent != 1 || r.calls[i].priority != 9 {
		t.Errorf("nobody is free in the first target: agent %d, priority %d", r.calls[i].agent, r.calls[i].priority)
	}
	busy(r, 2)
	i := comesIn(r, 0, 0)
	if doing(r, i) != waiting || r.stepOf(&r.calls[i]) != 1 {
		t.Errorf("condition %d, step %d", doing(r, i), r.stepOf(&r.calls[i]))
	}
	if frees(r, 0); doing(r, i) != waiting {
		t.Error("a target that was left is asked again")
	}
}

func TestBullseye_SkillsAreRemovedOnRingExitCumulatively(t *testing.T) {
	s := rings()
	s.Types[0].Patience = routing.Dist{}
	s.Types[0].Requires = map[string]int{"power": 3, "english": 2}
	s.Types[0].Sheds = [][]string{{"english"}, {"power"}}
	s.Groups[0].Skills, s.Groups[1].Skills = map[string]int{"power": 3, "english": 2}, map[string]int{"power": 4}
	r := at(t, s, 3600)
	busy(r, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 9.9); doing(r, i) != waiting {
		t.Fatal("English was asked for no more inside the first ring")
	}
	if passes(r, 0.1); r.calls[i].agent != 1 {
		t.Fatalf("in the second ring agent %d", r.calls[i].agent)
	}
	j := comesIn(r, 0, 0)
	if passes(r, 29.9); doing(r, j) != waiting {
		t.Fatal("power was asked for no more in the second ring")
	}
	if passes(r, 0.1); r.calls[j].agent != 2 {
		t.Errorf("in the third ring agent %d", r.calls[j].agent)
	}
}

func TestBullseyeEvaluation_BestTakesTheHighestLevelsAndDisregardTheLongestIdle(t *testing.T) {
	for evaluation, want := range map[routing.Evaluation]int32{routing.AllSkills: 1, routing.BestSkills: 0, routing.NoSkills: 2} {
		s := skilled(routing.Bullseye)
		s.Types[0].Requires = map[string]int{"power": 2}
		s.Policy.Evaluation = evaluation
		r := at(t, s, 3600)
		r.agents[0].began, r.agents[1].began, r.agents[2].began = 300*micro, 200*micro, 100*micro
		if i := comesIn(r, 0, 0); r.calls[i].agent != want {
			t.Errorf("%s took agent %d, not %d", evaluation, r.calls[i].agent, want)
		}
	}
}

func TestPreferred_RingsOfScoresAskTheirAgentsFirstAndThenEverybody(t *testing.T) {
	for _, preset := range []string{routing.Bullseye, routing.Ranks} {
		s := skilled(preset)
		s.Types[0].Preferred = routing.Preferred{Scores: map[string]int{"g0": 90, "g1": 50}, Rings: []routing.PreferredRing{{Least: 80, For: 20}, {Least: 40, For: 15}}}
		r := at(t, s, 3600)
		busy(r, 0)
		i := comesIn(r, 0, 0)
		if passes(r, 19.9); doing(r, i) != waiting {
			t.Fatalf("%s: a score of 50 was asked in the first ring", preset)
		}
		if passes(r, 0.1); r.calls[i].agent != 1 {
			t.Fatalf("%s: agent %d in the second ring", preset, r.calls[i].agent)
		}
		j := comesIn(r, 0, 0)
		if passes(r, 34.9); doing(r, j) != waiting {
			t.Fatalf("%s: somebody without a score was asked too soon", preset)
		}
		if passes(r, 0.1); r.calls[j].agent != 2 {
			t.Errorf("%s: agent %d at last", preset, r.calls[j].agent)
		}
	}
}

func TestOverflow_ATransferLosesTheFirstGroups(t *testing.T) {
	for _, overflow := range []bool{false, true} {
		s := skilled(routing.Ranks)
		s.Policy.Delays = routing.Table{"g1": {"t0": 20}, "g2": {"t0": 20}}
		s.Policy.Overflow = overflow
		r := at(t, s, 3600)
		allBusy(r)
		i := comesIn(r, 0, 0)
		passes(r, 20)
		frees(r, 0)
		if got := doing(r, i) == talking; got == overflow {
			t.Errorf("overflow %v: the first group took it: %v", overflow, got)
		}
		if overflow {
			if frees(r, 1); doing(r, i) != talking {
				t.Error("the next group did not take it")
			}
		}
	}
}

func TestBlend_TasksGoOutOnlyWhileEnoughAreFree(t *testing.T) {
	s := many(1, 2, 1, 3)
	s.Types[0].Patience = routing.Dist{}
	s.Policy = routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"t0": {"g0": 1}}, AgentChooses: routing.Table{"g0": {"t0": 1}}}
	s.Types[0].Blend = &routing.TaskBlend{Blend: routing.Blend{S1: 4, S2: 1}, Test: []string{"g0", "g1"}, Target: []string{"g0"}}
	r := at(t, s, 3600)
	for range 3 {
		comesIn(r, 0, 0)
	}
	if r.counts.InService != 3 { // six, five and four are free
		t.Fatalf("%+v", r.counts)
	}
	i := comesIn(r, 0, 0)
	if doing(r, i) != waiting {
		t.Error("with three free it went out")
	}
	r.to(&r.agents[0], WrapUp)
	r.agents[0].call = none
	if r.ready(0); doing(r, i) != talking {
		t.Error("with four free it did not")
	}
}
