package routing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ruleTokens cuts a rule into words, constants and signs.
func ruleTokens(text string) (all []string) {
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		n := tokenLength(text)
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}

func tokenLength(text string) int {
	switch c := text[0]; {
	case c == '"' || c == '\'':
		if end := strings.IndexByte(text[1:], c); end >= 0 {
			return end + 2
		}
		return len(text)
	case strings.IndexByte("=!<>", c) >= 0:
		if len(text) > 1 && text[1] == '=' {
			return 2
		}
		return 1
	}
	n := strings.IndexFunc(text, func(c rune) bool { return !inWord(c) })
	switch {
	case n < 0:
		return len(text)
	case n == 0:
		_, size := utf8.DecodeRuneInString(text)
		return size
	}
	return n
}

func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' || c == '.' || c == '-' || c == '+'
}

// ruleWords are no keys.
var ruleWords = []string{"AND", "OR", "NOT", "IN", "HAS", "CONTAINS", "TRUE", "FALSE"}

// isKey reports whether a token may name an attribute: hyphens may not be in it.
func isKey(token string) bool {
	if token == "" || slices.Contains(ruleWords, strings.ToUpper(token)) || strings.ContainsAny(token, "-+") {
		return false
	}
	first := []rune(token)[0]
	return (unicode.IsLetter(first) || first == '_') && !strings.ContainsFunc(token, func(c rune) bool { return !inWord(c) })
}
