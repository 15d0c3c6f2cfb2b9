package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// touch is the behaviour of everything that can be pressed: hover, focus, tap,
// Enter and Space. Parts embed it and set self and act.
type touch struct {
	widget.BaseWidget
	self    drawn
	act     func()
	off     bool // disabled
	hovered bool
	focused bool
}

func (t *touch) touchable(self drawn, act func()) {
	t.self, t.act = self, act
	t.ExtendBaseWidget(self)
}

// CreateRenderer is for Fyne.
func (t *touch) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t.self) }

// Tapped does what the part is for, unless it is disabled.
func (t *touch) Tapped(*fyne.PointEvent) {
	if !t.off && t.act != nil {
		t.act()
	}
}

// MouseIn shows the hover ground.
func (t *touch) MouseIn(*desktop.MouseEvent) { t.hover(true) }

// MouseMoved is for Fyne.
func (t *touch) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover ground.
func (t *touch) MouseOut() { t.hover(false) }

func (t *touch) hover(on bool) {
	if t.off || t.hovered == on {
		return
	}
	t.hovered = on
	t.Refresh()
}

// FocusGained shows the focus ring.
func (t *touch) FocusGained() {
	t.focused = true
	t.Refresh()
}

// FocusLost hides the focus ring.
func (t *touch) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedKey acts on Enter and Space and passes everything else to the screen.
func (t *touch) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.Tapped(nil)
	default:
		passKey(t.self, key)
	}
}

// TypedRune passes characters to the screen.
func (t *touch) TypedRune(r rune) {
	if r != ' ' {
		passRune(t.self, r)
	}
}

// Enable lets the part be pressed.
func (t *touch) Enable() { t.setOff(false) }

// Disable keeps the part from being pressed and shows it so.
func (t *touch) Disable() { t.setOff(true) }

// Disabled says whether the part can't be pressed.
func (t *touch) Disabled() bool { return t.off }

func (t *touch) setOff(off bool) {
	if t.off == off {
		return
	}
	t.off = off
	t.hovered = false
	t.Refresh()
}
