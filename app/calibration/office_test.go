package calibration

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// scored begins a session on the stereo call and has everybody but those left
// out submit; but names the option of a question for a login.
func scored(t testing.TB, o *desktest.Office, but map[string]map[string]int, leaveOut ...string) string {
	t.Helper()
	town := o.Town
	who := []people.Actor{town.Lead, town.Reviewer, town.Second}
	s := calibration.Session{Title: "大风停电：二十分钟", VersionID: town.Version, Calls: []calibration.Call{{ID: town.Stereo.ID}}, Threshold: calibration.DefaultThreshold, DueAt: o.Desk.Now().Add(30 * time.Hour)}
	for i, p := range who {
		s.Members = append(s.Members, calibration.Member{PersonID: p.PersonID, Expert: i == 0})
	}
	id, err := o.Store.Calibration().Save(t.Context(), town.Lead, s)
	if err != nil {
		t.Fatal(err)
	}
	advance(t, o, id, calibration.Scoring)
	for _, p := range who {
		if contains(leaveOut, p.Login) {
			continue
		}
		submit(t, o, p, id, but[p.Login])
	}
	return id
}

func contains(all []string, s string) bool {
	for _, x := range all {
		if x == s {
			return true
		}
	}
	return false
}

func advance(t testing.TB, o *desktest.Office, id string, to calibration.State) {
	t.Helper()
	if err := o.Store.Calibration().Advance(t.Context(), o.Town.Lead, id, to); err != nil {
		t.Fatal(err)
	}
}

func submit(t testing.TB, o *desktest.Office, by people.Actor, session string, but map[string]int) {
	t.Helper()
	k := o.Store.Quality()
	v, err := k.Version(t.Context(), o.Town.Lead, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.Begin(t.Context(), by, qa.Start{CallID: o.Town.Stereo.ID, VersionID: v.ID, Purpose: qa.Session, For: session})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{}
	for _, q := range v.All {
		a := qa.Choose(but[q.Ref])
		if but[q.Ref] > 0 {
			a.Comment, a.Moments = "这句不算承诺到场。", []qa.Moment{{At: 6500 * time.Millisecond, Lane: qa.LaneAgent}}
		}
		if but[q.Ref] < 0 {
			a = qa.NotApplicable()
		}
		e.Answers[q.Ref] = a
	}
	if _, err := k.Submit(t.Context(), by, e); err != nil {
		t.Fatal(err)
	}
}

var apart = map[string]map[string]int{"lead": {"5.1": 2, "2.2": 1, "4.4": -1}, "rev": {"5.1": 2, "2.2": 2, "4.4": -1}, "second": {"3.1": 1}}

func show(t testing.TB, o *desktest.Office, by people.Actor, r desk.Route, w, h float32) desk.Screen {
	t.Helper()
	d := o.As(by)
	d.Window.Resize(fyne.NewSize(w, h))
	o.Desk = d
	s := New(d, r)
	t.Cleanup(s.Close)
	o.Show(s, w, h)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// shot paints the window into build/.
func shot(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "calibration")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
