package store_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/qa"
)

func TestTakeBack_OnlyWhatNobodyBegan(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	task := func(call string) qa.Task {
		return qa.Task{CallID: call, VersionID: v.version, ReviewerID: v.rev.PersonID}
	}
	ids := must[[]string](t)(q.Deal(ctx, v.lead, []qa.Task{task(v.own), task(v.mates)}))
	if err := q.TakeBack(ctx, v.rev, ids[:1]); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a reviewer takes back: %v", err)
	}
	v.scored(t, v.rev, v.mates)
	if err := q.TakeBack(ctx, v.lead, ids); !fault.Is(err, fault.Conflict) {
		t.Errorf("a scored one was taken back: %v", err)
	}
	if ts := must[[]qa.Task](t)(q.Tasks(ctx, v.rev)); len(ts) != 1 || ts[0].ID != ids[0] {
		t.Fatalf("all or none: %+v", ts)
	}
	if err := q.TakeBack(ctx, v.lead, ids[:1]); err != nil {
		t.Fatal(err)
	}
	if ts := must[[]qa.Task](t)(q.Tasks(ctx, v.rev)); len(ts) != 0 || v.traces(t, "take back", ids[0]) != 1 {
		t.Errorf("%+v are left", ts)
	}
	if err := q.TakeBack(ctx, v.lead, ids[:1]); !fault.Is(err, fault.NotFound) {
		t.Errorf("taken back twice: %v", err)
	}
}
