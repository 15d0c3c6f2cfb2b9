package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentor"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[contract.Keeper](), reflect.TypeFor[mentor.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Pairs() })
	settlers = append(settlers, (*crowd).paired)
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[contract.Find]():  []contract.Find{{PersonID: id}, {Open: true}, {PersonID: f.persons[variant%2]}, {}}[variant],
			reflect.TypeFor[contract.Terms](): terms(),
			reflect.TypeFor[mentor.Round]():   mentor.Round{ID: []string{id, ""}[variant%2], Name: "X", Method: mentor.Total, Rules: mentor.StandardRules(), Mentees: []mentor.Person{{ID: f.persons[0]}}},
		}
	})
}

// paired gives the other vendor a pair with a contract in force and an objection.
func (v *crowd) paired(t *testing.T) {
	o := v.pairOf(t, v.other, v.foreign)
	v.sealed(t, o)
	if err := v.Pairs().Object(ctx, o.mentee, o.id, "secret"); err != nil {
		t.Fatal(err)
	}
	r := must[mentor.Round](t)(v.Pairs().SaveRound(ctx, o.coordinator, mentor.Round{Name: "secret", Method: mentor.Total, Rules: mentor.StandardRules(), Mentors: []mentor.Person{{ID: o.mentor.PersonID}}}))
	v.drafts = append(v.drafts, o.id, r.ID)
}

func TestPairs_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	k := v.Pairs()
	for name, err := range map[string]error{
		"a mentee pairs":       second(k.MakePair(ctx, o.mentee, o.mentor.PersonID, v.mate.PersonID)),
		"a mentor pairs":       second(k.MakePair(ctx, o.mentor, o.mentor.PersonID, v.mate.PersonID)),
		"a mentee writes":      second(k.Write(ctx, o.mentee, o.id, 1, terms())),
		"a mentor breaks off":  k.Break(ctx, o.mentor, o.id, "x"),
		"a mentee answers":     k.Answer(ctx, o.mentee, o.id, "x", true),
		"a supervisor breaks":  k.Break(ctx, v.person(t, v.acme, "", "super2", people.Supervisor), o.id, "x"),
		"a supervisor answers": k.Answer(ctx, v.person(t, v.acme, "", "super3", people.Supervisor), o.id, "x", false),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, by := range map[string]people.Actor{"a mate": v.mate, "another vendor": v.foreign, "another vendor's trainer": v.person(t, v.other, "", "ot", people.Trainer)} {
		if _, err := k.Pair(ctx, by, o.id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sees the pair: %v", name, err)
		}
	}
}
