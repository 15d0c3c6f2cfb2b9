package sim

import (
	"context"
	"math"
	"testing"

	"shifu/routing"
)

// many draws of a caller's patience.
func patiences(t *testing.T, spoil func(c *routing.Type)) []float64 {
	s := many(1, 1, 1, 1)
	s.Types[0].Patience = routing.Exp(100)
	spoil(&s.Types[0])
	r := planned(t, s).Start(7)
	out := make([]float64, 40_000)
	for i := range out {
		out[i] = float64(r.waits(&call{number: uint64(i)})) / micro
	}
	return out
}

func share(all []float64, is func(x float64) bool) float64 {
	n := 0
	for _, x := range all {
		if is(x) {
			n++
		}
	}
	return float64(n) / float64(len(all))
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// P(X > 30) = 0.7 exp(−30/100) + 0.3 exp(−30/10).
func TestPatience_HastyCallersAreAMixtureOfTwoLaws(t *testing.T) {
	all := patiences(t, func(c *routing.Type) { c.Hasty = routing.Hasty{Share: 0.3, Patience: routing.Exp(10)} })
	near(t, "the share that waits 30 s", share(all, func(x float64) bool { return x > 30 }), 0.7*math.Exp(-0.3)+0.3*math.Exp(-3), 0.01)
}

// At 30 s exp(−0.3) still wait, a fifth of whom leave at that moment; of those
// who stay, a tenth of exp(−0.6) leaves at 60 s.
func TestPatience_AnAnnouncementIsAPeakOfTheHazard(t *testing.T) {
	all := patiences(t, func(c *routing.Type) {
		c.Announcements = []routing.Announcement{{At: 30, Leave: 0.2}, {At: 60, Leave: 0.1}}
	})
	near(t, "the share that leaves at 30 s", share(all, func(x float64) bool { return x == 30 }), 0.2*math.Exp(-0.3), 0.007)
	near(t, "the share that leaves at 60 s", share(all, func(x float64) bool { return x == 60 }), 0.8*0.1*math.Exp(-0.6), 0.005)
	near(t, "the share that waits 20 s", share(all, func(x float64) bool { return x > 20 }), math.Exp(-0.2), 0.01)
}

func TestPace_NovicesAndTiredPeopleTakeLonger(t *testing.T) {
	s := many(1, 1, 1, 10)
	s.Groups[0].Factor = map[string]float64{"t0": 1.1}
	s.Groups[0].Novices, s.Groups[0].Fatigue = routing.Novices{Share: 0.25, Factor: 1.3}, routing.Fatigue{After: 7200, Factor: 1.2}
	r := planned(t, s).Start(1)
	r.now = 3600 * micro
	for a, want := range map[int32]float64{0: 1.1 * 1.1, 6: 1.1 * 1.1, 7: 1.1 * 1.3 * 1.1, 9: 1.1 * 1.3 * 1.1} { // a quarter of ten is three
		near(t, "the pace after one hour", r.paceOf(a, 0), want, 1e-12)
	}
	r.now = 5 * 3600 * micro
	near(t, "the pace after five hours", r.paceOf(0, 0), 1.1*1.2, 1e-12)
	r.engage(0)
	r.to(&r.agents[0], NotReady)
	r.agents[0].reason = Break
	r.ready(0)
	near(t, "the pace after a break", r.paceOf(0, 0), 1.1, 1e-12)
}

func TestOverload_HandlingTimesRiseAboveNinetyPercentAndMattersStayOpen(t *testing.T) {
	for _, c := range []struct {
		perMinute, talk, open float64
	}{{3, 60 * 1.1, 0}, {40, 60 * 1.3, 0.2}} {
		s := many(1, 1, c.perMinute, 10)
		s.Types[0].Service, s.Types[0].Patience = routing.Fixed(60), routing.Exp(60)
		s.Types[0].WrapUp = routing.Dist{}
		s.Horizon = routing.Horizon{Duration: 20 * 3600, WarmUp: 3600, Closing: routing.Serve}
		s.Overload = &routing.Overloaded
		r := planned(t, s).Start(1)
		r.Advance(context.Background(), 0)
		u := r.Units()[0]
		answered := float64(u.Types[0].Answered)
		near(t, "the handling time", float64(u.Groups[0][Talking])/micro/answered, c.talk, 0.5)
		near(t, "the share that stays open", float64(u.Types[0].Unsettled)/answered, c.open, 0.02)
	}
}

func TestOverload_IsOffUnlessAScenarioGivesIt(t *testing.T) {
	s := many(1, 1, 40, 10)
	s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(60), routing.Dist{}
	r := planned(t, s).Start(1)
	r.Advance(context.Background(), 1800)
	if got := r.paceOf(0, 0); got != 1 || r.teams[0].load != 0 {
		t.Errorf("pace %v, load %v", got, r.teams[0].load)
	}
}

// With a share p calling again, calls come 1/(1 − p) times as often.
func TestRepeat_WhoseMatterIsOpenCallsAgain(t *testing.T) {
	s := many(1, 1, 5, 20)
	s.Types[0].Patience = routing.Dist{}
	s.Types[0].Repeat = routing.Redial{Share: 0.25, After: routing.Exp(600)}
	s.Horizon = routing.Horizon{Duration: 40 * 3600, WarmUp: 7200, Closing: routing.Serve}
	r := planned(t, s).Start(1)
	r.Advance(context.Background(), 0)
	u := r.Units()[0].Types[0]
	near(t, "calls that come", float64(u.Offered), 5*60*38/0.75, 350)
	near(t, "the share settled by one call", 1-float64(u.Unsettled)/float64(u.Answered), 0.75, 0.01)
}

func TestCallBack_ABookedCallReturnsInItsSlotAndSlotsFillUp(t *testing.T) {
	s := shared(1)
	s.Policy = routing.Policy{Preset: routing.Ranks, CallChooses: s.Policy.CallChooses, AgentChooses: s.Policy.AgentChooses}
	s.Types[0].Service = routing.Fixed(30)
	s.Types[0].CallBack = &routing.CallBackOffer{From: 1, Share: 1, Reach: 1, Tries: 1, Dial: 20, Again: 60, Slot: 1800, PerSlot: 2}
	r, heard := at(t, s, 3700), &keeps{}
	r.Listen(heard)
	allBusy(r)
	comesIn(r, 0, 0) // waits, so that the next ones are asked
	for range 3 {
		comesIn(r, 0, 0)
	}
	if r.counts.Later != 3 || r.counts.Waiting != 1 || !r.counts.Balanced() {
		t.Fatalf("%+v", r.counts)
	}
	for a := range int32(5) {
		r.agents[a].call = none
		frees(r, a)
	}
	passes(r, 4000)
	var at []int64
	for _, e := range *heard {
		if e.Event == Connected {
			at = append(at, e.At/micro)
		}
	}
	if len(at) != 4 || at[1] != 5400 || at[2] != 5400 || at[3] != 7200 {
		t.Errorf("they were called at %v", at)
	}
}
