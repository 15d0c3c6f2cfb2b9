package desk

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

// Badge is the text of a key badge for the action: what works now.
func (a Action) Badge(typing bool) string {
	if a.Bare != "" && (!typing || alwaysWorks(a.Bare)) {
		return keyText(a.Bare)
	}
	if a.Key == "" {
		return ""
	}
	return modText(a.Mod) + keyText(a.Key)
}

// alwaysWorks tells the keys that no entry takes for itself.
func alwaysWorks(k fyne.KeyName) bool {
	return k == fyne.KeyEscape || len(k) >= 2 && k[0] == 'F' && k[1] >= '1' && k[1] <= '9'
}

func modText(m fyne.KeyModifier) string {
	var b strings.Builder
	if m&fyne.KeyModifierControl != 0 {
		b.WriteString("Ctrl ")
	}
	if m&fyne.KeyModifierAlt != 0 {
		b.WriteString("Alt ")
	}
	if m&fyne.KeyModifierShift != 0 {
		b.WriteString("Shift ")
	}
	return b.String()
}

var keyNames = map[fyne.KeyName]string{
	fyne.KeyEscape: "Esc", fyne.KeyReturn: "Enter", fyne.KeyLeft: "←", fyne.KeyRight: "→",
	fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn",
}

func keyText(k fyne.KeyName) string {
	if t, ok := keyNames[k]; ok {
		return t
	}
	return string(k)
}
