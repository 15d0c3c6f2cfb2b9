package review

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// sitting begins a session of the reviewer and the second reviewer on the
// stereo call.
func sitting(t *testing.T, o *desktest.Office) qa.Start {
	t.Helper()
	k := o.Store.Calibration()
	id, err := k.Save(t.Context(), o.Town.Lead, calibration.Session{Title: "二十分钟", VersionID: o.Town.Version, Threshold: 10,
		Calls: []calibration.Call{{ID: o.Town.Stereo.ID}}, Members: []calibration.Member{{PersonID: o.Town.Reviewer.PersonID}, {PersonID: o.Town.Second.PersonID}}})
	if err == nil {
		err = k.Advance(t.Context(), o.Town.Lead, id, calibration.Scoring)
	}
	if err != nil {
		t.Fatal(err)
	}
	return qa.Start{CallID: o.Town.Stereo.ID, VersionID: o.Town.Version, Purpose: qa.Session, For: id}
}

func TestRoom_ScoresBlindForASessionAndLeadsBackToIt(t *testing.T) {
	o := desktest.NewOffice(t)
	start := sitting(t, o)
	r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: start.CallID, Start: start}).(*Room)
	defer r.Close()
	o.Show(r, 1256, 800)
	if !r.o.forSession() || !r.open() || len(r.o.tasks) != 0 {
		t.Fatal("not an evaluation of the session")
	}
	for _, p := range r.view.panels.all {
		if p.id == panelSame || p.id == panelLately {
			t.Errorf("the page %s shows other evaluations", p.id)
		}
	}
	for _, q := range r.sheet.version.All {
		r.answer(q.Ref, 0)
	}
	if !desktest.Shortcut(r, fyne.KeyReturn, ctrl) {
		t.Fatal("can't be submitted")
	}
	if len(o.Went) != 1 || o.Went[0].Place != desk.Calibration || o.Went[0].ID != start.For {
		t.Errorf("went %+v", o.Went)
	}
	if ts, err := o.Queue.Tasks(t.Context(), o.Town.Reviewer); err != nil || !slices.ContainsFunc(ts, func(k qa.Task) bool { return k.CallID == start.CallID }) {
		t.Error("the ordinary task of the call was ended", err)
	}
}

func TestRoom_RefusesASessionInWhichOneTakesNoPart(t *testing.T) {
	o := desktest.NewOffice(t)
	start := sitting(t, o)
	r := NewRoom(o.As(o.Town.Lead), desk.Route{Place: desk.Room, ID: start.CallID, Start: start}).(*Room)
	defer r.Close()
	if r.o != nil || o.Traced("lost") != 1 {
		t.Error("opened all the same")
	}
}

func TestRoom_ShowsRulingsAtTheirQuestion(t *testing.T) {
	o := desktest.NewOffice(t)
	start, k := sitting(t, o), o.Store.Calibration()
	for _, by := range []people.Actor{o.Town.Reviewer, o.Town.Second} {
		e, err := o.Store.Quality().Begin(t.Context(), by, start)
		if err != nil {
			t.Fatal(err)
		}
		v, _ := o.Store.Quality().Version(t.Context(), by, start.VersionID)
		e.Answers = qa.Answers{}
		for _, q := range v.All {
			e.Answers[q.Ref] = qa.Choose(0)
		}
		if _, err := o.Store.Quality().Submit(t.Context(), by, e); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []func() error{
		func() error { return k.Advance(t.Context(), o.Town.Lead, start.For, calibration.Review) },
		func() error {
			return k.Rule(t.Context(), o.Town.Lead, calibration.Ruling{SessionID: start.For, CallID: start.CallID, Ref: "5.1", Agreed: qa.Choose(2), Text: "修复时间不承诺。", Precedent: true})
		},
		func() error { return k.Advance(t.Context(), o.Town.Lead, start.For, calibration.Resolved) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Mono.ID}).(*Room)
	defer r.Close()
	o.Show(r, 1256, 800)
	r.wake("5.1")
	for _, s := range r.view.form.Model().Sections {
		for _, row := range s.Rows {
			if want := row.Ref == "5.1"; (len(row.Rulings) == 1) != want || (row.Ruling == "裁定 1 条") != want {
				t.Errorf("%s: %q, %+v", row.Ref, row.Ruling, row.Rulings)
			}
		}
	}
	if !desktest.Press(r, fyne.KeyU) {
		t.Error("U does not open the rulings")
	}
}
