package scenariofile

import (
	"reflect"
	"strings"
	"testing"
)

func TestWrite_IsReadAsTheSameScenario(t *testing.T) {
	rich := strings.Replace(storm, "skills: {power: 4}", "skills: {power: 4}, ring: {dist: uniform, low: 1s, high: 9.5s}, miss: 0.1, ring_limit: 15s, misses: 2, rest: 1m", 1)
	rich = strings.Replace(rich, "mean: 0s}", "mean: 0s}\n    # none", 1)
	for _, text := range []string{storm, small, rich, strings.Replace(storm, "own", `"我们, {x}"`, -1),
		strings.NewReplacer("requires: {power: 3}", "project: a\n    business: callback", "agents: [22", "project: a, agents: [22", "preset: ranks", "preset: callback-all",
			"  call_chooses:  {fault_report: {own: 1}}\n", "", "  agent_chooses: {own: {fault_report: 1}}\n", "").Replace(storm),
		strings.Replace(storm, "preset: ranks", "preset: ranks\n  order: random\n  call_weights: {fault_report: {own: 2.5}}", 1),
		strings.Replace(storm, "{dist: exponential, mean: 120s, balk: 0.1}", "{dist: weibull, shape: 0.7, mean: 90s}", 1),
		strings.Replace(storm, "{dist: exponential, mean: 120s, balk: 0.1}", "{dist: erlang, k: 3, mean: 90s}", 1)} {
		first, err := Read("x", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		again, err := Read("x", Write(first))
		if err != nil {
			t.Fatalf("%v in\n%s", err, Write(first))
		}
		if !reflect.DeepEqual(first, again) {
			t.Errorf("%+v\nbecame\n%+v", first, again)
		}
	}
}
