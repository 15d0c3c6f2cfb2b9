package review

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings/speech"
)

func TestRoom_ACorrectionChangesTheFiguresAtOnceAndIsTakenBack(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	spans := r.view.panels.spans
	if desktest.Shortcut(r, fyne.KeyH, ctrl|alt); len(spans.corrected) != 0 || len(o.Toasts) != 1 {
		t.Fatal("something was corrected without A and B")
	}
	before := r.sound.track.Speech.Metrics(0)
	r.sound.stretch(time.Second, 3*time.Second)
	desktest.Shortcut(r, fyne.KeyH, ctrl|alt)
	m := r.sound.track.Speech.Metrics(0)
	if m.Hold != 2*time.Second || m.Agent.Talk >= before.Agent.Talk || len(spans.corrected) != 1 {
		t.Fatalf("hold %v, talk %v of %v", m.Hold, m.Agent.Talk, before.Agent.Talk)
	}
	facts := r.view.measured(r.sound.track.Speech)
	if facts[0].Value != o.Town.Reviewer.Name {
		t.Errorf("nobody says who corrected: %+v", facts[0])
	}
	holds := func() (n int) {
		for _, b := range r.sound.wave.Model().Bands {
			if b.Kind == parts.BandHold {
				n++
			}
		}
		return n
	}
	if holds() != 1 {
		t.Errorf("%d holds on the waveform", holds())
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if got := r.sound.track.Speech.Metrics(0); got.Hold != 0 || got.Agent.Talk != before.Agent.Talk || len(spans.corrected) != 0 || holds() != 0 {
		t.Errorf("after undo %+v, %d holds", got, holds())
	}
}

func TestRoom_EveryVerdictHasItsKey(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Swapped.ID) // the agent speaks on lane 1
	r.sound.stretch(2*time.Second, 4*time.Second)
	for _, c := range []struct {
		key  fyne.KeyName
		mod  fyne.KeyModifier
		is   speech.Verdict
		lane int
	}{{fyne.KeyN, ctrl | alt, speech.IsQuiet, speech.AllLanes}, {fyne.KeyA, ctrl | alt, speech.IsTalk, 1}, {fyne.KeyC, ctrl | alt, speech.IsTalk, 0},
		{fyne.KeyA, ctrl | alt | shift, speech.IsQuiet, 1}, {fyne.KeyC, ctrl | alt | shift, speech.IsQuiet, 0}} {
		desktest.Shortcut(r, c.key, c.mod)
		got := r.view.panels.spans.corrected
		if last := got[len(got)-1]; last.Is != c.is || last.Lane != c.lane {
			t.Errorf("%v: %+v", c, last)
		}
	}
	n := len(r.view.panels.spans.corrected)
	desktest.Shortcut(r, fyne.KeyX, ctrl|alt)
	if got := r.view.panels.spans.corrected; len(got) != n-1 || got[n-2].Is != speech.IsTalk && got[n-2].Lane != 1 {
		t.Errorf("%d corrections", len(got))
	}
}

func TestRoom_ARowOfTheSpansIsPlayedAndTakenBack(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Mono.ID)
	r.sound.stretch(time.Second, 2*time.Second)
	desktest.Shortcut(r, fyne.KeyN, ctrl|alt)
	desktest.Shortcut(r, fyne.KeyS, ctrl|alt)
	if n := len(r.view.panels.spans.corrected); n != 2 || r.sound.track.Speech.Metrics(0).Known {
		t.Fatalf("%d corrections", n)
	}
	r.view.choosePanel(panelSpans)
	l := r.view.panels.spans
	for i, row := range l.rows {
		if row.id == l.corrected[0].ID {
			l.table.Choose(i)
		}
	}
	if r.sound.at != time.Second || r.sound.to != 2*time.Second {
		t.Errorf("at %v, B at %v", r.sound.at, r.sound.to)
	}
	first := l.corrected[0].ID
	l.withdraw()
	if len(l.corrected) != 1 || l.corrected[0].ID == first {
		t.Error("another one than the chosen was taken back")
	}
}

func TestRoom_WhoMayNotScoreCorrectsNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enterBy(t, o, o.As(o.Town.Agent), desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	r.sound.stretch(time.Second, 2*time.Second)
	if desktest.Shortcut(r, fyne.KeyH, ctrl|alt) {
		t.Error("an agent may correct")
	}
}
