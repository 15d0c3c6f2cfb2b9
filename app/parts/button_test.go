package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
)

func TestButton_TapEnterAndSpacePressIt(t *testing.T) {
	pressed := 0
	b := NewButton("Submit", Main, func() { pressed++ })
	onWindow(t, b, 200, 60)
	test.Tap(b)
	b.TypedKey(press(fyne.KeyReturn))
	b.TypedKey(press(fyne.KeySpace))
	b.TypedRune(' ')
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
}

func TestButton_DisabledIsNeverPressedNorHovered(t *testing.T) {
	b := NewButton("Submit", Main, func() { t.Error("a disabled button was pressed") })
	onWindow(t, b, 200, 60)
	b.Disable()
	test.Tap(b)
	b.TypedKey(press(fyne.KeyReturn))
	b.MouseIn(nil)
	if !b.veil.Hidden {
		t.Error("a disabled button shows a hover")
	}
}

func TestButton_PassesOtherKeysToTheScreen(t *testing.T) {
	b := NewButton("Skip", Plain, nil)
	w := onWindow(t, b, 200, 60)
	keys := heard(w)
	runes := ""
	w.Canvas().SetOnTypedRune(func(r rune) { runes += string(r) })
	w.Canvas().Focus(b)
	b.TypedKey(press(fyne.KeyJ))
	b.TypedKey(press(fyne.KeyReturn))
	b.TypedRune('j')
	if len(*keys) != 1 || (*keys)[0] != fyne.KeyJ || runes != "j" {
		t.Errorf("the screen heard %v and %q", *keys, runes)
	}
}

func TestButton_FocusShowsTheRing(t *testing.T) {
	b := NewButton("Skip", Plain, nil)
	w := onWindow(t, b, 200, 60)
	w.Canvas().Focus(b)
	if b.ring.Hidden {
		t.Error("no ring with the focus")
	}
	w.Canvas().Unfocus()
	if !b.ring.Hidden {
		t.Error("the ring stays without the focus")
	}
}

func TestButton_IsAsWideAsItsWordsAndHighAsTheText(t *testing.T) {
	lightApp()
	short, long := NewButton("Go", Plain, nil), NewButton("Submit, next call", Plain, nil).WithKey("Ctrl 1")
	if short.MinSize().Width >= long.MinSize().Width {
		t.Error("a short word makes a short button")
	}
	if got := long.MinSize().Height; got != 30 {
		t.Errorf("height %v, want 30", got)
	}
	t.Cleanup(lightApp)
	appIn(look.ModeLight, 150)
	if got := NewButton("Go", Plain, nil).MinSize().Height; got != 45 {
		t.Errorf("height %v at 150 %%, want 45", got)
	}
}

func TestButton_Markup(t *testing.T) {
	b := NewButton("Skip", Plain, nil).WithIcon("flag").WithKey("F8")
	w := onWindow(t, b, 120, 30)
	test.AssertRendersToMarkup(t, "button_plain.xml", w.Canvas())
	b.Kind = Main
	b.Refresh()
	test.AssertRendersToMarkup(t, "button_main.xml", w.Canvas())
}

func TestLink_HoverUnderlinesAndTapFollows(t *testing.T) {
	followed := 0
	l := NewLink("See 43", func() { followed++ })
	onWindow(t, l, 100, 30)
	l.MouseIn(nil)
	if l.rule.Hidden {
		t.Error("no underline under the mouse")
	}
	test.Tap(l)
	l.TypedKey(press(fyne.KeyEnter))
	if followed != 2 {
		t.Errorf("followed %d times", followed)
	}
}

func TestKeyBadge_TakesNoRoomWithoutAKey(t *testing.T) {
	lightApp()
	if got := NewKeyBadge("").MinSize(); !got.IsZero() {
		t.Errorf("empty badge takes %v", got)
	}
	if got := NewKeyBadge("1").MinSize(); got != fyne.NewSize(18, 18) {
		t.Errorf("one digit takes %v, want 18 x 18", got)
	}
}

func TestKeyBadge_Markup(t *testing.T) {
	w := onWindow(t, NewKeyBadge("Ctrl F"), 50, 18)
	test.AssertRendersToMarkup(t, "key.xml", w.Canvas())
}
