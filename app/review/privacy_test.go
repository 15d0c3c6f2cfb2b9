package review

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/recordings"
)

// private is a room in which a telephone number is said.
func private(t *testing.T) (*desktest.Office, *Room) {
	t.Helper()
	o := desktest.NewOffice(t)
	said := []recordings.Utterance{{Lane: 1, Start: time.Second, End: 3 * time.Second, Text: "我的电话是13812345678"}, {Lane: 0, Start: 3 * time.Second, End: 5 * time.Second, Text: "好的"}}
	if err := o.Calls.SetTranscript(ctx, people.Program(), o.Town.Stereo.ID, said); err != nil {
		t.Fatal(err)
	}
	return o, enter(t, o, o.Town.Stereo.ID)
}

func TestPrivacy_ASuggestionIsTakenOutOnlyWhenAPersonSaysSo(t *testing.T) {
	o, r := private(t)
	p := r.view.panels.privacy
	if len(p.rows) != 1 || p.words(p.rows[0]) != "13812345678" || !p.done.IsZero() {
		t.Fatalf("%+v", p.rows)
	}
	before, err := o.Calls.Audio(ctx, o.Actor, o.Town.Stereo.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.turn(0)
	p.redact()
	if !p.done.IsZero() || len(p.chosen()) != 0 {
		t.Error("it was taken out though it was turned down")
	}
	p.turn(0)
	p.redact()
	after, err := o.Calls.Audio(ctx, o.Actor, o.Town.Stereo.ID)
	if err != nil || after == before || p.done.IsZero() || r.o.said[0].Text != "我的电话是***********" {
		t.Fatalf("%v, %v, %v", err, p.done, r.o.said)
	}
	if line := r.view.panels.transcript.Line(0); len(line.Redacted) != 1 || strings.Contains(line.Text, "138") {
		t.Errorf("%+v", line)
	}
	if r.sound.silent() {
		t.Error("the call is not heard any more")
	}
	p.bringBack()
	if now, _ := o.Calls.Audio(ctx, o.Actor, o.Town.Stereo.ID); now != before || r.o.said[0].Text != "我的电话是13812345678" {
		t.Errorf("after Undo %s, %v", now, r.o.said)
	}
}

func TestPrivacy_AToBIsMarkedByKey(t *testing.T) {
	_, r := private(t)
	r.view.panels.privacy.markStretch()
	if n := len(r.view.panels.privacy.rows); n != 1 {
		t.Fatalf("without A and B %d are marked", n)
	}
	r.sound.stretch(time.Second, 2*time.Second)
	r.view.panels.privacy.markStretch()
	r.view.panels.privacy.markStretch()
	rows := r.view.panels.privacy.rows
	if len(rows) != 2 || rows[1].From != time.Second || r.view.shownPanel() != panelPrivacy {
		t.Errorf("%+v, in view %s", rows, r.view.shownPanel())
	}
}

func TestRoom_AnUtteranceIsPutRightAndKeepsItsTimes(t *testing.T) {
	o, r := private(t)
	r.sound.seek(4 * time.Second)
	keys(r, fyne.KeyF2)
	if r.view.panels.transcript.Current() != 1 {
		t.Fatalf("the needle is at %d", r.view.panels.transcript.Current())
	}
	var failed error
	r.keepWords(1, " 好的，  记下了 ", func(err error) { failed = err })
	said, err := o.Calls.Transcript(ctx, o.Actor, o.Town.Stereo.ID)
	if failed != nil || err != nil || said[1].Text != "好的， 记下了" || said[1].Start != 3*time.Second || r.view.panels.transcript.Line(1).Text != said[1].Text {
		t.Errorf("%v, %v, %v", failed, err, said)
	}
}

func TestRoom_WhoMayNotTakeAnythingOutSeesNoSuchPage(t *testing.T) {
	_, r := private(t)
	if r.mayClip() != r.d.Actor.May(people.CopyOut) {
		t.Error("clips don't follow the right")
	}
	if r.mayHearWhole() {
		t.Error("nothing is taken out, and yet the whole can be heard")
	}
}
