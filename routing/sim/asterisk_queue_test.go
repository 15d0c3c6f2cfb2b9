package sim

import (
	"testing"

	"shifu/routing"
)

func TestAsteriskAutofill_NoOffersOneCallAtATimeAndYesAsManyAsMembers(t *testing.T) {
	for _, autofill := range []bool{false, true} {
		s := shared(1)
		s.Policy.Autofill = autofill
		s.Groups[0].Ring, s.Groups[1].Ring = routing.Fixed(8), routing.Fixed(8)
		r := at(t, s, 3600)
		first, second := comesIn(r, 0, 0), comesIn(r, 0, 0)
		want := waiting
		if autofill {
			want = ringing
		}
		if doing(r, first) != ringing || doing(r, second) != want {
			t.Errorf("autofill %v: %d, %d", autofill, doing(r, first), doing(r, second))
		}
		if passes(r, 8); doing(r, first) != talking || doing(r, second) == waiting {
			t.Errorf("autofill %v, after the answer: %d, %d", autofill, doing(r, first), doing(r, second))
		}
	}
}

func TestAsterisk_ACallIsInsertedBeforeTheFirstOfLowerPriority(t *testing.T) {
	r := at(t, shared(1), 3600)
	allBusy(r)
	var all []int32
	for _, priority := range []int32{0, 5, 5, 1, 9} {
		r.plan.types[0].priority = priority
		i := r.place()
		r.calls[i] = call{arrived: r.now + int64(i), joined: r.now + int64(i), priority: priority, agent: none}
		r.enqueue(i)
		all = append(all, i)
	}
	var order []int32
	for i := r.queues[0].head; i != none; i = r.line[i].next {
		order = append(order, r.calls[i].priority)
	}
	if want := []int32{9, 5, 5, 1, 0}; len(order) != 5 || order[0] != want[0] || order[1] != want[1] || order[3] != want[3] || order[4] != want[4] {
		t.Errorf("priorities stand %v", order)
	}
	if r.line[all[1]].next != all[2] {
		t.Error("inside a priority the later one comes first")
	}
}

func TestAsterisk_RingsFifteenSecondsAndTriesAgainAfterFive(t *testing.T) {
	s := shared(1)
	s.Groups[0].Ring, s.Groups[0].Miss = routing.Fixed(40), 0
	s.Policy.CallChooses["t0"] = map[string]float64{"g0": 0}
	s.Groups[0].Agents = []int{1}
	r := at(t, s, 3600)
	i := comesIn(r, 0, 0)
	for _, c := range []struct {
		seconds float64
		want    condition
	}{{14.9, ringing}, {0.2, waiting}, {4.8, waiting}, {0.2, ringing}} {
		if passes(r, c.seconds); doing(r, i) != c.want {
			t.Errorf("at %v s it is in condition %d, not %d", float64(r.now)/micro-3600, doing(r, i), c.want)
		}
	}
}

func TestAsteriskWrapUp_AMemberIsEligibleExactlyWhenItIsOver(t *testing.T) {
	s := shared(1)
	s.Types[0].Service, s.Types[0].WrapUp = routing.Fixed(60), routing.Fixed(10)
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 0}
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 69.999999); doing(r, i) != waiting {
		t.Fatal("the wrap-up was cut short")
	}
	if passes(r, 0.000001); doing(r, i) != talking {
		t.Error("the wrap-up lasts too long")
	}
}

func TestAsteriskMaxLen_AFullQueueTakesNobody(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.MostWaiting = 2
	r := at(t, s, 3600)
	allBusy(r)
	for range 3 {
		comesIn(r, 0, 0)
	}
	if r.counts.Waiting != 2 || r.counts.Blocked != 1 || !r.counts.Balanced() {
		t.Errorf("%+v", r.counts)
	}
}

func TestAsteriskTimeout_ACallLeavesAfterTheLongestWait(t *testing.T) {
	s := shared(1)
	s.Types[0].Queueing.MaxWait = 45
	r := at(t, s, 3600)
	allBusy(r)
	comesIn(r, 0, 0)
	if passes(r, 44.9); r.counts.Waiting != 1 {
		t.Fatalf("%+v", r.counts)
	}
	if passes(r, 0.1); r.counts.TimedOut != 1 || !r.counts.Balanced() {
		t.Errorf("%+v", r.counts)
	}
}

func TestAsteriskForceLongest_AnOlderHeadOfAnotherQueueComesFirst(t *testing.T) {
	for _, force := range []bool{false, true} {
		s := shared(2)
		s.Policy.ForceLongest, s.Policy.Autofill = force, true
		s.Groups[0].Ring = routing.Fixed(5)
		r := at(t, s, 3600)
		allBusy(r)
		older := comesIn(r, 0, 60)
		r.calls[older].rested = r.now + 3*micro // it rests after an offer that nobody answered
		r.to(&r.agents[4], Ready)
		r.idle(4)
		younger := comesIn(r, 1, 0)
		if want := map[bool]condition{false: talking, true: waiting}[force]; doing(r, younger) != want {
			t.Errorf("force %v: the younger call is in condition %d", force, doing(r, younger))
		}
	}
}

// new = (3 × old + x) >> 2, the first value as it is: 10, (30 + 20) >> 2, (36 + 3) >> 2.
func TestAsteriskAverages_AreExponentialInWholeNumbers(t *testing.T) {
	average, want := int64(0), []int64{10, 12, 9}
	for i, x := range []int64{10, 20, 3} {
		if average = Average(average, x, i == 0); average != want[i] {
			t.Errorf("after %d it is %d, not %d", x, average, want[i])
		}
	}
}

func TestAsteriskStatistics_CountWholeSecondsWhenACallCompletes(t *testing.T) {
	s := shared(1)
	s.Types[0].Service, s.Types[0].Within = routing.Fixed(60), 20
	s.Groups[0].Agents, s.Policy.CallChooses["t0"] = []int{1}, map[string]float64{"g0": 0}
	r := at(t, s, 3600)
	comesIn(r, 0, 0)
	if r.Statistics(0).Completed != 0 {
		t.Error("it counts before it completes")
	}
	passes(r, 39.5)
	comesIn(r, 0, 0) // waits from 39.5 to 60: 20 whole seconds and a half, which are 21 on a clock of whole seconds
	passes(r, 100)
	if got := r.Statistics(0); got.Completed != 2 || got.InTime != 1 || got.Talk != 60 || got.Hold != (3*0+21)>>2 || got.ServiceLevel() != 50 {
		t.Errorf("%+v, %v", got, got.ServiceLevel())
	}
}
