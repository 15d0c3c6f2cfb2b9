package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"shifu/routing"
)

// desk is a centre that asks a preset: one queue, three agents with each of the
// penalties, all free for an hour.
func desk(t *testing.T, preset string, penalties ...float64) *Run {
	t.Helper()
	s := &routing.Scenario{Horizon: routing.Horizon{Duration: 86400, Closing: routing.Serve},
		Types:  []routing.Type{{Name: "q", Arrivals: routing.Arrivals{PerMinute: []float64{1}}, Service: routing.Exp(60), Within: 20}},
		Policy: routing.Policy{Preset: preset, CallChooses: routing.Table{"q": {}}, AgentChooses: routing.Table{}}}
	for i, p := range penalties {
		name := fmt.Sprint("g", i)
		s.Groups = append(s.Groups, routing.Group{Name: name, Agents: []int{3}})
		s.Policy.CallChooses["q"][name] = p
		s.Policy.AgentChooses[name] = map[string]float64{"q": 1}
	}
	r := planned(t, s).Start(1)
	r.now = 3600 * micro
	return r
}

// asks returns who is picked for each of n calls; nobody gets busy, but is
// offered and answers if told so.
func asks(r *Run, n int, answering bool) []int32 {
	var all []int32
	for range n {
		c := &call{arrived: r.now, level: -1}
		a := r.pickAgent(c)
		if r.offered(c, a); answering {
			r.answered(c, a)
		}
		all = append(all, a)
	}
	return all
}

func picks(t *testing.T, r *Run, want ...int32) {
	t.Helper()
	if got := asks(r, len(want), true); !slices.Equal(got, want) {
		t.Errorf("picked %v, not %v", got, want)
	}
}

// busy takes an agent away.
func busy(r *Run, a int32) {
	r.engage(a)
	r.to(&r.agents[a], Talking)
}

func TestAsteriskRingAll_TakesTheFirstOfTheLowestPenalty(t *testing.T) {
	r := desk(t, routing.AsteriskRingAll, 1, 0)
	r.agents[4].hungUp = 1
	picks(t, r, 3, 3)
	busy(r, 3)
	busy(r, 4)
	busy(r, 5)
	picks(t, r, 0)
}

func TestAsteriskLeastRecent_TakesWhoWasNeverCalledThenTheOldestHangUp(t *testing.T) {
	r := desk(t, routing.AsteriskLeastRecent, 0)
	r.agents[0].hungUp, r.agents[2].hungUp = 100*micro, 50*micro
	picks(t, r, 1)
	r.agents[1].hungUp = 200 * micro
	picks(t, r, 2)
}

func TestAsteriskLeastRecent_CountsWholeSecondsAndBreaksTiesByPosition(t *testing.T) {
	r := desk(t, routing.AsteriskLeastRecent, 0)
	r.agents[0].hungUp, r.agents[1].hungUp, r.agents[2].hungUp = 50*micro+900, 50*micro+100, 51*micro
	picks(t, r, 0)
}

func TestAsteriskFewestCalls_TakesTheSmallestCounter(t *testing.T) {
	r := desk(t, routing.AsteriskFewestCalls, 0)
	r.agents[0].answered, r.agents[1].answered, r.agents[2].answered = 5, 3, 4
	picks(t, r, 1)
	r.agents[2].answered = 3
	picks(t, r, 1)
}

func TestAsteriskRandom_TakesEverybodyEquallyOften(t *testing.T) {
	counts := map[int32]int{}
	for _, a := range asks(desk(t, routing.AsteriskRandom, 0), 6000, true) {
		counts[a]++
	}
	for a, n := range counts {
		if math.Abs(float64(n)-2000) > 150 {
			t.Errorf("agent %d %d times of 6000", a, n)
		}
	}
}

func TestAsteriskMemory_GoesRoundAndWraps(t *testing.T) {
	for _, preset := range []string{routing.AsteriskMemory, routing.AsteriskOrdered} {
		r := desk(t, preset, 0)
		picks(t, r, 0, 1, 2, 0, 1)
		busy(r, 2)
		picks(t, r, 0, 1, 0) // the busy one has its turn and passes it on
	}
}

func TestAsteriskMemory_KeepsTheTurnUntilSomebodyAnswers(t *testing.T) {
	r := desk(t, routing.AsteriskMemory, 0)
	if got := asks(r, 3, false); !slices.Equal(got, []int32{0, 0, 0}) {
		t.Errorf("picked %v", got)
	}
}

func TestAsteriskLinear_EachCallStartsAtTheTop(t *testing.T) {
	picks(t, desk(t, routing.AsteriskLinear, 0), 0, 0, 0)
}

func TestAsteriskLinear_ACallThatWasNotAnsweredGoesOn(t *testing.T) {
	r := desk(t, routing.AsteriskLinear, 0)
	c := &call{arrived: r.now}
	for _, want := range []int32{0, 1, 2, 0} {
		a := r.pickAgent(c)
		if a != want {
			t.Fatalf("picked %d, not %d", a, want)
		}
		r.tried(c, a)
	}
}

// U0 of [0, 1000) against U1 of [0, 2000): the second is smaller one time in four.
func TestAsteriskWeighted_ThePenaltyIsOnlyAWeight(t *testing.T) {
	r := desk(t, routing.AsteriskWeighted, 0, 1)
	for _, a := range []int32{1, 2, 4, 5} {
		busy(r, a)
	}
	second := 0
	for _, a := range asks(r, 8000, true) {
		if a == 3 {
			second++
		}
	}
	if math.Abs(float64(second)/8000-0.25) > 0.02 {
		t.Errorf("the penalised one was picked %d times of 8000", second)
	}
}

func TestAsterisk_ThePenaltyCountsBeforeEveryOtherMetric(t *testing.T) {
	for _, preset := range []string{routing.AsteriskRingAll, routing.AsteriskLeastRecent, routing.AsteriskFewestCalls, routing.AsteriskRandom, routing.AsteriskMemory, routing.AsteriskOrdered, routing.AsteriskLinear} {
		r := desk(t, preset, 2, 1)
		for a := range int32(3) {
			r.agents[3+a].hungUp, r.agents[3+a].answered = r.now-micro, 1000
		}
		for _, a := range asks(r, 20, true) {
			if a < 3 {
				t.Errorf("%s picked %d, who has the higher penalty", preset, a)
			}
		}
	}
}
