package review

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
)

func by(o *desktest.Office, a people.Actor) *desk.Desk {
	o.Desk = o.As(a)
	return o.Desk
}

// judged has the town's reviewer submit an evaluation of the call.
func judged(t *testing.T, o *desktest.Office, callID string) qa.Evaluation {
	t.Helper()
	r := enterBy(t, o, by(o, o.Town.Reviewer), desk.Route{Place: desk.Room, ID: callID})
	fill(r)
	r.submit()
	return stored(t, o, callID)
}

func TestRoom_AnAgentEvaluatesOneself(t *testing.T) {
	o := desktest.NewOffice(t)
	d := by(o, o.Town.Agent)
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	if r.open() {
		t.Fatal("reading a call begins an evaluation")
	}
	desktest.Shortcut(r, fyne.KeyB, ctrl)
	if len(o.Went) != 1 || o.Went[0].Start.Purpose != qa.Self {
		t.Fatalf("%+v", o.Went)
	}
	r = enterBy(t, o, d, o.Went[0])
	fill(r)
	r.submit()
	if e := stored(t, o, o.Town.Stereo.ID); e.Purpose != qa.Self || e.State != qa.Submitted || e.Final == nil {
		t.Errorf("%+v", e)
	}
}

func TestRoom_TheMentorScoresTogetherWithTheMentee(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Mentees.ID)
	if r.open() || len(r.beginnings()) != 1 || r.beginnings()[0].purpose != qa.Joint {
		t.Fatalf("the mentor is offered %+v", r.beginnings())
	}
	r = enterBy(t, o, o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Mentees.ID, Start: qa.Start{Purpose: qa.Joint}})
	fill(r)
	r.submit()
	if e := stored(t, o, o.Town.Mentees.ID); e.Purpose != qa.Joint {
		t.Errorf("%+v", e)
	}
}

func TestRoom_WhatOthersScoredIsReadUntilOneScoresItToo(t *testing.T) {
	o := desktest.NewOffice(t)
	first := judged(t, o, o.Town.Stereo.ID)
	r := enterBy(t, o, by(o, o.Town.Second), desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	if r.sheet == nil || r.sheet.e.ID != first.ID || r.open() {
		t.Fatal("the evaluation of the first reviewer is not read")
	}
	desktest.Shortcut(r, fyne.KeyB, ctrl)
	r = enterBy(t, o, o.Desk, o.Went[len(o.Went)-1])
	if !r.open() || len(r.o.others) != 0 && !hides(r.sheet.e) {
		t.Fatal("the second reviewer doesn't score blind")
	}
	fill(r)
	r.submit()
	if e := stored(t, o, o.Town.Stereo.ID); e.Purpose != qa.Double {
		t.Errorf("the second evaluation is %s", e.Purpose)
	}
}

func TestRoom_ALeadAllowsAConflictInWriting(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enterBy(t, o, by(o, o.Town.Lead), desk.Route{Place: desk.Room, ID: o.Town.Mentees.ID})
	desktest.Shortcut(r, fyne.KeyG, ctrl|shift)
	if o.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("nothing is asked")
	}
	r.allow(people.Person{ID: o.Town.Reviewer.PersonID, Name: "白霜"}, "Nobody else is here.")
	r = enterBy(t, o, by(o, o.Town.Reviewer), desk.Route{Place: desk.Room, ID: o.Town.Mentees.ID})
	if !r.open() || r.sheet.e.Purpose != qa.Ordinary {
		t.Error("the allowed reviewer can't score")
	}
}

func TestRoom_CtrlZTakesTheLastAnswerBack(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	first := ref(r, 0)
	keys(r, fyne.Key1, fyne.Key2)
	for _, letter := range []string{"a", "ab", "abc"} {
		r.note(first, letter)
	}
	desktest.Shortcut(r, fyne.KeyZ, ctrl)
	if a := r.sheet.e.Answers[first]; a.Comment != "" || len(a.Options) != 1 {
		t.Errorf("after one undo the note is %q", a.Comment)
	}
	desktest.Shortcut(r, fyne.KeyZ, ctrl)
	desktest.Shortcut(r, fyne.KeyZ, ctrl)
	if len(r.sheet.e.Answers) != 0 || r.awake != first {
		t.Errorf("left: %v, awake %s", r.sheet.e.Answers, r.awake)
	}
	if e := stored(t, o, o.Town.Stereo.ID); len(e.Answers) != 0 {
		t.Errorf("kept: %v", e.Answers)
	}
}
