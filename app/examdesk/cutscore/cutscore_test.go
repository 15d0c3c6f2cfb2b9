package cutscore

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/exam/cut"
)

func open(t *testing.T, o *desktest.Office, id string) *Screen {
	t.Helper()
	o.Desk = o.As(o.Trainer(t))
	s := New(o.Desk, desk.Route{Place: desk.ExamCut, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

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

// judged is an exam that people sat and two judges rated.
func judged(t *testing.T, o *desktest.Office) (examID, study string) {
	t.Helper()
	o.Stock(t, 12)
	examID = o.Exam(t, nil)
	for i, by := range o.Sitters(t, 12) {
		o.Sit(t, by, examID, desktest.Best(i))
	}
	study, err := o.Store.Cuts().Begin(t.Context(), o.Trainer(t), examID, []string{o.Town.Reviewer.PersonID, o.Town.Second.PersonID}, o.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for i, by := range []people.Actor{o.Town.Reviewer, o.Town.Second} {
		sheet, err := o.Store.Cuts().Sheet(t.Context(), by, study)
		if err != nil {
			t.Fatal(err)
		}
		for k, it := range sheet.Items {
			if err := o.Store.Cuts().Rate(t.Context(), by, study, cut.Rating{QuestionID: it.Question.ID, P: .55 + .1*float64(i) + .02*float64(k), Why: "常考"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.Store.Cuts().Finish(t.Context(), by, study, cut.Expectation{Pass: .6 + .1*float64(i), MinCut: .4, MaxCut: .8, MinFail: .1, MaxFail: .7}); err != nil {
			t.Fatal(err)
		}
	}
	return examID, study
}

func TestCut_JudgesAreNamedWhoMayNotSitTheExam(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	s := open(t, o, o.Exam(t, nil))
	desktest.Press(s, fyne.KeyN)
	table := desktest.Found[*parts.Table](o.Desk.Window.Canvas().Overlays().Top())[0]
	if table.Length() < 2 {
		t.Fatalf("%d can judge", table.Length())
	}
	for row := range table.Length() {
		if name := table.Cell(row, 0).Text; name == "林小满" || name == "乔立冬" {
			t.Errorf("%s may sit the exam and judge it", name)
		}
	}
	press := func() {
		buttons := desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top())
		test.Tap(buttons[len(buttons)-1])
	}
	press()
	if s.study() != nil || !o.Asked() {
		t.Fatal("begun without judges")
	}
	table.OnMarked(0, true)
	table.OnMarked(1, true)
	press()
	if s.study() == nil || len(s.study().Judges) != 2 || s.study().Stage != cut.FirstRound {
		t.Error("no study")
	}
}

func TestCut_ShowsTheThreeCutsAndAppliesTheChosenOne(t *testing.T) {
	o := desktest.NewOffice(t)
	id, _ := judged(t, o)
	s := open(t, o, id)
	angoff, ok := s.chosen()
	if !ok || angoff < 12 || angoff > 15 {
		t.Fatalf("Angoff %v", angoff)
	}
	paint(t, "examcut-1", o)
	s.look(byBeuk)
	beuk, ok := s.chosen()
	if !ok || beuk >= angoff {
		t.Errorf("Beuk %v lies not between demand and result", beuk)
	}
	s.look(byHofstee)
	if h, ok := s.chosen(); !ok || h < 8 || h > 16 {
		t.Errorf("Hofstee %v", h)
	}
	paint(t, "examcut-2", o)
	desktest.Press(s, fyne.Key2)
	paint(t, "examcut-3", o)
	s.look(byAngoff)
	rows := s.orgRows()
	if len(rows) != 2 || rows[0].n+rows[1].n != 12 || rows[0].then+rows[1].then >= rows[0].now+rows[1].now {
		t.Errorf("%+v", rows)
	}
	desktest.Shortcut(s, fyne.KeyReturn, fyne.KeyModifierShortcutDefault)
	o.Answer(t, "评判一致")
	if s.study().Stage != cut.Applied || s.f.exam.PassShare < .6 || s.f.exam.Passed != rows[0].then+rows[1].then {
		t.Errorf("%+v", s.f.exam)
	}
}

func TestCut_TheSecondRoundBeginsAfterTheFirst(t *testing.T) {
	o := desktest.NewOffice(t)
	id, study := judged(t, o)
	s := open(t, o, id)
	desktest.Press(s, fyne.KeyR)
	o.Answer(t, "")
	if s.study().Stage != cut.SecondRound {
		t.Fatalf("%s", s.study().Stage)
	}
	w, err := o.Store.Cuts().Waiting(t.Context(), o.Town.Reviewer)
	if err != nil || len(w) != 1 || w[0].StudyID != study || w[0].Round != 2 {
		t.Errorf("%+v %v", w, err)
	}
}
