package review

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
)

func TestRoom_WithoutSoundEverythingElseWorks(t *testing.T) {
	o := desktest.NewOffice(t)
	for _, call := range []string{o.Town.Silent.ID, o.Town.Broken.ID} {
		r := enter(t, o, call)
		if r.sound.wave.Model().Missing == "" {
			t.Error("nobody says why it is silent")
		}
		keys(r, fyne.KeySpace, fyne.KeyM, fyne.KeyL, fyne.KeyA, fyne.KeyN, fyne.KeyRight, fyne.KeyEqual)
		submittedHere(t, o, r)
	}
}

func TestRoom_WithoutAPlayerTheNeedleStillMoves(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Reviewer)
	d.Sound = nil
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	keys(r, fyne.KeySpace, fyne.KeyRight)
	if r.sound.at != 5*time.Second || !r.device {
		t.Errorf("at %v, device missing %v", r.sound.at, r.device)
	}
	keys(r, fyne.KeyM)
	if len(r.sheet.marks()) != 1 {
		t.Error("no moment")
	}
}

func TestRoom_SpacePlaysAndTheNeedleFollows(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeySpace)
	o.Sound.Pass(3 * time.Second)
	o.Pass(3 * time.Second)
	o.Stage.Tick()
	if r.sound.wave.At() != 3*time.Second || r.view.panels.transcript.Current() != 0 {
		t.Errorf("needle at %v, line %d", r.sound.wave.At(), r.view.panels.transcript.Current())
	}
	if o.Traced("playing") != 1 || r.sound.heard != 3*time.Second {
		t.Errorf("traced %d, heard %v", o.Traced("playing"), r.sound.heard)
	}
	keys(r, fyne.KeySpace)
	o.Stage.Tick()
	if o.Traced("paused") != 1 {
		t.Error("pausing was not traced")
	}
}

func TestRoom_SpeedAndGainAreRemembered(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeyRightBracket, fyne.KeyRightBracket)
	r.sound.gain(1, 6)
	r.view.tabs.Choose(1)
	r.Close()
	again := enter(t, o, o.Town.Swapped.ID)
	if o.Sound.State.Speed != 1.5 || o.Sound.State.Lanes[0].Gain != 6 {
		t.Errorf("speed %v, gains %v", o.Sound.State.Speed, o.Sound.State.Lanes)
	}
	if again.choices.Tab != panelNotes || again.view.shownPanel() != panelNotes {
		t.Errorf("panel %q", again.view.shownPanel())
	}
	keys(again, fyne.KeyBackslash)
	if o.Sound.State.Speed != 1 {
		t.Errorf("speed %v", o.Sound.State.Speed)
	}
}

func TestRoom_LoopRepeatsAToB(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.seek(2 * time.Second)
	keys(r, fyne.KeyA)
	r.sound.seek(4 * time.Second)
	keys(r, fyne.KeyB, fyne.KeyL)
	if l := o.Sound.State.Loop; l.From != 2*time.Second || l.To != 4*time.Second {
		t.Errorf("loop %v", l)
	}
	keys(r, fyne.KeyL)
	if o.Sound.State.Loop.On() {
		t.Error("it still loops")
	}
}
