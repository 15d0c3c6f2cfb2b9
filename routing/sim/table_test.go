package sim

import (
	"slices"
	"testing"

	"shifu/routing"
)

func TestAsteriskOrdered_IsRRMemoryInTheOrderOfTheFile(t *testing.T) {
	r := desk(t, routing.AsteriskOrdered, 0, 0)
	picks(t, r, 0, 1, 2, 3, 4, 5, 0)
	if got := asks(r, 3, false); !slices.Equal(got, []int32{1, 1, 1}) {
		t.Errorf("without an answer the turn went on: %v", got)
	}
}

func TestAsteriskFewestCalls_CountsTheCallsOfAllQueues(t *testing.T) {
	s := shared(2)
	s.Policy.Preset = routing.AsteriskFewestCalls
	r := at(t, s, 3600)
	r.talk(comesInTo(r, 1), 0) // a call of the other queue
	if a := r.pickAgent(&call{arrived: r.now, level: -1}); a == 0 {
		t.Error("the counter is of one queue alone")
	}
}

// comesInTo puts a call with agent 0.
func comesInTo(r *Run, k int32) int32 {
	i := r.place()
	r.calls[i] = call{generation: r.calls[i].generation, number: 1, callType: k, level: -1, person: none, arrived: r.now}
	r.engage(0)
	r.calls[i].agent, r.agents[0].call = 0, i
	r.counts.InService++
	return i
}

func TestAsteriskPaused_AMemberWhoIsPausedIsNotRung(t *testing.T) {
	s := shared(1)
	s.Policy.Preset = routing.AsteriskRandom
	r := at(t, s, 3600)
	for range 4 {
		if err := r.Apply(Change{What: Pause, Group: 0, Count: 1, Reason: Break}); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		if a := r.pickAgent(&call{arrived: r.now, level: -1}); a != none && r.agents[a].state != Ready {
			t.Fatalf("member %d is in state %d", a, r.agents[a].state)
		}
	}
}

func TestAsteriskReserved_AMemberWhoRingsIsNotRungByAnotherCall(t *testing.T) {
	s := shared(2)
	for i := range s.Groups {
		s.Groups[i].Ring = routing.Fixed(5)
	}
	r := at(t, s, 3600)
	for a := range r.agents {
		if a > 0 && r.agents[a].state == Ready {
			busy(r, int32(a))
		}
	}
	first, second := comesIn(r, 0, 0), comesIn(r, 1, 0)
	if r.calls[first].agent != 0 || doing(r, first) != ringing || doing(r, second) != waiting {
		t.Errorf("agent %d, conditions %d and %d", r.calls[first].agent, doing(r, first), doing(r, second))
	}
}

func TestAsteriskForceLongest_WithPriorityTheHigherHeadComesFirst(t *testing.T) {
	s := shared(2)
	s.Policy.ForceLongest, s.Policy.Autofill = true, true
	s.Types[0].Priority = 3
	r := at(t, s, 3600)
	allBusy(r)
	high := comesIn(r, 0, 0)
	r.calls[high].rested = r.now + 3*micro
	r.to(&r.agents[4], Ready)
	r.idle(4)
	if low := comesIn(r, 1, 60); doing(r, low) != waiting {
		t.Errorf("an older call of a lower priority took the agent: %d", doing(r, low))
	}
}

func TestAsteriskDefaults_NoLimitNoWeightNoWrapUp(t *testing.T) {
	r := at(t, shared(1), 3600)
	allBusy(r)
	for range 500 {
		comesIn(r, 0, 0)
	}
	if q := r.plan.types[0].queueing; r.counts.Blocked != 0 || r.queues[0].count != 500 || q.Weight != 0 || q.MostWaiting != 0 || !q.Plain() {
		t.Errorf("%+v", r.counts)
	}
	if i := r.queues[0].head; true {
		r.agents[0].call = none
		if frees(r, 0); doing(r, i) == waiting {
			t.Error("a member without wrap-up was not eligible at once")
		}
	}
}

func TestSwitchLeastTalk_ABreakDoesNotResetTheTalkTime(t *testing.T) {
	r := desk(t, routing.SwitchLeastTalk, 0)
	r.agents[0].talked, r.agents[1].talked, r.agents[2].talked = 900*micro, 100*micro, 200*micro
	if err := r.Apply(Change{What: Pause, Group: 0, Count: 3, Reason: Break}); err != nil {
		t.Fatal(err)
	}
	if err := r.Apply(Change{What: Unpause, Group: 0, Count: 3, Reason: Break}); err != nil {
		t.Fatal(err)
	}
	picks(t, r, 1)
}

func TestSwitchStatus_OnBreakIsListedAndNotEligible(t *testing.T) {
	r := desk(t, routing.SwitchSequential, 0)
	r.engage(0)
	r.sits(0, Break, 0)
	picks(t, r, 1)
}

func TestConnect_AnAgeShiftLeavesTheMetricsAlone(t *testing.T) {
	s := two(routing.Connect)
	s.Types[1].AgeShift = 3000
	if got := heads(t, s, 10, 5); got != 1 {
		t.Fatalf("the shifted age did not come first: %d", got)
	}
	r := at(t, s, 3600)
	allBusy(r)
	i := comesIn(r, 1, 0)
	passes(r, 7)
	r.connect(i, freed(r, 0))
	if w := r.tallies[len(r.plan.types)*int(r.calls[i].slot)+1].WaitAnswered; w != 7*micro {
		t.Errorf("the wait is %d", w)
	}
}

// freed puts an agent among the free ones who takes nothing by that.
func freed(r *Run, a int32) int32 {
	r.to(&r.agents[a], Ready)
	r.idle(a)
	return a
}

func TestBullseye_TheRingComesBeforeTheProficiency(t *testing.T) {
	s := rings()
	s.Policy.Evaluation = routing.BestSkills
	s.Types[0].Requires = map[string]int{"power": 1}
	for i, level := range []int{1, 5, 5} {
		s.Groups[i].Skills = map[string]int{"power": level}
	}
	if a := at(t, s, 3600).pickAgent(&call{arrived: 0}); a != 0 {
		t.Errorf("the inner ring was passed over for agent %d", a)
	}
}
