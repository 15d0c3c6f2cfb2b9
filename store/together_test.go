package store_test

import (
	"fmt"
	"sync"
	"testing"

	"shifu/internal/people"
	"shifu/recordings"
)

func TestWorkspace_ManyAtOnceReadAndWrite(t *testing.T) {
	v := newTown(t)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for j := range 5 {
				added, err := v.Calls().Add(ctx, people.Program(), []recordings.Call{{ExternalID: fmt.Sprintf("%d-%d", i, j), Title: "停电"}})
				if err != nil || !added[0] {
					t.Error(added, err)
				}
			}
		})
		all.Go(func() {
			for range 10 {
				f := recordings.Filter{Text: "停电"}
				n, err := v.Calls().Count(ctx, v.lead, f)
				rows, listErr := v.Calls().List(ctx, v.lead, f, recordings.Order{By: recordings.ByDuration}, 0, 100)
				if err != nil || listErr != nil || len(rows) < n {
					t.Error(n, len(rows), err, listErr)
				}
			}
		})
	}
	all.Wait()
	if n, err := v.Calls().Count(ctx, v.lead, recordings.Filter{}); err != nil || n != 24 {
		t.Error(n, err)
	}
	if got, err := v.Audit().Verify(ctx, ""); err != nil || !got.Sound() {
		t.Error(got, err)
	}
}
