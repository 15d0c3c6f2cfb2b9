package regrade

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/training/bank"
	"shifu/training/exam"
)

const ctrl = fyne.KeyModifierShortcutDefault

func open(t *testing.T, o *desktest.Office, id string) *Screen {
	t.Helper()
	o.Desk = o.As(o.Trainer(t))
	s := New(o.Desk, desk.Route{Place: desk.ExamRegrade, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	o.Stage.Tick()
	return s
}

func TestRegrade_ShowsEverybodysMarkBeforeItIsApplied(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 9)
	id := o.Exam(t, func(e *exam.Exam) {
		e.PassShare = .5
		e.Blueprint = exam.Blueprint{{Kind: bank.Single, Count: 2, Mark: 2}}
	})
	o.Sit(t, o.Town.Agent, id, desktest.Best(0))
	o.Sit(t, o.Town.Mate, id, desktest.Best(2))
	s := open(t, o, id)
	if len(s.all) != 2 || len(s.shifts) != 2 || s.changes() != 0 || s.mayApply() {
		t.Fatalf("%d questions, %d shifts", len(s.all), len(s.shifts))
	}
	s.tick(0, false)
	s.tick(1, true)
	o.Stage.Tick()
	if s.changes() != 2 || s.turns() != 1 || !s.mayApply() {
		t.Fatalf("changes %d, turns %d", s.changes(), s.turns())
	}
	all, _ := o.Store.Exams().Results(t.Context(), o.Trainer(t), id)
	if all[0].Points+all[1].Points != 4 {
		t.Fatal("the preview changed marks")
	}
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	o.Answer(t, "答案写错了")
	all, _ = o.Store.Exams().Results(t.Context(), o.Trainer(t), id)
	if all[0].Points != 2 || all[1].Points != 2 || s.was.Number != 2 {
		t.Errorf("%+v, version %d", all, s.was.Number)
	}
}

func TestRegrade_AKeyWithoutARightOptionIsRefusedWithASentence(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 9)
	s := open(t, o, o.Exam(t, func(e *exam.Exam) { e.Blueprint[0].Count = 2 }))
	s.tick(0, false)
	o.Stage.Tick()
	if s.wrong == nil || s.mayApply() {
		t.Error("a key without a right option can be applied")
	}
}

func TestRegrade_TheOrderOfAnOrderingCanBeChanged(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 3)
	id := o.Exam(t, func(e *exam.Exam) { e.Blueprint = exam.Blueprint{{Kind: bank.Ordering, Count: 1, Mark: 2}} })
	o.Sit(t, o.Town.Agent, id, desktest.Best(0)) // answers 1, 0, 2
	s := open(t, o, id)
	s.next.Order = []int{1, 0, 2}
	s.change()
	o.Stage.Tick()
	if s.changes() != 1 || s.turns() != 1 {
		t.Errorf("changes %d, turns %d, %v", s.changes(), s.turns(), s.wrong)
	}
}
