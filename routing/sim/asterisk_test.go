package sim

import (
	"testing"

	"shifu/routing"
)

// shared is n queues of Asterisk for one group of three and a second group of
// two with penalty 5, all free.
func shared(n int) *routing.Scenario {
	s := many(n, 2, 1, 3)
	s.Groups[1].Agents = []int{2}
	s.Policy = routing.Policy{Preset: routing.AsteriskMemory, CallChooses: routing.Table{}, AgentChooses: routing.Table{"g0": {}, "g1": {}}}
	for i := range s.Types {
		s.Types[i].Patience = routing.Dist{}
		s.Policy.CallChooses[s.Types[i].Name] = map[string]float64{"g0": 0, "g1": 5}
		s.Policy.AgentChooses["g0"][s.Types[i].Name], s.Policy.AgentChooses["g1"][s.Types[i].Name] = 1, 1
	}
	return s
}

// at starts a plan with a clock, and nothing to come but what the test does.
func at(t *testing.T, s *routing.Scenario, seconds int64) *Run {
	t.Helper()
	r := planned(t, s).Start(1)
	r.now = seconds * micro
	r.arrivals.events, r.calendar.events, r.arrivals.hole, r.calendar.hole = r.arrivals.events[:0], r.calendar.events[:0], false, false
	return r
}

// comesIn brings a call of a type that has waited.
func comesIn(r *Run, k int32, waited int64) int32 {
	i := r.place()
	r.calls[i] = call{generation: r.calls[i].generation, number: uint64(100 + i), callType: k, priority: r.plan.types[k].priority, level: -1, person: none}
	now := r.now
	r.now -= waited * micro
	if r.enter(i); waited > 0 {
		r.now = now
	}
	return i
}

// passes lets time go on and takes the events that come.
func passes(r *Run, seconds float64) {
	until := r.now + ticks(seconds)
	for s := r.source(); s != nil && s.events[0].at <= until; s = r.source() {
		r.Step()
	}
	r.now = until
}

// allBusy takes everybody away.
func allBusy(r *Run) {
	for g := range r.teams {
		for r.teams[g].free.count > 0 {
			busy(r, r.teams[g].free.head)
		}
	}
}

// frees makes an agent free who takes a call at once if there is one.
func frees(r *Run, a int32) { r.ready(a) }

func doing(r *Run, i int32) condition { return r.calls[i].condition }

func TestAsteriskWeight_AHeavierQueueWithAsManyWaitingAsMembersTakesTheAgent(t *testing.T) {
	s := shared(2)
	s.Types[1].Queueing.Weight = 5
	r := at(t, s, 3600)
	allBusy(r)
	light, heavy := comesIn(r, 0, 300), comesIn(r, 1, 1)
	frees(r, 0)
	if doing(r, heavy) != talking || doing(r, light) != waiting {
		t.Errorf("the heavier queue is in condition %d, the lighter in %d", doing(r, heavy), doing(r, light))
	}
	frees(r, 1)
	if doing(r, light) != talking {
		t.Error("the lighter queue is not served when the heavier is empty")
	}
}

func TestAsteriskWeight_ALighterQueueIsServedWhileTheHeavierHasMembersToSpare(t *testing.T) {
	s := shared(2)
	s.Types[1].Queueing.Weight = 5
	s.Types[1].Queueing.Limits = routing.Limits{Max: 0, SetMax: true}
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	heavy := comesIn(r, 1, 10) // none of the three with penalty 0 is free
	light := comesIn(r, 0, 0)
	if doing(r, heavy) != waiting || doing(r, light) != talking {
		t.Errorf("penalty limits starve the lighter queue: %d, %d", doing(r, heavy), doing(r, light))
	}
}

func TestAsteriskPenaltyChange_OpensTheNextPenaltyAtItsSecond(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.Limits = routing.Limits{Max: 0, SetMax: true}
	s.Types[0].Queueing.Changes = []routing.PenaltyChange{{After: 30, Max: routing.Step{By: 5, Given: true}}}
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	i := comesIn(r, 0, 0)
	if passes(r, 29.9); doing(r, i) != waiting {
		t.Fatalf("it was taken after 29.9 s, in condition %d", doing(r, i))
	}
	if passes(r, 0.1); doing(r, i) != talking || r.calls[i].agent < 3 {
		t.Errorf("after 30 s it is in condition %d", doing(r, i))
	}
}

func TestAsteriskMembersLimit_AQueueOfFewMembersForgetsPenalties(t *testing.T) {
	s := shared(1)
	s.Policy.Preset = routing.AsteriskLeastRecent
	s.Policy.MembersLimit = 5
	s.Types[0].Queueing.Limits = routing.Limits{Max: 0, SetMax: true}
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	if i := comesIn(r, 0, 0); doing(r, i) != talking {
		t.Errorf("five members, a limit of five: condition %d", doing(r, i))
	}
	s.Policy.MembersLimit = 4
	r = at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	if i := comesIn(r, 0, 0); doing(r, i) != waiting {
		t.Errorf("five members, a limit of four: condition %d", doing(r, i))
	}
}

func TestAsteriskJoinEmpty_ACallMayNotJoinWhenEveryMemberIsExcluded(t *testing.T) {
	states := map[routing.Excluded]State{routing.ByPause: NotReady, routing.InUse: Talking, routing.IsRinging: Ringing, routing.Away: Offline, routing.InWrapUp: WrapUp}
	for reason, state := range states {
		s := shared(1)
		s.Types[0].Queueing.JoinEmpty = []routing.Excluded{reason}
		r := at(t, s, 3600)
		allBusy(r)
		for a := range r.agents {
			r.agents[a].state = state
		}
		before := r.counts.Created
		if comesIn(r, 0, 0); r.counts.Refused != 1 || r.counts.Created != before+1 || !r.counts.Balanced() {
			t.Errorf("%s: %+v", reason, r.counts)
		}
		r.agents[4].state = Ready
		if i := comesIn(r, 0, 0); doing(r, i) == unused || r.counts.Refused != 1 {
			t.Errorf("%s: with one member ready it is refused", reason)
		}
	}
}

func TestAsteriskJoinEmpty_MembersOutsideThePenaltyDoNotCount(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.JoinEmpty, _ = routing.JoinEmpty("loose")
	s.Types[0].Queueing.Limits = routing.Limits{Min: 6, SetMin: true}
	r := at(t, s, 3600)
	if comesIn(r, 0, 0); r.counts.Refused != 1 {
		t.Errorf("%+v", r.counts)
	}
}

func TestAsteriskJoinEmpty_YesLetsEverybodyJoin(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.JoinEmpty, _ = routing.JoinEmpty("yes")
	r := at(t, s, 3600)
	allBusy(r)
	if comesIn(r, 0, 0); r.counts.Waiting != 1 {
		t.Errorf("%+v", r.counts)
	}
}

func TestAsteriskLeaveWhenEmpty_CallsGoWhenTheLastMemberPauses(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.LeaveWhenEmpty, _ = routing.LeaveWhenEmpty("yes")
	r := at(t, s, 3600)
	for a := range r.agents {
		if a != 2 {
			r.engage(int32(a))
			r.to(&r.agents[a], NotReady)
		}
	}
	busy(r, 2)
	comesIn(r, 0, 0)
	if r.leaveEmpty(); r.counts.Waiting != 1 {
		t.Fatalf("the last member talks: %+v", r.counts)
	}
	r.to(&r.agents[2], NotReady)
	if r.leaveEmpty(); r.counts.LeftEmpty != 1 || r.counts.Waiting != 0 || !r.counts.Balanced() {
		t.Errorf("%+v", r.counts)
	}
}
