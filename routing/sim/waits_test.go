package sim

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/routing"
)

func TestWaits_APercentileIsTheNearestRankToThreePercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Int64Range(0, 100_000*micro), 1, 200).Draw(t, "waits")
		p := rapid.Float64Range(0.01, 1).Draw(t, "p")
		var w Waits
		for _, x := range all {
			w.Add(x)
		}
		slices.Sort(all)
		want := math.Ceil(float64(all[max(int(math.Ceil(p*float64(len(all))))-1, 0)]) / micro)
		got, any := w.Percentile(p)
		if !any || got < want || got > want*1.032 || (want < 128 && got != want) {
			t.Fatalf("the %v percentile is %v, not %v", p, got, want)
		}
	})
	if _, any := new(Waits).Percentile(0.5); any {
		t.Error("there is a percentile of nothing")
	}
}

func TestWaits_ClassesFollowOnEachOtherWithoutGap(t *testing.T) {
	for c := range classes - 1 {
		if class(int64(edge(c))) != c || class(int64(edge(c))+1) != c+1 {
			t.Fatalf("class %d ends at %v, which lies in %d, the next second in %d", c, edge(c), class(int64(edge(c))), class(int64(edge(c))+1))
		}
	}
}

// In a queue M/M/n the wait of who waits is exponential: P(W > t) = C exp(−(n − a) t / s).
func TestReport_PercentilesAgreeWithErlangC(t *testing.T) {
	s := single(3, 180, 10, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 200 * 3600, WarmUp: 7200, Closing: routing.Serve}
	r, err := Replicate(context.Background(), planned(t, s), Options{Replications: 6, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	const c = 0.6687 // C(10, 9) = 0.66873
	want := func(p float64) float64 { return math.Log(c/(1-p)) * 180 }
	near(t, "the 90th percentile", r.Total.Details.WaitP90.Mean, want(0.9), 25)
	near(t, "the median", r.Total.Details.WaitP50.Mean, want(0.5), 12)
	if r.Total.Details.WaitP95.HalfWidth == nil || r.Total.Details.WaitLongest.Mean < r.Total.Details.WaitP95.Mean {
		t.Errorf("%+v, %+v", r.Total.Details.WaitP95, r.Total.Details.WaitLongest)
	}
	for n, share := range map[float64]float64{15: r.Total.Details.Timely15.Mean, 20: r.Total.Details.Timely20.Mean, 30: r.Total.Details.Timely30.Mean} {
		near(t, "nobody leaves, so that the timely rate is the wait's distribution", share, 1-c*math.Exp(-n/180), 0.03)
	}
	near(t, "the handling time", r.Total.Details.AHT.Mean, 180, 4)
	near(t, "handling over paid time", r.Groups["g"].Details.Utilisation.Mean, 0.9, 0.02)
	text, _ := json.Marshal(r)
	for _, key := range []string{"answer_rate_with_blocked", "timely_rate", "timely_rate_15s", "timely_rate_20s", "timely_rate_30s", "abandon_rate_short", "aht_s", "fcr", "wait_longest_s", "wait_p50_s", "wait_p90_s", "wait_p95_s", "occupancy_without_ring", "utilisation", "working_rate", "not_ready_rate", "not_ready_by"} {
		if !strings.Contains(string(text), `"`+key+`"`) {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestReport_TimeNotReadyIsToldByReason(t *testing.T) {
	s := many(1, 1, 1, 10)
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	r := planned(t, s).Start(1)
	r.Advance(context.Background(), 900)
	if err := r.Apply(Change{What: Pause, Group: 0, Count: 2, Reason: Training}); err != nil {
		t.Fatal(err)
	}
	r.Advance(context.Background(), 0)
	u := r.Units()
	g := newReport(r.plan, u, 1).Groups["g0"].Details
	if train := g.ByReason["training"].Mean; math.Abs(train-g.NotReady.Mean) > 1e-12 || math.Abs(train-0.15) > 0.01 { // two of ten for three quarters of the hour
		t.Errorf("%+v", g)
	}
	near(t, "working and not ready", g.Working.Mean+g.NotReady.Mean, 1, 1e-9)
}
