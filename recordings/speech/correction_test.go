package speech

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
)

// twoLanes is a call of 60 s in which both speak, with hold in the middle.
func twoLanes() Activity {
	a := Activity{Version: Version, Settings: Standard(), Duration: time.Minute, SampleRate: 8000,
		voiced: [][]Span{{{at(1), at(10)}, {at(50), at(55)}}, {{at(9), at(20)}}}, Hold: []Span{{at(25), at(40)}}}
	a.settle()
	return a
}

func on(from, to float64, is Verdict, lane int) Correction {
	return Correction{Span: Span{at(from), at(to)}, Is: is, Lane: lane}
}

func TestWith_EveryFigureFollows(t *testing.T) {
	before := twoLanes().Metrics(0)
	for name, c := range map[string]struct {
		cs   []Correction
		want func(m Metrics, a Activity) bool
	}{
		"hold": {[]Correction{on(40, 50, IsHold, AllLanes)}, func(m Metrics, a Activity) bool {
			return m.Hold == before.Hold+at(10) && m.Silence == before.Silence-at(10) && len(a.Hold) == 1
		}},
		"hold over talk": {[]Correction{on(50, 55, IsHold, AllLanes)}, func(m Metrics, a Activity) bool {
			return m.Agent.Talk == before.Agent.Talk-at(5) && m.Hold == before.Hold+at(5)
		}},
		"agent speaks": {[]Correction{on(40, 45, IsTalk, 0)}, func(m Metrics, a Activity) bool {
			return m.Agent.Talk == before.Agent.Talk+at(5) && m.Customer.Talk == before.Customer.Talk && m.Silence == before.Silence-at(5)
		}},
		"talk ends the hold": {[]Correction{on(30, 32, IsTalk, 1)}, func(m Metrics, a Activity) bool {
			return m.Hold == before.Hold-at(2) && m.Customer.Talk == before.Customer.Talk+at(2) && len(a.Hold) == 2
		}},
		"silence": {[]Correction{on(5, 12, IsQuiet, AllLanes)}, func(m Metrics, a Activity) bool {
			return m.Agent.Talk == before.Agent.Talk-at(5) && m.Customer.Talk == before.Customer.Talk-at(3) && m.Overlap == 0 && m.Customer.Interruptions == 0
		}},
		"leak of one lane": {[]Correction{on(9, 10, IsQuiet, 1)}, func(m Metrics, a Activity) bool {
			return m.Overlap == 0 && m.Agent.Talk == before.Agent.Talk && m.Customer.Talk == before.Customer.Talk-at(1)
		}},
		"a later one over an earlier one": {[]Correction{on(40, 50, IsHold, AllLanes), on(40, 50, IsQuiet, AllLanes)}, func(m Metrics, a Activity) bool {
			return reflect.DeepEqual(m, before)
		}},
	} {
		a := twoLanes().With(c.cs)
		if m := a.Metrics(0); !c.want(m, a) || !a.Corrected || a.Version != Version {
			t.Errorf("%s: %+v, was %+v", name, m, before)
		}
	}
	if a := twoLanes().With(nil); a.Corrected || !reflect.DeepEqual(a, twoLanes()) {
		t.Error("nothing was corrected, and yet it changed")
	}
}

func TestWith_TheDetectorsOwnResultStays(t *testing.T) {
	a := twoLanes()
	found := string(a.Marshal())
	a.With([]Correction{on(0, 60, IsQuiet, AllLanes), on(2, 8, IsHold, AllLanes)})
	if string(a.Marshal()) != found {
		t.Error("it was changed in place")
	}
}

func TestWith_WhatCameOutIsReadAgain(t *testing.T) {
	const tenth = 100 * time.Millisecond
	rapid.Check(t, func(t *rapid.T) {
		var cs []Correction
		for range rapid.IntRange(1, 6).Draw(t, "corrections") {
			from := rapid.IntRange(0, 598).Draw(t, "from")
			to := rapid.IntRange(from+1, 600).Draw(t, "to")
			cs = append(cs, Correction{Span: Span{time.Duration(from) * tenth, time.Duration(to) * tenth}, Is: rapid.SampledFrom([]Verdict{IsHold, IsTalk, IsQuiet}).Draw(t, "is"), Lane: rapid.IntRange(0, 1).Draw(t, "lane")})
		}
		a := twoLanes().With(cs)
		back, err := Unmarshal(a.Marshal())
		if err != nil || !reflect.DeepEqual(back.Lanes, a.Lanes) || !reflect.DeepEqual(back.Hold, a.Hold) {
			t.Fatalf("%v: %+v", err, cs)
		}
		last := cs[len(cs)-1]
		for i, lane := range a.Lanes {
			said := Total(both(lane, []Span{last.Span}))
			switch {
			case last.Is == IsTalk && last.Lane == i && said != last.Length(),
				last.Is == IsQuiet && last.Lane == i && said != 0, last.Is == IsHold && said != 0:
				t.Fatalf("lane %d says %v during %+v", i, said, last)
			}
		}
	})
}

func TestCheck_SaysWhatIsWrong(t *testing.T) {
	a := twoLanes()
	for _, c := range []Correction{on(-1, 2, IsHold, AllLanes), on(5, 61, IsHold, AllLanes), on(5, 5.05, IsHold, AllLanes), on(9, 5, IsQuiet, 0),
		on(1, 2, "song", 0), on(1, 2, IsTalk, AllLanes), on(1, 2, IsTalk, 2)} {
		if err := c.Check(a); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := on(0, 60, IsQuiet, AllLanes).Check(a); err != nil {
		t.Error(err)
	}
}
