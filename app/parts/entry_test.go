package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestEntry_TypingReportsAndKeepsLettersFromTheScreen(t *testing.T) {
	e := NewEntry("Find")
	w := onWindow(t, e, 200, 30)
	keys := heard(w)
	said := ""
	e.OnChanged = func(s string) { said = s }
	test.Type(e.typing, "storm")
	if said != "storm" || e.Text() != "storm" || len(*keys) != 0 {
		t.Errorf("reported %q, holds %q, the screen heard %v", said, e.Text(), *keys)
	}
}

func TestEntry_PassesKeysThatTypingDoesNotNeed(t *testing.T) {
	e := NewEntry("Find")
	w := onWindow(t, e, 200, 30)
	keys := heard(w)
	e.Focus()
	for _, k := range []fyne.KeyName{fyne.KeyF5, fyne.KeyEscape, fyne.KeyDown, fyne.KeyLeft} {
		e.typing.TypedKey(press(k))
	}
	if len(*keys) != 3 {
		t.Errorf("the screen heard %v, want F5, Escape and Down", *keys)
	}
}

func TestEntry_NoteKeepsUpAndDown(t *testing.T) {
	e := NewNote("Note", 3)
	w := onWindow(t, e, 200, 80)
	keys := heard(w)
	e.typing.TypedKey(press(fyne.KeyDown))
	e.typing.TypedKey(press(fyne.KeyF8))
	if len(*keys) != 1 || (*keys)[0] != fyne.KeyF8 {
		t.Errorf("the screen heard %v", *keys)
	}
}

func TestEntry_ScreenMayClaimKeysAndShortcuts(t *testing.T) {
	e := NewEntry("Find")
	onWindow(t, e, 200, 30)
	var claimed []string
	e.Claims = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyReturn {
			return false
		}
		claimed = append(claimed, string(k.Name))
		return true
	}
	e.ClaimsShortcut = func(s fyne.Shortcut) bool {
		claimed = append(claimed, s.ShortcutName())
		return true
	}
	e.OnSubmitted = func(string) { t.Error("a claimed Enter submits") }
	e.typing.TypedKey(press(fyne.KeyReturn))
	e.typing.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierControl})
	if len(claimed) != 2 {
		t.Errorf("claimed %v", claimed)
	}
}

func TestEntry_OnEscapeTakesEscape(t *testing.T) {
	e := NewEntry("Find")
	w := onWindow(t, e, 200, 30)
	keys, left := heard(w), false
	e.OnEscape = func() { left = true }
	e.typing.TypedKey(press(fyne.KeyEscape))
	if !left || len(*keys) != 0 {
		t.Error("Escape went past OnEscape")
	}
}

func TestEntry_WordsStayInside(t *testing.T) {
	e := NewEntry("a placeholder that is far too long for so narrow a field").Wide(100)
	onWindow(t, e, 100, 30)
	if !strings.HasSuffix(e.typing.PlaceHolder, "…") {
		t.Errorf("placeholder %q", e.typing.PlaceHolder)
	}
	e.Most = 5
	e.SetText("电费电价停电赔偿")
	if e.Text() != "电费电价停" {
		t.Errorf("holds %q, want five characters", e.Text())
	}
}

func TestEntry_RingFollowsTheFocus(t *testing.T) {
	e := NewEntry("Find")
	w := onWindow(t, e, 200, 30)
	e.Tapped(at(3, 3))
	if e.ring.Hidden || !e.Focused() {
		t.Error("a press on the edge must put the caret into the field")
	}
	w.Canvas().Unfocus()
	if !e.ring.Hidden {
		t.Error("the ring stays")
	}
}

func TestEntry_KeyGoesOnceSomethingIsTyped(t *testing.T) {
	e := NewEntry("Find").WithKey("Ctrl F")
	onWindow(t, e, 200, 30)
	e.SetText("x")
	if e.key() != "" {
		t.Error("the key badge would cover the text")
	}
}
