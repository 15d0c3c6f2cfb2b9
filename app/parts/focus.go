package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

const ringOut = 3 // the ring: 1 px of air, 2 px of accent

// newRing makes the focus ring, hidden.
func newRing() *canvas.Rectangle {
	r := box()
	r.Hide()
	return r
}

// showRing colours the ring and shows it while the part has the focus.
func showRing(r *canvas.Rectangle, focused bool, radius float32) {
	r.FillColor = look.Colour(look.Clear)
	r.StrokeColor = look.Colour(look.Accent)
	r.StrokeWidth = 2
	r.CornerRadius = radius + 2
	r.Hidden = !focused
}

// layRing puts the ring around a part of that size.
func layRing(r *canvas.Rectangle, size fyne.Size) {
	place(r, -ringOut, -ringOut, size.Width+2*ringOut, size.Height+2*ringOut)
}

// passKey hands a key that a focused part doesn't use to the screen: Fyne
// gives keys to the focused part alone, and a screen's own keys must work
// wherever the focus is.
func passKey(from fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// passRune is passKey for typed characters.
func passRune(from fyne.CanvasObject, r rune) {
	if c := canvasOf(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// passShortcut is passKey for shortcuts such as Ctrl 1.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// takeFocus gives a part the keyboard, if it is on a canvas. A part that was
// just put there is not known to its canvas before it is drawn: Shifu has one
// window, so that is asked then.
func takeFocus(part fyne.Focusable) {
	if c := canvasOf(part.(fyne.CanvasObject)); c != nil {
		c.Focus(part)
		return
	}
	if app := fyne.CurrentApp(); app != nil {
		for _, w := range app.Driver().AllWindows() {
			w.Canvas().Focus(part)
		}
	}
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	return app.Driver().CanvasForObject(o)
}
