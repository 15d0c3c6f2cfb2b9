package marks

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

func open(t *testing.T, o *desktest.Office, by people.Actor, id string) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{Place: desk.ExamMarks, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func essays(t *testing.T, o *desktest.Office) string {
	o.Stock(t, 3)
	id := o.Exam(t, func(e *exam.Exam) { e.Blueprint = exam.Blueprint{{Kind: bank.Essay, Count: 1, Mark: 10}} })
	for _, by := range []people.Actor{o.Town.Agent, o.Town.Mate} {
		o.Sit(t, by, id, desktest.Best(0))
	}
	return id
}

func TestMarks_TwoMarkersSettleAnEssayByKeyboard(t *testing.T) {
	o := desktest.NewOffice(t)
	id := essays(t, o)
	s := open(t, o, o.Trainer(t), id)
	if len(s.queue) != 2 {
		t.Fatalf("%d essays", len(s.queue))
	}
	s.points.SetText("11")
	s.give()
	if len(s.queue) != 2 || s.wrong.Value == "" {
		t.Fatal("11 of 10 points were given")
	}
	s.points.SetText("")
	s.give()
	if s.done != 0 {
		t.Fatal("nothing was given as points")
	}
	s.points.SetText("8")
	s.claim(&fyne.KeyEvent{Name: fyne.KeyUp})
	if s.points.Text() != "8.5" {
		t.Errorf("a step more than 8 is %q", s.points.Text())
	}
	s.points.OnSubmitted("")
	s.points.SetText("9")
	s.points.OnSubmitted("")
	if s.done != 2 || len(s.queue) != 0 {
		t.Fatalf("%d marked, %d left", s.done, len(s.queue))
	}
	second := open(t, o, o.SecondTrainer(t), id)
	if len(second.queue) != 2 || second.queue[0].Marked != 1 {
		t.Fatalf("%+v", second.queue)
	}
	for range 2 {
		second.points.SetText("9")
		second.give()
	}
	all, err := o.Store.Exams().Results(t.Context(), o.Trainer(t), id)
	if err != nil || all[0].State != exam.Marked || all[1].State != exam.Marked {
		t.Errorf("%+v %v", all, err)
	}
}

func TestMarks_LaterPutsAnEssayBehindTheOthers(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Trainer(t), essays(t, o))
	first := s.queue[s.at].AttemptID
	desktest.Press(s, fyne.KeyPageDown)
	if s.queue[s.at].AttemptID == first {
		t.Error("the same essay is shown again")
	}
	desktest.Press(s, fyne.KeyEscape)
	if o.Went[0].Place != desk.ExamDesk {
		t.Errorf("%+v", o.Went)
	}
}
