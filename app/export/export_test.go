package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/tablefile"
)

type writer struct{ desk.Reports }

func (writer) Table(ctx context.Context, by people.Actor, t tablefile.Table, to tablefile.File) error {
	return report.WriteTable(ctx, to, t, report.Stamp{By: by.Name, At: time.Unix(0, 0)})
}

func office(t *testing.T, by func(desktest.Town) people.Actor) *desktest.Office {
	o := desktest.NewOffice(t)
	o.Desk = o.As(by(o.Town))
	o.Desk.Reports = writer{}
	o.Desk.Window.SetContent(parts.Room(800, 600))
	return o
}

func lead(t desktest.Town) people.Actor { return t.Lead }

func table() *parts.Table {
	cells := [][]parts.Cell{{{Text: "林小满"}, {Text: "1,088.5"}, {Text: "–"}, {Text: "12 %", Value: .12}}, {{Text: "=周"}, {Text: "太少"}, {}, {}}}
	return parts.NewTable([]parts.TableColumn{{Title: "坐席"}, {Title: "得分", Right: true, Width: 60}, {Title: "藏", Hide: true}, {Title: "率", Width: 60}},
		func() int { return len(cells) }, func(r, c int) parts.Cell { return cells[r][c] })
}

func TestTable_WritesEveryVisibleColumnWithNumbersAsNumbers(t *testing.T) {
	o := office(t, lead)
	Table(o.Desk, "成绩", table())
	file := filepath.Join(t.TempDir(), "x.csv")
	o.Answer(t, file)
	raw, err := os.ReadFile(file)
	want := "\uFEFF坐席,得分,率,导出人\n林小满,1088.5,0.12," + o.Town.Lead.Name + "\n'=周,太少,," + o.Town.Lead.Name + "\n"
	if err != nil || string(raw) != want {
		t.Errorf("%q, %v; want %q", raw, err, want)
	}
	if o.Asked() || o.Traced("exported") != 1 || len(o.Toasts) != 1 {
		t.Error("nothing says that it is done")
	}
}

func TestTable_AFolderThatIsMissingIsToldAndTheDialogStays(t *testing.T) {
	o := office(t, lead)
	Table(o.Desk, "成绩", table())
	o.Answer(t, filepath.Join(t.TempDir(), "no", "such", "place.xlsx"))
	if !o.Asked() || len(o.Toasts) != 0 {
		t.Error("a folder that isn't there is written to")
	}
	file := filepath.Join(t.TempDir(), "there.xlsx")
	o.Answer(t, file)
	if head, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(head), "PK") || o.Asked() {
		t.Errorf("not written the second time: %v", err)
	}
}

func TestTable_IsNotOfferedWithoutTheRight(t *testing.T) {
	o := office(t, func(t desktest.Town) people.Actor { return t.Reviewer })
	Table(o.Desk, "成绩", table())
	if o.Asked() || May(o.Desk) {
		t.Error("a reviewer without the right Export is asked where to")
	}
}

func TestAsk_StoppingLeavesNoFile(t *testing.T) {
	o := office(t, lead)
	var stop func()
	o.Desk.Progress = func(_ string, cancel func()) (func(int, int), func()) {
		stop = cancel
		return func(int, int) { stop() }, func() {}
	}
	Rows(o.Desk, tablefile.Table{Name: "多", Columns: []string{"n"}, Count: 5000, Rows: func(yield func([]any) bool) {
		for i := 0; i < 5000 && yield([]any{i}); i++ {
		}
	}})
	file := filepath.Join(t.TempDir(), "x.csv")
	o.Answer(t, file)
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) || o.Asked() || len(o.Toasts)+len(o.Failed) > 0 {
		t.Errorf("%v, %v, %v", err, o.Toasts, o.Failed)
	}
}

func TestAsk_TheFormatFollowsTheNameAndTheNameTheFormat(t *testing.T) {
	for path, want := range map[string]tablefile.Format{"a.csv": tablefile.CSV, "a.CSV": tablefile.CSV, "a.xlsx": tablefile.Excel, "a": tablefile.Excel} {
		if got := formatOf(path); got != want {
			t.Errorf("%s is %s", path, got)
		}
	}
	if got := ended("x/班组 1.2.xlsx", tablefile.CSV); got != "x/班组 1.2.csv" {
		t.Error(got)
	}
	if got := ended("plain", tablefile.Excel); got != "plain.xlsx" {
		t.Error(got)
	}
}
