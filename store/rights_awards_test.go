package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/training/award"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[award.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Awards() })
	settlers = append(settlers, func(v *crowd, t *testing.T) {
		v.drafts = append(v.drafts, must[string](t)(v.Awards().SaveAward(ctx, v.lead, "", bestPair(v.other))))
	})
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[award.Rule]():   bestPair(f.orgs[variant%2]),
			reflect.TypeFor[award.Ballot](): award.Ballot{Pairs: []string{id}},
		}
	})
}

func TestAwards_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := elect(t, nil)
	k := v.Awards()
	for name, err := range map[string]error{
		"saves":     second(k.SaveAward(ctx, v.agent, "", bestPair(v.acme))),
		"examines":  k.Examine(ctx, v.agent, v.id, "", ""),
		"lists":     second(k.Exams(ctx, v.agent)),
		"opens":     k.OpenVote(ctx, v.agent, v.id, v.clock.at.AddDate(0, 0, 3)),
		"publishes": second(k.Publish(ctx, v.agent, v.id)),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
