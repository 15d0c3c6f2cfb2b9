package app

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// examined publishes an exam and returns its ID.
func examined(t *testing.T, o *desktest.Office) string {
	t.Helper()
	ctx := context.Background()
	p := people.Person{OrganisationID: o.Town.Client, Login: "trainer", Name: "trainer", Roles: []people.Role{people.Trainer}, JoinedAt: o.Desk.Now()}
	id, err := o.Store.People().SavePerson(ctx, people.Program(), p)
	if err != nil {
		t.Fatal(err)
	}
	p.ID = id
	by, k := people.As(p, people.InHouse), o.Store.Exams()
	if by, err = o.Store.People().Confirm(ctx, by); err != nil {
		t.Fatal(err)
	}
	q := bank.Question{Kind: bank.Single, State: bank.Active, Text: "?", Mark: 1, Options: []bank.Option{{Text: "A", Fraction: 1}, {Text: "B"}}}
	if _, err := o.Store.Bank().Import(ctx, by, []bank.Question{q}); err != nil {
		t.Fatal(err)
	}
	e := exam.Exam{Name: "X", PassShare: .5, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 1, Mark: 1}}, Rules: exam.Rules{Limit: time.Hour}}
	if id, err = k.Save(ctx, by, e); err == nil {
		err = k.Publish(ctx, by, id, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestShell_AnExamHasTheWindowAlone(t *testing.T) {
	s, o, _ := house(t)
	id := examined(t, o)
	s.enter(o.Town.Agent)
	s.goTo(desk.Route{Place: desk.Sitting, ID: id})
	if s.window.MainMenu() != nil || s.rail != nil || !s.window.FullScreen() {
		t.Error("menu, rail or frame are still there")
	}
	for _, a := range s.actions() {
		if a.Quit || a.Key == fyne.KeyK || a.Mod == fyne.KeyModifierAlt || a.Bare == fyne.KeyF1 || a.Bare == fyne.KeyF11 {
			t.Error("it can be left by", a.Label)
		}
	}
	s.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.dropped(fyne.Position{}, nil)
	if s.here.Place != desk.Sitting {
		t.Fatal("Escape leads out of it")
	}
	s.typedRune('b') // plain keys answer
	for _, k := range s.keys {
		if k.ShortcutName() == "CustomDesktop:Control+Return" {
			s.shortcut(k)
		}
	}
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("Ctrl Enter does not hand in")
	}
}

func TestShell_AfterTheExamEverythingIsThereAgain(t *testing.T) {
	s, o, _ := house(t)
	id := examined(t, o)
	s.enter(o.Town.Agent)
	s.goTo(desk.Route{Place: desk.Sitting, ID: id})
	s.quit() // closing the window asks
	top := s.window.Canvas().Overlays().Top()
	if top == nil || s.here.Place != desk.Sitting {
		t.Fatal("the window closed in the middle of an exam")
	}
	s.window.Canvas().Overlays().Remove(top)
	s.open(desk.Route{Place: desk.Exams})
	if s.window.MainMenu() == nil || s.rail == nil || s.window.FullScreen() || len(s.keys) != 0 {
		t.Error("the window is not as it was")
	}
}

func TestShell_TheExamIsToldWhenTheWindowLosesTheFocus(t *testing.T) {
	s, o, _ := house(t)
	id := examined(t, o)
	s.enter(o.Town.Agent)
	s.goTo(desk.Route{Place: desk.Sitting, ID: id})
	s.attend(false)
	o.Pass(5 * time.Second)
	s.attend(true)
	sat, err := o.Store.Exams().Begin(context.Background(), o.Town.Agent, id)
	if err != nil || len(sat.Attempt.Away) != 1 || sat.Attempt.Away[0].For != 5*time.Second {
		t.Errorf("%+v %v", sat.Attempt.Away, err)
	}
	s.open(desk.Route{Place: desk.Today})
	s.attend(false) // elsewhere nobody minds
}
