package draft

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

const ctrl = fyne.KeyModifierShortcutDefault

func open(t *testing.T, o *desktest.Office, id string) *Screen {
	t.Helper()
	o.Desk = o.As(o.Trainer(t))
	s := New(o.Desk, desk.Route{Place: desk.ExamDraft, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func kept(t *testing.T, o *desktest.Office, id string) exam.Exam {
	t.Helper()
	all, err := o.Store.Exams().Exams(t.Context(), o.Trainer(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.ID == id {
			return e.Exam
		}
	}
	t.Fatal("the exam is gone")
	return exam.Exam{}
}

func panel(s *Screen) string {
	var b strings.Builder
	for _, p := range desktest.Found[*parts.Paragraph](s.panel) {
		b.WriteString(p.Value + "\n")
	}
	return b.String()
}

func TestDraft_ARowThatCantBeFilledIsToldInASentence(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	s := open(t, o, o.ExamDraft(t, func(e *exam.Exam) {
		e.Blueprint = exam.Blueprint{{Kind: bank.Single, Count: 3, Mark: 2}, {Point: "电价", Kind: bank.Single, Count: 9, Mark: 1}}
	}))
	if len(s.ahead.Cells) != 2 || s.ahead.Cells[0].Have != 12 || s.ahead.Cells[1].Have != 4 {
		t.Fatalf("%+v", s.ahead)
	}
	if got := panel(s); !strings.Contains(got, "命题表第 2 行") {
		t.Errorf("says %q", got)
	}
	if desktest.Shortcut(s, fyne.KeyReturn, ctrl); o.Asked() {
		t.Error("what can't be filled can be published")
	}
}

func TestDraft_KeepsEveryChangeByItself(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.ExamDraft(t, nil)
	s := open(t, o, id)
	desktest.Shortcut(s, fyne.KeyN, ctrl)
	s.exam.Name = "复训考试"
	s.exam.Rules.Sequential = true
	s.change()
	o.Stage.Tick()
	if e := kept(t, o, id); e.Name != "复训考试" || len(e.Blueprint) != 2 || !e.Rules.Sequential {
		t.Errorf("%+v", e)
	}
	s.exam.Name = ""
	s.change()
	o.Stage.Tick()
	if kept(t, o, id).Name != "复训考试" || !strings.Contains(panel(s), "请填写考试名称") {
		t.Errorf("an exam without a name: %q", panel(s))
	}
}

func TestDraft_UnevenFormsAreToldAndNeedASecondWord(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 9)
	id := o.ExamDraft(t, func(e *exam.Exam) {
		e.Forms, e.Blueprint = 3, exam.Blueprint{{Kind: bank.Single, Count: 1, Mark: 5}}
	})
	s := open(t, o, id)
	if s.ahead.Even() || len(s.ahead.Forms) != 3 {
		t.Skip("the draw happened to be even")
	}
	if !strings.Contains(panel(s), "1 %") {
		t.Errorf("says %q", panel(s))
	}
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	words := ""
	for _, b := range desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top()) {
		words += b.Word + "|"
	}
	if !strings.Contains(words, "难度不一也发布") {
		t.Errorf("asks %q", words)
	}
	o.Answer(t, "")
	if kept(t, o, id).State != exam.Published {
		t.Error("not published after the second word")
	}
}

func TestDraft_PublishesAndGoesToTheExam(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 30)
	id := o.ExamDraft(t, nil)
	s := open(t, o, id)
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	o.Answer(t, "")
	if place, at := o.Last(); kept(t, o, id).State != exam.Published || place != desk.ExamDesk || at != id {
		t.Errorf("went to %+v", o.Went)
	}
}

func TestDraft_WhoMaySitIsTicked(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.ExamDraft(t, nil)
	s := open(t, o, id)
	desktest.Press(s, fyne.Key4)
	table := desktest.Found[*parts.Table](s.form)[0]
	if table.Length() != 3 { // agent, mate and mentee
		t.Errorf("%d may sit", table.Length())
	}
	table.OnMarked(0, true)
	o.Stage.Tick()
	if e := kept(t, o, id); len(e.Persons) != 1 {
		t.Errorf("%v", e.Persons)
	}
}

func TestDraft_TheReviewGridIsKept(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.ExamDraft(t, nil)
	s := open(t, o, id)
	desktest.Press(s, fyne.Key3)
	checks := desktest.Found[*parts.Check](s.form)
	if len(checks) != 16 || !checks[0].Disabled() {
		t.Fatalf("%d ticks", len(checks))
	}
	checks[13].Set(true)
	o.Stage.Tick()
	if v := kept(t, o, id).Rules.Review[exam.AfterClose]; !v.Mark || v.Right {
		t.Errorf("%+v", v)
	}
	desktest.Press(s, fyne.Key2)
	if len(s.fields) < 7 {
		t.Errorf("%d fields for rules", len(s.fields))
	}
}
