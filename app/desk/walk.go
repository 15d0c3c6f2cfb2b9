package desk

import "fyne.io/fyne/v2"

// Unlisted acts are further keys of what a menu lists already, or of what needs
// no entry there.
const Unlisted Menu = -1

// Walked is a list in which one row is chosen.
type Walked interface {
	Focus()
	Chosen() int
	Choose(row int)
}

// Walk are the arrow keys that enter a list while nothing has the keyboard.
func Walk(list Walked) []Action {
	step := func(by int) func() {
		return func() {
			list.Focus()
			list.Choose(max(list.Chosen()+by, 0))
		}
	}
	return []Action{{Menu: Unlisted, Bare: fyne.KeyDown, Do: step(+1)}, {Menu: Unlisted, Bare: fyne.KeyUp, Do: step(-1)}}
}
