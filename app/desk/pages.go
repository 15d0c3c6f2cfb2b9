package desk

import "fyne.io/fyne/v2"

// pageKeys are the digits, in the order of the pages that they open.
var pageKeys = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// Pages are the acts that open the pages of a place by their digits, as the
// view menu lists them.
func Pages(words []string, open func(page int)) []Action {
	acts := make([]Action, min(len(words), len(pageKeys)))
	for i := range acts {
		acts[i] = Action{Menu: ViewMenu, Label: words[i], Bare: pageKeys[i], Do: func() { open(i) }, GapBefore: i == 0}
	}
	return acts
}
