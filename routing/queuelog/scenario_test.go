package queuelog

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/sim"
)

// Kaplan and Meier by hand: of five waits, 3 and 8 s end in abandonment, 5 s
// (twice) and 9 s in an answer: S = 4/5 from 3 s, 4/5 × 1/2 from 8 s.
func TestPatience_IsRightByHand(t *testing.T) {
	visits := []Visit{{Wait: 3, Outcome: Abandoned}, {Wait: 5, Outcome: Answered}, {Wait: 8, Outcome: Abandoned}, {Wait: 5, Outcome: Answered}, {Wait: 9, Outcome: Answered}}
	curve := Patience(visits)
	want := []Step{{3, 4. / 5, 5}, {8, 2. / 5, 2}}
	if len(curve) != 2 {
		t.Fatalf("%+v", curve)
	}
	for i, w := range want {
		if c := curve[i]; c.Seconds != w.Seconds || c.AtRisk != w.AtRisk || math.Abs(c.Survival-w.Survival) > 1e-12 {
			t.Errorf("%+v is not %+v", c, w)
		}
	}
	if mean := meanPatience(visits, curve); math.Abs(mean-(3+5*0.8+0.4*30./2)) > 1e-12 {
		t.Errorf("mean %v", mean)
	}
	if Patience([]Visit{{Wait: 5, Outcome: Answered}}) != nil {
		t.Error("nobody abandoned, and yet there is a curve")
	}
}

func TestScenario_IsTheOneThatTheLogWasSimulatedFrom(t *testing.T) {
	truth := &routing.Scenario{Horizon: routing.Horizon{Duration: 20 * 3600, Interval: 4 * 3600, Closing: routing.Serve},
		Types: []routing.Type{
			{Name: "a", Arrivals: routing.Arrivals{PerMinute: []float64{4, 8, 8, 8, 4}}, Service: routing.Dist{Law: routing.Lognormal, Mean: 200, SD: 150}, Patience: routing.Exp(90), Within: 20},
			{Name: "b", Arrivals: routing.Arrivals{PerMinute: []float64{2}}, Service: routing.Exp(100), Patience: routing.Exp(60), Within: 20}},
		Groups: []routing.Group{{Name: "x", Agents: []int{14, 24, 24, 24, 14}}, {Name: "y", Agents: []int{3}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"a": {"x": 1}, "b": {"x": 1, "y": 1}}, AgentChooses: routing.Table{"x": {"a": 1, "b": 1}, "y": {"b": 1}}}}
	text, _ := simulated(t, truth)
	s, err := read(t, text).Scenario(Choices{Interval: 4 * time.Hour, Within: 20, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want, relative float64) {
		if math.Abs(got-want) > relative*want {
			t.Errorf("%s is %v, not %v", what, got, want)
		}
	}
	for i, want := range truth.Types[0].Arrivals.PerMinute {
		near("rate of a", s.Types[0].Arrivals.PerMinute[i], want, 0.1)
	}
	near("handling time", s.Types[0].Service.Mean, 200, 0.05)
	near("its spread", s.Types[0].Service.SD, 150, 0.15)
	near("patience of a", s.Types[0].Patience.Mean, 90, 0.15)
	near("patience of b", s.Types[1].Patience.Mean, 60, 0.2)
	if len(s.Groups) != 2 || len(s.Policy.CallChooses["b"]) != 2 || len(s.Policy.CallChooses["a"]) != 1 {
		t.Fatalf("%+v", s.Groups)
	}
	x := s.Groups[0]
	for i, want := range []int{14, 24, 24, 24, 14} {
		near("agents", float64(x.Agents[i]), float64(want), 0.05)
	}
	if _, err := sim.NewPlan(s); err != nil {
		t.Error(err)
	}
}

func TestScenario_WithoutMembersCountsWhoAnswered(t *testing.T) {
	s := crowded()
	text, _ := simulated(t, s)
	var kept []string
	for _, line := range strings.SplitAfter(text, "\n") {
		if !strings.Contains(line, "MEMBER|") {
			kept = append(kept, line)
		}
	}
	made, err := read(t, strings.Join(kept, "")).Scenario(Choices{Interval: time.Hour, Within: 20, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	if got := made.Groups[0].Agents; len(got) != 4 || got[0] != 6 || got[1] < 4 || got[1] > 5 {
		t.Errorf("%v", got)
	}
}

func TestScenario_TheDaysAreThoseOfTheZone(t *testing.T) {
	text := "1767571200|c|q|NONE|ENTERQUEUE||1|1\n1767571200|c|q|a|CONNECT|0|x|0\n1767571300|c|q|a|COMPLETEAGENT|0|100|1\n" +
		"1767574800|d|q|NONE|ENTERQUEUE||1|1\n1767574800|d|q|a|CONNECT|0|x|0\n1767574900|d|q|a|COMPLETEAGENT|0|90|1\n"
	s, err := read(t, text).Scenario(Choices{Interval: 30 * time.Minute, Within: 20, Zone: time.FixedZone("", 8*3600)})
	if err != nil || s.Horizon.Intervals() != 3 || s.Types[0].Arrivals.PerMinute[1] != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestScenario_WhatMakesNoneIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		interval time.Duration
	}{
		"no calls":         {"1|NONE|NONE|NONE|QUEUESTART|\n", time.Hour},
		"odd interval":     {morning, 7 * time.Minute},
		"nothing handled":  {"100|c|q|NONE|ENTERQUEUE||1|1\n109|c|q|NONE|ABANDON|1|1|9\n", time.Hour},
		"negative, of all": {morning, -time.Hour},
	} {
		if _, err := read(t, c.text).Scenario(Choices{Interval: c.interval, Within: 20, Zone: time.UTC}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
}

// The same engine measures the real centre and its copy.
func TestScenario_SimulatesToTheFiguresOfItsHistory(t *testing.T) {
	s := crowded()
	s.Groups[0] = routing.Group{Name: "own", Agents: []int{6}}
	s.Horizon.Duration, s.Horizon.Interval = 23*3600, 0
	text, _ := simulated(t, s)
	h := read(t, text)
	made, err := h.Scenario(Choices{Interval: time.Hour, Within: 20, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	p, err := sim.NewPlan(made)
	if err != nil {
		t.Fatal(err)
	}
	r, err := sim.Replicate(context.Background(), p, sim.Options{Replications: 10, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	real := h.Measure(20, 5).Total
	if math.Abs(r.Total.AnswerRate.Mean-*real.AnswerRate) > 0.05 || math.Abs(r.Total.ASA.Mean-*real.ASA) > 0.25**real.ASA {
		t.Errorf("answer rate %v and %v, asa %v and %v", r.Total.AnswerRate.Mean, *real.AnswerRate, r.Total.ASA.Mean, *real.ASA)
	}
	var again bytes.Buffer
	NewWriter(&again, made)
}
