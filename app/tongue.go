package app

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/words"
)

// speak makes the window speak l from now on: the catalogue is registered
// under the system's own locale, which is the one that Fyne always asks for.
// What is on screen already must be built anew.
func speak(l words.Language) error {
	return lang.AddTranslationsForLocale(words.Messages(l), lang.SystemLocale())
}
