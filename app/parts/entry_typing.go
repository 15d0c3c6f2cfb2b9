package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// typing is Fyne's entry inside a field, without its own ground and edge.
type typing struct {
	widget.Entry
	field *Entry
	has   bool // the focus
}

func newTyping(field *Entry, placeholder string) *typing {
	t := &typing{field: field}
	t.PlaceHolder = placeholder
	if field.Rows > 1 {
		t.MultiLine = true
		t.Wrapping = fyne.TextWrapWord
	}
	t.ExtendBaseWidget(t)
	t.OnChanged = t.changed
	t.OnSubmitted = func(text string) {
		if field.OnSubmitted != nil {
			field.OnSubmitted(text)
		}
	}
	return t
}

// CreateRenderer is Fyne's, without ground and edge: the field draws its own.
func (t *typing) CreateRenderer() fyne.WidgetRenderer {
	return &bareEntry{t.Entry.CreateRenderer()}
}

type bareEntry struct{ fyne.WidgetRenderer }

func (b *bareEntry) Objects() []fyne.CanvasObject { return b.WidgetRenderer.Objects()[2:] }

func (t *typing) changed(text string) {
	if most := t.field.Most; most > 0 {
		if runes := []rune(text); len(runes) > most {
			t.SetText(string(runes[:most]))
			return
		}
	}
	t.field.Refresh()
	if t.field.OnChanged != nil {
		t.field.OnChanged(text)
	}
}

// FocusGained is for Fyne.
func (t *typing) FocusGained() {
	t.Entry.FocusGained()
	t.focus(true)
}

// FocusLost is for Fyne.
func (t *typing) FocusLost() {
	t.Entry.FocusLost()
	t.focus(false)
}

func (t *typing) focus(has bool) {
	t.has = has
	t.field.Refresh()
	if t.field.OnFocus != nil {
		t.field.OnFocus(has)
	}
}

// TypedKey keeps the keys of typing and passes the others on.
func (t *typing) TypedKey(key *fyne.KeyEvent) {
	switch {
	case t.field.Claims != nil && t.field.Claims(key):
	case key.Name == fyne.KeyEscape && t.field.OnEscape != nil:
		t.field.OnEscape()
	case t.forScreen(key.Name):
		passKey(t, key)
	default:
		t.Entry.TypedKey(key)
	}
}

func (t *typing) forScreen(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return !t.MultiLine
	}
	return false
}

// TypedShortcut keeps those of typing (copy, paste, undo, moving by words) and
// passes the others on.
func (t *typing) TypedShortcut(s fyne.Shortcut) {
	switch {
	case t.field.Sealed && isClipboard(s):
	case t.field.ClaimsShortcut != nil && t.field.ClaimsShortcut(s):
	case forTyping(s):
		t.Entry.TypedShortcut(s)
	default:
		passShortcut(t, s)
	}
}

// TappedSecondary opens Fyne's menu of the clipboard, unless the field is sealed.
func (t *typing) TappedSecondary(at *fyne.PointEvent) {
	if !t.field.Sealed {
		t.Entry.TappedSecondary(at)
	}
}

// isClipboard tells the shortcuts that carry text in or out.
func isClipboard(s fyne.Shortcut) bool {
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste:
		return true
	}
	return false
}

func forTyping(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}
