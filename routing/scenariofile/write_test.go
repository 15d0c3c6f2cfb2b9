package scenariofile

import (
	"reflect"
	"shifu/internal/fault"
	"shifu/routing"
	"slices"
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

// ruled are scenarios with the rules of one preset each, and one of callers and people.
var ruled = []string{
	`horizon: {duration: 1h}
types:
  - {name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, queueing: {weight: 2, most_waiting: 9, max_wait: 5m, join_empty: strict, leave_when_empty: [paused, wrapup], max_penalty: 2, min_penalty: 1, raise_penalty: r1, penalty_change: [{after: 30s, max: "+3"}, {after: 1m, min: 0, raise: "-1"}]}}
groups: [{name: g, agents: 2, ring: {dist: deterministic, mean: 5s}}]
policy: {preset: asterisk-rrmemory, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}, autofill: true, retry: 3s, force_longest_waiting_caller: true, penalty_members_limit: 4}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, queueing: {max_wait: 90s}}]
groups: [{name: g, agents: 2, ring: {dist: deterministic, mean: 5s}, miss: 0.1, ring_limit: 9s, misses: 3, rest: 1m, after_miss: 20s}]
policy: {preset: freeswitch-top-down, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}, scan: 100ms, tiers: {apply: true, wait: 30s, multiply: false, no_agent_no_wait: false}}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, redial: {share: 0.5, after: {dist: exponential, mean: 30s}}, queueing: {no_agent_wait: 40s, no_agent_check: 3s, resume_within: 60s}}]
groups: [{name: g, agents: 2, ring: {dist: deterministic, mean: 5s}, reject: 0.1, after_reject: 10s, busy: 0.2, after_busy: 1m}]
policy: {preset: freeswitch-ring-progressively, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}, progress: 5s}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}}]
groups: [{name: g, agents: 2, ring: {dist: deterministic, mean: 5s}}]
policy: {preset: asterisk-ringall, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}, ring_in_use: true}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, criteria: [{need: {all: [{skill: power, level: 3}, {not: {groups: [h]}}]}, for: 30s}, {need: {any: [{skill: power, level: 1}, {groups: [h]}]}}]}]
groups: [{name: g, agents: 2, skills: {power: 3}}, {name: h, agents: 1}]
policy: {preset: connect, call_chooses: {a: {g: 1, h: 1}}, agent_chooses: {g: {a: 1}, h: {a: 2}}}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, attributes: {value: gold, "calls": 12, languages: [zh, "en"], vip: true}}]
groups: [{name: g, agents: 2, skills: {power: 3}}, {name: h, agents: 1}]
policy: {preset: twilio, call_chooses: {a: {g: 1, h: 1}}, agent_chooses: {g: {a: 1}, h: {a: 1}}, workflow: [{where: 'value == "gold" AND calls > 9', targets: [{groups: [h], for: 4s, skip_if: "workers.available == 0"}]}, {types: [a], targets: [{need: {skill: power, level: 2}, ascending: true, order_by: power, for: 9s}, {groups: [g], priority: 2, for: 30s, skip_if_none: true, order_by: power}, {groups: [h]}]}, {targets: [{groups: [g]}]}]}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, requires: {power: 3, english: 1}, sheds: [[english], [power]], preferred: {scores: {g: 80}, rings: [{least: 50, for: 20s}]}}]
groups: [{name: g, agents: 2, skills: {power: 3, english: 1}}, {name: h, agents: 1}]
policy: {preset: bullseye, call_chooses: {a: {g: 1, h: 2}}, agent_chooses: {g: {a: 1}, h: {a: 1}}, delays: {h: {a: 10s}}, evaluation: best}
`,
	`horizon: {duration: 1h}
types:
  - {name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}}
  - {name: b, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, blend: {s1: 4, s2: 1, kappa: 2, c: 0, test: [g], target: [g, h]}}
groups: [{name: g, agents: 5}, {name: h, agents: 1}]
policy: {preset: ranks, overflow: true, call_chooses: {a: {g: 1, h: 1}, b: {g: 1}}, agent_chooses: {g: {a: 1, b: 2}, h: {a: 1}}, delays: {h: {a: 10s}}}
`,
	`horizon: {duration: 1h}
types:
  - {name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}}
  - {name: b, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, personal: true}
groups: [{name: g, agents: 5}]
policy: {preset: connect, outbound_exempt: true, call_chooses: {a: {g: 1}, b: {g: 1}}, agent_chooses: {g: {a: 1, b: 1}}}
`,
	`horizon: {duration: 1h}
types:
  - {name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, conditions: [{groups: [h], measure: waiting, above: 3}, {groups: [h], of: b, measure: service_level, below: 0.8}]}
  - {name: b, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}}
groups: [{name: g, agents: 5}, {name: h, agents: 1}]
policy: {preset: bullseye, priority_only: true, call_chooses: {a: {g: 1, h: 1}, b: {g: 1}}, agent_chooses: {g: {a: 1, b: 1}, h: {a: 1}}}
`,
	`horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, dissuade: {waiting: 8, estimated: 2m, hang_up: 0.5}}]
groups: [{name: g, agents: 5}]
policy: {call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}}
`,
	`horizon: {duration: 1h}
types:
  - name: a
    arrivals: {per_min: 1}
    service: {dist: exponential, mean: 60s}
    patience: {dist: exponential, mean: 60s}
    hasty: {share: 0.2, patience: {dist: exponential, mean: 10s}}
    announcements: [{at: 20s, leave: 0.1}, {at: 1m, leave: 0.2}]
    repeat: {share: 0.15, after: {dist: exponential, mean: 1h}}
    hold: {share: 0.2, for: {dist: exponential, mean: 45s}}
    help: {share: 0.05, for: {dist: lognormal, mean: 60s, sd: 30s}, from: [g]}
    transfers: [{to: b, share: 0.05}, {to: b, share: 0.02, announce: {dist: deterministic, mean: 15s}}]
    call_back: {from: 3, share: 0.5, reach: 0.8, tries: 2, dial: 25s, again: 10m, slot: 30m, per_slot: 4}
  - {name: b, arrivals: {per_min: 0}, service: {dist: exponential, mean: 60s}}
groups: [{name: g, agents: 5, novices: {share: 0.3, factor: 1.3}, fatigue: {after: 2h, factor: 1.2}, learns: 200, absent: 0.05, late: {share: 0.1, by: {dist: exponential, mean: 5m}}, breaks: [{at: 0s, for: 15m, people: 1, reason: training}, {at: 30m, for: 10m, people: 2, reason: break}]}]
overload: {above: 0.9, factor: 1.3, below: 0.7, slack: 1.1, unsettled: 0.2}
policy: {call_chooses: {a: {g: 1}, b: {g: 1}}, agent_chooses: {g: {a: 1, b: 1}}}
`}

func TestWrite_KeepsTheRulesOfEveryPreset(t *testing.T) {
	for _, text := range slices.Concat(ruled, rest) {
		first, err := Read("x", []byte(text))
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
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

func TestRead_RefusesWrongRules(t *testing.T) {
	for have, bad := range map[string]string{"join_empty: strict": "join_empty: sometimes", "raise_penalty: r1": "raise_penalty: x", `max: "+3"`: "max: more", "max_penalty: 2": "max_penalty: -2", "after: 1m": "after: 10s"} {
		if _, err := Read("x", []byte(strings.Replace(ruled[0], have, bad, 1))); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestRead_RefusesTransfersToNobodyWithLineAndField(t *testing.T) {
	text := strings.Replace(ruled[len(ruled)-1], "transfers: [{to: b,", "transfers: [{to: z,", 1)
	if _, err := Read("x", []byte(text)); err == nil || !strings.Contains(fault.Sentence(err), "types[0].transfers[0].to") {
		t.Error(err)
	}
}

func TestRead_RefusesWrongCallersAndPeople(t *testing.T) {
	text := ruled[len(ruled)-1]
	for have, bad := range map[string]string{"share: 0.2,": "share: 1.2,", "leave: 0.2": "leave: 2", "at: 1m": "at: 10s", "share: 0.15": "share: -1", "tries: 2": "tries: 0",
		"slot: 30m": "slot: 1s", "per_slot: 4": "per_slot: 0", "share: 0.3, factor: 1.3": "share: 0.3, factor: 0.5", "after: 2h, factor: 1.2": "after: 2h, factor: 99",
		"above: 0.9": "above: 2", "below: 0.7": "below: 0.95", "unsettled: 0.2": "unsettled: 3", "\n    patience: {dist: exponential, mean: 60s}": ""} {
		spoilt := strings.Replace(text, have, bad, 1)
		if spoilt == text {
			t.Fatalf("%s changes nothing", have)
		}
		if _, err := Read("x", []byte(spoilt)); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "line ") {
			t.Errorf("%s instead of %s: %v", bad, have, err)
		}
	}
}

func TestRead_OverloadOnIsWhatPracticeReportsSuggest(t *testing.T) {
	s, err := Read("x", []byte(small+"overload: on\n"))
	if err != nil || s.Overload == nil || *s.Overload != routing.Overloaded {
		t.Errorf("%+v, %v", s, err)
	}
}
