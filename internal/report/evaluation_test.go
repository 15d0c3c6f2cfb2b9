package report

import (
	"bytes"
	renew "flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/score"
)

var update = renew.Bool("update", false, "write the golden files anew")

var both = []words.Language{words.Chinese, words.English}

// printed writes the report and returns the file. With SHIFU_REPORTS=DIR it
// is kept there, to be looked at.
func printed(t testing.TB, l words.Language, e Evaluation) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteEvaluation(&b, l, e); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SHIFU_REPORTS"); dir != "" {
		name := filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "_")+"-"+string(l)+".pdf")
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// readBack returns the text of a PDF as another program reads it, in the
// order of writing, and its pages.
func readBack(t testing.TB, pdf []byte) (text string, pages int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils) is needed: %v", err)
	}
	return string(out), strings.Count(string(out), "\f")
}

func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("the report lacks %q:\n%s", part, text)
		}
	}
}

func TestWriteEvaluation_Golden(t *testing.T) {
	for _, l := range both {
		got, _ := readBack(t, printed(t, l, small(t)))
		got = withoutDerivation(l, got)
		golden := filepath.Join("testdata", "evaluation."+string(l)+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test -update writes it anew):\n%s", golden, got)
		}
	}
}

// withoutDerivation leaves out the text that is the subject of qa/score.
func withoutDerivation(l words.Language, text string) string {
	before, rest, _ := strings.Cut(text, words.Say(l, "How the score came about", nil))
	_, after, _ := strings.Cut(rest, words.Say(l, "Reviewer, date", nil))
	return before + after
}

func TestWriteEvaluation_DerivesTheScoreInTheSameWordsAsTheScreen(t *testing.T) {
	for _, l := range both {
		e := sample(t, l)
		text, _ := readBack(t, printed(t, l, e))
		bare := strings.NewReplacer(" ", "", "\n", "")
		text = bare.Replace(text)
		for _, line := range score.Explain(&e.Version, e.Evaluation.Answers, &e.Result) {
			mustHold(t, text, bare.Replace(line.In(l)))
		}
	}
}

func TestWriteEvaluation_SeventeenQuestionsFitOnOnePage(t *testing.T) {
	for _, l := range both {
		e := sample(t, l)
		pdf := printed(t, l, e)
		text, pages := readBack(t, pdf)
		if pages != 1 || len(pdf) > 400_000 {
			t.Errorf("%s: %d pages, %d bytes", l, pages, len(pdf))
		}
		mustHold(t, text, "138****0000", Hash(e), e.Stamp.AuditHead, e.Stamp.By, e.Evaluation.ID, "01:20", "86.5")
		if strings.Contains(text, "13812340000") {
			t.Error("the caller's number is shown")
		}
	}
}

func TestWriteEvaluation_FailAllShowsRawBesideZero(t *testing.T) {
	e := sample(t, words.Chinese)
	change(e.Evaluation.Answers, "5.2", 1, "念出了另一户的户号和欠费。", at(95, ""))
	text, pages := readBack(t, printed(t, words.Chinese, scored(e)))
	mustHold(t, text, "最终得分", "82.5", "，一票否决", "第 5.2 题")
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
}

func TestWriteEvaluation_NoScoreSaysWhy(t *testing.T) {
	e := sample(t, words.English)
	e.Evaluation.Answers, e.Evaluation.State, e.Peaks = qa.Answers{}, qa.Draft, nil
	text, _ := readBack(t, printed(t, words.English, scored(e)))
	mustHold(t, text, "No score", "Nothing is answered.", "not answered", "No sound", "Draft")
}

func TestWriteEvaluation_RareCharactersNeverLoseIt(t *testing.T) {
	for name, c := range map[string]struct{ in, out string }{
		"emoji":      {"谢谢😀👍", "谢谢[U+1F600 1F44D]"},
		"rare Han":   {"𠮷野家", "[U+20BB7]野家"},
		"controls":   {"a\x00b\x07c\x7f", "a[U+0000]b[U+0007]c[U+007F]"},
		"RTL":        {"سلام", "[U+0633 0644 0627 0645]"},
		"no UTF-8":   {"a\xff\xfeb", "b"},
		"joined":     {"👨‍👩‍👧", "[U+1F468 200D 1F469 200D 1F467]"},
		"surrogates": {"\xed\xa0\x80x", "x"},
		"braces":     {"{{.Agent}} {{", "{{.Agent}} {{"},
	} {
		t.Run(name, func(t *testing.T) {
			e := small(t)
			change(e.Evaluation.Answers, "2", 1, "甲 "+c.in+" 乙", at(3, c.in))
			e.Call.Title, e.Call.AgentName, e.Call.Caller, e.Evaluation.ReviewerName, e.Stamp.By = c.in, c.in, c.in, c.in, c.in
			e.Version.Title, e.Version.Sections[0].Title, e.Version.Sections[0].Questions[0].Text = c.in, c.in, c.in
			text, _ := readBack(t, printed(t, words.Chinese, scored(e)))
			mustHold(t, text, c.out)
		})
	}
}

