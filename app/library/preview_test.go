package library

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings"
)

func TestPreview_ListensAtSpaceAndLeavesATraceOnlyThen(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Stereo.ID})
	if o.Sound.Source != nil {
		t.Error("choosing a call opens its recording")
	}
	desktest.Press(s, fyne.KeySpace)
	if !o.Sound.State.Playing || s.preview.button.Word != "暂停" {
		t.Errorf("playing: %v, button %q", o.Sound.State.Playing, s.preview.button.Word)
	}
	o.Sound.Pass(3 * time.Second)
	settle(s)
	if !strings.HasPrefix(s.preview.clock.Value, "00:03") {
		t.Errorf("the clock says %q", s.preview.clock.Value)
	}
	desktest.Press(s, fyne.KeySpace)
	if o.Sound.State.Playing {
		t.Error("Space doesn't pause")
	}
	s.table.Choose((s.table.Chosen() + 1) % s.rows.count)
	if o.Sound.Source != nil {
		t.Error("another call is shown and the one before stays loaded")
	}
}

func TestPreview_SaysWhyThereIsNoSound(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Broken.ID})
	if m := s.preview.missing(); !strings.Contains(m, "x.g729") {
		t.Errorf("said %q", m)
	}
	desktest.Press(s, fyne.KeySpace)
	if o.Sound.Source != nil || len(o.Failed) != 0 {
		t.Errorf("playing nothing: %v", o.Failed)
	}
}

func TestPreview_HitsStandAboveTheFactsAndTheBeginningBelowThem(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Stereo.ID})
	said, err := o.Store.Calls().Transcript(t.Context(), o.Town.Reviewer, o.Town.Stereo.ID)
	if err != nil || len(said) < 2 {
		t.Fatalf("%v, %v", said, err)
	}
	below := func(above, under string) bool {
		texts := strings.Split(desktest.Texts(s.preview.body), "\n")
		i, j := slices.Index(texts, above), slices.Index(texts, under)
		return i >= 0 && j > i
	}
	if !below("满意度", "通话开头") {
		t.Errorf("the beginning stands above the facts: %q", desktest.Texts(s.preview.body))
	}
	word := string([]rune(said[1].Text)[:2])
	s.search.SetText(word)
	s.searched()
	settle(s)
	s.preview.draw()
	if n := len(s.preview.hits); n == 0 || !below("命中 "+strconv.Itoa(n)+" 处", "满意度") {
		t.Errorf("%q is said, and not above the facts: %q", word, desktest.Texts(s.preview.body))
	}
	s.preview.hear(said[1])
	if st := o.Sound.State; !st.Playing || st.Position != said[1].Start {
		t.Errorf("a click on its time: %+v", st)
	}
}

func TestTalk_PicturesComeFromSpeechOrTranscripts(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, desk.Route{})
	if s.talk.images[o.Town.Stereo.ID] == nil {
		t.Error("a call with a transcript has no picture")
	}
	if !s.talk.known(o.Town.Silent.ID) || s.talk.image(o.Town.Silent.ID) != nil {
		t.Error("a call without sound has a picture")
	}
}

func TestMarks_FollowTheCallAndNotTheRow(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Swapped.ID})
	desktest.Press(s, fyne.KeyX)
	s.sorted(recordings.ByAgent, false)
	for i := range s.rows.count {
		if s.table.Marked(i) != (s.rows.at(i).ID == o.Town.Swapped.ID) {
			t.Errorf("row %d marked: %v", i, s.table.Marked(i))
		}
	}
	if s.marks.line.Hidden {
		t.Error("nothing says that a call is marked")
	}
	s.markAll(true)
	if len(s.marks.rows) != 6 || !s.table.AllMarked() {
		t.Errorf("%d marked", len(s.marks.rows))
	}
	s.dealMarked()
	ts, err := o.Store.Quality().Tasks(context.Background(), o.Town.Lead)
	if err != nil || len(ts) != 6 {
		t.Errorf("%d tasks, %v, %v", len(ts), err, o.Failed)
	}
}

func TestMarks_TheMenuShowsTheKeysOfTheScreen(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Swapped.ID})
	items := s.moreItems()
	for _, i := range items {
		same := func(a desk.Action) bool {
			key, ok := i.Shortcut.(*desktop.CustomShortcut)
			return ok && a.Label == i.Label && (a.Bare == key.KeyName && key.Modifier == 0 || a.Key == key.KeyName && a.Mod == key.Modifier)
		}
		if !slices.ContainsFunc(s.Actions(), same) {
			t.Errorf("%s shows no key that does it: %v", i.Label, i.Shortcut)
		}
	}
	if len(items) < 4 {
		t.Errorf("%d things can be done", len(items))
	}
}

func TestExport_WritesWhatWasFoundAsTableOfEitherKind(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{Satisfaction: []int{2}}})
	for _, name := range []string{"calls.xlsx", "calls.csv"} {
		path := filepath.Join(t.TempDir(), name)
		if !desktest.Shortcut(s, fyne.KeyE, ctrl) {
			t.Fatal("Ctrl E does nothing")
		}
		o.Answer(t, path)
		raw, err := os.ReadFile(path)
		if want := "table [2] " + name[6:]; err != nil || string(raw) != want {
			t.Errorf("%q, %v, want %q", raw, err, want)
		}
	}
	if o.Traced("exported") != 2 || len(o.Toasts) != 2 {
		t.Error("nothing says so")
	}
}

func TestLibrary_NewCallsAppearByThemselves(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	chosen := s.preview.row.ID
	many(t, o, 3)
	settle(s)
	if s.rows.count != 9 || s.preview.row.ID != chosen {
		t.Errorf("%d rows, the preview shows %s", s.rows.count, s.preview.row.ID)
	}
}

func TestLibrary_ColumnsAreChosenAndRemembered(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.toggleColumn("project")
	s.toggleColumn("talks")
	again := open(t, o, o.Town.Lead, desk.Route{})
	for i, c := range columns() {
		want := !c.usual
		if c.id == "project" || c.id == "talks" {
			want = !want
		}
		if again.table.Columns[i].Hide != want {
			t.Errorf("%s hidden: %v", c.id, !want)
		}
	}
}
