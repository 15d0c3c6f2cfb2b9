package sim

import (
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
)

// two is two queues for one group.
func two(preset string) *routing.Scenario {
	s := many(2, 1, 1, 3)
	s.Policy = routing.Policy{Preset: preset, CallChooses: routing.Table{"t0": {"g0": 1}, "t1": {"g0": 1}}, AgentChooses: routing.Table{"g0": {"t0": 1, "t1": 1}}}
	return s
}

// heads puts one call into each queue, waiting so many seconds, and asks what
// an agent takes.
func heads(t *testing.T, s *routing.Scenario, waited ...int64) int32 {
	t.Helper()
	r := planned(t, s).Start(1)
	r.now = 3600 * micro
	for k, w := range waited {
		i := r.place()
		r.calls[i] = call{arrived: r.now - w*micro, joined: r.now - w*micro, callType: int32(k), priority: r.plan.types[k].priority, agent: none}
		r.enqueue(i)
	}
	i := r.pickCall(0, 1)
	if i == none {
		return none
	}
	return r.calls[i].callType
}

func TestAsteriskAndSwitch_TheLongestWaitingHeadComesFirst(t *testing.T) {
	for _, preset := range []string{routing.AsteriskMemory, routing.SwitchLongestIdle} {
		if got := heads(t, two(preset), 10, 20); got != 1 {
			t.Errorf("%s took queue %d", preset, got)
		}
	}
}

func TestSwitch_TheBaseScoreMakesACallOlder(t *testing.T) {
	s := two(routing.SwitchLongestIdle)
	s.Types[0].AgeShift = 15
	if got := heads(t, s, 10, 20); got != 0 {
		t.Errorf("took queue %d", got)
	}
}

func TestConnect_TheLowestQueuePriorityNumberComesFirst(t *testing.T) {
	s := two(routing.Connect)
	s.Policy.AgentChooses["g0"]["t1"] = 2
	if got := heads(t, s, 1, 500); got != 0 {
		t.Errorf("took queue %d", got)
	}
}

func TestConnect_ThenTheContactPriorityOneFirstFiveByDefault(t *testing.T) {
	s := two(routing.Connect)
	s.Types[0].Priority = 4
	if got := heads(t, s, 1, 500); got != 0 {
		t.Errorf("4 does not come before the default 5: queue %d", got)
	}
	s.Types[0].Priority = 6
	if got := heads(t, s, 500, 1); got != 1 {
		t.Errorf("the default 5 does not come before 6: queue %d", got)
	}
}

func TestConnect_ThenTheAgeWhichMayBeShifted(t *testing.T) {
	s := two(routing.Connect)
	if got := heads(t, s, 10, 20); got != 1 {
		t.Errorf("took queue %d", got)
	}
	s.Types[0].AgeShift = 15
	if got := heads(t, s, 10, 20); got != 0 {
		t.Errorf("took queue %d", got)
	}
}

func TestConnect_AContactCountsOnlyAfterTheDelayOfItsQueue(t *testing.T) {
	s := two(routing.Connect)
	s.Policy.Delays = routing.Table{"g0": {"t1": 30}}
	if got := heads(t, s, 1, 29); got != 0 {
		t.Errorf("took queue %d", got)
	}
	if got := heads(t, s, 1, 30); got != 1 {
		t.Errorf("took queue %d", got)
	}
}

func TestConnect_TheAgentLongestAvailableIsTaken(t *testing.T) {
	r := planned(t, two(routing.Connect)).Start(1)
	r.now = 3600 * micro
	r.engage(0)
	r.to(&r.agents[0], Talking)
	r.now += micro
	r.ready(0) // after a call an agent goes to the end
	if a := r.pickAgent(&call{arrived: r.now}); a != 1 {
		t.Errorf("picked %d", a)
	}
}

// rings are three groups, one a ring, opening after 0, 10 and 30 seconds.
func rings() *routing.Scenario {
	s := many(1, 3, 1, 1)
	s.Policy = routing.Policy{Preset: routing.Bullseye, CallChooses: routing.Table{"t0": {"g0": 1, "g1": 2, "g2": 3}},
		AgentChooses: routing.Table{"g0": {"t0": 1}, "g1": {"t0": 1}, "g2": {"t0": 1}}, Delays: routing.Table{"g1": {"t0": 10}, "g2": {"t0": 30}}}
	return s
}

func TestBullseye_RingsOpenOneAfterTheOtherAndNoneIsSkipped(t *testing.T) {
	r := planned(t, rings()).Start(1)
	r.now = 3600 * micro
	busy(r, 0)
	for _, c := range []struct {
		waited int64
		want   int32
	}{{0, none}, {9, none}, {10, 1}, {29, 1}, {30, 1}} {
		if a := r.pickAgent(&call{arrived: r.now - c.waited*micro}); a != c.want {
			t.Errorf("after %d s agent %d, not %d", c.waited, a, c.want)
		}
	}
	busy(r, 1)
	if a := r.pickAgent(&call{arrived: r.now - 30*micro}); a != 2 {
		t.Errorf("the third ring gave agent %d", a)
	}
}

