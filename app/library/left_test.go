package library

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings"
)

func TestLeft_SearchConditionsScrollChoiceMarksAndUndoAreFoundAgain(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 3000)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.askFor(question{Filter: recordings.Filter{BusinessLines: []string{"电费电价"}}})
	s.search.SetText("M-1")
	s.searched()
	s.table.Choose(420)
	settle(s)
	s.toggleMark()
	s.tag([]string{"many-00001"}, recordings.Tagging{Add: []string{"x"}})
	s.toggleMark()
	chosen := s.preview.row.ID
	first, _ := s.table.List().InView()
	r := s.Here()
	s.Close()
	again := open(t, o, o.Town.Lead, r)
	if again.search.Text() != "M-1" || len(chips(again)) != 1 || again.rows.count != 1111 {
		t.Errorf("it asks for %q, %v and finds %d", again.search.Text(), chips(again), again.rows.count)
	}
	now, _ := again.table.List().InView()
	if chosen == "" || again.preview.row.ID != chosen || again.table.Chosen() != 420 || now < first-1 || now > first+1 {
		t.Errorf("%q is chosen at %d from %d on, was %q from %d on", again.preview.row.ID, again.table.Chosen(), now, chosen, first)
	}
	if len(again.marks.rows) != 1 || !again.marks.has(chosen) {
		t.Errorf("%d are marked", len(again.marks.rows))
	}
	if !desktest.Shortcut(again, fyne.KeyZ, ctrl) {
		t.Fatal("nothing can be undone")
	}
	if n, err := o.Store.Calls().Count(t.Context(), o.Town.Lead, recordings.Filter{Tags: []string{"x"}}); err != nil || n != 0 {
		t.Errorf("%d are tagged after the undo, %v", n, err)
	}
}

func TestLeft_TheChosenLineOfWhatWasSaidIsFoundAgain(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{Listen: true, Filter: recordings.Filter{Said: "电"}})
	if len(s.said.lines) < 2 {
		t.Skip("the town says too little")
	}
	s.said.table.Choose(1)
	r := s.Here()
	s.Close()
	again := open(t, o, o.Town.Lead, r)
	if !again.said.on || again.said.table.Chosen() != 1 || again.search.Text() != "电" {
		t.Errorf("line %d of %q", again.said.table.Chosen(), again.search.Text())
	}
}
