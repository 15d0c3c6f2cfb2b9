// Package hanzi prepares Chinese text for search: one width for every
// character, a space around each Chinese character so that words of two
// characters are found by an index of words, and pinyin initials.
package hanzi

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Fold brings text to one width and case: full-width letters and digits become
// plain ones (Unicode NFKC), capitals small.
func Fold(text string) string {
	return strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(text, "�")))
}

// Words cuts folded text into what an index keeps: each Chinese character by
// itself, other letters and digits in runs. Marks separate.
func Words(text string) []string {
	var out []string
	start := -1
	text = Fold(text)
	for i, r := range text {
		joins := !Is(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
		if start >= 0 && !joins {
			out, start = append(out, text[start:i]), -1
		}
		switch {
		case Is(r):
			out = append(out, string(r))
		case joins && start < 0:
			start = i
		}
	}
	if start >= 0 {
		out = append(out, text[start:])
	}
	return out
}

// Space returns text as an index of words takes it: its Words with spaces between.
func Space(text string) string { return strings.Join(Words(text), " ") }

// Phrase returns a question in the language of FTS5 for what a person typed as
// one word: its Words one after the other, the last one possibly unfinished.
// It is empty if there is nothing to look for.
func Phrase(typed string) string {
	ws := Words(typed)
	if len(ws) == 0 {
		return ""
	}
	q := `"` + strings.Join(ws, " ") + `"`
	if last := []rune(ws[len(ws)-1]); !Is(last[0]) {
		q += " *"
	}
	return q
}

// Is reports whether r is a Chinese character.
func Is(r rune) bool { return unicode.Is(unicode.Han, r) }

// Initials returns the first letter of each Chinese character's pinyin in its
// most common reading; letters and digits stay, small, and the rest goes:
// "张伟 A" gives "zwa".
func Initials(text string) string {
	var b strings.Builder
	args := pinyin.NewArgs()
	args.Style = pinyin.FirstLetter
	for _, r := range Fold(text) {
		switch {
		case Is(r):
			if s := pinyin.SinglePinyin(r, args); len(s) > 0 {
				b.WriteString(s[0])
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
