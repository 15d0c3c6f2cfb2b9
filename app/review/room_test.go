package review

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/qa"
)

var ctx = context.Background()

// enter opens the room for a call on a window of the usual size.
func enter(t *testing.T, o *desktest.Office, callID string) *Room {
	t.Helper()
	return enterBy(t, o, o.Desk, desk.Route{Place: desk.Room, ID: callID})
}

func enterBy(t *testing.T, o *desktest.Office, d *desk.Desk, r desk.Route) *Room {
	t.Helper()
	room := NewRoom(d, r).(*Room)
	o.Desk.Window = d.Window
	o.Show(room, 1376, 848)
	t.Cleanup(room.Close)
	return room
}

func keys(r *Room, names ...fyne.KeyName) {
	for _, k := range names {
		desktest.Press(r, k)
	}
}

// stored is the actor's evaluation of a call as it is kept.
func stored(t *testing.T, o *desktest.Office, callID string) qa.Evaluation {
	t.Helper()
	es, err := o.Quality.Evaluations(ctx, o.Actor, qa.Find{CallID: callID, ReviewerID: o.Actor.PersonID}, 1)
	if err != nil || len(es) != 1 {
		t.Fatal(len(es), err)
	}
	return es[0]
}

// firstRef is the ref of the nth question, from 0.
func ref(r *Room, n int) string {
	for _, q := range r.sheet.version.All {
		if n == 0 {
			return q.Ref
		}
		n--
	}
	return ""
}

// fill answers every open question with its first option, with the keyboard.
func fill(r *Room) {
	for range r.sheet.version.Count() {
		keys(r, fyne.Key1)
	}
}

func TestRoom_KeysAnswerTheQuestionAwakeAndGoOn(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.Key1, fyne.Key2)
	if got := r.sheet.e.Answers[ref(r, 0)].Options; len(got) != 1 || got[0] != 0 {
		t.Errorf("first answer %v", got)
	}
	if got := r.sheet.e.Answers[ref(r, 1)].Options; len(got) != 1 || got[0] != 1 {
		t.Errorf("second answer %v", got)
	}
	if r.awake != ref(r, 2) || r.view.form.Awake() != ref(r, 2) {
		t.Errorf("awake is %q, on the form %q", r.awake, r.view.form.Awake())
	}
	if e := stored(t, o, o.Town.Stereo.ID); len(e.Answers) < 2 {
		t.Errorf("kept %d answers", len(e.Answers))
	}
	keys(r, fyne.KeyUp)
	if r.awake != ref(r, 1) {
		t.Errorf("Up woke %q", r.awake)
	}
}

func TestRoom_EachChangeScoresAnew(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	if got := r.view.ring.Score().Text; got != "" {
		t.Errorf("score %q before any answer", got)
	}
	keys(r, fyne.Key1)
	if got := r.view.ring.Score().Text; got != "100.0" {
		t.Errorf("score %q after one full answer", got)
	}
	r.answer(ref(r, 1), len(r.sheet.form("").Sections[0].Rows[1].Options)-1)
	if got := r.view.ring.Score().Text; got == "100.0" || got == "" {
		t.Errorf("score %q after a loss", got)
	}
}

func TestRoom_MomentIsBoundWhereTheCallIsHeard(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.seek(6500 * time.Millisecond)
	keys(r, fyne.KeyM)
	ms := stored(t, o, o.Town.Stereo.ID).Answers[ref(r, 0)].Moments
	if len(ms) != 1 || ms[0].At != 6500*time.Millisecond {
		t.Fatalf("moments %v", ms)
	}
	if flags := r.sound.wave.Model().Flags; len(flags) != 1 || flags[0].Text != "1.1" {
		t.Errorf("flags %v", flags)
	}
	if line := r.view.panels.transcript.Line(2); line.Flag != "1.1" {
		t.Errorf("the line carries %q", line.Flag)
	}
	keys(r, fyne.KeyM)
	if n := len(r.sheet.marks()); n != 1 {
		t.Errorf("the same moment twice: %d", n)
	}
}

func TestRoom_RemovedMomentComesBack(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.seek(2 * time.Second)
	keys(r, fyne.KeyM)
	r.remove(r.sheet.marks()[0])
	if len(r.sheet.marks()) != 0 {
		t.Fatal("it is still there")
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if len(r.sheet.marks()) != 1 {
		t.Error("undo did not bring it back")
	}
}

func TestRoom_WhileTypingDigitsWithControlAnswer(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeyC)
	was := r.awake
	if !desktest.Shortcut(r, fyne.Key1, ctrl) {
		t.Fatal("no such shortcut")
	}
	if a := r.sheet.e.Answers[was]; len(a.Options) != 1 {
		t.Errorf("answer %v", a)
	}
	if r.awake != was {
		t.Error("the note was left while it is typed")
	}
}

func TestRoom_DerivationStandsInPlaceOfTheForm(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.Key1, fyne.KeyW)
	if r.view.sheet.Objects[0] == fyne.CanvasObject(r.view.form) {
		t.Error("the form is still there")
	}
	keys(r, fyne.KeyEscape)
	if r.view.sheet.Objects[0] != fyne.CanvasObject(r.view.form) || len(o.Went) != 0 {
		t.Error("Escape did not bring the form back")
	}
	keys(r, fyne.KeyEscape)
	if len(o.Went) != 1 || o.Went[0].Place == desk.Room {
		t.Errorf("went to %v", o.Went)
	}
}

func TestRoom_ListedKeysAreUnique(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.d.Reports = fakeReports{}
	bare, both := map[fyne.KeyName]string{}, map[string]string{}
	for _, a := range r.Actions() {
		if other, twice := bare[a.Bare]; twice && a.Bare != "" {
			t.Errorf("%s: %q and %q", a.Bare, other, a.Label)
		}
		bare[a.Bare] = a.Label
		if s := a.Shortcut(); s != nil {
			if other, twice := both[s.ShortcutName()]; twice {
				t.Errorf("%s: %q and %q", s.ShortcutName(), other, a.Label)
			}
			both[s.ShortcutName()] = a.Label
		}
	}
}

// The menu's shortcuts reach an act even while it is listed as off.
func TestRoom_NoActBreaksWhereItCanNotBeDone(t *testing.T) {
	o := desktest.NewOffice(t)
	rooms := []*Room{
		enter(t, o, o.Town.Silent.ID), enter(t, o, o.Town.Mentees.ID),
		enterBy(t, o, o.As(o.Town.Agent), desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID}),
		enterBy(t, o, o.As(o.Town.VendorQ), desk.Route{Place: desk.Room, ID: "no such call"}),
	}
	for _, r := range rooms {
		for _, a := range r.Actions() {
			a.Do()
		}
		o.Stage.Tick()
	}
	if o.Traced("submitted")+o.Traced("answered") > 1 {
		t.Errorf("submitted %d, answered %d", o.Traced("submitted"), o.Traced("answered"))
	}
}