func TestWriteEvaluation_ExplainsReplacedCharacters(t *testing.T) {
	e := small(t)
	text, _ := readBack(t, printed(t, words.English, e))
	if strings.Contains(text, "typeface") {
		t.Error("a note although nothing was replaced")
	}
	e.Evaluation.Comment = "😀"
	text, _ = readBack(t, printed(t, words.English, e))
	mustHold(t, text, "stands for a character that the typeface of this report lacks")
}

func TestWriteEvaluation_LongTextsAreWholeOverThePages(t *testing.T) {
	e := sample(t, words.Chinese)
	var long strings.Builder
	for i := range 900 {
		fmt.Fprintf(&long, "第%d句，客户说。", i)
	}
	change(e.Evaluation.Answers, "2.2", 1, long.String())
	change(e.Evaluation.Answers, "2.3", 1, strings.Repeat("abcdefghij", 300))
	e.Evaluation.Comment = strings.Repeat("长", 2000)
	text, pages := readBack(t, printed(t, words.Chinese, scored(e)))
	flat := strings.NewReplacer("\n", "", "\f", "").Replace(text)
	for _, i := range []int{0, 17, 450, 899} {
		mustHold(t, flat, fmt.Sprintf("第%d句，", i))
	}
	if n := strings.Count(flat, "abcdefghij"); pages < 4 || n < 250 {
		t.Errorf("%d pages, %d of 300 parts of a long word", pages, n)
	}
	if n := strings.Count(text, "评分项"); n < 3 {
		t.Errorf("the head of the table stands %d times", n)
	}
}

func TestWriteEvaluation_HundredSectionsOfAHundredQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand pages")
	}
	e := small(t)
	e.Version.Sections = nil
	for s := range 100 {
		section := qa.Section{Title: fmt.Sprintf("Section %d", s), Weight: qa.Whole(1)}
		for i := range 100 {
			ref := fmt.Sprintf("%d.%d", s+1, i+1)
			section.Questions = append(section.Questions, qa.Question{Ref: ref, Text: "Was it so in the end?", Weight: qa.Whole(1), Kind: qa.KindYesNo})
			e.Evaluation.Answers[ref] = qa.Choose(i % 2)
		}
		e.Version.Sections = append(e.Version.Sections, section)
	}
	text, pages := readBack(t, printed(t, words.English, scored(e)))
	mustHold(t, text, "100.100", "Section 99", fmt.Sprintf("Page %d of %d", pages, pages))
}

func TestWriteEvaluation_EmptyInputIsStillAReport(t *testing.T) {
	for _, l := range both {
		if _, pages := readBack(t, printed(t, l, Evaluation{})); pages != 1 {
			t.Errorf("%d pages", pages)
		}
	}
}

func TestWriteEvaluation_ManyMomentsDoNotOverlap(t *testing.T) {
	e := sample(t, words.English)
	a := qa.Choose(1)
	for i := range 60 {
		a.Moments = append(a.Moments, qa.Moment{At: time.Duration(i*4) * time.Second, Until: time.Duration(i*4+2) * time.Second})
	}
	e.Evaluation.Answers["2.2"] = a
	p := fit(must(newSheet()), words.English, &e)
	var ends [flagRows]float64
	for _, f := range p.places(p.flags(), p.length()) {
		if f.row >= 0 && f.from < ends[f.row] {
			t.Errorf("the flag at %v lies over the one before", f.stem)
		}
		if f.row >= 0 {
			ends[f.row] = f.from + f.wide
		}
	}
	text, _ := readBack(t, printed(t, words.English, e))
	mustHold(t, text, "03:56-03:58")
}

func must(s *sheet, err error) *sheet {
	if err != nil {
		panic(err)
	}
	return s
}

func TestWriteEvaluation_SameInputSameBytes(t *testing.T) {
	e := small(t)
	if !slices.Equal(printed(t, words.Chinese, e), printed(t, words.Chinese, e)) {
		t.Error("two prints of one evaluation differ")
	}
}

func BenchmarkWriteEvaluation(b *testing.B) {
	e := sample(b, words.Chinese)
	for b.Loop() {
		var w bytes.Buffer
		if err := WriteEvaluation(&w, words.Chinese, e); err != nil {
			b.Fatal(err)
		}
	}
}
