package scenariofile

import (
	"reflect"
	"slices"
	"testing"

	"shifu/routing"
)

// What the scenarios of the round trip leave out could be lost unseen: together
// they use every field that a scenario has.
func TestWrite_TheRoundTripTouchesEveryField(t *testing.T) {
	used := map[string]bool{}
	for _, text := range slices.Concat(ruled, rest, []string{storm}) {
		s, err := Read("x", []byte(text))
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		uses(used, "Scenario", reflect.ValueOf(*s))
	}
	every := map[string]bool{}
	fieldsOf(every, "Scenario", reflect.TypeFor[routing.Scenario](), nil)
	delete(every, "Group.Manned") // a session's own seat, which no file has
	for field := range every {
		if !used[field] {
			t.Errorf("no scenario of the round trip uses %s", field)
		}
	}
	if len(every) < 130 {
		t.Errorf("only %d fields were found", len(every))
	}
}

// uses marks the fields of v that are not zero, whatever stands between.
func uses(used map[string]bool, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			uses(used, name, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			uses(used, name, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Name() + "." + v.Type().Field(i).Name
			if !v.Field(i).IsZero() {
				used[f] = true
				uses(used, f, v.Field(i))
			}
		}
	}
}

func fieldsOf(every map[string]bool, name string, t reflect.Type, seen []reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(seen, t) {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		every[t.Name()+"."+f.Name] = true
		fieldsOf(every, name, f.Type, append(seen, t))
	}
}

// rest are scenarios that use what the others leave out.
var rest = []string{`horizon: {calls: 5000, warm_up: 60s}
places: 40
types: [{name: a, arrivals: {per_min: 1}, service: {dist: uniform, low: 20s, high: 60s}, wrap_up: {dist: erlang, k: 3, mean: 10s}, patience: {dist: weibull, shape: 0.7, mean: 90s}, blend: {s1: 1, s2: 1, kappa: 2, c: 1, test: [g], target: [g]}}]
groups: [{name: g, agents: 2, seats: 4}]
policy: {order: random, call_weights: {a: {g: 2}}, agent_weights: {g: {a: 3}}, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}}
`, `horizon: {duration: 1h}
types: [{name: a, project: p, business: inquiry, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}}, {name: b, project: q, business: callback, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, postponed: true}]
groups: [{name: g, project: p, agents: 2}, {name: h, project: q, agents: 2, tier: 1, helps: p}]
policy: {preset: emergency-tiers}
`}
