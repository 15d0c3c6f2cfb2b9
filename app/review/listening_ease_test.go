package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
)

func TestRoom_LevellingMakesBothVoicesEquallyLoudAndIsRemembered(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	want, err := r.sound.track.Gains()
	if err != nil || len(want) != 2 {
		t.Fatal(want, err)
	}
	keys(r, fyne.KeyV)
	for lane := range 2 {
		if got := o.Sound.State.Lanes[lane].Gain; got != want[lane] {
			t.Errorf("lane %d plays at %v dB, want %v", lane, got, want[lane])
		}
	}
	r.sound.gain(0, 3)
	if got := o.Sound.State.Lanes[r.sound.lanes.channels[0]].Gain; got != 3+want[r.sound.lanes.channels[0]] {
		t.Errorf("with 3 dB more %v", got)
	}
	r.Close()
	again := enter(t, o, o.Town.Stereo.ID)
	if !again.choices.Level || again.sound.levels == nil {
		t.Error("it is forgotten")
	}
	keys(again, fyne.KeyV)
	if got := o.Sound.State.Lanes[1-again.sound.lanes.channels[0]].Gain; got != 0 {
		t.Errorf("as recorded it plays at %v dB", got)
	}
}

func TestRoom_AWalkRepeatsEachStepAndGoesOnWithAnOverlap(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	l := r.sound
	l.length = time.Minute
	l.turnWalk()
	at := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	l.walk(at(4.9))
	if l.walked != 0 || l.walkFrom != 0 {
		t.Error("stepped on too early")
	}
	l.walk(at(5))
	if l.walked != 1 || l.walkFrom != 0 || o.Sound.State.Position != 0 {
		t.Errorf("after once: %d, %v, at %v", l.walked, l.walkFrom, o.Sound.State.Position)
	}
	l.walk(at(5))
	if l.walked != 0 || l.walkFrom != 4*time.Second || o.Sound.State.Position != 4*time.Second {
		t.Errorf("after twice: %d, %v, at %v", l.walked, l.walkFrom, o.Sound.State.Position)
	}
	l.walk(at(30))
	if l.walkFrom != 30*time.Second {
		t.Errorf("after a jump the step begins at %v", l.walkFrom)
	}
}

func TestRoom_AMarkLiesAReactionEarlierWhileTheCallPlays(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.turnDelay()
	r.sound.at = 5 * time.Second
	if at := r.sound.markAt(); at != 5*time.Second {
		t.Errorf("paused, at %v", at)
	}
	r.sound.playing = true
	if at := r.sound.markAt(); at != 5*time.Second-reaction {
		t.Errorf("playing, at %v", at)
	}
	r.sound.at = 100 * time.Millisecond
	if at := r.sound.markAt(); at != 0 {
		t.Errorf("near the beginning, at %v", at)
	}
	_ = o
}

func TestChoices_ACallGoesOnWhereItWasLeft(t *testing.T) {
	var c choices
	for i, at := range []time.Duration{20 * time.Second, time.Second, 59 * time.Second, 30 * time.Second} {
		c.leave(string(rune('a'+i)), at, time.Minute, hearing{})
	}
	if c.left("a") != 20*time.Second || c.left("b") != 0 || c.left("c") != 0 || c.left("d") != 30*time.Second {
		t.Errorf("%+v", c.Places)
	}
	c.leave("a", 40*time.Second, time.Minute, hearing{})
	if c.left("a") != 40*time.Second || len(c.Places) != 2 {
		t.Errorf("%+v", c.Places)
	}
	for i := range 300 {
		c.leave(string(rune(1000+i)), 20*time.Second, time.Minute, hearing{})
	}
	if len(c.Places) != mostPlaces || c.left("a") != 0 {
		t.Errorf("%d places are kept", len(c.Places))
	}
}

func TestRoom_ACallIsHeardAgainAsItWasAndAnotherOneWhole(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	agent := r.sound.lanes.channels[0]
	keys(r, fyne.KeyQ, fyne.KeyD, fyne.KeyJ)
	r.sound.setSpeed(1.5)
	r.sound.louder(1, 3)
	r.sound.lean(-.5)
	was := r.sound.hearing()
	if s := o.Sound.State; !s.Lanes[agent].Muted || !s.Lanes[1-agent].Solo || s.Balance != -.5 || !s.SkipSilence {
		t.Fatalf("it is heard as %+v", s)
	}
	r.Close()
	again := enter(t, o, o.Town.Stereo.ID)
	if s := o.Sound.State; again.sound.hearing() != was || !s.Lanes[agent].Muted || !s.Lanes[1-agent].Solo || s.Lanes[1-agent].Gain != 3 || s.Balance != -.5 || !s.SkipSilence || s.Speed != 1.5 {
		t.Errorf("again it is heard as %+v", s)
	}
	again.Close()
	if h := again.choices.heard("another"); h.Speed != 1.5 || h.Gain[1] != 3 || h.Mute[0] || h.Solo[1] || h.Balance != 0 || h.Skip {
		t.Errorf("another call is heard as %+v", h)
	}
}

func TestRoom_DraggingTheNeedleIsHeardAndEndsWhereItIsDropped(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	l := r.sound
	l.scrub(3 * time.Second)
	o.Sound.State.Position = time.Second
	l.tick()
	if len(o.Sound.Scrubbed) != 1 || l.at != 3*time.Second {
		t.Errorf("heard at %v, the needle is at %v", o.Sound.Scrubbed, l.at)
	}
	l.seek(4 * time.Second)
	if l.scrubbing || o.Sound.State.Position != 4*time.Second {
		t.Errorf("dropped at %v", o.Sound.State.Position)
	}
}

func TestRoom_TheSoundPageShowsWhatTheKeysDid(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.view.choosePanel(panelSound)
	if !desktest.Shortcut(r, fyne.KeyPageUp, fyne.KeyModifierAlt) {
		t.Fatal("no key makes the agent louder")
	}
	if says := desktest.Texts(r.view.panel); !strings.Contains(says, "+3 dB") || !strings.Contains(says, "左耳") {
		t.Errorf("it says %q", says)
	}
}

func TestReadTranscript_WhatIsNoFileIsSaid(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "none.vtt")} {
		if _, err := readTranscript(path); err == nil {
			t.Errorf("%s was read", path)
		}
	}
	path := filepath.Join(dir, "x.vtt")
	if err := os.WriteFile(path, []byte("WEBVTT"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := readTranscript(path); err != nil || string(data) != "WEBVTT" {
		t.Error(string(data), err)
	}
}
