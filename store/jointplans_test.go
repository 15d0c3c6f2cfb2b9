package store_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/jointplan"
)

func planOf(vendor string) jointplan.Plan {
	return jointplan.Plan{OrganisationID: vendor, Month: "2026-03", Items: []jointplan.Item{
		{Layer: jointplan.Vendor, Kind: jointplan.Course, Title: "Tariffs", Trainer: "Wen", Begins: "2026-03-04", Days: 2, People: 6}}}
}

func TestJointPlan_BothPartiesSignAndAChangeNeedsThemAgain(t *testing.T) {
	v := newTown(t)
	k := v.JointPlans()
	trainer := v.person(t, v.client, "", "trainer", people.Trainer)
	super := v.person(t, v.acme, v.teamA, "super", people.Supervisor)
	for _, a := range []people.Actor{trainer, super} {
		if err := v.People().SetPassword(ctx, people.Program(), a.PersonID, "", "a long password"); err != nil {
			t.Fatal(err)
		}
	}
	p := must[jointplan.Plan](t)(k.SavePlan(ctx, trainer, planOf(v.acme)))
	if p.Number != 1 || p.Organisation != "Acme" || p.Items[0].ID == "" {
		t.Fatalf("%+v", p)
	}
	for name, c := range map[string]struct {
		by             people.Actor
		number         int
		name, password string
		kind           fault.Kind
	}{
		"wrong password": {super, 1, super.Name, "another password", fault.Forbidden},
		"wrong name":     {super, 1, "Somebody", "a long password", fault.Invalid},
		"old version":    {super, 7, super.Name, "a long password", fault.Conflict},
		"an agent":       {v.agent, 1, v.agent.Name, "a long password", fault.Forbidden},
	} {
		if err := k.Sign(ctx, c.by, p.ID, c.number, c.name, c.password); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, a := range []people.Actor{trainer, super} {
		if err := k.Sign(ctx, a, p.ID, 1, a.Name, "a long password"); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Sign(ctx, super, p.ID, 1, super.Name, "a long password"); !fault.Is(err, fault.Conflict) {
		t.Error("signed twice", err)
	}
	if p = must[[]jointplan.Plan](t)(k.Plans(ctx, super))[0]; !p.Signed() {
		t.Fatalf("%+v", p)
	}
	if err := k.Note(ctx, trainer, p.ID, jointplan.Done{ItemID: p.Items[0].ID, Days: 1, People: 5}); err != nil {
		t.Fatal(err)
	}
	p = must[[]jointplan.Plan](t)(k.Plans(ctx, super))[0]
	if d, ok := p.Of(p.Items[0].ID); !ok || d.Days != 1 || d.By != trainer.Name || !p.Signed() {
		t.Errorf("%+v", p)
	}
	p.Items[0].Days = 3
	if p = must[jointplan.Plan](t)(k.SavePlan(ctx, trainer, p)); p.Number != 2 || p.Signed() || len(p.Missing()) != 2 {
		t.Errorf("a changed plan is still signed: %+v", p)
	}
	p.Number = 1
	if _, err := k.SavePlan(ctx, trainer, p); !fault.Is(err, fault.Conflict) {
		t.Error("somebody's change was overwritten", err)
	}
	all := must[[]jointplan.Plan](t)(k.Versions(ctx, super, p.ID))
	if len(all) != 2 || all[0].Number != 2 || !all[1].Signed() || all[1].Items[0].Days != 2 {
		t.Errorf("what was signed is gone: %+v", all)
	}
}

func TestJointPlan_OneForAVendorAndAMonth(t *testing.T) {
	v := newTown(t)
	trainer := v.person(t, v.client, "", "trainer", people.Trainer)
	must[jointplan.Plan](t)(v.JointPlans().SavePlan(ctx, trainer, planOf(v.acme)))
	for name, c := range map[string]struct {
		p    jointplan.Plan
		kind fault.Kind
	}{"the same month": {planOf(v.acme), fault.Conflict}, "the client itself": {planOf(v.client), fault.NotFound}, "nothing in it": {jointplan.Plan{OrganisationID: v.acme, Month: "2026-04"}, fault.Invalid}} {
		if _, err := v.JointPlans().SavePlan(ctx, trainer, c.p); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := v.JointPlans().Note(ctx, trainer, must[[]jointplan.Plan](t)(v.JointPlans().Plans(ctx, trainer))[0].ID, jointplan.Done{ItemID: "none"}); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := v.JointPlans().Plans(ctx, v.agent); !fault.Is(err, fault.Forbidden) {
		t.Error("an agent reads plans", err)
	}
}
