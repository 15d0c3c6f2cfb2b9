package sim

import (
	"context"
	"reflect"
	"testing"

	"shifu/routing"
)

// taped is a hotline with drawn handling times, patience and redials.
func taped() *routing.Scenario {
	s := many(3, 2, 4, 30)
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 1800, Closing: routing.Drop}
	for i := range s.Types {
		s.Types[i].Service = routing.Dist{Law: routing.Lognormal, Mean: 200, SD: 140}
		s.Types[i].WrapUp = routing.Exp(30)
		s.Types[i].Redial = routing.Redial{Share: 0.3, After: routing.Exp(200)}
	}
	return s
}

// over plays a run to its end, surging on the way, and tells what it counted.
func over(t *testing.T, r *Run) []Unit {
	t.Helper()
	r.Advance(context.Background(), 3000)
	if err := r.Apply(Change{What: Surge, Type: 1, Value: 2.5}); err != nil {
		t.Fatal(err)
	}
	r.Advance(context.Background(), 0)
	return r.Units()
}

func TestTape_WhoDrawsFromItRunsAsWithoutIt(t *testing.T) {
	p := planned(t, taped())
	alone := over(t, p.Start(7))
	for _, room := range []int{0, 40, 5000} {
		tape := NewTape([]int{room, room, room})
		for range 2 { // records, then reads
			r := p.Start(7)
			r.Use(tape)
			if got := over(t, r); !reflect.DeepEqual(got, alone) {
				t.Fatalf("with room for %d calls: %+v, alone %+v", room, got, alone)
			}
		}
		drawn := 0
		for i := range tape.types[0].service.times {
			if tape.types[0].service.times[i].Load() > 0 {
				drawn++
			}
		}
		if room > 0 && drawn < room/2 && drawn < 300 {
			t.Errorf("%d of %d draws were remembered", drawn, room)
		}
	}
}

func TestTape_OfAnotherSeedOrLawIsNotDrawnFrom(t *testing.T) {
	s := taped()
	tape := NewTape([]int{5000, 5000, 5000})
	r := planned(t, s).Start(7)
	r.Use(tape)
	over(t, r)
	s = taped()
	s.Types[1].Service.Mean = 90
	slower := planned(t, s)
	for _, seed := range []uint64{7, 8} {
		alone := over(t, slower.Start(seed))
		r := slower.Start(seed)
		r.Use(tape)
		if got := over(t, r); !reflect.DeepEqual(got, alone) {
			t.Errorf("seed %d: %+v, alone %+v", seed, got, alone)
		}
	}
	tape.Clear()
	r = slower.Start(8)
	r.Use(tape)
	if over(t, r); tape.types[1].service.of.key != r.flows[1].service.key {
		t.Error("a tape that was cleared is not drawn onto")
	}
}

// Copies at a moment, reseeded ones, and those that adopt another policy in
// between draw what they would draw alone.
func TestTape_CopiesFuturesAndOtherPoliciesDrawTheSame(t *testing.T) {
	s := taped()
	p := planned(t, s)
	s.Policy.Order = routing.FewestCalls
	other := planned(t, s)
	play := func(tape *Tape) (all [][]Unit) {
		base := p.Start(7)
		if tape != nil {
			base.Use(tape)
		}
		base.Advance(context.Background(), 2000)
		for _, q := range []*Plan{p, other} {
			r := &Run{}
			r.Copy(base)
			if err := r.Adopt(q); err != nil {
				t.Fatal(err)
			}
			all = append(all, over(t, r))
		}
		future := NewTape([]int{900, 900, 900})
		for range 2 {
			r := &Run{}
			r.Copy(base)
			if r.Reseed(9); tape != nil {
				r.Use(future)
			}
			all = append(all, over(t, r))
		}
		return all
	}
	alone := play(nil)
	if got := play(NewTape([]int{5000, 5000, 5000})); !reflect.DeepEqual(got, alone) {
		t.Errorf("%+v\nalone %+v", got, alone)
	}
}
