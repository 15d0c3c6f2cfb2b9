package report

import (
	"strings"
	"unicode"
)

// breakLines breaks str into lines of at most max, measured by advance. A
// line may end at a space, after a hyphen or a stroke, and between any two
// Han or kana; closing marks never begin a line and opening marks never end
// one (as GB/T 15834 and UAX 14 ask). A word wider than a line is broken where
// the line ends. Every line end in str begins a new line.
func breakLines(str string, max int, advance func(rune) int) []string {
	var out []string
	for paragraph := range strings.SplitSeq(str, "\n") {
		out = append(out, breakParagraph([]rune(strings.TrimRight(paragraph, " ")), max, advance)...)
	}
	return out
}

func breakParagraph(runes []rune, max int, advance func(rune) int) []string {
	var out []string
	start, end, sum := 0, 0, 0 // end: the last place at which the line may end
	for i := 0; i < len(runes); i++ {
		if i > start && mayBreak(runes[i-1], runes[i]) {
			end = i
		}
		sum += advance(runes[i])
		if sum <= max || i == start || runes[i] == ' ' {
			continue
		}
		if end <= start {
			end = i
		}
		out = append(out, strings.TrimRight(string(runes[start:end]), " "))
		for end < len(runes) && runes[end] == ' ' {
			end++
		}
		start, i, sum = end, end-1, 0
	}
	return append(out, strings.TrimRight(string(runes[start:]), " "))
}

const (
	closing = "，。、；：？！）》〉」』】〕〗”’…—～·％‰℃,.;:?!)]}%"
	opening = "（《〈「『【〔〖“‘([{￥$"
)

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	switch {
	case b == ' ' || strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a):
		return false
	case a == ' ' || a == '-' || a == '/':
		return true
	}
	return wide(a) || wide(b)
}

// wide reports whether r is written without spaces around it.
func wide(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}
