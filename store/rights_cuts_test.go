package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/training/exam/cut"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[cut.Keeper](), reflect.TypeFor[cut.Panel]())
}

func TestCuts_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	by := v.judges(t)
	study := must[string](t)(v.Cuts().Begin(ctx, v.trainer(t), id, ids(by), time.Time{}))
	for name, err := range map[string]error{
		"a judge lists":   second(v.Cuts().Studies(ctx, by[0], id)),
		"a judge begins":  second(v.Cuts().Begin(ctx, by[0], id, ids(by), time.Time{})),
		"a judge ends":    v.Cuts().Advance(ctx, by[0], study),
		"a judge applies": v.Cuts().Apply(ctx, by[0], study, .5, "x"),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := v.Cuts().Finish(ctx, v.trainer(t), study, expects); !fault.Is(err, fault.NotFound) {
		t.Error("the trainer rates without a seat:", err)
	}
}
