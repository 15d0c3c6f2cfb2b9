package examdesk

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

func open(t *testing.T, o *desktest.Office) *Screen {
	t.Helper()
	o.Desk = o.As(o.Trainer(t))
	s := New(o.Desk, desk.Route{Place: desk.ExamDesk}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// paint keeps a picture of a window under build, for people to look at.
func paint(t *testing.T, name string, o *desktest.Office) {
	t.Helper()
	if os.Getenv("SHIFU_PAINT") == "" {
		return
	}
	f, err := os.Create(filepath.Join(os.Getenv("SHIFU_PAINT"), name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestExamDesk_WithoutAnExamItSaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o)
	if got := desktest.Texts(s.page); !strings.Contains(got, "还没有考试") || !strings.Contains(got, "新建考试") {
		t.Errorf("shows %q", got)
	}
	if !desktest.Press(s, fyne.KeyN) || len(o.Went) != 1 || o.Went[0].Place != desk.ExamDraft {
		t.Errorf("N went to %+v", o.Went)
	}
}

func TestExamDesk_ListsAttemptsWithMarksAndWhoIsBorderline(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 30)
	id := o.Exam(t, nil)
	for i, by := range o.Sitters(t, 12) {
		o.Sit(t, by, id, desktest.Best(i))
	}
	s := open(t, o)
	if len(s.f.results) != 12 || s.f.analysis == nil || s.f.analysis.N() != 12 {
		t.Fatalf("%d results", len(s.f.results))
	}
	edge, sure := 0, 0
	for i := range s.f.results {
		if s.borderline(&s.f.results[i]) {
			edge++
		} else {
			sure++
		}
	}
	if edge == 0 || sure == 0 {
		t.Errorf("borderline %d, not %d", edge, sure)
	}
	if got := desktest.Texts(s.page); !strings.Contains(got, "合格：50 %") || !strings.Contains(got, "标准误") {
		t.Errorf("shows %q", got)
	}
	paint(t, "examdesk-list", o)
	s.tables[tabAttempts].OnSorted(colPoints, true)
	if s.f.results[0].Points < s.f.results[11].Points {
		t.Error("not sorted by points")
	}
	s.tables[tabAttempts].Choose(0)
	desktest.Press(s, fyne.KeyReturn)
	if place, at := o.Last(); place != desk.ExamAttempt || at != s.f.results[0].AttemptID {
		t.Errorf("Enter went to %+v", o.Went)
	}
}

func TestExamDesk_EndsAttemptsWhoseTimeIsUp(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.Exam(t, nil)
	if _, err := o.Store.Exams().Begin(t.Context(), o.Town.Agent, id); err != nil {
		t.Fatal(err)
	}
	s := open(t, o)
	desktest.Press(s, fyne.KeyK)
	if s.exam().Running != 1 {
		t.Error("an attempt ended before its time")
	}
	o.Pass(3 * 3600e9)
	if !desktest.Press(s, fyne.KeyK) || s.exam().Running != 0 || s.f.results[0].State != exam.Marked {
		t.Errorf("%+v", s.f.results)
	}
}

func TestExamDesk_WithdrawsWithAReasonOnly(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	o.Exam(t, nil)
	s := open(t, o)
	desktest.Press(s, fyne.KeyW)
	o.Answer(t, " ")
	if s.exam().State != exam.Published || !o.Asked() {
		t.Fatal("withdrawn without a reason")
	}
	o.Answer(t, "题目泄露")
	if s.exam().State != exam.Withdrawn || o.Asked() {
		t.Errorf("%s", s.exam().State)
	}
}

func TestExamDesk_ConcedesTimeToTheChosenPerson(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.Exam(t, nil)
	o.Sit(t, o.Town.Agent, id, desktest.Best(3))
	s := open(t, o)
	s.tables[tabAttempts].Choose(0)
	desktest.Press(s, fyne.KeyC)
	entries := desktest.Found[*parts.Entry](o.Desk.Window.Canvas().Overlays().Top())
	entries[0].SetText("30")
	buttons := desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top())
	test.Tap(buttons[len(buttons)-1])
	if len(s.f.concessions) != 0 {
		t.Fatal("conceded without a reason")
	}
	entries[2].SetText("视力障碍")
	test.Tap(buttons[len(buttons)-1])
	if len(s.f.concessions) != 1 || s.f.concessions[0].PersonID != o.Town.Agent.PersonID || s.f.concessions[0].Time.Minutes() != 30 {
		t.Errorf("%+v", s.f.concessions)
	}
	desktest.Press(s, fyne.Key3)
	if !strings.Contains(desktest.Texts(s.page), "视力障碍") && s.tables[tabConcessions].Length() != 1 {
		t.Error("the concession is not listed")
	}
}

func TestExamDesk_CopiesAnExamAndDeletesADraft(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	o.Exam(t, func(e *exam.Exam) { e.Blueprint[0].Kind = bank.Single })
	s := open(t, o)
	desktest.Press(s, fyne.KeyY)
	s.load()
	if len(s.exams) != 2 || s.exams[0].State != exam.Draft || s.exams[0].Blueprint.Count() != 10 {
		t.Fatalf("%+v", s.exams)
	}
	s.list.Choose(0)
	desktest.Press(s, fyne.KeyDelete)
	o.Answer(t, "")
	if len(s.exams) != 1 {
		t.Error("the draft is still there")
	}
}
