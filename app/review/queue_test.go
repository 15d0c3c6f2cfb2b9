package review

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
)

func TestQueue_ListsTheTasksByDueDate(t *testing.T) {
	o := desktest.NewOffice(t)
	q := New(o.Desk, desk.Route{}).(*Queue)
	defer q.Close()
	o.Show(q, 1200, 800)
	if len(q.rows) != 4 || q.rows[0].CallID != o.Town.Stereo.ID {
		t.Fatalf("%d rows", len(q.rows))
	}
	if got := q.cell(0, colWhy).Text; got != "投诉词 2 处，静默 11 秒" {
		t.Errorf("why %q", got)
	}
	if got := q.cell(0, colDue).Text; got != "今日 21:58" {
		t.Errorf("due %q", got)
	}
}

func TestQueue_EnterOpensTheChosenCall(t *testing.T) {
	o := desktest.NewOffice(t)
	q := New(o.Desk, desk.Route{}).(*Queue)
	defer q.Close()
	w := o.Show(q, 1200, 800)
	q.table.Focus()
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(o.Went) != 1 || o.Went[0].ID != o.Town.Swapped.ID || o.Went[0].Task == "" {
		t.Errorf("went to %v", o.Went)
	}
}

func TestQueue_SkippedTaskIsGoneUntilUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	q := New(o.Desk, desk.Route{}).(*Queue)
	defer q.Close()
	o.Show(q, 1200, 800)
	q.askSkip()
	skipTask(q.d, q.ctx, q.rows[0].Task, "听不清", q.load)
	if len(q.rows) != 3 || len(o.Toasts) != 1 {
		t.Errorf("%d rows, %d toasts", len(q.rows), len(o.Toasts))
	}
	o.Toasts[0].Undo()
	if len(q.rows) != 4 {
		t.Errorf("%d rows after undo", len(q.rows))
	}
}

func TestQueue_EmptySaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	q := New(o.As(o.Town.Second), desk.Route{}).(*Queue)
	defer q.Close()
	o.Show(q, 1200, 800)
	if len(q.rows) != 0 {
		t.Fatal("there are tasks")
	}
	for _, a := range q.Actions() {
		if !a.Off {
			t.Errorf("%q is offered", a.Label)
		}
	}
}
