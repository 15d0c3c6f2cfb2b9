package formats_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/bank/formats"
)

func workbook(t testing.TB, rows ...[]any) string {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSheet_ReadsTheUsualTitlesInAnyOrder(t *testing.T) {
	found := read(t, formats.Excel, "x.xlsx", workbook(t,
		[]any{"电力营销题库"},
		[]any{"正确答案", "题干", "A", "B", "C", "试题类型", "分数", "难度", "知识点"},
		[]any{"Ａ、Ｃ", "哪些？", 8, 12.5, 24, "多选题", 2, "难", "时间"},
		[]any{"", "", "", "", ""},
		[]any{"对", "热线全天。", "", "", "", "判断题"},
		[]any{"%50%A%100%B", "部分分？", "甲", "乙", "", "单选"},
		[]any{"95598|%50%9 5598", "号码？", "", "", "", "填空题"},
		[]any{"CAB", "排序", "甲", "乙", "丙", "排序题"},
		[]any{"12.5", "按内容写答案", 8, 12.5, 24},
		[]any{"D", "没有", "甲", "乙", "丙", "单选题"},
		[]any{"A", "空选项", "甲", "", "丙", "单选题"},
		[]any{"A", "", "甲", "乙"},
		[]any{"A", "什么题型", "甲", "乙", "", "谜语"},
		[]any{"A", "分值", "甲", "乙", "", "", "两分"},
	))
	same(t, "errors", reasons(found), []string{"10: The answer D is none of the options.", "11: Option B is empty, but a later one isn't.", "12: The question has no text.",
		"13: There is no kind of question 谜语.", "14: The mark of a question lies above 0 and at 1000 at the most."})
	same(t, "lines", found.Lines, []int{3, 5, 6, 7, 8, 9})
	q := found.Questions[0]
	same(t, "multiple", told(q), []string{"1 8", "0 12.5", "1 24"})
	if q.Kind != bank.Multiple || q.Mark != 2 || q.Tags.Difficulty != bank.Hard || q.Tags.Point != "时间" || q.Rule != bank.AllOrPart {
		t.Errorf("%+v", q)
	}
	same(t, "true or false", told(found.Questions[1]), []string{"1 正确", "0 错误"})
	same(t, "parts", told(found.Questions[2]), []string{"0.5 甲", "1 乙"})
	same(t, "short", told(found.Questions[3]), []string{"1 95598", "0.5 9 5598"})
	same(t, "ordering", told(found.Questions[4]), []string{"1 丙", "1 甲", "1 乙"})
	same(t, "by its text", told(found.Questions[5]), []string{"0 8", "1 12.5", "0 24"})
}

func TestSheet_RefusesWhatIsNoTableOfQuestions(t *testing.T) {
	for name, text := range map[string]string{"no workbook": "x", "no header": workbook(t, []any{"a", "b"}), "broken": workbook(t, []any{"题目", "答案"})[:200]} {
		if _, err := formats.Read(formats.Excel, "x.xlsx", []byte(text)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestTemplate_HoldsEveryKindAndReadsBack(t *testing.T) {
	for _, l := range []words.Language{words.Chinese, words.English} {
		file, err := formats.Template(l)
		if err != nil {
			t.Fatal(err)
		}
		found := read(t, formats.Excel, "t.xlsx", string(file))
		seen := map[bank.Kind]bool{}
		for _, q := range found.Questions {
			seen[q.Kind] = true
		}
		if len(found.Errors) != 0 || len(seen) != 8 {
			t.Errorf("%s: %v %v", l, seen, reasons(found))
		}
	}
}

func FuzzSheet(f *testing.F) {
	f.Add("题目", "答案", "选项A", "单选", "AB")
	f.Add("Question", "Answer", "Kind", "%50%A", "1..2|*")
	f.Fuzz(func(t *testing.T, a, b, c, d, e string) {
		file := excelize.NewFile()
		_ = file.SetSheetRow("Sheet1", "A1", &[]string{a, b, c, "题目", "答案", "A", "B"})
		_ = file.SetSheetRow("Sheet1", "A2", &[]string{d, e, a, b, c, d, e})
		var out bytes.Buffer
		if err := file.Write(&out); err != nil {
			t.Skip()
		}
		fuzzed(t, formats.Excel, out.String())
	})
}

func FuzzSheetBytes(f *testing.F) {
	f.Add([]byte(workbook(f, []any{"题目", "答案"}, []any{"x", "y"})))
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzed(t, formats.Excel, string(raw)) })
}
