package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/routing/lab"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[lab.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Lab() })
	settlers = append(settlers, (*crowd).simulated)
	foreigns = append(foreigns, func(_ foreignIDs, id string, _ int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[lab.Scenario](): lab.Scenario{ID: id, Name: "X", Text: oneQueue, Revision: 1},
			reflect.TypeFor[lab.Study]():    lab.Study{ScenarioID: id, Kind: lab.OneRun, Name: "X", Result: []byte("{}")},
		}
	})
}

const oneQueue = `name: one queue
horizon: {duration: 1h}
types: [{name: a, arrivals: {per_min: 1}, service: {dist: exponential, mean: 150s}}]
groups: [{name: g, agents: 4}]
policy: {preset: ranks, call_chooses: {a: {g: 1}}, agent_chooses: {g: {a: 1}}}
`

// simulated gives the other vendor a scenario and a study of it.
func (v *crowd) simulated(t *testing.T) {
	by := v.person(t, v.other, "", "othersupervisor", people.Supervisor)
	s := must[lab.Scenario](t)(v.Lab().Save(ctx, by, lab.Scenario{Name: "others", Text: oneQueue}))
	v.drafts = append(v.drafts, s.ID, must[string](t)(v.Lab().KeepStudy(ctx, by, lab.Study{ScenarioID: s.ID, Kind: lab.OneRun, Result: []byte("{}")})))
}

func TestLab_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	s := must[lab.Scenario](t)(v.Lab().Save(ctx, v.lead, lab.Scenario{Name: "ours", Text: oneQueue}))
	for name, err := range map[string]error{
		"lists": second(v.Lab().Scenarios(ctx, v.agent)), "saves": second(v.Lab().Save(ctx, v.agent, s)), "removes": v.Lab().Remove(ctx, v.agent, s.ID),
		"restores": v.Lab().Restore(ctx, v.agent, s.ID), "looks": second(v.Lab().Studies(ctx, v.agent, s.ID)),
		"keeps": second(v.Lab().KeepStudy(ctx, v.agent, lab.Study{ScenarioID: s.ID, Kind: lab.OneRun, Result: []byte("{}")})),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("an agent %s: %v", name, err)
		}
	}
}
