package yamlfile

import (
	"fmt"
	"strings"
	"unicode"
)

// Quote returns text as a YAML scalar: plain where that is safe beyond doubt,
// else in double quotes.
func Quote(text string) string {
	if safe(text) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(c):
			b.WriteRune(c)
		case c > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, c)
		default:
			fmt.Fprintf(&b, `\u%04X`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// safe: letters, digits, single spaces and harmless marks, beginning with a
// letter, and no word that YAML reads as something else.
func safe(text string) bool {
	switch strings.ToLower(text) {
	case "", "true", "false", "null", "nan", "inf":
		return false
	}
	last := ' '
	for i, c := range text {
		letter := unicode.IsLetter(c) || (i > 0 && unicode.IsDigit(c))
		mark := i > 0 && strings.ContainsRune(" _-/.，。、；（）？：", c)
		if (!letter && !mark) || (c == ' ' && last == ' ') {
			return false
		}
		last = c
	}
	return last != ' '
}
