package retention

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/recordings/retention"
)

func open(t *testing.T, o *desktest.Office, by people.Actor) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 772)
	return s
}

func press(t *testing.T, s *Screen, key fyne.KeyName) {
	t.Helper()
	for _, a := range s.Actions() {
		if a.Bare == key && !a.Off {
			a.Do()
			return
		}
	}
	t.Fatalf("%s does nothing on page %d", key, s.page)
}

func TestRetention_ARuleIsMadeAndLetsGoWhatIsFree(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin)
	press(t, s, fyne.Key3)
	press(t, s, fyne.KeyN)
	o.Answer(t, "all") // no number of days
	if len(s.rules) != 0 || !o.Asked() {
		t.Fatal("a rule of no days was kept")
	}
	sheet := o.Desk.Window.Canvas().Overlays().Top()
	for i, text := range []string{"all", "180", "730"} {
		desktest.Found[*parts.Entry](sheet)[i].SetText(text)
	}
	desktest.Found[*parts.Entry](sheet)[0].OnSubmitted("")
	if len(s.rules) != 1 || s.rules[0].Name != "all" || s.rules[0].Days != 180 {
		t.Fatalf("rules: %+v", s.rules)
	}
	if _, err := o.Store.Retention().SaveRule(t.Context(), o.Town.Admin, retention.Rule{Name: "at once", Project: o.Town.Stereo.Project, Days: 1, ScoredDays: 1}); err != nil {
		t.Fatal(err)
	}
	o.Pass(400 * 24 * time.Hour)
	s.load()
	press(t, s, fyne.Key1)
	if len(s.due) == 0 {
		t.Fatal("nothing is due")
	}
	due := len(s.due)
	press(t, s, fyne.KeyA)
	if len(s.marked) != s.free() || s.free() == 0 {
		t.Fatalf("%d marked of %d that can go", len(s.marked), s.free())
	}
	gone := s.free()
	press(t, s, fyne.KeyDelete)
	o.Answer(t, "too old")
	if len(s.gone) != gone || len(s.due) != due-gone {
		t.Errorf("%d gone, %d due of %d; %v", len(s.gone), len(s.due), due, o.Failed)
	}
}

func TestRetention_ALeadHoldsAndLiftsButDoesNotDelete(t *testing.T) {
	o := desktest.NewOffice(t)
	if _, err := o.Store.Retention().Hold(t.Context(), o.Town.Lead, "case 7", []string{o.Town.Stereo.ID}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead)
	for _, a := range s.Actions() {
		if a.Bare == fyne.KeyDelete {
			t.Error("a lead is offered to delete")
		}
	}
	press(t, s, fyne.Key2)
	press(t, s, fyne.KeyL)
	o.Answer(t, "closed")
	if len(s.holds) != 1 || s.holds[0].LiftedAt.IsZero() || s.holds[0].Why != "closed" {
		t.Errorf("holds: %+v", s.holds)
	}
}
