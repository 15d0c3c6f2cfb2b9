package hanzi

import "strings"

// HasAny reports whether one of words, which are folded, stands in text.
func HasAny(text string, words []string) bool {
	text = Fold(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
