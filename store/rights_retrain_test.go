package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[retrain.Keeper](), reflect.TypeFor[retrain.Rulebook](), reflect.TypeFor[jointplan.Keeper]())
}

// retrainArguments are the foreign values of the methods that keep retraining.
func retrainArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	p := planOf(f.orgs[0])
	p.ID = []string{id, ""}[variant%2]
	return map[reflect.Type]any{
		reflect.TypeFor[retrain.Find]():   []retrain.Find{{ExamID: id}, {OrganisationID: f.orgs[0]}, {PersonID: f.persons[0]}, {OffDuty: true}}[variant],
		reflect.TypeFor[retrain.Rules]():  retrain.StandardRules(),
		reflect.TypeFor[jointplan.Plan](): p,
		reflect.TypeFor[jointplan.Done](): jointplan.Done{ItemID: id, Days: 1},
	}
}

// retrained gives the other vendor a case and a joint plan.
func (v *crowd) retrained(t *testing.T) {
	trainer := v.person(t, v.other, "", "retrainer", people.Trainer)
	v.stocked(t, trainer, bankOf(6))
	id := must[string](t)(v.Exams().Save(ctx, trainer, quiz()))
	if err := v.Exams().Publish(ctx, trainer, id, false); err != nil {
		t.Fatal(err)
	}
	r := retrain.StandardRules()
	r.On = true
	if err := v.Retrain().SetRules(ctx, trainer, id, r); err != nil {
		t.Fatal(err)
	}
	v.sit(t, v.foreign, id, 1, 1, 1, 1)
	all := must[[]retrain.Standing](t)(v.Retrain().Cases(ctx, trainer, retrain.Find{}))
	p := must[jointplan.Plan](t)(v.JointPlans().SavePlan(ctx, trainer, planOf(v.other)))
	v.drafts = append(v.drafts, id, all[0].ID, p.ID)
}

func TestRetrain_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	v.fail(t, v.agent, examID)
	id, k := v.case1(t, v.agent).ID, v.Retrain()
	for name, err := range map[string]error{
		"an agent plans":    k.Schedule(ctx, v.agent, id, "", v.clock.at.AddDate(0, 0, 9)),
		"an agent unplans":  k.Unschedule(ctx, v.agent, id, "x"),
		"an agent waives":   k.Waive(ctx, v.agent, id, "x"),
		"an agent assigns":  k.Assign(ctx, v.agent, id, v.mate.PersonID),
		"an agent closes":   k.Close(ctx, v.agent, id, "x"),
		"an agent rules":    k.SetRules(ctx, v.agent, examID, retrain.StandardRules()),
		"an agent reads":    second(k.Rules(ctx, v.agent)),
		"an agent writes":   second(v.JointPlans().SavePlan(ctx, v.agent, planOf(v.acme))),
		"the agent's notes": v.JointPlans().Note(ctx, v.agent, "x", jointplan.Done{}),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{"a mate": second(k.Case(ctx, v.mate, id)), "another vendor": second(k.Case(ctx, v.foreign, id)), "their effect": second(k.Effect(ctx, v.foreign, id))} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sees the case: %v", name, err)
		}
	}
}

func TestRetrain_TheVendorsTrainerActsOnNoExamOfTheClient(t *testing.T) {
	v := newTown(t)
	trainer := v.person(t, v.client, "", "trainer", people.Trainer)
	v.stocked(t, trainer, bankOf(12))
	id := must[string](t)(v.Exams().Save(ctx, trainer, quiz()))
	r := retrain.StandardRules()
	r.On = true
	if err := v.Exams().Publish(ctx, trainer, id, false); err != nil {
		t.Fatal(err)
	}
	if err := v.Retrain().SetRules(ctx, trainer, id, r); err != nil {
		t.Fatal(err)
	}
	v.fail(t, v.agent, id)
	c := v.case1(t, v.trainer(t))
	if err := v.Retrain().Waive(ctx, v.trainer(t), c.ID, "ours"); c.Keeps || !fault.Is(err, fault.Forbidden) {
		t.Error("the vendor opened the client's gate:", err)
	}
	if c := v.case1(t, trainer); !c.Keeps {
		t.Error("the client's trainer keeps it")
	}
}
