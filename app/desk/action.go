package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/keys"
)

// Menu is one of the main menus.
type Menu int

// The main menus, in their order.
const (
	FileMenu Menu = iota
	EditMenu
	ViewMenu
	PlayMenu
	ReviewMenu
	WindowMenu
	HelpMenu
)

// Action is one thing that can be done now: an entry of the main menu, a
// shortcut that works while typing too, and a plain key that works otherwise.
type Action struct {
	Menu  Menu
	Label string // as the catalogue says it
	// Key with Ctrl (or another modifier) works everywhere, also while typing.
	Key       fyne.KeyName
	Mod       fyne.KeyModifier
	Bare      fyne.KeyName // works alone while no entry has the focus; function keys and Escape always do
	Do        func()
	Off       bool // listed, but can't be done now
	GapBefore bool // a line above it in the menu
	Quit      bool // ends the program
}

// Shortcut is the action's menu shortcut, nil if it has none.
func (a Action) Shortcut() fyne.Shortcut {
	if a.Key == "" || a.Mod == 0 {
		return nil
	}
	if a.Mod == fyne.KeyModifierShortcutDefault {
		switch a.Key { // Fyne has names of its own for these two
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: a.Key, Modifier: a.Mod}
}

// Keys are the keys that do it.
func (a Action) Keys() keys.Pair {
	p := keys.Pair{Bare: keys.Chord{Name: a.Bare}}
	if a.Key != "" && a.Mod != 0 {
		p.Held = keys.Chord{Mod: keys.House(a.Mod), Name: a.Key}
	}
	return p
}

// By is the action done by other keys.
func (a Action) By(p keys.Pair) Action {
	a.Bare, a.Key, a.Mod = p.Bare.Name, p.Held.Name, keys.System(p.Held.Mod)
	return a
}

// Badge is the text of a key badge for the action: what works now.
func (a Action) Badge(typing bool) string {
	p := a.Keys()
	if p.Bare.On() && (!typing || p.Bare.Always()) {
		return p.Bare.String()
	}
	return p.Held.String()
}
