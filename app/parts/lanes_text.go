package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// widthOf is the width of s as it is written.
func widthOf(s string, how ink) float32 {
	return fyne.MeasureText(s, look.Text(how.size), fyne.TextStyle{Bold: how.bold}).Width
}

// lineOf is the height of a line, whole pixels.
func lineOf(how ink) float32 { return look.Scaled(how.size * look.LineHeight) }

// advances is the width of single runes in one size and weight. Texts are
// wrapped by the thousand, and measuring each candidate line anew is what makes
// that slow. Like all parts it belongs to the user interface's thread.
type advances map[rune]float32

type face struct {
	size float32
	bold bool
}

var faces = map[face]advances{}

// advancesOf are the widths for a way of writing, kept between calls.
func advancesOf(how ink) advances {
	key := face{look.Text(how.size), how.bold}
	kept, ok := faces[key]
	if !ok {
		kept = advances{}
		faces[key] = kept
	}
	return kept
}

func (a advances) width(r rune, how ink) float32 {
	w, ok := a[r]
	if !ok {
		w = widthOf(string(r), how)
		a[r] = w
	}
	return w
}

// piece is a stretch of a text, in bytes.
type piece struct{ from, to int }

// wrapped breaks s into lines of at most width: between words, and between any
// two Chinese characters, but never before a closing mark.
func wrapped(s string, how ink, width float32) []piece {
	var lines []piece
	widths := advancesOf(how)
	start, brk, used, atBreak := 0, 0, float32(0), float32(0)
	for i, r := range s {
		if r == '\n' {
			lines = append(lines, piece{start, i})
			start, brk, used, atBreak = i+1, i+1, 0, 0
			continue
		}
		if i > start && breaks(s, i, r) {
			brk, atBreak = i, used
		}
		w := widths.width(r, how)
		if used+w > width && i > start && r != ' ' {
			if brk <= start {
				brk, atBreak = i, used
			}
			lines = append(lines, piece{start, brk})
			start, used = brk, used-atBreak
			atBreak = 0
		}
		used += w
	}
	return append(lines, piece{start, len(s)})
}

const (
	closing = "，。、；：？！）】》」』”’…,.;:?!)]}%"
	opening = "（【《「『“‘([{"
)

func breaks(s string, i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	switch {
	case strings.ContainsRune(closing, r) || strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return true
	}
	return wide(r) || wide(before)
}

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || (r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFFEF)
}

// advanceOf is the width of s from its single runes: nearly widthOf, at a
// fraction of the cost for texts that are measured by the thousand.
func advanceOf(s string, how ink) float32 {
	w, widths := float32(0), advancesOf(how)
	for _, r := range s {
		w += widths.width(r, how)
	}
	return w
}
