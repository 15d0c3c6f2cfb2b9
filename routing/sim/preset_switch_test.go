package sim

import (
	"testing"

	"shifu/routing"
)

func TestSwitchLongestIdle_TakesTheEarliestEndOfACall(t *testing.T) {
	r := desk(t, routing.SwitchLongestIdle, 1)
	r.agents[0].hungUp, r.agents[1].hungUp, r.agents[2].hungUp = 30*micro, 10*micro, 20*micro
	picks(t, r, 1)
	r.agents[2].hungUp = -1 // never
	picks(t, r, 2)
}

func TestSwitchLeastTalk_TakesTheLeastTalkTime(t *testing.T) {
	r := desk(t, routing.SwitchLeastTalk, 1)
	r.agents[0].talked, r.agents[1].talked, r.agents[2].talked = 30*micro, 20*micro, 20*micro
	picks(t, r, 1)
}

func TestSwitchFewest_TakesTheFewestAnsweredCalls(t *testing.T) {
	r := desk(t, routing.SwitchFewest, 1)
	r.agents[0].answered, r.agents[1].answered, r.agents[2].answered = 3, 2, 1
	picks(t, r, 2)
}

// To come back from a break makes nobody look fresh, as it does in mod_callcenter.
func TestSwitchFewest_ABreakDoesNotResetTheCounter(t *testing.T) {
	r := desk(t, routing.SwitchFewest, 1)
	r.agents[0].answered, r.agents[1].answered, r.agents[2].answered = 9, 5, 6
	r.leave(0)
	r.join(0)
	picks(t, r, 1)
}

func TestSwitchRandom_TakesEverybodyOfTheLevel(t *testing.T) {
	counts := map[int32]int{}
	for _, a := range asks(desk(t, routing.SwitchRandom, 1, 2), 3000, true) {
		counts[a]++
	}
	if len(counts) != 3 || counts[0] < 900 || counts[1] < 900 || counts[2] < 900 {
		t.Errorf("%v", counts)
	}
}

func TestSwitchSequential_TakesTheFirstFreeInOrder(t *testing.T) {
	r := desk(t, routing.SwitchSequential, 2, 1)
	picks(t, r, 3, 3)
	busy(r, 3)
	picks(t, r, 4)
}

func TestSwitchRoundRobin_GoesOnBehindTheLastOfferedOfItsLevel(t *testing.T) {
	r := desk(t, routing.SwitchRoundRobin, 1, 2)
	picks(t, r, 0, 1, 2, 0)
	for a := range int32(3) {
		busy(r, a)
	}
	picks(t, r, 3)
	r.to(&r.agents[0], Ready)
	r.idle(0)
	picks(t, r, 4, 5, 0) // higher positions of the level of the last one come first
}

func TestSwitchTopDown_ACallGoesDownItsLevelThenUpTheLevelsThenBeginsAgain(t *testing.T) {
	r := desk(t, routing.SwitchTopDown, 1, 2)
	c := &call{arrived: r.now, level: -1}
	for _, want := range []int32{0, 1, 2, 3, 4, 5, 0} {
		a := r.pickAgent(c)
		if a != want {
			t.Fatalf("picked %d, not %d", a, want)
		}
		r.offered(c, a)
	}
	picks(t, r, 0) // another call starts at the top
}

func TestSwitchRingAll_AnswersInTheOrderOfPositions(t *testing.T) {
	picks(t, desk(t, routing.SwitchRingAll, 2, 1), 3)
	picks(t, desk(t, routing.SwitchProgressively, 2, 1), 3)
}

func TestSwitch_TheLevelCountsBeforeEverythingElse(t *testing.T) {
	for _, preset := range []string{routing.SwitchLongestIdle, routing.SwitchLeastTalk, routing.SwitchFewest, routing.SwitchRandom, routing.SwitchSequential, routing.SwitchRingAll, routing.SwitchProgressively} {
		r := desk(t, preset, 2, 1)
		for a := range int32(3) {
			ag := &r.agents[3+a]
			ag.hungUp, ag.answered, ag.talked = r.now, 1000, 3600*micro
		}
		for _, a := range asks(r, 20, true) {
			if a < 3 {
				t.Errorf("%s picked %d of the higher level", preset, a)
			}
		}
	}
}
