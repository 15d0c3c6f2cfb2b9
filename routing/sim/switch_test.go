package sim

import (
	"testing"

	"shifu/routing"
)

// tiered is a queue of mod_callcenter with three agents at level 1 and two at level 3.
func tiered() *routing.Scenario {
	s := shared(1)
	s.Policy.Preset = routing.SwitchSequential
	s.Policy.CallChooses["t0"] = map[string]float64{"g0": 1, "g1": 3}
	s.Policy.Tiers = routing.Tiers{Apply: true, Wait: 10}
	return s
}

func TestSwitchTiers_OffByDefault(t *testing.T) {
	s := tiered()
	s.Policy.Tiers = routing.Tiers{}
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	if i := comesIn(r, 0, 0); doing(r, i) != talking {
		t.Errorf("condition %d", doing(r, i))
	}
}

func TestSwitchTiers_ALevelOpensAfterLevelTimesSeconds(t *testing.T) {
	r := at(t, tiered(), 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	i := comesIn(r, 0, 0)
	if passes(r, 29.9); doing(r, i) != waiting {
		t.Fatalf("level 3 opened before 30 s")
	}
	if passes(r, 0.1); doing(r, i) != talking {
		t.Errorf("level 3 is closed after 30 s")
	}
}

func TestSwitchTiers_NotMultipliedEveryLevelOpensAfterTheSameTime(t *testing.T) {
	s := tiered()
	s.Policy.Tiers.Flat = true
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	i := comesIn(r, 0, 0)
	if passes(r, 9.9); doing(r, i) != waiting {
		t.Fatal("it opened before 10 s")
	}
	if passes(r, 0.1); doing(r, i) != talking {
		t.Error("it is closed after 10 s")
	}
}

// The trap: levels that start at 1 wait level × seconds too, unless nobody at
// level 0 means no wait.
func TestSwitchTiers_LevelOneWaitsTooWhenEveryLevelIsWaitedFor(t *testing.T) {
	s := tiered()
	s.Policy.Tiers.Patient = true
	r := at(t, s, 3600)
	i := comesIn(r, 0, 0)
	if passes(r, 9.9); doing(r, i) != waiting {
		t.Fatal("level 1 was open at once")
	}
	if passes(r, 0.1); doing(r, i) != talking {
		t.Error("level 1 is closed after 10 s")
	}
	if j := comesIn(at(t, tiered(), 3600), 0, 0); j == none {
		t.Error("nothing came")
	}
	r = at(t, tiered(), 3600)
	if j := comesIn(r, 0, 0); doing(r, j) != talking {
		t.Error("with no-agent-no-wait level 1 is not open at once")
	}
}

func TestSwitchTiers_AnAgentOnACallOrABreakCountsAsListed(t *testing.T) {
	s := tiered()
	s.Policy.CallChooses["t0"]["g0"] = 0
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	r.to(&r.agents[0], NotReady)
	if i := comesIn(r, 0, 0); doing(r, i) != waiting {
		t.Error("the agents of level 0 were not listed")
	}
	r = at(t, s, 3600)
	for range 3 {
		r.leave(r.teams[0].free.head)
	}
	if i := comesIn(r, 0, 0); doing(r, i) != talking {
		t.Error("nobody is listed at level 0, and it waits")
	}
}

func TestSwitchScan_CallsAreLookedAtEveryHundredMilliseconds(t *testing.T) {
	s := tiered()
	s.Policy.Tiers, s.Policy.Scan = routing.Tiers{}, 0.1
	r := at(t, s, 3600)
	r.now += 30_000 // 30 ms
	i := comesIn(r, 0, 0)
	if passes(r, 0.069); doing(r, i) != waiting {
		t.Fatalf("it was taken before the next look")
	}
	if passes(r, 0.001); doing(r, i) != talking || r.now%100_000 != 0 {
		t.Errorf("at %d it is in condition %d", r.now, doing(r, i))
	}
}

func TestSwitchScan_TheHighestScoreOfAllQueuesComesFirst(t *testing.T) {
	s := shared(2)
	s.Policy.Preset, s.Policy.Scan = routing.SwitchSequential, 0.1
	s.Types[1].AgeShift = 100
	r := at(t, s, 3600)
	allBusy(r)
	old := comesIn(r, 0, 0)
	passes(r, 50)
	shifted := comesIn(r, 1, 0)
	r.to(&r.agents[0], Ready)
	r.ready(0)
	if passes(r, 0.1); doing(r, shifted) != talking || doing(r, old) != waiting {
		t.Errorf("shifted %d, old %d", doing(r, shifted), doing(r, old))
	}
}

func TestSwitchWrapUp_ASecondLaterThanAsterisk(t *testing.T) {
	s := tiered()
	s.Policy.Tiers, s.Policy.Scan = routing.Tiers{}, 0.1
	s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(60), routing.Fixed(10)
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 1}
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 71); doing(r, i) != waiting { // answered at 0.1, ended at 60.1: 60 < now − 10 first at 71
		t.Fatalf("condition %d at %v", doing(r, i), float64(r.now)/micro-3600)
	}
	if passes(r, 0.2); doing(r, i) != talking {
		t.Errorf("condition %d at %v", doing(r, i), float64(r.now)/micro-3600)
	}
}

func TestSwitchNoAnswer_DelaysTheAgentAndAfterTheMostGivesABreak(t *testing.T) {
	s := tiered()
	s.Policy.Tiers = routing.Tiers{}
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 1}
	g := &s.Groups[0]
	g.Ring, g.Miss, g.Limit, g.AfterMiss, g.Misses, g.Rest = routing.Fixed(5), 0.999, 10, 30, 2, 600
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	for _, c := range []struct {
		seconds float64
		want    State
	}{{9.9, Ringing}, {0.2, NotReady}, {29.8, NotReady}, {0.2, Ringing}, {10, NotReady}, {599, NotReady}, {1, Ringing}} {
		if passes(r, c.seconds); r.agents[0].state != c.want {
			t.Errorf("at %v s the agent is in state %d, not %d", float64(r.now)/micro-3600, r.agents[0].state, c.want)
		}
	}
}

func TestSwitchMaxWait_ACallLeavesAfterTheLongestWait(t *testing.T) {
	s := tiered()
	s.Types[0].Queueing.MaxWait = 20
	r := at(t, s, 3600)
	allBusy(r)
	comesIn(r, 0, 0)
	if passes(r, 20); r.counts.TimedOut != 1 || !r.counts.Balanced() {
		t.Errorf("%+v", r.counts)
	}
}
