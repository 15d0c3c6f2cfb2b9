package library

import (
	"context"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings"
)

func TestSetFacts_ManyCallsChangeAndOneUndoGivesThemBack(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 20)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{BusinessLines: []string{"电费电价"}}})
	s.markAll(true)
	ids := s.markedIDs()
	if len(ids) != 20 {
		t.Fatal(len(ids))
	}
	before := entries(t, o)
	s.setFacts(ids, recordings.Facts{BusinessLine: "咨询", Project: "12345"})
	changed := func() int {
		n, err := o.Store.Calls().Count(context.Background(), o.Town.Lead, recordings.Filter{BusinessLines: []string{"咨询"}, Projects: []string{"12345"}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := changed(); n != 20 || entries(t, o)-before != 20 {
		t.Fatalf("%d changed, %d rows in the audit log", n, entries(t, o)-before)
	}
	s.undo()
	if n := changed(); n != 0 || len(s.undos) != 0 {
		t.Fatalf("%d are still changed", n)
	}
	if n, err := o.Store.Calls().Count(context.Background(), o.Town.Lead, recordings.Filter{IDs: ids, BusinessLines: []string{"电费电价"}}); err != nil || n != 20 {
		t.Error(n, err)
	}
}

func TestSetFacts_ACallThatWasScoredKeepsItsAgentAndTheOthersChange(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 3)
	s := open(t, o, o.Town.Lead, desk.Route{})
	ids := []string{"many-00000", "no such call", "many-00001"}
	s.setFacts(ids, recordings.Facts{Queue: "夜班"})
	if len(s.undos) != 1 {
		t.Fatal("nothing to undo")
	}
	for _, id := range []string{"many-00000", "many-00001"} {
		if r, err := o.Store.Calls().Call(context.Background(), o.Town.Lead, id); err != nil || r.Queue != "夜班" {
			t.Error(r.Queue, err)
		}
	}
}

// entries counts the rows of the audit log.
func entries(t *testing.T, o *desktest.Office) int {
	t.Helper()
	rows, err := o.Store.Audit().Entries(context.Background(), o.Town.Admin, 0, 100000)
	if err != nil {
		t.Fatal(err)
	}
	return len(rows)
}
