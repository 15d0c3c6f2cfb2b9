package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shifu/internal/fault"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/recordings"
)

func calls() []recordings.Row {
	first := sampleCall(words.Chinese)
	first.Direction, first.State = recordings.Inbound, "released"
	score := 86.5
	first.Score = &score
	second := first
	second.ID, second.Title, second.AgentName, second.Queue, second.Score = "2", "=HYPERLINK(\"http://x\")", "+1", "\t@SUM(1)", nil
	second.Satisfaction, second.StartedAt = 0, time.Time{}
	return []recordings.Row{first, second}
}

func stamp() Stamp { return Stamp{By: "周谷雨", Workspace: "热线", At: monday, Zone: beijing} }

func sheetOf(t *testing.T, file []byte) (*excelize.File, [][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return f, rows
}

func TestWriteCalls_SaysWhoExportedAndMasksCallers(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCalls(t.Context(), tablefile.File{Writer: &b, Language: words.Chinese}, calls(), stamp()); err != nil {
		t.Fatal(err)
	}
	f, rows := sheetOf(t, b.Bytes())
	if len(rows) != 5 || !strings.Contains(rows[4][0], "周谷雨 于 2026-11-16 09:42:00 +08:00 从“热线”导出，共 2 行。") {
		t.Errorf("foot: %q", rows[len(rows)-1])
	}
	if about, err := f.GetDocProps(); err != nil || about.Creator != "周谷雨" {
		t.Errorf("properties: %+v, %v", about, err)
	}
	flat := strings.Join(rows[1], "|")
	for _, want := range []string{"138****0000", "2026-11-16 09:42", "0:04:12", "林小满", "已发布", "86.50", "呼入"} {
		if !strings.Contains(flat, want) {
			t.Errorf("the row lacks %q: %s", want, flat)
		}
	}
}

func TestWriteCalls_AnEmptyListIsAFile(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCalls(t.Context(), tablefile.File{Writer: &b, Language: words.English}, nil, stamp()); err != nil {
		t.Fatal(err)
	}
	if _, rows := sheetOf(t, b.Bytes()); len(rows) != 3 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestTables_NoTitleStandsTwice(t *testing.T) {
	for _, l := range both {
		for _, table := range []table{callTable(l, nil, stamp()), answerTable(l, stamp())} {
			seen := map[any]bool{}
			for _, title := range table.titles() {
				if seen[title] {
					t.Errorf("%s: %q twice", table.name, title)
				}
				seen[title] = true
			}
		}
	}
}

func TestWriteCalls_NothingBecomesAFormula(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCalls(t.Context(), tablefile.File{Writer: &b, Language: words.English}, calls(), stamp()); err != nil {
		t.Fatal(err)
	}
	f, rows := sheetOf(t, b.Bytes())
	sheet := f.GetSheetName(0)
	for _, cell := range []string{"C3", "F3", "L3"} {
		formula, _ := f.GetCellFormula(sheet, cell)
		kind, err := f.GetCellType(sheet, cell)
		if err != nil || formula != "" || kind != excelize.CellTypeInlineString {
			t.Errorf("%s is %q of type %v, %v", cell, formula, kind, err)
		}
	}
	if rows[2][2] != `=HYPERLINK("http://x")` {
		t.Errorf("the text changed: %q", rows[2][2])
	}
}

func TestWriteCallsCSV_GuardsAgainstFormulas(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCalls(t.Context(), tablefile.File{Writer: &b, Format: tablefile.CSV, Language: words.English}, calls(), stamp()); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\uFEFF")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range map[int]string{2: `'=HYPERLINK("http://x")`, 5: "'+1", 12: "'\t@SUM(1)", 3: "", 18: "", 4: "252", 20: "周谷雨"} {
		if rows[2][i] != want {
			t.Errorf("column %d (%s) is %q, want %q", i, rows[0][i], rows[2][i], want)
		}
	}
}

func TestHarmless_Cases(t *testing.T) {
	for in, want := range map[string]string{"=1": "'=1", " =1": "' =1", "-": "'-", "＝1": "'＝1", "@a": "'@a", "\rx": "'\rx", "a=1": "a=1", "": "", "周": "周"} {
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWriteAnswers_OneRowForEachQuestionShown(t *testing.T) {
	var b bytes.Buffer
	if err := WriteAnswers(t.Context(), tablefile.File{Writer: &b, Language: words.English}, one(small(t)), 1, stamp()); err != nil {
		t.Fatal(err)
	}
	_, rows := sheetOf(t, b.Bytes())
	if len(rows) != 1+6+2 {
		t.Fatalf("%d rows", len(rows))
	}
	flat := strings.Join(rows[2], "|")
	for _, want := range []string{"Listens to the end", "Partly", "0.50", "8.00", "01:20", "抢话一次。"} {
		if !strings.Contains(flat, want) {
			t.Errorf("the row lacks %q: %s", want, flat)
		}
	}
}

func TestExcel_RefusesMoreRowsThanASheetHolds(t *testing.T) {
	err := table{name: "Calls", count: mostRows + 1}.excel(&bytes.Buffer{})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}

func one(e Evaluation) iter.Seq2[Evaluation, error] {
	return func(yield func(Evaluation, error) bool) { yield(e, nil) }
}

func TestWriteTable_SaysWhoTookItInBothFormats(t *testing.T) {
	table := tablefile.Table{Name: "Scores: a/b", Columns: []string{"Agent", "Score", "At"}, Count: 2, Rows: slices.Values([][]any{
		{"=周谷雨", 88.5, monday}, {"林小满", nil, time.Time{}}})}
	var excel, text bytes.Buffer
	for _, f := range []tablefile.File{{Writer: &excel, Language: words.Chinese}, {Writer: &text, Format: tablefile.CSV, Language: words.English}} {
		if err := WriteTable(t.Context(), f, table, stamp()); err != nil {
			t.Fatal(err)
		}
	}
	_, rows := sheetOf(t, excel.Bytes())
	if len(rows) != 5 || rows[1][0] != "=周谷雨" || !strings.Contains(rows[4][0], "周谷雨") || !strings.Contains(rows[4][0], "共 2 行") {
		t.Errorf("excel: %q", rows)
	}
	if got := text.String(); !strings.Contains(got, "'=周谷雨,88.5,") || !strings.Contains(got, ",Exported by\n") || strings.Count(got, ",周谷雨\n") != 2 {
		t.Errorf("csv: %q", got)
	}
}

func TestWriteTable_EndsWhenCancelledAndTellsHowFarItIs(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	table := tablefile.Table{Name: "T", Columns: []string{"A"}, Count: 100, Rows: func(yield func([]any) bool) {
		for i := 0; i < 100 && yield([]any{i}); i++ {
		}
	}}
	move := func(done, total int) {
		if told = done; done == 7 {
			cancel()
		}
	}
	for _, f := range tablefile.Formats {
		err := WriteTable(ctx, tablefile.File{Writer: &bytes.Buffer{}, Format: f, Move: move}, table, stamp())
		if !errors.Is(err, context.Canceled) || told != 7 {
			t.Errorf("%s: %v after %d", f, err, told)
		}
		told = 7
	}
}

func BenchmarkWriteCalls_TenThousand(b *testing.B) {
	rows := make([]recordings.Row, 10_000)
	for i := range rows {
		rows[i] = calls()[0]
	}
	for b.Loop() {
		if err := WriteCalls(b.Context(), tablefile.File{Writer: &bytes.Buffer{}, Language: words.Chinese}, rows, stamp()); err != nil {
			b.Fatal(err)
		}
	}
}
