package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[duty.Worker](), reflect.TypeFor[duty.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Duties() })
	foreigns, settlers = append(foreigns, dutyArguments), append(settlers, (*crowd).onDuty)
}

// dutyArguments are the foreign values of the methods that keep shifts of calls.
func dutyArguments(_ foreignIDs, id string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[duty.Start](): duty.Start{PlanID: id, Level: roleplay.Hints},
		reflect.TypeFor[duty.Act]():   duty.Act{Kind: []duty.Kind{duty.Ready, duty.Busy, duty.Done, duty.End}[variant], Text: duty.Break},
	}
}

// onDuty gives the other vendor's agent a shift.
func (v *crowd) onDuty(t *testing.T) {
	s := must[duty.Shift](t)(v.Duties().Open(ctx, v.foreign, duty.Start{PlanID: "day", Level: roleplay.Hints}))
	v.drafts = append(v.drafts, s.ID)
}

func TestDuty_AShiftIsOnesOwnAndReadInScopeOnly(t *testing.T) {
	v := newTown(t)
	k := v.Duties()
	s := must[duty.Shift](t)(k.Open(ctx, v.agent, duty.Start{PlanID: "day", Level: roleplay.Hints}))
	if _, err := k.Open(ctx, v.rev, duty.Start{PlanID: "day", Level: roleplay.Hints}); !fault.Is(err, fault.Forbidden) {
		t.Error("a reviewer works a shift:", err)
	}
	for name, err := range map[string]error{
		"a mate reads":         second(k.Shift(ctx, v.mate, s.ID)),
		"a mate is ready":      second(k.Act(ctx, v.mate, s.ID, duty.Act{Kind: duty.Ready})),
		"another vendor reads": second(k.Shift(ctx, v.foreignRev, s.ID)),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all := must[[]duty.Shift](t)(k.Shifts(ctx, v.mate)); len(all) != 0 {
		t.Errorf("a mate lists %+v", all)
	}
	if got := must[duty.Shift](t)(k.Shift(ctx, v.lead, s.ID)); got.Person == "" {
		t.Errorf("%+v", got)
	}
}
