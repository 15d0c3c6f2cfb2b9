package sim

import (
	"context"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// agentQueue is Connect with a standard queue t0 of the highest priority and an
// agent queue t1.
func agentQueue() *routing.Scenario {
	s := two(routing.Connect)
	for i := range s.Types {
		s.Types[i].Patience = routing.Dist{}
	}
	s.Policy.AgentChooses["g0"]["t1"] = 9
	s.Types[0].Priority, s.Types[1].Priority = 1, 10
	s.Types[1].Personal = true
	return s
}

func TestConnectAgentQueue_PrecedesStandardQueuesAndHasNoDelay(t *testing.T) {
	r := at(t, agentQueue(), 3600)
	why := &asked{}
	r.Explain(why)
	allBusy(r)
	comesIn(r, 0, 500)
	own := comesIn(r, 1, 0)
	person := r.calls[own].person
	refused := (*why)[len(*why)-1].Candidates[0]
	if refused.Agent != person || !strings.Contains(refused.Refused.In(words.English), "not free") {
		t.Errorf("%+v", refused)
	}
	other := (person + 1) % 3
	if frees(r, other); doing(r, own) != waiting {
		t.Fatalf("agent %d took a call for %d", other, person)
	}
	comesIn(r, 0, 500)
	if frees(r, person); doing(r, own) != talking || r.calls[own].agent != person {
		t.Errorf("condition %d with %d, not %d", doing(r, own), r.calls[own].agent, person)
	}
}

func TestConnectAgentQueue_GoesToItsAgentAtOnceAndToNobodyElse(t *testing.T) {
	r := at(t, agentQueue(), 3600)
	seen := map[int32]bool{}
	for range 3 {
		i := comesIn(r, 1, 0)
		if doing(r, i) == talking && r.calls[i].agent != r.calls[i].person {
			t.Errorf("a call for %d is with %d", r.calls[i].person, r.calls[i].agent)
		}
		seen[r.calls[i].person] = true
	}
	for range 60 {
		seen[r.calls[comesIn(r, 1, 0)].person] = true
	}
	if len(seen) != 3 {
		t.Errorf("calls are for %v only", seen)
	}
}

func TestConnectAgentQueue_ADelayIsRefused(t *testing.T) {
	s := agentQueue()
	s.Policy.Delays = routing.Table{"g0": {"t1": 5}}
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("an agent queue takes a delay")
	}
}

func TestConnect_OutboundSendsAnAgentToTheEndUnlessItIsExempted(t *testing.T) {
	for _, exempt := range []bool{false, true} {
		s := two(routing.Connect)
		s.Policy.OutboundExempt = exempt
		s.Types[1].Blend = &routing.TaskBlend{Test: []string{"g0"}, Target: []string{"g0"}}
		s.Types[0].WrapUp, s.Types[1].WrapUp = routing.Dist{}, routing.Dist{}
		s.Types[1].Service = routing.Fixed(60)
		r := at(t, s, 3600)
		comesIn(r, 1, 0) // a task that goes out, by agent 0
		passes(r, 60)
		want := map[bool]int32{false: 1, true: 0}[exempt]
		if i := comesIn(r, 0, 0); r.calls[i].agent != want {
			t.Errorf("exempted %v: agent %d, not %d", exempt, r.calls[i].agent, want)
		}
	}
}

func TestConnect_AnInboundCallSendsAnAgentToTheEndAlways(t *testing.T) {
	s := two(routing.Connect)
	s.Policy.OutboundExempt = true
	s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(60), routing.Dist{}
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	passes(r, 60)
	if i := comesIn(r, 0, 0); r.calls[i].agent != 1 {
		t.Errorf("agent %d", r.calls[i].agent)
	}
}

func TestTwilio_AWorkerExpressionNarrowsItsTarget(t *testing.T) {
	s := workflow()
	s.Policy.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0", "g1", "g2"}, Need: &routing.Expression{Skill: "power", Level: 2}, For: 20}, {Need: &routing.Expression{Groups: []string{"g2"}}}}}}
	r := at(t, s, 3600)
	r.agents[2].began = 0
	r.agents[0].began, r.agents[1].began = micro, micro
	if i := comesIn(r, 0, 0); r.calls[i].agent == 2 {
		t.Error("who lacks the skill was taken")
	}
	comesIn(r, 0, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 19.9); doing(r, i) != waiting {
		t.Fatal("the next target was asked too soon")
	}
	if passes(r, 0.1); r.calls[i].agent != 2 {
		t.Errorf("the second target gave agent %d", r.calls[i].agent)
	}
}

func TestTwilio_OrderByMayAscend(t *testing.T) {
	s := workflow()
	s.Policy.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0", "g1"}, OrderBy: "power", Ascending: true}}}}
	if r := at(t, s, 3600); r.calls[comesIn(r, 0, 0)].agent != 1 {
		t.Error("the lower level did not come first")
	}
}

