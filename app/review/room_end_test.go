package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/words"
	"shifu/qa"
)

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
	r.report()
	o.Answer(t, path)
	if b, err := os.ReadFile(path + ".pdf"); err != nil || string(b) != "%PDF" {
		t.Errorf("%q %v", b, err)
	}
	if o.Traced("exported") != 1 || len(o.Toasts) != 1 {
		t.Error("nobody says so")
	}
	if !strings.HasSuffix(r.reportName(), "林小满 故障报修：催问抢修到场时间") {
		t.Errorf("name %q", r.reportName())
	}
}
