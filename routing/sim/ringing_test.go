package sim

import (
	"slices"
	"strings"
	"testing"

	"shifu/internal/words"
	"shifu/routing"
)

// bells is one queue for g0 (three agents) and g1 (two), who ring so many
// seconds.
func bells(preset string, first, second float64) *routing.Scenario {
	s := shared(1)
	s.Policy.Preset = preset
	s.Groups[0].Ring, s.Groups[1].Ring = routing.Fixed(first), routing.Fixed(second)
	return s
}

// states are those of all agents.
func statesOf(r *Run) string {
	letters := map[State]string{Offline: "-", Ready: "f", Ringing: "R", Talking: "T", WrapUp: "W", NotReady: "n"}
	out := ""
	for i := range r.agents {
		out += letters[r.agents[i].state]
	}
	return out
}

func expect(t *testing.T, r *Run, when, want string) {
	t.Helper()
	if got := statesOf(r); !strings.HasPrefix(got, want) {
		t.Errorf("%s the agents are %s, not %s", when, got, want)
	}
}

// keeps keeps what happened to whom.
type keeps []Entry

func (h *keeps) Note(e Entry) { *h = append(*h, e) }

func (h keeps) agents(e Event) (all []int32) {
	for _, x := range h {
		if x.Event == e {
			all = append(all, x.Agent)
		}
	}
	return all
}

func TestAsteriskRingAll_AllOfTheLowestPenaltyRingAndTheFirstToAnswerWins(t *testing.T) {
	s := bells(routing.AsteriskRingAll, 8, 1)
	r, heard := at(t, s, 3600), &keeps{}
	r.Listen(heard)
	r.bells[0] = newSampler(routing.Dist{Law: routing.Uniform, Low: 3, High: 12}, newStream(5, forRing, 0))
	i := comesIn(r, 0, 0)
	expect(t, r, "at once", "RRRff")
	passes(r, 12)
	won := heard.agents(Connected)
	if doing(r, i) != talking || len(won) != 1 || won[0] != r.calls[i].agent {
		t.Fatalf("condition %d, won by %v", doing(r, i), won)
	}
	if lost := heard.agents(RingCanceled); len(lost) != 2 || slices.Contains(lost, won[0]) {
		t.Errorf("the ringing of %v was ended", lost)
	}
	if free := r.teams[0].free.count; free != 2 {
		t.Errorf("%d of the others are free", free)
	}
}

func TestAsteriskRingAll_TheNextPenaltyRingsOnlyWhenNobodyOfTheLowestCouldBeRung(t *testing.T) {
	s := bells(routing.AsteriskRingAll, 40, 3)
	r := at(t, s, 3600)
	for a := range int32(3) {
		busy(r, a)
	}
	comesIn(r, 0, 0)
	expect(t, r, "with the first three busy", "TTTRR")
	r = at(t, s, 3600)
	i := comesIn(r, 0, 0)
	passes(r, 15)
	expect(t, r, "after nobody answered", "fffff")
	passes(r, 5)
	expect(t, r, "after the retry", "RRRff")
	if doing(r, i) != ringing {
		t.Errorf("condition %d", doing(r, i))
	}
}

func TestAsteriskRingAll_WhenTheCallerLeavesAllBecomeFree(t *testing.T) {
	s := bells(routing.AsteriskRingAll, 12, 12)
	s.Types[0].Patience = routing.Fixed(5)
	r, heard := at(t, s, 3600), &keeps{}
	r.Listen(heard)
	comesIn(r, 0, 0)
	passes(r, 5)
	expect(t, r, "after the caller left", "fffff")
	if r.counts.AbandonedRinging != 1 || len(heard.agents(RingCanceled)) != 3 || !r.counts.Balanced() {
		t.Errorf("%+v, %v", r.counts, heard.agents(RingCanceled))
	}
}

func TestAsteriskRingAll_EveryRungMemberIsExplained(t *testing.T) {
	r := at(t, bells(routing.AsteriskRingAll, 8, 1), 3600)
	why := &asked{}
	r.Explain(why)
	comesIn(r, 0, 0)
	if len(*why) != 4 {
		t.Fatalf("%d decisions", len(*why))
	}
	last := (*why)[3]
	refused := last.Candidates[len(last.Candidates)-1].Refused.In(words.English)
	if last.Chosen || !strings.Contains(refused, "lower penalty") {
		t.Errorf("the second penalty: %q", refused)
	}
}

type asked []Decision

func (a *asked) Decided(d Decision) { *a = append(*a, d) }

func TestSwitchRingAll_AllEligibleOfAllLevelsRingAtOnce(t *testing.T) {
	r := at(t, bells(routing.SwitchRingAll, 8, 3), 3600)
	i := comesIn(r, 0, 0)
	expect(t, r, "at once", "RRRRR")
	passes(r, 3)
	if expect(t, r, "after the answer", "fffTf"); r.calls[i].agent != 3 {
		t.Errorf("agent %d", r.calls[i].agent)
	}
}

