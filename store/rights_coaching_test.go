package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/coaching"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[coaching.Keeper](), reflect.TypeFor[coaching.Figures]())
	fitting = append(fitting, func(v *crowd) any { return v.Coaching() })
	settlers = append(settlers, (*crowd).coached)
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[coaching.Find]():  []coaching.Find{{}, {PersonID: id}, {EvaluationID: id}, {TeamID: f.teams[0]}}[variant],
			reflect.TypeFor[coaching.Group](): []coaching.Group{{PersonID: id}, {TeamID: id}, {OrganisationID: f.orgs[0]}, {PersonID: f.persons[0]}}[variant],
			reflect.TypeFor[coaching.Plan]():  coaching.Plan{ID: []string{id, ""}[variant%2], PersonID: f.persons[variant%2], Expected: "X", Practice: "X", EvaluationIDs: []string{id}},
		}
	})
}

// coached gives the other vendor a plan that was begun.
func (v *crowd) coached(t *testing.T) {
	boss := v.person(t, v.other, v.teamO, "otherboss", people.Supervisor)
	id := must[string](t)(v.Coaching().Save(ctx, boss, v.coaching(v.foreign.PersonID)))
	if err := v.Coaching().Hold(ctx, boss, id, v.clock.at, "secret"); err != nil {
		t.Fatal(err)
	}
	v.drafts = append(v.drafts, id)
}

// coaching is a plan for somebody on the first question.
func (v *town) coaching(personID string) coaching.Plan {
	version, err := v.Quality().Version(ctx, people.Program(), v.version)
	if err != nil {
		panic(err)
	}
	ref := ""
	for _, q := range version.All {
		if ref == "" {
			ref = q.Ref
		}
	}
	return coaching.Plan{PersonID: personID, Expected: "先报工号", Practice: "对练三次",
		Goal: coaching.Goal{RubricID: version.RubricID, Ref: ref, Target: 1, By: v.clock.at.AddDate(0, 1, 0)}}
}

func TestCoaching_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	k := v.Coaching()
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	id := must[string](t)(k.Save(ctx, boss, v.coaching(v.agent.PersonID)))
	for name, err := range map[string]error{
		"an agent plans":         second(k.Save(ctx, v.agent, v.coaching(v.mate.PersonID))),
		"an agent holds":         k.Hold(ctx, v.agent, id, v.clock.at, "x"),
		"a reviewer arranges":    k.Arrange(ctx, v.vendorRev, id, v.clock.at.Add(time.Hour)),
		"a reviewer follows up":  k.Follow(ctx, v.vendorRev, id),
		"a reviewer closes":      k.Close(ctx, v.vendorRev, id, true, "x"),
		"a reviewer's priority":  second(k.Priorities(ctx, v.vendorRev, coaching.Group{}, v.clock.at)),
		"a reviewer's baselines": second(k.Baseline(ctx, v.vendorRev, v.agent.PersonID, "r", "1")),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, by := range map[string]people.Actor{"a mate": v.mate, "another vendor": v.foreign, "a reviewer": v.vendorRev} {
		if err := second(k.Plan(ctx, by, id)); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the plan: %v", name, err)
		}
		if err := k.Acknowledge(ctx, by, id, "x"); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s acknowledges it: %v", name, err)
		}
	}
	if err := k.Acknowledge(ctx, v.agent, id, "好的"); err != nil {
		t.Error(err)
	}
	if err := k.Acknowledge(ctx, boss, id, "x"); !fault.Is(err, fault.NotFound) {
		t.Error("the coach acknowledged for the agent:", err)
	}
	if err := second(k.Save(ctx, boss, v.coaching(boss.PersonID))); !fault.Is(err, fault.Invalid) {
		t.Error("coached themselves:", err)
	}
	if err := second(k.Save(ctx, boss, v.coaching(v.foreign.PersonID))); !fault.Is(err, fault.NotFound) {
		t.Error("coached another vendor's agent:", err)
	}
}
