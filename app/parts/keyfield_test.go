package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/keys"
)

func TestKeyField_TellsAKeyWithWhatIsHeldWhenItIsLetGo(t *testing.T) {
	var got keys.Chord
	left := 0
	k := NewKeyField("Press a key")
	k.OnChord, k.OnLeft = func(c keys.Chord) { got = c }, func() { left++ }
	k.held = func() fyne.KeyModifier { return fyne.KeyModifierShortcutDefault }
	k.KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
	k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
	k.KeyDown(&fyne.KeyEvent{Name: fyne.KeyJ})
	if got.On() {
		t.Fatal("told before it was let go")
	}
	k.KeyUp(&fyne.KeyEvent{Name: fyne.KeyJ})
	if got.String() != "Ctrl J" {
		t.Errorf("told %q", got)
	}
	k.FocusLost()
	if left != 0 {
		t.Error("left after it was told")
	}
}

func TestKeyField_EscapeLeavesIt(t *testing.T) {
	left := 0
	k := NewKeyField("Press a key")
	k.OnChord, k.OnLeft = func(keys.Chord) { t.Error("told") }, func() { left++ }
	k.KeyDown(&fyne.KeyEvent{Name: fyne.KeyEscape})
	k.KeyUp(&fyne.KeyEvent{Name: fyne.KeyEscape})
	k.FocusLost()
	if left != 1 {
		t.Errorf("left %d times", left)
	}
}
