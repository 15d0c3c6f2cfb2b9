package desk

import "fyne.io/fyne/v2"

// Digits are the keys 1 to 9.
var Digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// Pages are the acts that open the pages of a place by their digits, as the
// view menu lists them.
func Pages(words []string, open func(page int)) []Action {
	acts := make([]Action, min(len(words), len(Digits)))
	for i := range acts {
		acts[i] = Action{Menu: ViewMenu, Label: words[i], Bare: Digits[i], Do: func() { open(i) }, GapBefore: i == 0}
	}
	return acts
}
