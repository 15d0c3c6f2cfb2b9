package demo_test

import (
	"testing"

	"shifu/qa/indicators"
	"shifu/training/certificate"
)

func TestCertificates_TheYearShowsEveryState(t *testing.T) {
	by, today := shared.actors["温秋分"], indicators.DateOf(evening)
	hs, err := shared.Certificates().Holdings(ctx, by, certificate.Find{})
	if err != nil || len(hs) < 120 {
		t.Fatal(len(hs), err)
	}
	states, suspended, lifted, soon := map[certificate.State]int{}, 0, 0, 0
	for i := range hs {
		h := &hs[i]
		states[h.On(today)]++
		if h.Suspended(today) != nil {
			suspended++
		} else if len(h.Suspensions) > 0 {
			lifted++
		}
		if left, ok := h.Left(today); ok && left >= 0 && left <= 60 {
			soon++
		}
	}
	for _, s := range []certificate.State{certificate.Assigned, certificate.Certified, certificate.WindowOpen, certificate.Recertified, certificate.Expired} {
		if states[s] == 0 {
			t.Errorf("nobody is %s: %v", s, states)
		}
	}
	if suspended == 0 || suspended > 8 || lifted == 0 || soon == 0 {
		t.Errorf("%d suspended, %d lifted, %d expire soon", suspended, lifted, soon)
	}
	if mine, err := shared.Certificates().Holdings(ctx, shared.actors["徐芒种"], certificate.Find{}); err != nil || len(mine) != 4 {
		t.Errorf("the trainee has %d certificates: %v", len(mine), err)
	}
}

func TestCertificates_TheRateOfOperationsLives(t *testing.T) {
	rate, _ := indicators.ByKey(indicators.CertifiedRate)
	today := indicators.DateOf(evening)
	v := rate.Of(figures(t, indicators.Question{Periods: []indicators.Period{{From: today - 90, Until: today}}})[""])
	if !v.Known || v.N < 1000 || v.Value < .8 || v.Value >= 1 {
		t.Errorf("%+v", v)
	}
}
