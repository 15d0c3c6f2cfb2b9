package hanzi_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"shifu/internal/hanzi"
)

func ExampleSpace() {
	fmt.Println(hanzi.Space("用户ＡＢＣ１２３停电报修！"))
	// Output: 用 户 abc123 停 电 报 修
}

func ExamplePhrase() {
	fmt.Println(hanzi.Phrase("停电"))
	fmt.Println(hanzi.Phrase("Meter"))
	// Output:
	// "停 电"
	// "meter" *
}

func ExampleInitials() {
	fmt.Println(hanzi.Initials("张伟"), hanzi.Initials("欧阳 Lee 7"))
	// Output: zw oylee7
}

func TestFold_BringsEveryWidthAndCaseToOne(t *testing.T) {
	for in, want := range map[string]string{
		"ＡＢＣ":      "abc",
		"１２３":      "123",
		"ﾃｽﾄ":      "テスト",
		"ﬁ":        "fi",
		"Ⅳ":        "iv",
		"a\xffb":   "a�b",
		"停电":       "停电",
		"":         "",
		"\u3000":   " ",
		"É":        "é",
		"e\u0301É": "éé",
	} {
		if got := hanzi.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords_SeparatesCharactersAndKeepsRuns(t *testing.T) {
	for in, want := range map[string]string{
		"停电":             "停|电",
		"95598热线":        "95598|热|线",
		"call-back No.7": "call|back|no|7",
		"…，。！":           "",
		"𠮷野家":            "𠮷|野|家",
		"A停B":            "a|停|b",
	} {
		if got := strings.Join(hanzi.Words(in), "|"); got != want {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPhrase_NothingToFindIsEmpty(t *testing.T) {
	for _, in := range []string{"", "  ", `"`, "*", "!?"} {
		if got := hanzi.Phrase(in); got != "" {
			t.Errorf("Phrase(%q) = %q, want nothing", in, got)
		}
	}
}

func TestInitials_UnknownCharactersAreLeftOut(t *testing.T) {
	if got := hanzi.Initials("王😀五-Ab"); got != "wwab" {
		t.Errorf("got %q", got)
	}
}

func FuzzPhrase(f *testing.F) {
	for _, s := range []string{"停电", `a"b`, "a\x00b", "\xff停", "NEAR(a b)", "中A1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := hanzi.Phrase(s)
		if q != "" && strings.Count(q, `"`) != 2 {
			t.Fatalf("Phrase(%q) = %q could leave its quotes", s, q)
		}
		if strings.ContainsRune(q, 0) || !utf8.ValidString(q) {
			t.Fatalf("Phrase(%q) = %q is no text", s, q)
		}
		hanzi.Initials(s)
	})
}

func TestDecode_KnowsTheUsualEncodings(t *testing.T) {
	for name, raw := range map[string]string{
		"utf-8":   "\xef\xbb\xbf停电",
		"utf-16":  "\xff\xfe\x5c\x50\x35\x75",
		"gb18030": "\xcd\xa3\xb5\xe7",
	} {
		text, enc, err := hanzi.Decode([]byte(raw))
		if err != nil || enc != name || string(text) != "停电" {
			t.Errorf("%s: %q as %s, %v", name, text, enc, err)
		}
	}
	if _, _, err := hanzi.Decode([]byte("\xff\xff\xff")); err == nil {
		t.Error("bytes that are no text were taken for one")
	}
}
