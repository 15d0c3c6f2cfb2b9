package review

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/internal/words"
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

func TestRoom_SubmitSaysInPlaceWhatIsMissing(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	fill(r)
	lossy := evidenceQuestion(t, r)
	q, _, _ := r.sheet.version.Find(lossy)
	r.answer(lossy, len(q.Choices())-1)
	r.submit()
	if len(o.Went) != 0 || o.Traced("submitted") != 0 {
		t.Fatal("it was submitted")
	}
	if r.awake != lossy {
		t.Errorf("woke %q, want %q", r.awake, lossy)
	}
	problem := ""
	for _, s := range r.view.form.Model().Sections {
		for _, row := range s.Rows {
			if row.Ref == lossy {
				problem = row.Problem
			}
		}
	}
	if problem == "" {
		t.Error("the row does not say what it needs")
	}
	r.note(lossy, "what was missing")
	r.sound.seek(time.Second)
	r.bind(lossy)
	r.submit()
	if o.Traced("submitted") != 1 {
		t.Fatalf("not submitted: %v %v", r.problem, r.sheet.gaps())
	}
	if len(o.Went) != 1 || o.Went[0].ID != o.Town.Swapped.ID {
		t.Errorf("went to %v", o.Went)
	}
	if e := stored(t, o, o.Town.Stereo.ID); e.State != qa.Submitted {
		t.Errorf("it is %q", e.State)
	}
}

// evidenceQuestion is a question whose lost points need a moment.
func evidenceQuestion(t *testing.T, r *Room) string {
	t.Helper()
	for _, q := range r.sheet.version.All {
		if q.Evidence && !q.FailsAll() {
			return q.Ref
		}
	}
	t.Skip("the rubric asks for no evidence")
	return ""
}

func submitted(t *testing.T, o *desktest.Office, call string) qa.Evaluation {
	t.Helper()
	r := enter(t, o, call)
	fill(r)
	for _, g := range r.sheet.gaps() {
		r.note(g.Ref, "well done")
	}
	r.submit()
	r.Close()
	e := stored(t, o, call)
	if e.State != qa.Submitted {
		t.Fatalf("%q: %v %v", e.State, r.problem, r.sheet.gaps())
	}
	return e
}

func TestRoom_SubmittedIsReadOnlyUntilRevised(t *testing.T) {
	o := desktest.NewOffice(t)
	e := submitted(t, o, o.Town.Stereo.ID)
	r := enterBy(t, o, o.Desk, desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID})
	keys(r, fyne.Key2)
	if r.sheet.open || o.Traced("answered") != len(e.Answers) {
		t.Error("it can be changed")
	}
	if !r.mayRevise() {
		t.Fatal("it can't be revised")
	}
	r.revise("Heard it again")
	if !r.sheet.open || r.sheet.e.Edition != 2 {
		t.Fatalf("edition %d, open %v, %v", r.sheet.e.Edition, r.sheet.open, r.problem)
	}
	r.answer(ref(r, 1), 1)
	if got := stored(t, o, e.CallID); got.Edition != 2 || got.State != qa.Draft {
		t.Errorf("edition %d is %q", got.Edition, got.State)
	}
	r.showEdition(0)
	if r.sheet.open || r.sheet.e.Edition != 1 {
		t.Errorf("edition %d, open %v", r.sheet.e.Edition, r.sheet.open)
	}
	r.showEdition(1)
	if !r.sheet.open || r.sheet.e.Answers[ref(r, 1)].Options[0] != 1 {
		t.Error("the new edition did not come back")
	}
}

func TestRoom_ConflictOfInterestIsSaidAndReadOnly(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Mentees.ID)
	if r.o == nil {
		t.Fatal(o.Events)
	}
	if r.o.refused == nil || r.sheet == nil || r.sheet.open {
		t.Fatalf("refused %v", r.o.refused)
	}
	keys(r, fyne.Key1)
	r.submit()
	if len(r.sheet.e.Answers) != 0 {
		t.Error("it was answered")
	}
	if say := sentence(o.Desk, r.o.refused); !strings.Contains(say, "乔立冬") {
		t.Errorf("it says %q", say)
	}
}

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

