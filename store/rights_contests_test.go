package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[contest.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Contests() })
	settlers = append(settlers, (*crowd).contested)
	foreigns = append(foreigns, contestArguments)
}

// contestArguments are the foreign values of the methods that keep contests.
func contestArguments(f foreignIDs, _ string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[contest.Rule]():    weekly(f.orgs[variant%2]),
		reflect.TypeFor[indicators.Date](): week.Add(0, 0, 7),
	}
}

// contested gives the other vendor a contest.
func (v *crowd) contested(t *testing.T) {
	v.drafts = append(v.drafts, must[string](t)(v.Contests().Save(ctx, v.lead, "", weekly(v.other), week)))
}

func TestContests_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v, id := raced(t)
	k := v.Contests()
	for name, err := range map[string]error{
		"saves":               second(k.Save(ctx, v.agent, "", weekly(v.acme), week)),
		"follows":             second(k.Follow(ctx, v.agent, id)),
		"withdraws":           k.Withdraw(ctx, v.agent, id),
		"freezes":             second(k.Freeze(ctx, v.agent, id)),
		"decides":             k.Decide(ctx, v.agent, id, true, "x"),
		"freezes that of all": second(k.Freeze(ctx, v.vendorAdmin, id)),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
