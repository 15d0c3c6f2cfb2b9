package desk

import (
	"fyne.io/fyne/v2"

	"shifu/app/parts"
)

// Act is an action with the icon of its button.
type Act struct {
	Action
	Icon string
}

// ReviewAct is an act of the menu Review, by a bare key.
func ReviewAct(label string, key fyne.KeyName, icon string, do func()) Act {
	return Act{Action{Menu: ReviewMenu, Label: label, Bare: key, Do: do}, icon}
}

// Buttons are the buttons of acts as they stand at the right of a bar: the
// first act, which is the main one, last.
func Buttons(acts []Act) (out []fyne.CanvasObject) {
	for i := len(acts) - 1; i >= 0; i-- {
		kind := parts.Plain
		if i == 0 {
			kind = parts.Main
		}
		out = append(out, parts.NewButton(acts[i].Label, kind, acts[i].Do).WithIcon(acts[i].Icon).WithKey(acts[i].Badge(false)))
	}
	return out
}
