package lab

import (
	"context"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/routing/sim"
)

func TestWatch_FindsTheFiguresOfTheSimulationsOwnReport(t *testing.T) {
	parted := strings.NewReplacer("redial:", "hold: {share: 0.3, for: {dist: exponential, mean: 30s}}, help: {share: 0.2, for: {dist: exponential, mean: 40s}, from: [lent]}, transfers: [{to: bill, share: 0.2}], redial:",
		"wrap_up:", "hold: {share: 0.1, for: {dist: exponential, mean: 30s}}, help: {share: 0.2, for: {dist: exponential, mean: 40s}, from: [lent]}, transfers: [{to: fault, share: 0.2}], wrap_up:",
		"agents: 7", "agents: 7, absent: 0.15").Replace(twoTeams)
	steady := strings.Replace(strings.Replace(strings.Replace(parted, "{duration: 4h, interval: 1h}", "{calls: 6000, warm_up: 600s}", 1), "[3, 5, 6, 3]", "4", 1), "[10, 14, 16, 10]", "12", 1)
	for name, text := range map[string]string{"a day": parted, "a number of calls": steady} {
		p := planned(t, read(t, text))
		got, err := Watch(t.Context(), p, 6, 7, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := sim.Replicate(t.Context(), p, sim.Options{Replications: 6, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		sides := map[string][2]any{"total": {want.Total, got.Total}, "fault": {want.Types["fault"], got.Types["fault"]}, "bill": {want.Types["bill"], got.Types["bill"]}}
		for of, side := range sides {
			w, g := report(t, side[0]), report(t, side[1])
			maps.Copy(w, report(t, side[0].(sim.Figures).Details))
			for _, m := range Measures {
				if m == Occupancy {
					continue
				}
				if a, b := w[string(m)], g[string(m)]; !close(a.Mean, b.Mean) || a.HalfWidth == nil || b.HalfWidth == nil || math.Abs(*a.HalfWidth-*b.HalfWidth) > 1e-6*math.Max(1, math.Abs(a.Mean)) {
					t.Errorf("%s: %s of %s: %+v, want %+v", name, m, of, b, a)
				}
			}
		}
		if a, b := want.Groups["lent"].Occupancy, got.Groups["lent"]; !close(a.Mean, b.Mean) {
			t.Errorf("%s: occupancy %v, want %v", name, b.Mean, a.Mean)
		}
		for m, w := range report(t, want.Groups["lent"].Details) {
			if g, ok := got.People["lent"][Measure(m)]; ok && (!close(w.Mean, g.Mean) || math.Abs(*w.HalfWidth-*g.HalfWidth) > 1e-9) {
				t.Errorf("%s: %s %v, want %v", name, m, g, w)
			}
		}
		lent := want.Groups["lent"].Details
		if n := 10 + len(lent.ByReason) + len(lent.ShrinkBy); len(got.People["lent"]) != n || n != 13 || lent.ShrinkBy["absent"].Mean != got.People["lent"][ShrinkageBy+"absent"].Mean {
			t.Errorf("%s: %v", name, got.People["lent"])
		}
		if got.Calls != want.Calls {
			t.Errorf("%s: %d calls, want %d", name, got.Calls, want.Calls)
		}
	}
}

func TestWatch_TheIntervalsAddUpToTheDay(t *testing.T) {
	var last Outcome
	heard := 0
	got, err := Watch(t.Context(), planned(t, read(t, twoTeams)), 8, 1, func(done, total int, sofar func() Outcome) {
		if heard++; done != heard || total != 8 {
			t.Errorf("%d of %d at call %d", done, total, heard)
		}
		last = sofar()
	})
	if err != nil {
		t.Fatal(err)
	}
	if heard != 8 || !reflect.DeepEqual(got, last) {
		t.Error("the last outcome heard is not the outcome")
	}
	offered := 0.0
	for _, i := range got.Intervals {
		offered += i[Offered].Mean
	}
	if len(got.Intervals) != 4 || !close(offered, got.Total[Offered].Mean) {
		t.Errorf("%d intervals with %v calls, want 4 with %v", len(got.Intervals), offered, got.Total[Offered].Mean)
	}
}

func TestWatch_AQuotientOfNothingByNothingHasNoValueAndAReason(t *testing.T) {
	nobody := strings.Replace(twoTeams, "per_min: 2}", "per_min: 0}", 1)
	got, err := Watch(t.Context(), planned(t, read(t, nobody)), 3, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []Measure{AnswerRate, SLa, SLb, SLe, ASA, WaitP50, WaitLongest} {
		if e, there := got.Types["bill"][m]; there || m.Nothing().IsZero() {
			t.Errorf("%s of no calls is %v, because %q", m, e, m.Nothing().Key)
		}
	}
	if e, there := got.Types["bill"][Offered]; !there || e.Mean != 0 {
		t.Error("a count of nothing is nought")
	}
}

func TestWatch_ACancelledRunBringsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Watch(ctx, planned(t, read(t, twoTeams)), 100, 1, func(done, _ int, _ func() Outcome) {
		if done == 3 {
			cancel()
		}
	})
	if err == nil {
		t.Error("it went on")
	}
}

func TestWatch_RefusesNoRunsAndTooMany(t *testing.T) {
	for _, n := range []int{0, -1, MostRuns + 1} {
		if _, err := Watch(t.Context(), planned(t, read(t, twoTeams)), n, 1, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%d runs: %v", n, err)
		}
	}
}
