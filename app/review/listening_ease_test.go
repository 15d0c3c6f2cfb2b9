package review

import (
	"os"
	"path/filepath"
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
		c.leave(string(rune('a'+i)), at, time.Minute)
	}
	if c.left("a") != 20*time.Second || c.left("b") != 0 || c.left("c") != 0 || c.left("d") != 30*time.Second {
		t.Errorf("%+v", c.Places)
	}
	c.leave("a", 40*time.Second, time.Minute)
	if c.left("a") != 40*time.Second || len(c.Places) != 2 {
		t.Errorf("%+v", c.Places)
	}
	for i := range 300 {
		c.leave(string(rune(1000+i)), 20*time.Second, time.Minute)
	}
	if len(c.Places) != mostPlaces || c.left("a") != 0 {
		t.Errorf("%d places are kept", len(c.Places))
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
