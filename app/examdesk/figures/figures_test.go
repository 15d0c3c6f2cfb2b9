package figures

import (
	"context"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
)

// sat is an exam that n people of rising ability sat.
func sat(t *testing.T, o *desktest.Office, n int) string {
	t.Helper()
	o.Stock(t, 30)
	id := o.Exam(t, nil)
	chance := rand.New(rand.NewPCG(3, 3))
	for i, by := range o.Sitters(t, n) {
		o.Sit(t, by, id, func(int) bool { return chance.Float64() < .25+.6*float64(i)/float64(n) })
	}
	return id
}

// reports writes the statistics as the program does.
type reports struct {
	desk.Reports
	o *desktest.Office
}

func (r reports) Exam(ctx context.Context, by people.Actor, id string, ask analysis.Ask, fitted *analysis.Fitted, l words.Language, w io.Writer) error {
	record, err := r.o.Store.Exams().Record(ctx, by, id)
	if err != nil {
		return err
	}
	return report.WriteExam(w, l, report.Exam{Name: record.Exam.Name, Analysis: analysis.Make(&record, ask), Fitted: fitted, Stamp: report.Stamp{By: by.Name, At: r.o.Now()}})
}

func open(t *testing.T, o *desktest.Office, id string) *Screen {
	t.Helper()
	o.Desk = o.As(o.Trainer(t))
	o.Desk.Reports = reports{o: o}
	s := New(o.Desk, desk.Route{Place: desk.ExamStats, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// paint keeps a picture of the window for people to look at.
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

func TestFigures_TellsTheExamItsQuestionsAndAModel(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, sat(t, o, 40))
	if s.a.N() != 40 || len(s.a.Items) != 10 {
		t.Fatalf("%d attempts, %d questions", s.a.N(), len(s.a.Items))
	}
	if got := desktest.Texts(s.page); !strings.Contains(got, "0.8") {
		t.Errorf("no advice on alpha in %q", got)
	}
	paint(t, "examstats-1", o)
	desktest.Press(s, fyne.Key2)
	if got := desktest.Texts(s.panel); !strings.Contains(got, "选项") || len(desktest.Found[*parts.LineChart](s.panel)) != 1 {
		t.Errorf("the panel shows %q", got)
	}
	paint(t, "examstats-2", o)
	desktest.Press(s, fyne.Key3)
	if s.fitted == nil || len(desktest.Found[*parts.LineChart](s.panel)) != 4 || !s.fitted.Sparse() {
		t.Errorf("no curves: %v", s.why)
	}
	paint(t, "examstats-3", o)
	was := s.model
	desktest.Press(s, fyne.KeyM)
	if s.model == was {
		t.Error("M changes no model")
	}
}

func TestFigures_OtherThanFirstAttemptsAreMarkedAsPossiblyInvalid(t *testing.T) {
	o := desktest.NewOffice(t)
	id := sat(t, o, 12)
	o.Sit(t, o.Town.Agent, id, desktest.Best(1))
	o.Sit(t, o.Town.Agent, id, desktest.Best(9))
	s := open(t, o, id)
	if strings.Contains(desktest.Texts(s.top), "失效") || s.a.N() != 13 {
		t.Fatalf("n %d, %q", s.a.N(), desktest.Texts(s.top))
	}
	desktest.Press(s, fyne.KeyA)
	if !strings.Contains(desktest.Texts(s.top), "失效") || s.ask.Attempts != analysis.Last {
		t.Errorf("%s: %q", s.ask.Attempts, desktest.Texts(s.top))
	}
}

func TestFigures_UnderThirtyNoQuestionIsLabelled(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, sat(t, o, 12))
	for row := range s.order {
		if c := s.itemCell(row, colReading); c.Text != "不足 30" {
			t.Errorf("question %d is read as %q", row, c.Text)
		}
	}
}

func TestFigures_SaysWhenThereIsNothingYet(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 12)
	s := open(t, o, o.Exam(t, nil))
	if !strings.Contains(desktest.Texts(s.page), "还没有可统计的") {
		t.Errorf("shows %q", desktest.Texts(s.page))
	}
}

func TestFigures_TheReportIsWrittenAsAPDF(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, sat(t, o, 40))
	desktest.Press(s, fyne.Key3)
	path := filepath.Join(t.TempDir(), "exam.pdf")
	if os.Getenv("SHIFU_PAINT") != "" {
		path = filepath.Join(os.Getenv("SHIFU_PAINT"), "exam.pdf")
	}
	desktest.Shortcut(s, fyne.KeyP, fyne.KeyModifierShortcutDefault)
	o.Answer(t, path)
	b, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(b), "%PDF-") || o.Asked() {
		t.Error(err)
	}
}

func TestFigures_DrawnPapersHaveNoModel(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Stock(t, 30)
	id := o.Exam(t, func(e *exam.Exam) { e.Forms = 0 })
	for i, by := range o.Sitters(t, 12) {
		o.Sit(t, by, id, desktest.Best(i))
	}
	s := open(t, o, id)
	desktest.Press(s, fyne.Key3)
	if s.fitted != nil || s.why == nil {
		t.Error("a model of different questions")
	}
}
