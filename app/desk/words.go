package desk

import "fyne.io/fyne/v2/lang"

// Words are the words of things, each a key of the catalogues.
type Words[K ~string] map[K]string

// Of is the word of k in the language on screen; what has none stands for itself.
func (w Words[K]) Of(k K) string {
	if word, ok := w[k]; ok {
		return lang.L(word)
	}
	return string(k)
}
