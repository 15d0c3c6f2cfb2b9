package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shifu/internal/fault"
)

const chinese = "通话编号,开始时间,坐席\nA-1,2026-11-21 17:05:00,林小满\nA-2,2026-11-21 17:06:00,周谷雨\n"

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	raw, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestParseCSV_FindsTheEncodingOut(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"plain":               {[]byte(chinese), "utf-8"},
		"with its mark":       {append([]byte{0xEF, 0xBB, 0xBF}, chinese...), "utf-8"},
		"GB18030":             {encoded(t, simplifiedchinese.GB18030, chinese), "gb18030"},
		"GBK":                 {encoded(t, simplifiedchinese.GBK, chinese), "gb18030"},
		"UTF-16 little":       {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), chinese), "utf-16"},
		"UTF-16 big":          {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), chinese), "utf-16"},
		"UTF-16 without mark": {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "id,start\n1,2026-11-21\n"), "utf-16"},
	} {
		table, err := ParseCSV("t.csv", c.raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if table.Encoding != c.want {
			t.Errorf("%s is taken for %s", name, table.Encoding)
		}
		if first := table.Header[0]; first != "通话编号" && first != "id" {
			t.Errorf("%s: the header begins with %q", name, first)
		}
	}
}

func TestParseCSV_RefusesAnUnknownEncoding(t *testing.T) {
	_, err := ParseCSV("t.csv", []byte("id,start\n\xff\xff\xff,\x81\n"))
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "encoding of t.csv") {
		t.Errorf("said %v", err)
	}
}

func TestParseCSV_KeepsLineNumbersOverEmptyLinesAndQuotedBreaks(t *testing.T) {
	table, err := ParseCSV("t.csv", []byte("\nid;title\n\n1;\"two\nlines\"\n2;b\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 2 || table.Rows[0].Number != 4 || table.Rows[1].Number != 6 {
		t.Errorf("read %+v", table.Rows)
	}
}

func TestParseCSV_AnOpenQuotationMarkSwallowsNothing(t *testing.T) {
	_, err := ParseCSV("t.csv", []byte("id,title\n1,a\n2,\"open\n3,c\n4,d\n"))
	if err == nil || !strings.Contains(fault.Sentence(err), "Line 3 of t.csv") {
		t.Errorf("said %v", err)
	}
	table, err := ParseCSV("t.csv", []byte("id,title\n1,5\" screen\n2,b\n"))
	if err != nil || len(table.Rows) != 2 {
		t.Errorf("a mark inside a word: %v, %v", table.Rows, err)
	}
}

func TestParseCSV_AHeaderAloneIsRefused(t *testing.T) {
	for _, raw := range []string{"", "id,start\n", "\n\n"} {
		if _, err := ParseCSV("t.csv", []byte(raw)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func FuzzParseCSV(f *testing.F) {
	f.Add([]byte(chinese))
	f.Add([]byte{0xFF, 0xFE, 'i', 0, '\n', 0, '1', 0})
	f.Add([]byte("a;b\n\"x\ny\";2\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := ParseCSV("t.csv", raw)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("refused without a sentence: %v", err)
			}
			return
		}
		if len(table.Rows) == 0 || len(table.Header) == 0 {
			t.Error("taken without rows or header")
		}
	})
}

func TestReadTable_Excel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	x := excelize.NewFile()
	for at, row := range map[string][]any{"A1": {"通话编号", "开始时间"}, "A3": {"A-1", "2026-11-21 17:05:00"}} {
		if err := x.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	if table.Encoding != "xlsx" || len(table.Rows) != 1 || table.Rows[0].Number != 3 || table.Rows[0].Cells[0] != "A-1" {
		t.Errorf("read %+v", table)
	}
}

func TestReadTable_SaysWhatIsWrongWithAFile(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.xlsx")
	if err := os.WriteFile(bad, []byte("no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{bad, filepath.Join(dir, "missing.csv")} {
		if _, err := ReadTable(path); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), filepath.Base(path)) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestGuess_KnowsTheHeadersOfBothLanguages(t *testing.T) {
	m := Guess([]string{"Call ID", "Start_Time", "坐席姓名", "工号", "业务类型", "filename", "nonsense"})
	want := Mapping{CallID: "Call ID", Start: "Start_Time", Agent: "坐席姓名", StaffNumber: "工号", BusinessLine: "业务类型", FileName: "filename"}
	if len(m) != len(want) {
		t.Errorf("guessed %v", m)
	}
	for f, header := range want {
		if m[f] != header {
			t.Errorf("%s is guessed to be %q", f, m[f])
		}
	}
}