func TestBullseye_InnerRingsStayAndComeFirst(t *testing.T) {
	r := planned(t, rings()).Start(1)
	r.now = 3600 * micro
	r.agents[0].began = r.now
	if a := r.pickAgent(&call{arrived: r.now - 60*micro}); a != 0 {
		t.Errorf("picked %d", a)
	}
}

func TestBullseye_ThePriorityIsMinutesOfWaiting(t *testing.T) {
	s := two(routing.Bullseye)
	s.Types[0].Priority = 2
	if got := heads(t, s, 10, 129); got != 0 {
		t.Errorf("took queue %d", got)
	}
	if got := heads(t, s, 10, 131); got != 1 {
		t.Errorf("took queue %d", got)
	}
}

func TestBullseye_SkillsThatARingLacksAreNotPassedOver(t *testing.T) {
	s := rings()
	s.Types[0].Requires = map[string]int{"power": 3}
	s.Groups[0].Skills, s.Groups[2].Skills = map[string]int{"power": 3}, map[string]int{"power": 5}
	r := planned(t, s).Start(1)
	r.now = 3600 * micro
	busy(r, 0)
	if a := r.pickAgent(&call{arrived: r.now - 20*micro}); a != none {
		t.Errorf("agent %d lacks the skill", a)
	}
}

func TestPresets_WhatOneDoesNotKnowIsRefused(t *testing.T) {
	table := func(x float64) routing.Table { return routing.Table{"g0": {"t0": x}} }
	for name, c := range map[string]struct {
		presets []string
		spoil   func(s *routing.Scenario)
	}{
		"delays":  {[]string{routing.AsteriskMemory, routing.SwitchFewest}, func(s *routing.Scenario) { s.Policy.Delays = table(5) }},
		"reserve": {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Connect, routing.Bullseye}, func(s *routing.Scenario) { s.Policy.Reserve = table(1) }},
		"weights": {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Connect, routing.Bullseye}, func(s *routing.Scenario) { s.Policy.AgentWeights = table(2) }},
		"order":   {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Connect, routing.Bullseye}, func(s *routing.Scenario) { s.Policy.Order = routing.AtRandom }},
		"skills": {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Connect}, func(s *routing.Scenario) {
			s.Types[0].Requires = map[string]int{"x": 1}
			s.Groups[0].Skills = map[string]int{"x": 1}
		}},
		"priority":         {[]string{routing.SwitchFewest}, func(s *routing.Scenario) { s.Types[0].Priority = 1 }},
		"age shift":        {[]string{routing.AsteriskMemory}, func(s *routing.Scenario) { s.Types[0].AgeShift = 1 }},
		"contact priority": {[]string{routing.Connect}, func(s *routing.Scenario) { s.Types[0].Priority = 11 }},
		"half a penalty":   {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Bullseye}, func(s *routing.Scenario) { s.Policy.CallChooses["t0"]["g0"] = 1.5 }},
		"unequal agents":   {[]string{routing.AsteriskMemory, routing.SwitchFewest, routing.Bullseye}, func(s *routing.Scenario) { s.Policy.AgentChooses["g0"]["t1"] = 2 }},
		"unequal calls":    {[]string{routing.Connect}, func(s *routing.Scenario) { s.Policy.CallChooses["t0"]["g0"] = 2 }},
		"a seventh ring":   {[]string{routing.Bullseye}, func(s *routing.Scenario) { s.Policy.CallChooses["t0"]["g0"] = 7 }},
	} {
		for _, preset := range c.presets {
			s := two(preset)
			if err := s.Check(); err != nil {
				t.Fatalf("%s: %v", preset, err)
			}
			if c.spoil(s); !fault.Is(s.Check(), fault.Invalid) {
				t.Errorf("%s takes %s", preset, name)
			}
		}
	}
	s := rings()
	s.Policy.Delays["g2"]["t0"] = 5
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("an outer ring opens before an inner one")
	}
}

// With agents who are all alike, every preset is the same queue.
func TestPresets_AllOfThemRunAndKeepTheInvariants(t *testing.T) {
	for _, preset := range routing.Presets() {
		s := two(preset)
		if s.Policy.IsHotline() {
			s.Policy.CallChooses, s.Policy.AgentChooses, s.Groups[0].Project = nil, nil, "p"
			for i := range s.Types {
				s.Types[i].Project, s.Types[i].Business = "p", routing.CallBack
			}
		}
		if preset == routing.Twilio {
			s.Policy.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0"}}}}}
		}
		r := planned(t, s).Start(3)
		for r.Step() {
			if !r.counts.Balanced() {
				t.Fatalf("%s: %+v", preset, r.counts)
			}
		}
		if r.counts.Served < 200 {
			t.Errorf("%s: %+v", preset, r.counts)
		}
	}
}
