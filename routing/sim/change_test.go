package sim

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"shifu/routing"
)

// drawnChange is anything that may be asked for, possible or not.
func drawnChange(t *rapid.T, r *Run) Change {
	reasons := []Reason{0, Missed, Break, Training, Paper, Meeting, Systems, Absent}
	group := rapid.Int32Range(-1, int32(len(r.teams))).Draw(t, "of group")
	return Change{What: What(rapid.IntRange(0, 8).Draw(t, "what")), Group: group, To: rapid.Int32Range(0, int32(len(r.teams)-1)).Draw(t, "to"),
		Type: rapid.Int32Range(0, int32(len(r.queues))).Draw(t, "of type"), Count: rapid.Int32Range(-3, 3).Draw(t, "count"),
		Value: rapid.SampledFrom([]float64{0, 0.3, 1, 2.5}).Draw(t, "value"), Seconds: rapid.SampledFrom([]float64{0, 120}).Draw(t, "lead"),
		Reason: rapid.SampledFrom(reasons).Draw(t, "reason"),
		Back:   CallBack{From: rapid.Int32Range(0, 2).Draw(t, "from"), Share: 0.7, Reach: 0.5, Tries: 2, Dial: 20, Again: 90}}
}

func TestApply_EveryInvariantHoldsUnderAnyChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		for g := range s.Groups {
			s.Groups[g].Seats = 9
		}
		p, err := NewPlan(s)
		if err != nil {
			t.Skip(err)
		}
		other := *s
		other.Types = append([]routing.Type{}, s.Types...)
		other.Types[0].Priority, other.Types[0].Postponed = 3, rapid.Bool().Draw(t, "postponed")
		q, err := NewPlan(&other)
		if err != nil {
			t.Skip(err)
		}
		w := &watch{t: t, r: p.Start(rapid.Uint64().Draw(t, "seed"))}
		for n := 0; w.step(); n++ {
			if n%7 == 3 {
				w.r.Apply(drawnChange(t, w.r))
			}
			if n%101 == 50 {
				if err := w.r.Adopt(q); err != nil && !w.r.done {
					t.Fatal(err)
				}
			}
			w.check()
			w.owed()
		}
		if c := w.r.counts; c.Waiting != 0 || c.Later != 0 || !c.Balanced() {
			t.Fatalf("at the end %+v", c)
		}
	})
}

// owed compares the counters of who is to go with the lists behind them.
func (w *watch) owed() {
	for g := range w.r.teams {
		moving, pausing := int32(0), int32(0)
		for _, m := range w.r.moves {
			if int(m.from) == g {
				moving += m.count
			}
		}
		for _, p := range w.r.pauses {
			if int(p.group) == g {
				pausing += p.count
			}
		}
		if t := w.r.teams[g]; t.moving != moving || t.pausing != pausing || t.leaving < 0 {
			w.t.Fatalf("group %d: %+v with %d to move and %d to pause", g, t, moving, pausing)
		}
	}
}

// pairOf is a centre of two groups, the second without people of its own.
func pairOf(t *testing.T) *Run {
	t.Helper()
	s := single(4, 60, 5, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 1800, Closing: routing.Serve}
	s.Groups[0].Agents = []int{5, 5, 3, 3}
	s.Groups = append(s.Groups, routing.Group{Name: "h", Agents: []int{0}, Seats: 5})
	s.Policy.CallChooses["t"]["h"], s.Policy.AgentChooses["h"] = 1, map[string]float64{"t": 1}
	return planned(t, s).Start(1)
}

func apply(t *testing.T, r *Run, c Change) {
	t.Helper()
	if err := r.Apply(c); err != nil {
		t.Fatal(err)
	}
}

func until(t *testing.T, r *Run, seconds float64) {
	t.Helper()
	if err := r.Advance(context.Background(), seconds); err != nil {
		t.Fatal(err)
	}
}

func people(t *testing.T, r *Run, group, want, travelling int) {
	t.Helper()
	if n, way := r.Present(group); n != want || way != travelling {
		t.Errorf("group %d at %v s: %d people, %d on the way; not %d, %d", group, r.Now(), n, way, want, travelling)
	}
}

func TestApply_PeopleWhoMoveAreSeatedAfterTheirLead(t *testing.T) {
	r := pairOf(t)
	until(t, r, 60)
	apply(t, r, Change{What: Move, Group: 0, To: 1, Count: 2, Seconds: 120})
	until(t, r, 1000)
	people(t, r, 0, 3, 0)
	people(t, r, 1, 2, 0)
	apply(t, r, Change{What: Move, Group: 1, To: 0, Count: 2, Seconds: 1e5})
	until(t, r, 1700)
	people(t, r, 0, 5, 2)
}

func TestApply_TheScheduleKeepsCountingThoseWhoWereLent(t *testing.T) {
	r := pairOf(t)
	until(t, r, 60)
	apply(t, r, Change{What: Move, Group: 0, To: 1, Count: 2})
	until(t, r, 4000) // 3 of 5 are scheduled now, 2 of them are elsewhere
	people(t, r, 0, 1, 0)
	people(t, r, 1, 2, 0)
}

