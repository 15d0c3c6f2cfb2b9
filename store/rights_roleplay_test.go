package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/roleplay"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[roleplay.Player](), reflect.TypeFor[roleplay.Keeper](), reflect.TypeFor[roleplay.Author]())
	fitting = append(fitting, func(v *crowd) any { return v.RolePlays() })
	foreigns, settlers = append(foreigns, roleplayArguments), append(settlers, (*crowd).rehearsed)
}

// roleplayArguments are the foreign values of the methods that keep role-plays.
func roleplayArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[roleplay.Start]():  roleplay.Start{ScenarioID: id, Level: roleplay.Hints},
		reflect.TypeFor[roleplay.Move]():   roleplay.Move{Kind: roleplay.Say, Text: "x"},
		reflect.TypeFor[roleplay.Find]():   []roleplay.Find{{PersonID: f.persons[variant%2]}, {ScenarioID: id}, {Skill: id}, {Over: true}}[variant],
		reflect.TypeFor[roleplay.Review](): roleplay.Review{VersionID: f.versions[0], Answers: qa.Answers{}},
	}
}

// rehearsed gives the other vendor's agent two attempts, one of them over.
func (v *crowd) rehearsed(t *testing.T) {
	for range 2 {
		a := must[roleplay.Attempt](t)(v.RolePlays().Begin(ctx, v.foreign, roleplay.Start{ScenarioID: "fault-wire-down", Level: roleplay.Hints}))
		v.drafts = append(v.drafts, a.ID)
	}
	must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.foreign, v.drafts[len(v.drafts)-1], roleplay.Move{Kind: roleplay.Leave}))
}

func TestRolePlay_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	k := v.RolePlays()
	a := must[roleplay.Attempt](t)(k.Begin(ctx, v.agent, roleplay.Start{ScenarioID: "fault-wire-down", Level: roleplay.Hints, Language: words.Chinese}))
	over := must[roleplay.Attempt](t)(k.Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Leave}))
	file := ownScenario(t, "own-wire")
	for name, err := range map[string]error{
		"a reviewer plays":       second(k.Begin(ctx, v.rev, roleplay.Start{ScenarioID: "fault-wire-down", Level: roleplay.Hints})),
		"an agent brings":        second(k.Bring(ctx, v.agent, "x", file)),
		"an agent retires":       k.Retire(ctx, v.agent, "own-wire"),
		"an agent reviews":       k.Judge(ctx, v.mate, over.ID, roleplay.Review{VersionID: v.version}),
		"a supervisor looks for": second(k.Offers(ctx, v.rev)),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"a mate reads":           second(k.Attempt(ctx, v.mate, a.ID)),
		"a mate answers":         second(k.Move(ctx, v.mate, a.ID, roleplay.Move{Kind: roleplay.Say, Text: "x"})),
		"a mate plays it again":  second(k.Again(ctx, v.mate, a.ID, 0)),
		"another vendor reviews": k.Judge(ctx, v.foreignRev, a.ID, roleplay.Review{VersionID: v.version}),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	trainer := v.person(t, v.acme, "", "keepsroles", people.Trainer, people.Agent)
	own := must[roleplay.Attempt](t)(k.Begin(ctx, trainer, roleplay.Start{ScenarioID: "fault-wire-down", Level: roleplay.Hints}))
	must[roleplay.Attempt](t)(k.Move(ctx, trainer, own.ID, roleplay.Move{Kind: roleplay.Leave}))
	if err := k.Judge(ctx, trainer, own.ID, roleplay.Review{VersionID: v.version}); !fault.Is(err, fault.Forbidden) {
		t.Error("somebody reviews themselves:", err)
	}
}
