package scores

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func submit(t *testing.T, o *desktest.Office, call string) qa.Evaluation {
	t.Helper()
	k := o.Store.Quality()
	v, err := k.Version(t.Context(), o.Town.Reviewer, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.Begin(t.Context(), o.Town.Reviewer, qa.Start{CallID: call, VersionID: v.ID})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{}
	for _, q := range v.All {
		e.Answers[q.Ref] = qa.Answer{Options: []int{0}, Comment: "说明", Moments: []qa.Moment{{At: time.Second, Note: "这里"}}}
	}
	if e, err = k.Submit(t.Context(), o.Town.Reviewer, e); err != nil {
		t.Fatal(err)
	}
	return e
}

func advance(t *testing.T, o *desktest.Office, id string, to qa.State) {
	t.Helper()
	if _, err := o.Store.Quality().Advance(t.Context(), o.Town.Lead, id, to, "x"); err != nil {
		t.Fatal(err)
	}
}

func TestScores_LeadReleasesWhatIsMarked(t *testing.T) {
	o := desktest.NewOffice(t)
	a, b := submit(t, o, o.Town.Stereo.ID), submit(t, o, o.Town.Mono.ID)
	submit(t, o, o.Town.Swapped.ID)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{States: []string{"submitted"}}})
	if len(s.shown) != 3 {
		t.Fatalf("%d rows", len(s.shown))
	}
	for i, e := range s.shown {
		if e.ID == a.ID || e.ID == b.ID {
			s.mark(i, true)
		}
	}
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) {
		t.Fatal("Ctrl Enter does nothing")
	}
	o.Answer(t, "")
	for _, id := range []string{a.ID, b.ID} {
		if e, _ := o.Store.Quality().Evaluation(t.Context(), o.Town.Lead, id); e.State != qa.Released {
			t.Errorf("%s is %s", id, e.State)
		}
	}
	if len(s.shown) != 1 || len(s.marked) != 0 || len(o.Toasts) != 1 {
		t.Errorf("left %d, marked %d, toasts %v", len(s.shown), len(s.marked), o.Toasts)
	}
}

func TestScores_AgentAcknowledgesTheirOwnOnly(t *testing.T) {
	o := desktest.NewOffice(t)
	mine, other := submit(t, o, o.Town.Stereo.ID), submit(t, o, o.Town.Swapped.ID)
	hidden := submit(t, o, o.Town.Mono.ID)
	advance(t, o, mine.ID, qa.Released)
	advance(t, o, other.ID, qa.Released)
	s := open(t, o, o.Town.Agent, desk.Route{ID: mine.ID})
	if len(s.shown) != 1 || s.shown[0].ID != mine.ID || s.shown[0].ID == hidden.ID {
		t.Fatalf("sees %d evaluations", len(s.shown))
	}
	if desktest.Shortcut(s, fyne.KeyReturn, ctrl) || desktest.Press(s, fyne.KeyDelete) {
		t.Error("an agent may release or void")
	}
	if !desktest.Press(s, fyne.KeyA) {
		t.Fatal("A does nothing")
	}
	if e, _ := o.Store.Quality().Evaluation(t.Context(), o.Town.Lead, mine.ID); e.State != qa.Acknowledged {
		t.Errorf("state %s", e.State)
	}
	if desktest.Press(s, fyne.KeyA) {
		t.Error("acknowledged twice")
	}
}

func TestScores_ReviewerSeesOwnWithAnswersAndEditions(t *testing.T) {
	o := desktest.NewOffice(t)
	e := submit(t, o, o.Town.Stereo.ID)
	o.Pass(time.Minute)
	if _, err := o.Store.Quality().Revise(t.Context(), o.Town.Reviewer, e.ID, "漏听一处"); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer, desk.Route{Evaluation: e.ID})
	if s.open == nil || s.open.e.ID != e.ID || len(s.open.editions) != 2 {
		t.Fatalf("open %+v", s.open)
	}
	if !s.open.result.Complete {
		t.Error("the answers are not there")
	}
	desktest.Press(s, fyne.KeyW)
	if !s.derive {
		t.Error("W does not open the derivation")
	}
	desktest.Press(s, fyne.KeyReturn)
	if len(o.Went) != 1 || o.Went[0].Place != desk.Room || o.Went[0].ID != e.CallID || o.Went[0].Evaluation != e.ID {
		t.Errorf("went %+v", o.Went)
	}
	if s := open(t, o, o.Town.Second, desk.Route{}); len(s.shown) != 0 {
		t.Error("another reviewer sees it among their own")
	}
}

func TestScores_VoidingNeedsAReason(t *testing.T) {
	o := desktest.NewOffice(t)
	e := submit(t, o, o.Town.Stereo.ID)
	s := open(t, o, o.Town.Lead, desk.Route{ID: e.ID})
	desktest.Press(s, fyne.KeyDelete)
	o.Answer(t, "  ")
	if o.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("the dialog closed without a reason")
	}
	if now, _ := o.Store.Quality().Evaluation(t.Context(), o.Town.Lead, e.ID); now.State != qa.Submitted {
		t.Fatalf("state %s", now.State)
	}
	o.Answer(t, "录音不是这通")
	if now, _ := o.Store.Quality().Evaluation(t.Context(), o.Town.Lead, e.ID); now.State != qa.Voided {
		t.Errorf("state %s", now.State)
	}
	if o.Window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}

