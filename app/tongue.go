package app

import (
	"encoding/json"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/words"
)

// message is one text in the form that Fyne reads as a list. In its other
// form, a map, keys such as "zero" would be taken for plural rules.
type message struct {
	ID    string `json:"id"`
	Other string `json:"other"`
}

// speak makes the window speak l from now on: the catalogue is registered
// under the system's own locale, which is the one that Fyne always asks for.
// What is on screen already must be built anew.
func speak(l words.Language) error {
	texts := map[string]string{}
	if err := json.Unmarshal(words.Catalogue(l), &texts); err != nil {
		return err
	}
	all := make([]message, 0, len(texts))
	for k, v := range texts {
		all = append(all, message{k, v})
	}
	list, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(list, lang.SystemLocale())
}
