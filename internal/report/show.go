package report

import (
	"fmt"
	"strings"
)

// show returns str with every rune that can't be set replaced by its number:
// 😀 becomes [U+1F600], neighbours share the brackets. Line ends stay, a tab
// becomes a space. Bytes that are no UTF-8 come out as [U+FFFD] at worst.
func (s *sheet) show(str string) string {
	if s.showable(str) {
		return str
	}
	var b strings.Builder
	inside := false
	for _, r := range str {
		if r == '\t' || r == '\r' {
			r = ' '
		}
		switch fits := s.faces[regular].Has(r) || r == '\n'; {
		case fits && inside:
			b.WriteString("]")
			fallthrough
		case fits:
			b.WriteRune(r)
			inside = false
			continue
		case inside:
			b.WriteString(" ")
		default:
			b.WriteString("[U+")
		}
		fmt.Fprintf(&b, "%04X", r)
		inside, s.lacks = true, true
	}
	if inside {
		b.WriteString("]")
	}
	return b.String()
}

func (s *sheet) showable(str string) bool {
	for _, r := range str {
		if !s.faces[regular].Has(r) && r != '\n' {
			return false
		}
	}
	return true
}