func TestBullseye_PriorityOnlyForgetsTheTimeWaited(t *testing.T) {
	s := two(routing.Bullseye)
	s.Types[0].Priority, s.Policy.PriorityOnly = 2, true
	if got := heads(t, s, 10, 5000); got != 0 {
		t.Errorf("took queue %d", got)
	}
	s.Types[1].Priority = 2
	if got := heads(t, s, 10, 20); got != 1 {
		t.Errorf("among equals queue %d", got)
	}
}

func TestBullseye_ShedSkillsAndScoresKeepTheirLimits(t *testing.T) {
	for name, spoil := range map[string]func(s *routing.Scenario){
		"types[0].sheds[0]": func(s *routing.Scenario) { s.Types[0].Sheds = [][]string{make([]string, routing.MostShed+1)} },
		"types[0].sheds":    func(s *routing.Scenario) { s.Types[0].Sheds = make([][]string, routing.MostRings+1) },
		"types[0].preferred.scores.g0": func(s *routing.Scenario) {
			s.Types[0].Preferred = routing.Preferred{Scores: map[string]int{"g0": 101}, Rings: []routing.PreferredRing{{Least: 1, For: 1}}}
		},
	} {
		s := rings()
		if spoil(s); len(s.Problems()) == 0 || s.Problems()[0].Path != name {
			t.Errorf("%s is taken: %v", name, s.Problems())
		}
	}
}

func TestConditionalGroups_HelpOnlyWhileTheRuleHolds(t *testing.T) {
	for measure, c := range map[routing.Measure]routing.Condition{
		routing.HowMany: {Groups: []string{"g1"}, Measure: routing.HowMany, Above: 2},
		routing.HowLong: {Groups: []string{"g1"}, Measure: routing.HowLong, Above: 30},
		routing.InTime:  {Groups: []string{"g1"}, Measure: routing.InTime, Below: 0.8},
	} {
		s := many(1, 2, 1, 3)
		s.Types[0].Patience = routing.Dist{}
		s.Types[0].Conditions = []routing.Condition{c}
		s.Policy = routing.Policy{Preset: routing.Bullseye, CallChooses: routing.Table{"t0": {"g0": 1, "g1": 1}}, AgentChooses: routing.Table{"g0": {"t0": 1}, "g1": {"t0": 1}}}
		r := at(t, s, 3600)
		why := &asked{}
		r.Explain(why)
		for a := range int32(3) {
			busy(r, a)
		}
		first := comesIn(r, 0, 0)
		refused := (*why)[len(*why)-1].Candidates[1].Refused.In(words.English)
		if doing(r, first) != waiting || !strings.Contains(refused, "rule") {
			t.Fatalf("%s: condition %d, %q", measure, doing(r, first), refused)
		}
		switch measure {
		case routing.HowMany:
			comesIn(r, 0, 0)
			comesIn(r, 0, 0)
			r.watch()
		case routing.HowLong:
			passes(r, 31)
		case routing.InTime:
			r.tallies[1].Answered, r.tallies[1].InTime = 10, 7
			r.watch()
		}
		if doing(r, first) != talking || r.calls[first].agent < 3 {
			t.Errorf("%s: the rule holds, condition %d", measure, doing(r, first))
		}
	}
}

func TestDissuade_AShareHangsUpWhenTheQueueIsLong(t *testing.T) {
	for name, d := range map[string]routing.Dissuade{"waiting": {Waiting: 2, HangUp: 1}, "estimated": {Estimated: 60, HangUp: 1}} {
		s := many(1, 1, 1, 3)
		s.Types[0].Patience, s.Types[0].Dissuade = routing.Dist{}, &d
		s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(60), routing.Dist{} // a third of 180 s: the third caller expects 60 s
		r := at(t, s, 3600)
		allBusy(r)
		for range 2 {
			comesIn(r, 0, 0)
		}
		if r.counts.Refused != 0 {
			t.Errorf("%s: turned away too soon: %+v", name, r.counts)
		}
		if comesIn(r, 0, 0); r.counts.Refused != 1 || !r.counts.Balanced() {
			t.Errorf("%s: %+v", name, r.counts)
		}
	}
}

// Looking at a centre, or the end of an interval, is no reason for anybody to
// come later.
func TestRun_GatheringTimesChangesNoOrderAndNoTalkTime(t *testing.T) {
	s := many(2, 2, 3, 8)
	s.Policy.Order = routing.LeastTalk
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 7200, Closing: routing.Serve}
	quiet, looked := planned(t, s).Start(3), planned(t, s).Start(3)
	quiet.Advance(context.Background(), 0)
	for second := 1.0; !looked.Done() && second < 1e5; second++ {
		looked.Spent(0)
		looked.Advance(context.Background(), second)
	}
	for i := range quiet.agents {
		if a, b := quiet.agents[i], looked.agents[i]; a.answered != b.answered || a.talked != b.talked {
			t.Fatalf("agent %d took %d calls in %d, and %d in %d when looked at", i, a.answered, a.talked, b.answered, b.talked)
		}
	}
}
