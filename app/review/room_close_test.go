package review

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
)

func TestRoom_LeavingTellsThatTheLastEntriesAreNotKept(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	full := errors.New("the disk is full")
	broken := &failing{Keeper: o.Quality, err: full}
	r.saver.keeper = broken
	r.note(ref(r, 0), "the last words")
	if err := r.Keep(); !errors.Is(err, full) {
		t.Fatalf("may be left: %v", err)
	}
	broken.err = nil
	if err := r.Keep(); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Comment; got != "the last words" {
		t.Errorf("kept %q", got)
	}
}

// forgetful keeps no preferences.
type forgetful struct{ desk.Preferences }

func (forgetful) SetPreference(context.Context, people.Actor, string, []byte) error {
	return errors.New("no room")
}

func TestRoom_ADraftIsKeptThoughTheChoicesCantBe(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.d.Preferences = forgetful{r.d.Preferences}
	r.choices.Speed = 2
	r.note(ref(r, 0), "kept")
	r.Close()
	if got := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Comment; got != "kept" {
		t.Errorf("kept %q", got)
	}
	if len(o.Failed) != 1 {
		t.Errorf("told %v", o.Failed)
	}
}

func TestRoom_WhatWasHeardCountsOnceThoughTheSheetIsTurned(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.heard = 30 * time.Second
	keys(r, fyne.Key1)
	r.showEdition(len(r.o.editions) - 1)
	keys(r, fyne.Key2)
	if got := stored(t, o, o.Town.Stereo.ID).Listened; got != 30*time.Second {
		t.Errorf("listened %v", got)
	}
}
