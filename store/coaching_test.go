package store_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/coaching"
)

// scoredWith is an ordinary released evaluation of a new call of an agent's in
// which one question gets an option, all others the first.
func (v *town) scoredWith(t *testing.T, agent people.Actor, title, ref string, option int) string {
	t.Helper()
	a := v.full(t)
	a[ref] = qa.Choose(option)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.call(t, agent, title), VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = a
	if e, err = v.Quality().SaveDraft(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Quality().Submit(ctx, v.rev, e.ID); err != nil {
		t.Fatal(err)
	}
	return e.ID
}