func submittedHere(t *testing.T, o *desktest.Office, r *Room) {
	t.Helper()
	fill(r)
	q, _, _ := r.sheet.version.Find(ref(r, 2))
	r.answer(ref(r, 2), len(q.Choices())-1) // a lost point needs no moment here
	for _, g := range r.sheet.gaps() {
		r.note(g.Ref, "noted")
	}
	before := o.Traced("submitted")
	r.submit()
	if o.Traced("submitted") != before+1 {
		t.Errorf("not submitted: %v %v", r.problem, r.sheet.gaps())
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

func TestRoom_SwappedChannelsShowTheAgentFirst(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Swapped.ID)
	if got := r.sound.lanes.channels; got[0] != 1 || got[1] != 0 {
		t.Errorf("channels %v", got)
	}
	r.sound.mute(0)
	if !o.Sound.State.Lanes[1].Muted || o.Sound.State.Lanes[0].Muted {
		t.Error("muted the wrong channel")
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
	if len(o.Went) != 1 || o.Went[0].Place != desk.Review {
		t.Errorf("went to %v", o.Went)
	}
}

func TestRoom_SkipGoesOnAndCanBeUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	keys(r, fyne.KeyF8)
	if len(r.view.question.Objects) != 1 {
		t.Fatal("nobody asks why")
	}
	r.skip("听不清")
	if len(o.Went) != 1 || o.Went[0].ID != o.Town.Swapped.ID {
		t.Fatalf("went to %v", o.Went)
	}
	if ts, _ := o.Queue.Tasks(ctx, o.Actor); len(ts) != 3 {
		t.Errorf("%d tasks", len(ts))
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if ts, _ := o.Queue.Tasks(ctx, o.Actor); len(ts) != 4 {
		t.Errorf("%d tasks after undo", len(ts))
	}
}

func TestRoom_RubricWithoutATaskFollowsTheLanguage(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Second)
	d.Settings.Language = words.English
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	if r.o.version.ID != o.Town.English || len(r.o.rubrics) != 2 {
		t.Errorf("version %q of %d", r.o.version.Language, len(r.o.rubrics))
	}
	r.chooseRubric(1)
	if r.o.version.ID != o.Town.Version || !r.sheet.open {
		t.Errorf("version %q", r.o.version.Language)
	}
}

func TestRoom_AgentReadsWithoutAForm(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enterBy(t, o, o.As(o.Town.Agent), desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	if r.sheet != nil {
		t.Error("an agent has a form")
	}
	keys(r, fyne.Key1, fyne.KeyReturn, fyne.KeyM, fyne.KeyW, fyne.KeyDown)
}

func TestRoom_OtherOrganisationsCallIsNotThere(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enterBy(t, o, o.As(o.Town.VendorQ), desk.Route{Place: desk.Room, ID: o.Town.Swapped.ID})
	if r.o != nil || o.Traced("lost") != 0 && len(o.Events) == 0 {
		t.Error("it was opened")
	}
}

func TestRoom_ReportIsWrittenWhereAsked(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.d.Reports = fakeReports{}
	path := filepath.Join(t.TempDir(), "new", "a")
	r.writeReport(path)
	if b, err := os.ReadFile(path + ".pdf"); err != nil || string(b) != "%PDF" {
		t.Errorf("%q %v", b, err)
	}
	if o.Traced("exported") != 1 || len(o.Toasts) != 1 {
		t.Error("nobody says so")
	}
	if !strings.HasSuffix(r.reportPath(), "林小满 故障报修：催问抢修到场时间.pdf") {
		t.Errorf("path %q", r.reportPath())
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
