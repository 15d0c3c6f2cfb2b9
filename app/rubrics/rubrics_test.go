package rubrics

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/rubricfile"
)

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	d := o.As(by)
	o.Desk.Window = d.Window
	s := New(d, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 740)
	return s
}

func TestRubrics_TheLeadEditsTheNextVersionAndFindsTheDraftAgain(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Version})
	if !desktest.Press(s, fyne.KeyE) || len(o.Went) != 1 || o.Went[0].Place != desk.Editor {
		t.Fatal(o.Went, o.Failed)
	}
	draft := o.Went[0].ID
	if d := s.chosen().Draft(); d == nil || d.ID != draft || s.editWord() != "打开草稿" {
		t.Errorf("%+v %s", d, s.editWord())
	}
	desktest.Press(s, fyne.KeyE)
	if o.Went[1].ID != draft {
		t.Error("a second draft was begun")
	}
	desktest.Shortcut(s, fyne.KeyM, ctrl)
	if last := o.Went[2]; last.Place != desk.Compared || last.ID != draft || last.Beside != o.Town.Version {
		t.Errorf("%+v", last)
	}
}

func TestRubrics_AReviewerReadsAndChangesNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	if _, err := o.Revisions.Revise(t.Context(), o.Town.Lead, o.Town.Version); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Version})
	for _, key := range []fyne.KeyName{fyne.KeyN, fyne.KeyI, fyne.KeyReturn, fyne.KeyD} {
		if desktest.Shortcut(s, key, ctrl) {
			t.Errorf("a reviewer may press Ctrl %s", key)
		}
	}
	if s.version == nil || s.chosen().Draft() != nil {
		t.Error("the version is not shown, or the draft is")
	}
	s.edit()
	if len(o.Went) > 0 {
		t.Errorf("%+v", o.Went)
	}
}

func TestRubrics_ACopyIsARubricOfItsOwn(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Version})
	desktest.Shortcut(s, fyne.KeyD, ctrl)
	d, err := o.Revisions.Draft(t.Context(), o.Town.Lead, o.Went[0].ID)
	if err != nil || d.Version.RubricID == s.version.RubricID || d.Version.Number != 1 || !strings.Contains(d.Version.Title, s.version.Title) {
		t.Errorf("%+v %v", d.Version.Title, err)
	}
}

func TestRubrics_RetiringTakesARubricOutOfUse(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Version})
	s.retire(o.Town.Version)
	if h := s.head(); h.ID != o.Town.Version || h.State != qa.VersionRetired || len(o.Failed) > 0 {
		t.Errorf("%+v %v", h, o.Failed)
	}
}

func TestRubrics_AFileOpensAsADraftOfTheRubricWithItsTitle(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Version})
	path := filepath.Join(t.TempDir(), "x.rubric.yaml")
	v := *s.version
	v.Sections = v.Sections[:2]
	if err := os.WriteFile(path, rubricfile.Write(&v), 0o600); err != nil {
		t.Fatal(err)
	}
	s.importFile(path, func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	d, err := o.Revisions.Draft(t.Context(), o.Town.Lead, o.Went[0].ID)
	if err != nil || d.Version.RubricID != v.RubricID || d.Version.Number != 2 || len(d.Version.Sections) != 2 {
		t.Errorf("%+v %v", d, err)
	}
	s.importFile(path, func(err error) {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("a second draft: %v", err)
		}
	})
	if err := os.WriteFile(path, []byte("title: T\nx: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.importFile(path, func(err error) {
		if !strings.Contains(fault.Sentence(err), "line 2, x") {
			t.Errorf("a broken file: %v", err)
		}
	})
}

func TestRubrics_AnOlderVersionCanBeRead(t *testing.T) {
	o := desktest.NewOffice(t)
	old, err := o.Quality.Version(t.Context(), o.Town.Lead, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	next := old
	next.Title = "新版"
	if _, err := o.Quality.Publish(t.Context(), o.Town.Lead, next); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Version})
	if s.version == nil || s.version.Number != 1 || s.version.Title == "新版" {
		t.Errorf("%+v", s.version)
	}
}
