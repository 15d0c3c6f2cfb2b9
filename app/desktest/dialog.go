package desktest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/parts"
)

// Answer types into every field of the dialog that is open and presses its act.
func (o *Office) Answer(t testing.TB, typed string) {
	t.Helper()
	sheet := o.Desk.Window.Canvas().Overlays().Top()
	if sheet == nil {
		t.Fatal("no dialog is open")
	}
	buttons := Found[*parts.Button](sheet)
	for _, e := range Found[*parts.Entry](sheet) {
		e.SetText(typed)
	}
	test.Tap(buttons[len(buttons)-1])
}

// Asked reports whether a dialog is open.
func (o *Office) Asked() bool { return o.Desk.Window.Canvas().Overlays().Top() != nil }

// Found are the objects of a kind within another, in the order in which they stand.
func Found[T fyne.CanvasObject](in fyne.CanvasObject) (all []T) {
	walk(in, func(o fyne.CanvasObject) bool {
		x, ok := o.(T)
		if ok {
			all = append(all, x)
		}
		return !ok
	})
	return all
}

// walk visits objects from the outside in; visit tells whether to look inside.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) {
	if !visit(o) {
		return
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			walk(c, visit)
		}
	}
}
