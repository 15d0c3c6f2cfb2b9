package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/routing/lab"
)

func TestLab_AScenarioThatChangedMeanwhileIsNotOverwritten(t *testing.T) {
	v := newTown(t)
	k := v.Lab()
	first := must[lab.Scenario](t)(k.Save(ctx, v.lead, lab.Scenario{Name: " storm ", Note: "n", Text: oneQueue}))
	if first.Name != "storm" || first.Revision != 1 || first.ChangedBy != v.lead.Name || !first.ChangedAt.Equal(v.clock.at) {
		t.Fatalf("%+v", first)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	second := first
	second.Note = "two"
	if second = must[lab.Scenario](t)(k.Save(ctx, v.admin, second)); second.Revision != 2 || second.ChangedBy != v.admin.Name {
		t.Errorf("%+v", second)
	}
	if _, err := k.Save(ctx, v.lead, first); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	if all := must[[]lab.Scenario](t)(k.Scenarios(ctx, v.lead)); len(all) != 1 || all[0] != second {
		t.Errorf("%+v", all)
	}
	if _, err := k.Save(ctx, v.lead, lab.Scenario{Name: "x", Text: "types: 1"}); !fault.Is(err, fault.Invalid) {
		t.Error("a broken text is kept:", err)
	}
}

func TestLab_ARemovedScenarioComesBackWithItsStudies(t *testing.T) {
	v := newTown(t)
	k := v.Lab()
	s := must[lab.Scenario](t)(k.Save(ctx, v.lead, lab.Scenario{Name: "a", Text: oneQueue}))
	id := must[string](t)(k.KeepStudy(ctx, v.lead, lab.Study{ScenarioID: s.ID, Revision: 1, Kind: lab.Policies, Name: "n", Result: []byte(`{"a":1}`)}))
	if err := k.Remove(ctx, v.lead, s.ID); err != nil {
		t.Fatal(err)
	}
	if all := must[[]lab.Scenario](t)(k.Scenarios(ctx, v.lead)); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	if _, err := k.Save(ctx, v.lead, s); !fault.Is(err, fault.Conflict) {
		t.Error("a removed scenario is changed:", err)
	}
	if err := k.Restore(ctx, v.lead, s.ID); err != nil {
		t.Fatal(err)
	}
	all := must[[]lab.Study](t)(k.Studies(ctx, v.lead, s.ID))
	if len(all) != 1 || all[0].ID != id || string(all[0].Result) != `{"a":1}` || all[0].MadeBy != v.lead.Name || all[0].Kind != lab.Policies {
		t.Errorf("%+v", all)
	}
}

func TestLab_AVendorUsesTheClientsScenariosAndChangesItsOwn(t *testing.T) {
	v := newTown(t)
	k := v.Lab()
	super := v.person(t, v.acme, v.teamA, "super", people.Supervisor)
	ours := must[lab.Scenario](t)(k.Save(ctx, v.lead, lab.Scenario{Name: "of the client", Text: oneQueue}))
	own := must[lab.Scenario](t)(k.Save(ctx, super, lab.Scenario{Name: "of the vendor", Text: oneQueue}))
	if all := must[[]lab.Scenario](t)(k.Scenarios(ctx, super)); len(all) != 2 {
		t.Errorf("%+v", all)
	}
	if _, err := k.Save(ctx, super, ours); !fault.Is(err, fault.Forbidden) {
		t.Error("the client's is changed:", err)
	}
	if err := k.Remove(ctx, super, ours.ID); !fault.Is(err, fault.Forbidden) {
		t.Error("the client's is removed:", err)
	}
	if _, err := k.Save(ctx, super, own); err != nil {
		t.Error(err)
	}
	if _, err := k.KeepStudy(ctx, super, lab.Study{ScenarioID: ours.ID, Kind: lab.OneRun, Result: []byte("{}")}); err != nil {
		t.Error("a result with the client's scenario:", err)
	}
}
