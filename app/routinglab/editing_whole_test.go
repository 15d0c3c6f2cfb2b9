package routinglab

import (
	"reflect"
	"testing"

	"shifu/app/desktest"
	"shifu/routing/scenariofile"
)

// wholes are scenarios with what the editor shows in part, or not at all.
var wholes = []string{`name: talks
horizon: {duration: 2h, interval: 30m}
types:
  - name: a
    arrivals: {per_min: [4, 6, 7, 5]}
    service: {dist: exponential, mean: 60s}
    patience: {dist: exponential, mean: 60s}
    hasty: {share: 0.2, patience: {dist: exponential, mean: 10s}}
    announcements: [{at: 20s, leave: 0.1}, {at: 1m, leave: 0.2}]
    hold: {share: 0.2, for: {dist: exponential, mean: 45s}}
    help: {share: 0.05, for: {dist: lognormal, mean: 60s, sd: 30s}, from: [h]}
    transfers: [{to: b, share: 0.05}, {to: b, share: 0.02, announce: {dist: deterministic, mean: 15s}}]
    preferred: {scores: {g: 80}, rings: [{least: 50, for: 20s}]}
    conditions: [{groups: [h], measure: waiting, above: 3}]
    dissuade: {waiting: 8, hang_up: 0.5}
  - {name: b, arrivals: {per_min: 0}, service: {dist: exponential, mean: 60s}}
groups:
  - {name: g, agents: 5, absent: 0.05, late: {share: 0.1, by: {dist: exponential, mean: 5m}}, breaks: [{at: 30m, for: 10m, people: 2, reason: break}]}
  - {name: h, agents: 2}
policy: {call_chooses: {a: {g: 1, h: 2}, b: {h: 1}}, agent_chooses: {g: {a: 1}, h: {b: 1, a: 2}}}
`, `name: criteria
horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, criteria: [{need: {all: [{skill: power, level: 3}, {not: {groups: [h]}}]}, for: 30s}, {need: {any: [{skill: power, level: 1}, {groups: [h]}]}}]}]
groups: [{name: g, agents: 2, skills: {power: 3}}, {name: h, agents: 1}]
policy: {preset: connect, call_chooses: {a: {g: 1, h: 1}}, agent_chooses: {g: {a: 1}, h: {a: 2}}}
`, `name: workflow
horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 60s}, attributes: {value: gold}}]
groups: [{name: g, agents: 2, skills: {power: 3}}, {name: h, agents: 1}]
policy: {preset: twilio, call_chooses: {a: {g: 1, h: 1}}, agent_chooses: {g: {a: 1}, h: {a: 1}}, workflow: [{where: 'value == "gold"', targets: [{groups: [h], for: 4s, skip_if: "workers.available == 0"}]}, {targets: [{groups: [g], order_by: power}]}]}
`}

func TestEditing_SavingKeepsWhatWasNotTouched(t *testing.T) {
	for _, text := range wholes {
		o := desktest.NewOffice(t)
		want, err := scenariofile.Read("x", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		k := keep(t, o, want.Name, text)
		s := open(t, o, k.ID)
		act(t, s, "编辑")
		e := s.pages[1].(*scenarios).editing
		e.s.Name = want.Name + " 2"
		e.changed()
		e.save()
		all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
		if err != nil || len(all) != 1 || all[0].Revision != 2 {
			t.Fatalf("%+v %v", all, err)
		}
		have, err := all[0].Read()
		if want.Name += " 2"; err != nil || !reflect.DeepEqual(have, want) {
			t.Errorf("%+v\nbecame\n%+v, %v", want, have, err)
		}
	}
}
