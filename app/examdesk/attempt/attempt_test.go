package attempt

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/training/exam"
)

func TestAttempt_ShowsThePaperWithAnswersMarksAndWhatWasNoticed(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	id := o.Exam(t, nil)
	s, err := o.Store.Exams().Begin(t.Context(), o.Town.Agent, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []exam.Deed{exam.Left, exam.Returned} {
		if _, err := o.Store.Exams().Keep(t.Context(), o.Town.Agent, s.Attempt.ID, exam.Event{Deed: e}); err != nil {
			t.Fatal(err)
		}
		o.Pass(7e9)
	}
	o.Sit(t, o.Town.Agent, id, desktest.Best(4))
	o.Desk = o.As(o.Trainer(t))
	x := New(o.Desk, desk.Route{Place: desk.ExamAttempt, ID: s.Attempt.ID}).(*Screen)
	t.Cleanup(x.Close)
	o.Show(x, 1216, 772)
	if len(o.Failed) > 0 || len(x.o.Lines) != 10 || x.o.Points != 8 {
		t.Fatalf("%v %+v", o.Failed, x.o.Result)
	}
	said := ""
	for _, p := range desktest.Found[*parts.Text](x.Content()) {
		said += p.Value + "\n"
	}
	if !strings.Contains(said, "8 / 20") || x.o.Passed {
		t.Errorf("says %q", said)
	}
	if !strings.Contains(x.noticed(), "切出窗口 1 次") {
		t.Errorf("noticed %q", x.noticed())
	}
	x.table.Choose(4)
	said = ""
	for _, p := range desktest.Found[*parts.Text](x.panel) {
		said += p.Value + "\n"
	}
	if !strings.Contains(said, "选了，错") || !strings.Contains(said, "应选") {
		t.Errorf("the panel says %q", said)
	}
	desktest.Press(x, fyne.KeyEscape)
	if place, at := o.Last(); place != desk.ExamDesk || at != id {
		t.Errorf("%+v", o.Went)
	}
}
