package practice

import (
	"math"
	"testing"
	"time"

	"shifu/routing"
)

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.Abs(got-want) > by {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// The share of insurance and the order of months stand in the sources of the domain.
func TestProjects_InsuranceIs88Point25PercentOfTheirCalls(t *testing.T) {
	insurance, all := 0.0, 0.0
	for _, p := range Projects[1:] {
		for _, k := range p.Kinds {
			if !k.Outbound {
				if all += k.Daily; p.Business == routing.Insurance {
					insurance += k.Daily
				}
			}
		}
	}
	near(t, "the share", insurance/all, 0.8825, 0.0005)
	if len(Projects) != 11 {
		t.Errorf("there are %d projects", len(Projects))
	}
}

func TestIndices_HaveTheMeanOne(t *testing.T) {
	mean := func(x []float64) float64 {
		sum := 0.0
		for _, y := range x {
			sum += y
		}
		return sum / float64(len(x))
	}
	near(t, "months", mean(months[:]), 1, 0.001)
	near(t, "weekdays", mean(weekdays[:]), 1, 0.001)
	calls := 0.0
	for q := range 96 {
		calls += Projects[0].Kinds[0].rate(time.Duration(q)*Quarter+Quarter/2, 1) * 15
	}
	near(t, "a day of fault reports", calls, Projects[0].Kinds[0].Daily, 5)
}

func TestLag_HasItsTopAfterFourAndAHalfDaysAndIsADayWide(t *testing.T) {
	sum, first, second := 0.0, 0.0, 0.0
	for x := 0.005; x < 20; x += 0.01 {
		y := lag(x)
		if y > lag(4.5) {
			t.Fatalf("%v is above the top", x)
		}
		sum, first, second = sum+y, first+x*y, second+x*x*y
	}
	near(t, "the height", lag(4.5), 1, 1e-12)
	near(t, "the standard deviation", math.Sqrt(second/sum-first/sum*(first/sum)), 1, 1e-3)
}

func TestPulse_RisesHoldsAndFalls(t *testing.T) {
	e := Event{At: time.Hour, After: time.Hour, Factor: 3, Rise: time.Hour, Hold: time.Hour, Fall: time.Hour}
	for at, want := range map[time.Duration]float64{0: 1, 2 * time.Hour: 1, 150 * time.Minute: 2, 3 * time.Hour: 3, 4 * time.Hour: 3, 5 * time.Hour: 1 + 2*math.Exp(-1)} {
		near(t, at.String(), e.size(at), want, 1e-12)
	}
	d := Event{Factor: 3, Shape: Decay}
	near(t, "after 1.2 days", d.size(Day*6/5), 1+2*math.Exp(-1), 1e-9)
}

// AHT of the project over that of 95598, times the complexity.
func TestConversion_IsHandlingTimeTimesComplexity(t *testing.T) {
	near(t, "95598", Projects[0].Handling(), 0.4*240+0.35*180+0.1*90+0.15*360, 1e-9)
	near(t, "95598's own coefficient", Projects[0].Conversion(), 1, 1e-12)
	near(t, "property insurance", Projects[Index("property")].Conversion(), 300.0/222*1.3, 1e-9)
}

func TestRoster_CarriesThePlannedLoadBelowTheTarget(t *testing.T) {
	c := centreOf(t, "calm")
	f, err := newFloor(c, 1)
	if err != nil {
		t.Fatal(err)
	}
	for p := range Projects {
		if r := f.ratio(p); r > 1 {
			t.Errorf("%s begins with a load ratio of %v", Projects[p].Key, r)
		}
	}
}
