package chart

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTicks_AreRoundAndWithin(t *testing.T) {
	for _, c := range []struct {
		name      string
		low, high float64
		most      int
		want      []float64
	}{
		{"scores", 70, 100, 3, []float64{70, 80, 90, 100}},
		{"calls", 0, 630, 4, []float64{0, 200, 400, 600}},
		{"shares", 0, 1, 4, []float64{0, 0.25, 0.5, 0.75, 1}},
		{"below zero", -3, 3, 3, []float64{-2, 0, 2}},
		{"no span", 5, 5, 4, []float64{5}},
	} {
		if got := Ticks(c.low, c.high, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTicks_NeverMoreThanAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		span := rapid.Float64Range(1e-3, 1e6).Draw(t, "span")
		most := rapid.IntRange(1, 12).Draw(t, "most")
		ticks := Ticks(low, low+span, most)
		if len(ticks) > most+1 {
			t.Fatalf("%d ticks for at most %d steps", len(ticks), most)
		}
		slack := span * 1e-6
		for _, v := range ticks {
			if v < low-slack || v > low+span+slack {
				t.Fatalf("tick %v outside %v to %v", v, low, low+span)
			}
		}
	})
}

func TestAround_HoldsEveryValue(t *testing.T) {
	s := Around([]float64{74, 88.6, math.NaN()}, 3)
	if s != (Scale{70, 90}) {
		t.Errorf("got %v", s)
	}
	if got := Around(nil, 3); got != (Scale{0, 1}) {
		t.Errorf("no values: %v", got)
	}
	if got := Around([]float64{5, 5}, 3); got.High <= got.Low {
		t.Errorf("one value has no span: %v", got)
	}
}

func TestScale_ValueIsTheInverseOfAt(t *testing.T) {
	s := Scale{70, 100}
	if got := s.Value(s.At(88)); math.Abs(got-88) > 1e-12 {
		t.Errorf("got %v", got)
	}
	if (Scale{}).At(3) != 0 {
		t.Error("an empty scale must not divide by zero")
	}
}

func TestClockTicks_AreRound(t *testing.T) {
	got := ClockTicks(0, 252*time.Second, 9)
	if got[1] != 30*time.Second || got[len(got)-1] != 4*time.Minute {
		t.Errorf("got %v", got)
	}
	if got := ClockTicks(70*time.Second, 130*time.Second, 7); got[0] != 70*time.Second || got[1] != 80*time.Second {
		t.Errorf("zoomed: %v", got)
	}
}

func TestFormats(t *testing.T) {
	for got, want := range map[string]string{
		Number(1038412, 0):                        "1,038,412",
		Number(3.6e9, 0):                          "3,600,000,000",
		Number(2.675, 2):                          "2.68",
		Number(-1234.5, 1):                        Minus + "1,234.5",
		Number(-0.04, 1):                          "0.0",
		Number(math.NaN(), 1):                     None,
		Count(1000):                               "1,000",
		Signed(2.1, 1):                            "+2.1",
		Signed(-14.4, 1):                          Minus + "14.4",
		Signed(0.01, 1):                           "0.0",
		Percent(0.853, 0):                         "85 %",
		Clock(252 * time.Second):                  "4:12",
		Clock(3852 * time.Second):                 "1:04:12",
		Clock(-5 * time.Second):                   Minus + "0:05",
		ClockWide(93 * time.Second):               "01:33",
		ClockWide(-93 * time.Second):              Minus + "01:33",
		ClockWide(600 * time.Second):              "10:00",
		ClockTenths(93200 * time.Millisecond):     "01:33.2",
		Tick(0.25, 0.25):                          "0.25",
		Tick(1000, 500):                           "1,000",
		ClockTenths(252*time.Second + 699*1e6):    "04:12.6",
		ClockWide(3600*time.Second + time.Second): "1:00:01",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
