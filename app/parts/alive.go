package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// KeepAlive tells Fyne that everything in a window is still there. Fyne keeps a
// list of which object is in which window and drops from it, after a minute,
// whatever was not refreshed meanwhile: painting alone does not renew an entry.
// Refreshing a dropped object does nothing, so that a press may seem to do
// nothing until something else is painted. Where all was dropped already, the
// window is painted anew.
func KeepAlive(c fyne.Canvas) {
	if c.Content() == nil {
		return
	}
	if fyne.CurrentApp().Driver().CanvasForObject(c.Content()) == nil {
		c.Refresh(c.Content())
	}
	for _, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		keepAlive(o, func(o fyne.CanvasObject) { fyne.CurrentApp().Driver().CanvasForObject(o) })
	}
}

func keepAlive(o fyne.CanvasObject, look func(fyne.CanvasObject)) {
	look(o)
	for _, within := range inside(o) {
		keepAlive(within, look)
	}
}

// inside are the objects that one is made of, as far as Fyne lets us see them.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch x := o.(type) {
	case *fyne.Container:
		return x.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{x.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{x.Content}
	case drawn:
		return x.pieces()
	}
	return nil
}
