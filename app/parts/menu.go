package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/keys"
)

// MenuItem is a line of a menu that opens in place: a word, and at its end the
// key that does the same without the menu, none if there is none.
func MenuItem(word, key string, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(word, do)
	if c := keys.Parse(shownKey(key)); c.On() {
		item.Shortcut = &desktop.CustomShortcut{KeyName: c.Name, Modifier: keys.System(c.Mod)}
	}
	return item
}
