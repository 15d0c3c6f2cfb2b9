package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
)

// Ctrl is the modifier of shortcuts: Control, on a Mac Command.
const ctrl = fyne.KeyModifierShortcutDefault

// menus lays all actions out in the main menu, so that everything that can be
// done now can be found, with its key. Menu shortcuts work while an entry has
// the focus; those of the canvas don't.
func (s *Shell) menus() {
	s.shortcuts()
	if s.solo() {
		s.window.SetMainMenu(nil)
		return
	}
	titles := []string{lang.L("File"), lang.L("Edit"), lang.L("View"), lang.L("Play"), lang.L("Review"), lang.L("Window"), lang.L("Help")}
	all := s.actions()
	main := fyne.NewMainMenu()
	for m, title := range titles {
		menu := fyne.NewMenu(title)
		for _, a := range all {
			if int(a.Menu) == m {
				s.addItem(menu, a)
			}
		}
		if len(menu.Items) > 0 {
			main.Items = append(main.Items, menu)
		}
	}
	s.window.SetMainMenu(main)
}

func (s *Shell) addItem(menu *fyne.Menu, a desk.Action) {
	if a.GapBefore && len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	label := a.Label
	if a.Bare != "" && a.Shortcut() == nil {
		label += "  (" + a.Badge(false) + ")"
	}
	do := a.Do
	if a.Off { // Fyne's shortcuts run disabled items too
		do = func() {}
	}
	item := fyne.NewMenuItem(label, do)
	if !s.held {
		item.Shortcut = a.Shortcut()
	}
	item.Disabled = a.Off
	item.IsQuit = a.Quit
	menu.Items = append(menu.Items, item)
}

// typed does the action of a plain key; Fyne hands it here when no part with
// the focus used it. Keys that write a character wait for it, see typedRune.
func (s *Shell) typed(key *fyne.KeyEvent) {
	if printable(key.Name) {
		return
	}
	if !s.bare(key.Name) && key.Name == fyne.KeyEscape && !s.solo() {
		s.back()
	}
}

// typedRune does the action of a key that writes a character. Doing it on the
// key already would put the character into a field to which the action moves
// the focus.
func (s *Shell) typedRune(r rune) {
	s.bare(fyne.KeyName(strings.ToUpper(string(r))))
}

// printable tells keys that write a character; Space counts as a key of its
// own, since a focused button or row uses it.
func printable(k fyne.KeyName) bool { return len(k) == 1 }

// bare does the action of a plain key and reports whether there is one.
func (s *Shell) bare(k fyne.KeyName) bool {
	for _, a := range s.actions() {
		if a.Bare == k && !a.Off {
			a.Do()
			return true
		}
	}
	return false
}