func TestSwitchRingAll_WhoGetsFreeRingsForTheCallThatRings(t *testing.T) {
	for _, scan := range []float64{0, 0.1} {
		s := bells(routing.SwitchRingAll, 30, 30)
		s.Policy.Scan = scan
		r := at(t, s, 3600)
		busy(r, 0)
		comesIn(r, 0, 0)
		passes(r, 1)
		expect(t, r, "before", "TRRRR")
		r.agents[0].call = none
		frees(r, 0)
		passes(r, 0.2)
		expect(t, r, "after the first got free", "RRRRR")
	}
}

func TestSwitchRingAll_TierRulesOpenTheLevelsOneAfterTheOther(t *testing.T) {
	s := bells(routing.SwitchRingAll, 30, 30)
	s.Policy.CallChooses["t0"] = map[string]float64{"g0": 0, "g1": 1}
	s.Policy.Tiers = routing.Tiers{Apply: true, Wait: 10}
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	expect(t, r, "at once", "RRRff")
	passes(r, 10)
	expect(t, r, "after 10 s", "RRRRR")
}

func TestSwitchProgressively_OneMoreRingsEveryDelayAndTheEarlierOnesGoOn(t *testing.T) {
	s := bells(routing.SwitchProgressively, 39.95, 39.95)
	r := at(t, s, 3600)
	i := comesIn(r, 0, 0)
	for _, want := range []string{"Rffff", "RRfff", "RRRff", "RRRRf"} {
		expect(t, r, "by tens of seconds", want)
		passes(r, 9.9)
		expect(t, r, "just before", want)
		passes(r, 0.1)
	}
	if doing(r, i) != talking || r.calls[i].agent != 0 {
		t.Errorf("condition %d with %d", doing(r, i), r.calls[i].agent)
	}
	s.Policy.Progress = 4
	r = at(t, s, 3600)
	comesIn(r, 0, 0)
	passes(r, 8)
	expect(t, r, "with a delay of 4 s", "RRRff")
}

func TestAsteriskRingInUse_WhoTalksIsRungAndTakesTheCallAfterHangingUp(t *testing.T) {
	s := bells(routing.AsteriskMemory, 2, 2)
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 0}
	s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(10), routing.Fixed(60)
	for _, inUse := range []bool{false, true} {
		s.Policy.RingInUse = inUse
		r, heard := at(t, s, 3600), &keeps{}
		r.Listen(heard)
		comesIn(r, 0, 0)
		passes(r, 3) // talks since 2 s
		i := comesIn(r, 0, 0)
		if got := doing(r, i) == ringing; got != inUse {
			t.Errorf("ringinuse %v: condition %d", inUse, doing(r, i))
		}
		if passes(r, 12); inUse && (doing(r, i) != talking || len(heard.agents(NotAnswered)) != 0) {
			t.Errorf("after the call that ended at 12 s: condition %d", doing(r, i))
		}
	}
}

func TestAsteriskRingInUse_WhoGoesOnTalkingIsRungInVain(t *testing.T) {
	s := bells(routing.AsteriskMemory, 2, 2)
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 0}
	s.Types[0].Service, s.Policy.RingInUse = routing.Fixed(300), true
	r, heard := at(t, s, 3600), &keeps{}
	r.Listen(heard)
	comesIn(r, 0, 0)
	passes(r, 3)
	i := comesIn(r, 0, 0)
	if passes(r, 15); doing(r, i) != waiting || len(heard.agents(NotAnswered)) != 1 {
		t.Errorf("after 15 s: condition %d, %v", doing(r, i), heard.agents(NotAnswered))
	}
	if passes(r, 5); doing(r, i) != ringing {
		t.Errorf("after the retry: condition %d", doing(r, i))
	}
}

func TestAsterisk_MissedCallsRingForFifteenSecondsWithoutALimit(t *testing.T) {
	s := bells(routing.AsteriskMemory, 5, 5)
	s.Groups[0].Miss, s.Groups[1].Miss = 0.999, 0.999
	r := at(t, s, 3600)
	i := comesIn(r, 0, 0)
	if passes(r, 14.9); doing(r, i) != ringing {
		t.Errorf("condition %d", doing(r, i))
	}
	if passes(r, 0.2); doing(r, i) != waiting {
		t.Errorf("condition %d after 15 s", doing(r, i))
	}
}