func TestScores_SearchAndTabsNarrow(t *testing.T) {
	o := desktest.NewOffice(t)
	submit(t, o, o.Town.Stereo.ID)
	submit(t, o, o.Town.Swapped.ID)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.search.SetText("周谷")
	if len(s.shown) != 1 || s.shown[0].CallID != o.Town.Swapped.ID {
		t.Errorf("%d rows", len(s.shown))
	}
	s.search.SetText("不存在的")
	if len(s.shown) != 0 || s.open != nil {
		t.Error("rows or panel remain")
	}
	s.clear()
	if len(s.shown) != 2 {
		t.Errorf("%d rows after clearing", len(s.shown))
	}
	s.table.OnSorted(colAgent, false)
	if s.calls[s.shown[0].CallID].AgentName > s.calls[s.shown[1].CallID].AgentName {
		t.Error("not sorted by agent")
	}
}

func TestScores_RouteNarrowsToOneAgent(t *testing.T) {
	o := desktest.NewOffice(t)
	submit(t, o, o.Town.Stereo.ID)
	submit(t, o, o.Town.Swapped.ID)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{AgentIDs: []string{o.Town.Mate.PersonID}}})
	if len(s.shown) != 1 || s.shown[0].AgentID != o.Town.Mate.PersonID {
		t.Errorf("%d rows", len(s.shown))
	}
}

type paper struct {
	desk.Reports
	refuse error
}

func (p paper) Evaluation(_ context.Context, _ people.Actor, id string, _ words.Language, w io.Writer) error {
	if p.refuse != nil {
		return p.refuse
	}
	_, err := io.WriteString(w, "%PDF "+id)
	return err
}

func (p paper) Answers(_ context.Context, _ people.Actor, f qa.Find, to tablefile.File) error {
	_, err := fmt.Fprint(to, f.IDs)
	return err
}

func TestScores_ExportsTheAnswersOfExactlyWhatIsListed(t *testing.T) {
	o := desktest.NewOffice(t)
	a := submit(t, o, o.Town.Stereo.ID)
	submit(t, o, o.Town.Swapped.ID)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.d.Reports = paper{}
	s.search.SetText("林小满")
	if !desktest.Shortcut(s, fyne.KeyE, ctrl) {
		t.Fatal("Ctrl E does nothing")
	}
	desktest.Found[*parts.Segments](o.Desk.Window.Canvas().Overlays().Top())[0].Choose(1)
	path := filepath.Join(t.TempDir(), "a.xlsx")
	o.Answer(t, path)
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "["+a.ID+"]" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestScores_ReportIsWrittenWhereAsked(t *testing.T) {
	o := desktest.NewOffice(t)
	e := submit(t, o, o.Town.Stereo.ID)
	s := open(t, o, o.Town.Lead, desk.Route{ID: e.ID})
	s.d.Reports = paper{refuse: fault.New(fault.Forbidden, "Give a reason.", nil)}
	path := filepath.Join(t.TempDir(), "r.pdf")
	desktest.Shortcut(s, fyne.KeyR, ctrl|fyne.KeyModifierShift)
	o.Answer(t, path)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) || o.Window.Canvas().Overlays().Top() == nil {
		t.Fatalf("a refused report left a file or closed the dialog: %v", err)
	}
	s.d.Reports = paper{}
	o.Answer(t, path)
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), e.ID) {
		t.Errorf("%q %v", b, err)
	}
}

func TestScores_EmptyPlaceSaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	for _, by := range []people.Actor{o.Town.Admin, o.Town.Lead, o.Town.Second, o.Town.Agent, o.Town.Supervisor, o.Town.Mentee} {
		s := open(t, o, by, desk.Route{})
		if len(s.shown) != 0 || s.middle.Objects[0] == fyne.CanvasObject(s.table) {
			t.Errorf("%s sees an empty table", by.Name)
		}
	}
}

func TestScores_ARouteWithConditionsShowsThemAsChipsThatCanBeTakenAway(t *testing.T) {
	o := desktest.NewOffice(t)
	a := submit(t, o, o.Town.Stereo.ID)
	submit(t, o, o.Town.Swapped.ID)
	find := qa.Find{InForce: true, AgentID: a.AgentID, BusinessLine: "故障报修", From: o.Now().Add(-time.Hour), Until: o.Now().Add(time.Hour)}
	s := open(t, o, o.Town.Lead, desk.Route{Find: find})
	chips := desktest.Found[*parts.Chip](s.filter)
	if len(s.shown) != 1 || s.shown[0].ID != a.ID || len(chips) != 4 || chips[0].Value != o.Town.Agent.Name {
		t.Fatalf("%d rows, %d chips", len(s.shown), len(chips))
	}
	chips[0].OnRemoved()
	if len(s.shown) != 2 || len(desktest.Found[*parts.Chip](s.filter)) != 3 {
		t.Errorf("%d rows after taking the agent away", len(s.shown))
	}
	if !desktest.Press(s, fyne.KeyEscape) || len(o.Went) != 1 {
		t.Error("Esc does not go back")
	}
	for range 3 {
		desktest.Found[*parts.Chip](s.filter)[0].OnRemoved()
	}
	if s.filtered() || len(desktest.Found[*parts.Chip](s.filter)) != 0 || desktest.Press(s, fyne.KeyEscape) {
		t.Error("the filter stays")
	}
}
