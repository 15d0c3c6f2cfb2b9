package rating

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/exam"
)

const ctrl = fyne.KeyModifierShortcutDefault

func open(t *testing.T, o *desktest.Office, by people.Actor, id string) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{Place: desk.CutRating, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func TestRating_AJudgeRatesByKeyboardAndFinishesBothRounds(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 6)
	id := o.Exam(t, func(e *exam.Exam) { e.Blueprint[0].Count = 3 })
	judges := []people.Actor{o.Town.Reviewer, o.Town.Second}
	study, err := o.Store.Cuts().Begin(t.Context(), o.Trainer(t), id, []string{judges[0].PersonID, judges[1].PersonID}, o.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range judges {
		s := open(t, o, by, study)
		s.chance.SetText("160")
		s.rate()
		if s.rated() != 0 || s.wrong.Value == "" {
			t.Fatal("a chance of 160 % was kept")
		}
		desktest.Shortcut(s, fyne.KeyReturn, ctrl)
		if o.Asked() {
			t.Fatal("finished without ratings")
		}
		for range 3 {
			s.chance.SetText("70")
			s.claim(&fyne.KeyEvent{Name: fyne.KeyUp})
			s.chance.OnSubmitted("")
		}
		if s.rated() != 3 || *s.sheet.Items[0].P != .75 {
			t.Fatalf("%d rated", s.rated())
		}
		desktest.Shortcut(s, fyne.KeyReturn, ctrl)
		buttons := desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top())
		buttons[len(buttons)-1].Tapped(nil)
		if o.Asked() {
			t.Fatal("the round is not finished")
		}
	}
	if err := o.Store.Cuts().Advance(t.Context(), o.Trainer(t), study); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, judges[0], study)
	said := ""
	for _, x := range desktest.Found[*parts.Text](s.page) {
		said += x.Value + "\n"
	}
	if s.sheet.Round != 2 || !strings.Contains(said, "其他人估计：75 %") || s.chance.Text() != "75" {
		t.Errorf("the second round says %q", said)
	}
}
