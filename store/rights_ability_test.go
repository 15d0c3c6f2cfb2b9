package store_test

import (
	"reflect"
	"testing"

	"shifu/training/ability"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[ability.Keeper](), reflect.TypeFor[ability.Care]())
	fitting = append(fitting, func(v *crowd) any { return v.Ability() })
	settlers = append(settlers, (*crowd).careful)
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[ability.Post](): ability.Post{ID: []string{id, ""}[variant%2], OrganisationID: f.orgs[variant%2], Name: "X", Use: ability.Reserve, Months: 1},
		}
	})
}

// careful gives the other vendor a post, and its agent a note that was sent.
func (v *crowd) careful(t *testing.T) {
	k := v.Ability()
	post := must[string](t)(k.SavePost(ctx, v.lead, ability.Post{OrganisationID: v.other, Name: "secret", Use: ability.Reserve, Months: 3}))
	id := must[string](t)(k.Report(ctx, v.foreign, v.others))
	if err := k.Tell(ctx, v.foreign, id, "secret"); err != nil {
		t.Fatal(err)
	}
	v.drafts = append(v.drafts, post, id)
}
