package practice

import (
	"context"
	"testing"
	"time"
)

// A frame is shown up to 20 times a second.
func BenchmarkFrame(b *testing.B) {
	x, err := Start(Find("storm-2"), 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := x.Advance(context.Background(), 6*time.Hour); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		x.Frame()
	}
}

// A second at 1000 times real time, with its frames.
func BenchmarkSession_ASecondAtFullSpeed(b *testing.B) {
	x, err := Start(Find("storm-week"), 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if x.Over() {
			b.Fatal("the week is over")
		}
		for range 20 {
			if err := x.Advance(context.Background(), x.Now()+50*time.Second); err != nil {
				b.Fatal(err)
			}
			x.Frame()
		}
	}
}

// The forecast before an act.
func BenchmarkForecast(b *testing.B) {
	x, err := Start(Find("storm-2"), 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := x.Advance(context.Background(), 6*time.Hour); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := x.Fork().Forecast(context.Background(), Order{Deed: OpenTier, Project: Emergency, Tier: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// A whole shift, played by the rule a little late, reviewed as the window does.
func BenchmarkReview_AShift(b *testing.B) {
	k := aShift(b, "storm-2")
	for b.Loop() {
		if _, err := k.Review(context.Background(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// aShift is a session to its end, with a few acts.
func aShift(tb testing.TB, key string) *Case {
	tb.Helper()
	x, err := Start(Find(key), 0)
	if err != nil {
		tb.Fatal(err)
	}
	for _, a := range []Act{{2 * time.Hour, Order{Deed: OpenTier, Project: Emergency, Tier: 0}}, {4 * time.Hour, Order{Deed: OpenTier, Project: Emergency, Tier: 1}}, {5 * time.Hour, Order{Deed: Announce, Project: Emergency}}, {6 * time.Hour, Order{Deed: OpenTier, Project: Emergency, Tier: 2}}} {
		if err := x.Advance(context.Background(), a.At); err != nil {
			tb.Fatal(err)
		}
		_ = x.Do(a.Order)
	}
	if err := x.Advance(context.Background(), x.Scenario().Length); err != nil {
		tb.Fatal(err)
	}
	return x.Case()
}