func TestAsterisk_ABusyOrRefusingMemberIsFollowedByTheNextAtOnce(t *testing.T) {
	for name, spoil := range map[string]func(g *routing.Group){
		"busy":    func(g *routing.Group) { g.Busy = 0.999 },
		"refuses": func(g *routing.Group) { g.Reject = 0.999 },
	} {
		s := bells(routing.AsteriskLinear, 1, 1)
		s.Groups[0].Agents = []int{1}
		spoil(&s.Groups[0])
		r := at(t, s, 3600)
		i := comesIn(r, 0, 0)
		if passes(r, 1); doing(r, i) != ringing || r.calls[i].agent != 1 {
			t.Errorf("%s: condition %d with %d", name, doing(r, i), r.calls[i].agent)
		}
	}
}

// failing is a queue of mod_callcenter with one agent who never takes a call.
func failing(spoil func(g *routing.Group)) *routing.Scenario {
	s := bells(routing.SwitchSequential, 5, 5)
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 0}
	s.Groups[0].Limit, s.Groups[0].Misses, s.Groups[0].Rest = 10, 3, 600
	s.Groups[0].AfterMiss, s.Groups[0].AfterReject, s.Groups[0].AfterBusy = 11, 22, 33
	spoil(&s.Groups[0])
	return s
}

func TestSwitchDelays_RejectBusyAndNoAnswerEachSetTheReadyTime(t *testing.T) {
	for name, c := range map[string]struct {
		spoil      func(g *routing.Group)
		ends, time float64
	}{
		"no answer": {func(g *routing.Group) { g.Miss = 0.999 }, 10, 11},
		"reject":    {func(g *routing.Group) { g.Reject = 0.999 }, 5, 22},
		"busy":      {func(g *routing.Group) { g.Busy = 0.999 }, 1, 33},
	} {
		r := at(t, failing(c.spoil), 3600)
		comesIn(r, 0, 0)
		passes(r, c.ends)
		expect(t, r, name+": after the offer", "n")
		passes(r, c.time-0.1)
		expect(t, r, name+": before the ready time", "n")
		passes(r, 0.2)
		expect(t, r, name+": after the ready time", "R")
	}
}

func TestSwitchMaxNoAnswer_OnlyCallsThatNobodyAnsweredCount(t *testing.T) {
	r := at(t, failing(func(g *routing.Group) { g.Reject, g.AfterReject = 0.999, 0 }), 3600)
	comesIn(r, 0, 0)
	passes(r, 60)
	expect(t, r, "after twelve refusals", "R")
}

func TestSwitchRingAll_WhoLosesTheRaceIsNotHeldBack(t *testing.T) {
	s := bells(routing.SwitchRingAll, 8, 3)
	for i := range s.Groups {
		s.Groups[i].AfterMiss, s.Groups[i].Limit = 60, 20
	}
	r := at(t, s, 3600)
	r.agents[0].misses = 1 // before
	comesIn(r, 0, 0)
	passes(r, 3)
	expect(t, r, "after the answer", "fffTf")
}

func TestSwitchNoAgentWait_CallsLeaveAQueueWithoutAgentsAndANewOneWaitsFiveSeconds(t *testing.T) {
	s := tiered()
	s.Policy.Tiers = routing.Tiers{}
	s.Types[0].Queueing.NoAgentWait = 40
	r := at(t, s, 3600)
	allBusy(r)
	first := comesIn(r, 0, 0)
	if passes(r, 100); doing(r, first) != waiting {
		t.Fatal("busy agents are agents")
	}
	for a := range r.agents {
		r.to(&r.agents[a], Offline)
	}
	r.teams[0].present, r.teams[1].present = 0, 0
	r.watch()
	if passes(r, 39.9); doing(r, first) != waiting {
		t.Fatal("it left before 40 s")
	}
	if passes(r, 0.1); r.counts.TimedOut != 1 {
		t.Fatalf("it did not leave: %+v", r.counts)
	}
	passes(r, 1000)
	second := comesIn(r, 0, 0)
	if passes(r, 4.9); doing(r, second) != waiting {
		t.Fatal("a new call left before 5 s")
	}
	if passes(r, 0.1); r.counts.TimedOut != 2 || !r.counts.Balanced() {
		t.Errorf("%+v", r.counts)
	}
}

func TestSwitchResume_WhoCallsAgainInTimeTakesTheOldPlace(t *testing.T) {
	for again, first := range map[float64]bool{50: true, 70: false} {
		s := tiered()
		s.Policy.Tiers = routing.Tiers{}
		s.Types[0].Queueing.ResumeWithin = 60
		s.Types[0].Redial = routing.Redial{Share: 1, After: routing.Fixed(again)}
		r := at(t, s, 3600)
		allBusy(r)
		old := comesIn(r, 0, 0)
		passes(r, 10)
		r.abandon(old)
		passes(r, 10)
		younger := comesIn(r, 0, 0)
		passes(r, again)
		r.agents[0].call = none
		frees(r, 0)
		if got := doing(r, old) == talking; got != first || (doing(r, younger) == talking) == first {
			t.Errorf("back after %v s: the old call is in condition %d, the younger in %d", again, doing(r, old), doing(r, younger))
		}
	}
}
