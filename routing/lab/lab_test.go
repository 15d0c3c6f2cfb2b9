package lab

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

const twoTeams = `name: two teams
horizon: {duration: 4h, interval: 1h}
types:
  - {name: fault, arrivals: {per_min: [3, 5, 6, 3]}, service: {dist: lognormal, mean: 180s, sd: 120s}, patience: {dist: exponential, mean: 120s}, redial: {share: 0.3, after: {dist: exponential, mean: 300s}}}
  - {name: bill, arrivals: {per_min: 2}, service: {dist: exponential, mean: 150s}, wrap_up: {dist: deterministic, mean: 20s}, patience: {dist: exponential, mean: 90s}}
groups:
  - {name: own, agents: [10, 14, 16, 10]}
  - {name: lent, agents: 7}
policy:
  preset: ranks
  call_chooses:  {fault: {own: 1, lent: 2}, bill: {lent: 1}}
  agent_chooses: {own: {fault: 1}, lent: {bill: 1, fault: 2}}
`

func read(t testing.TB, text string) *routing.Scenario {
	t.Helper()
	s, err := scenariofile.Read("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func planned(t testing.TB, s *routing.Scenario) *sim.Plan {
	t.Helper()
	p, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// report is a Figures as the simulation reports them itself.
func report(t *testing.T, f any) map[string]sim.Estimate {
	t.Helper()
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]sim.Estimate{}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func close(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}

func TestScenario_RefusesWhatCannotBeKept(t *testing.T) {
	for name, s := range map[string]Scenario{"no name": {Text: single}, "no scenario": {Name: "x", Text: "types: 3"}, "a long note": {Name: "x", Text: single, Note: strings.Repeat("长", MostNote+1)}} {
		if err := s.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Scenario{Name: "x", Text: single}).Check(); err != nil {
		t.Error(err)
	}
	for name, s := range map[string]Study{"no kind": {ScenarioID: "x", Result: []byte("{}")}, "no result": {ScenarioID: "x", Kind: OneRun}, "of nothing": {Kind: OneRun, Result: []byte("{}")}} {
		if err := s.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
