package report

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// unit gives Han two and all else one.
func unit(r rune) int {
	if wide(r) {
		return 2
	}
	return 1
}

func TestBreakLines_Cases(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		max  int
		want []string
	}{
		"Han":                   {"一二三四五六七", 6, []string{"一二三", "四五六", "七"}},
		"closing goes along":    {"一二三，四五", 6, []string{"一二", "三，四", "五"}},
		"opening goes along":    {"一二（三四）", 6, []string{"一二", "（三", "四）"}},
		"words":                 {"one two three", 7, []string{"one two", "three"}},
		"word at the edge":      {"one two", 3, []string{"one", "two"}},
		"a word too long":       {"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		"Latin in Han":          {"派单no.5后回拨", 8, []string{"派单no.5", "后回拨"}},
		"own line ends":         {"a\n\nb", 9, []string{"a", "", "b"}},
		"only closing marks":    {"，，，，", 4, []string{"，，", "，，"}},
		"nothing":               {"", 4, []string{""}},
		"narrower than a glyph": {"一二", 1, []string{"一", "二"}},
	} {
		if got := breakLines(c.in, c.max, unit); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestBreakLines_LosesNothingAndKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOfN(rapid.RuneFrom([]rune("ab -，。（）一二三\n")), 0, 80, -1).Draw(t, "in")
		max := rapid.IntRange(2, 20).Draw(t, "max")
		lines := breakLines(in, max, unit)
		bare := strings.NewReplacer(" ", "", "\n", "")
		if got := bare.Replace(strings.Join(lines, "")); got != bare.Replace(in) {
			t.Fatalf("%q became %q", in, lines)
		}
		for _, line := range lines {
			sum := 0
			for _, r := range line {
				sum += unit(r)
			}
			if sum > max && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("%q is wider than %d", line, max)
			}
		}
	})
}

func FuzzShow(f *testing.F) {
	f.Add("谢谢😀 \x00\xff ع")
	f.Fuzz(func(t *testing.T, in string) {
		s := must(newSheet())
		out := s.show(in)
		for _, r := range out {
			if r != '\n' && !s.faces[regular].Has(r) {
				t.Fatalf("%q holds %U, which can't be set", out, r)
			}
		}
		if s.show(out) != out {
			t.Fatalf("%q is replaced again", out)
		}
	})
}
