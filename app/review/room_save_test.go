package review

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
)

func TestRoom_NoteIsKeptWithinASecondAndComesBack(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeyReturn)
	if !r.typing {
		t.Fatal("Enter did not open the note")
	}
	w := o.Desk.Window
	for _, c := range "clear" {
		w.Canvas().Focused().TypedRune(c)
	}
	if stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Comment != "" {
		t.Error("saved at each keystroke")
	}
	o.Stage.Tick()
	if got := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Comment; got != "clear" {
		t.Errorf("kept %q", got)
	}
	again := NewRoom(o.Desk, r.route).(*Room)
	defer again.Close()
	if got := again.sheet.e.Answers[ref(r, 0)].Comment; got != "clear" {
		t.Errorf("the draft came back with %q", got)
	}
}

func TestRoom_WhatWasTypedLastIsSavedOnLeaving(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.note(ref(r, 0), "half a sent")
	r.Close()
	if got := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Comment; got != "half a sent" {
		t.Errorf("kept %q", got)
	}
}

func TestRoom_ASaveThatFailsIsSaidAndTriedAgain(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	broken := &failing{Keeper: o.Quality}
	r.saver.keeper = broken
	broken.err = errors.New("the disk is full")
	keys(r, fyne.Key1)
	if r.problem == nil || len(r.view.banners.Objects) == 0 {
		t.Fatal("nobody says that it was not saved")
	}
	broken.err = nil
	o.Stage.Tick()
	if r.problem != nil || len(stored(t, o, o.Town.Stereo.ID).Answers) != 1 {
		t.Errorf("not tried again: %v", r.problem)
	}
}

func TestRoom_AConflictKeepsWhatIsHere(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	other := stored(t, o, o.Town.Stereo.ID)
	o.Pass(time.Second)
	if _, err := o.Quality.Save(ctx, o.Actor, other); err != nil {
		t.Fatal(err)
	}
	keys(r, fyne.Key2)
	if r.problem == nil {
		t.Fatal("no conflict was told")
	}
	r.saveOver()
	if r.problem != nil {
		t.Fatal(r.problem)
	}
	if a := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)]; len(a.Options) != 1 || a.Options[0] != 1 {
		t.Errorf("kept %v", a)
	}
}

// failing is a keeper whose saves fail.
type failing struct {
	qa.Keeper
	err error
}

func (f *failing) Save(ctx context.Context, by people.Actor, e qa.Evaluation) (qa.Evaluation, error) {
	if f.err != nil {
		return qa.Evaluation{}, f.err
	}
	return f.Keeper.Save(ctx, by, e)
}

func TestRoom_TabInANoteGoesOnToTheNextOne(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeyReturn)
	o.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if r.awake != ref(r, 1) || !r.typing {
		t.Errorf("awake %q, typing %v", r.awake, r.typing)
	}
}