func TestApply_AnAgentPausesAfterTheCallAndComesBackOnce(t *testing.T) {
	r := pairOf(t)
	until(t, r, 600)
	apply(t, r, Change{What: Pause, Group: 0, Count: 4, Reason: Break})
	until(t, r, 1200)
	resting := func() (n int) {
		for _, s := range r.Seats(nil, 0) {
			if s.State == NotReady && s.Reason == Break {
				n++
			}
		}
		return n
	}
	if resting() != 4 {
		t.Errorf("%d rest", resting())
	}
	apply(t, r, Change{What: Unpause, Group: 0, Count: 3, Reason: Break})
	if resting() != 1 {
		t.Errorf("%d rest", resting())
	}
}

func TestApply_ASurgeMultipliesTheRateAndKeepsTheSameDraws(t *testing.T) {
	came := func(factor, back float64) []int64 {
		s := single(4, 60, 8, routing.Dist{})
		s.Horizon = routing.Horizon{Duration: 36000, Interval: 3600, Closing: routing.Serve}
		r := planned(t, s).Start(5)
		var l arrivalsOf
		r.Listen(&l)
		until(t, r, 7200)
		apply(t, r, Change{What: Surge, Type: 0, Value: factor})
		until(t, r, 14400)
		apply(t, r, Change{What: Surge, Type: 0, Value: back})
		until(t, r, 0)
		return l
	}
	in := func(all []int64, from, to int64) (n int) {
		for _, at := range all {
			if at >= from*micro && at < to*micro {
				n++
			}
		}
		return n
	}
	plain, stormy, silent := came(1, 1), came(2, 1), came(0, 1)
	if n, m := in(plain, 7200, 14400), in(stormy, 7200, 14400); math.Abs(float64(m)/float64(n)-2) > 0.15 {
		t.Errorf("%d calls became %d", n, m)
	}
	if n, m := in(plain, 0, 7200), in(stormy, 0, 7200); n != m {
		t.Errorf("before the surge %d calls became %d", n, m)
	}
	if n := in(silent, 7200, 14400); n != 0 || in(silent, 14400, 36000) < 1000 {
		t.Errorf("%d calls came at no rate, %d afterwards", n, in(silent, 14400, 36000))
	}
	same := came(1, 1)
	for i := range same {
		if same[i] != plain[i] {
			t.Fatalf("call %d comes at %d and at %d", i, same[i], plain[i])
		}
	}
}

func TestApply_NoSurgeChangesNoArrival(t *testing.T) {
	with, without := pairOf(t), pairOf(t)
	var a, b arrivalsOf
	with.Listen(&a)
	without.Listen(&b)
	until(t, with, 3000)
	apply(t, with, Change{What: Surge, Type: 0, Value: 1})
	until(t, with, 0)
	until(t, without, 0)
	for i := range b {
		if d := a[i] - b[i]; d < -2 || d > 2 { // one rounding to microseconds
			t.Fatalf("call %d moved by %d microseconds", i, d)
		}
	}
}

type arrivalsOf []int64

func (a *arrivalsOf) Note(e Entry) {
	if e.Event == Entered {
		*a = append(*a, e.At)
	}
}

func TestApply_ANoticeSparesItsShareOfTheSameCalls(t *testing.T) {
	r := pairOf(t)
	apply(t, r, Change{What: Deflect, Type: 0, Value: 0.25})
	until(t, r, 0)
	u := r.Total(0)
	if share := float64(u.Deflected) / float64(u.Deflected+u.Offered); math.Abs(share-0.25) > 0.05 {
		t.Errorf("%v of the calls were spared", share)
	}
}

func TestApply_WhoAskedToBeCalledBackIsAnsweredOrDialledInVainAndNothingElse(t *testing.T) {
	s := single(6, 60, 5, routing.Exp(30))
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 1800, Closing: routing.Serve}
	r := planned(t, s).Start(2)
	apply(t, r, Change{What: Offers, Type: 0, Back: CallBack{From: 1, Share: 1, Reach: 0.6, Tries: 2, Dial: 15, Again: 120}})
	until(t, r, 0)
	u, c := r.Total(0), r.Counts()
	if u.Asked == 0 || u.Unreached == 0 || u.Offered != u.Answered+u.Abandoned+u.Asked || u.Asked != u.CalledBack+u.Unreached || !c.Balanced() {
		t.Errorf("%+v, %+v", u, c)
	}
	if share := float64(u.Unreached) / float64(u.Asked); math.Abs(share-0.16) > 0.06 { // 0.4 twice
		t.Errorf("%v were not reached", share)
	}
}

func TestApply_WhatCannotBeIsRefusedAndChangesNothing(t *testing.T) {
	r := pairOf(t)
	var l text
	r.Listen(&l)
	for _, c := range []Change{{}, {What: Move, Group: 0, To: 0, Count: 1}, {What: Move, Group: 0, To: 1, Count: 6}, {What: Move, Group: 1, To: 0, Count: 1},
		{What: Staff, Group: 1, Count: 6}, {What: Staff, Group: 9, Count: 1}, {What: Pause, Group: 0, Count: 1, Reason: Travelling}, {What: Surge, Type: 0, Value: -1},
		{What: Surge, Type: 0, Value: math.NaN()}, {What: Deflect, Type: 0, Value: 1.5}, {What: Deflect, Type: -1}, {What: Offers, Back: CallBack{From: 1}}, {What: Policies}} {
		if err := r.Apply(c); err == nil {
			t.Errorf("%+v was done", c)
		}
	}
	if l.Len() > 0 {
		t.Errorf("the log holds %s", l.String())
	}
}
