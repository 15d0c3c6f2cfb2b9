package library

import (
	"context"
	"strings"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings"
	"shifu/recordings/speech"
	"shifu/recordings/track"
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

// chosenAll opens the library as a lead with n calls marked.
func chosenAll(t *testing.T, n int) (*desktest.Office, *Screen, []string) {
	t.Helper()
	o := desktest.NewOffice(t)
	many(t, o, n)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{BusinessLines: []string{"电费电价"}}})
	s.markAll(true)
	return o, s, s.markedIDs()
}

func TestTag_ManyCallsAndOneUndoLeavesWhatWasThereBefore(t *testing.T) {
	o, s, ids := chosenAll(t, 5)
	if _, err := o.Store.Calls().Tag(context.Background(), o.Town.Lead, ids[0], recordings.Tagging{Add: []string{"待讨论"}}); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		n, err := o.Store.Calls().Count(context.Background(), o.Town.Lead, recordings.Filter{Tags: []string{"待讨论"}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	s.tag(ids, recordings.Tagging{Add: []string{"待讨论"}})
	if n := count(); n != 5 || len(s.names.tags) != 1 {
		t.Fatalf("%d calls are tagged, %v can be chosen", n, s.names.tags)
	}
	s.undo()
	if n := count(); n != 1 {
		t.Errorf("undone, %d calls are tagged", n)
	}
}

func TestDeal_UndoTakesBackWhatNobodyBegan(t *testing.T) {
	o, s, ids := chosenAll(t, 4)
	open := func() int {
		ts, err := o.Store.Quality().Tasks(context.Background(), o.Town.Lead)
		if err != nil {
			t.Fatal(err)
		}
		return len(ts)
	}
	before := open()
	s.dealMarked()
	if open()-before != len(ids) {
		t.Fatalf("%d tasks more", open()-before)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if open() != before || len(s.undos) != 0 {
		t.Errorf("undone, %d tasks are left, and %d acts to undo", open()-before, len(s.undos))
	}
}

func TestHold_IsUndoneByTheKeyAndLiftedCallByCall(t *testing.T) {
	o, s, ids := chosenAll(t, 4)
	ctx := context.Background()
	holding := func() (n int) {
		holds, err := o.Store.Retention().Holds(ctx, o.Town.Lead)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range holds {
			if h.LiftedAt.IsZero() {
				n += h.Calls
			}
		}
		return n
	}
	s.holdMarked()
	o.Answer(t, "案件七")
	if holding() != len(ids) {
		t.Fatalf("%d calls are held", holding())
	}
	s.undo()
	if holding() != 0 {
		t.Fatalf("undone, %d calls are held", holding())
	}
	if _, err := o.Store.Retention().Hold(ctx, o.Town.Lead, "案件八", ids[:3]); err != nil {
		t.Fatal(err)
	}
	s.release(ids, "结案")
	if holding() != 0 || !strings.Contains(o.Toasts[len(o.Toasts)-1].Text, "1 ") {
		t.Errorf("%d calls are held; it says %q", holding(), o.Toasts[len(o.Toasts)-1].Text)
	}
	s.undo()
	if holding() != 3 {
		t.Errorf("undone, %d calls are held", holding())
	}
}

func TestAnalyse_SpeechIsFoundAnewAndUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	ctx, by := context.Background(), o.Town.Lead
	derived := func() speech.Activity {
		a, err := speech.Recall(must(o.Store.Calls().Derived(ctx, by, o.Town.Stereo.ID, speech.Kind))(t))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	kept := track.Kept{Calls: o.Store.Calls(), Shelf: o.Store.Shelf()}
	if err := track.Prepare(ctx, by, kept, o.Town.Stereo); err != nil {
		t.Fatal(err)
	}
	now := derived()
	old := now
	old.Version = 0
	must(o.Store.Spans().Detected(ctx, by, o.Town.Stereo.ID, old))(t)
	s.marks.set(recordings.Row{Call: o.Town.Stereo}, true)
	s.analyse()
	if derived().Version != now.Version {
		t.Fatalf("version %d stays", derived().Version)
	}
	s.undo()
	if derived().Version != 0 {
		t.Error("it isn't undone")
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
