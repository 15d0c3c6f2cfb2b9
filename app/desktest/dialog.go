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
	if x, ok := in.(T); ok {
		return append(all, x)
	}
	switch x := in.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			all = append(all, Found[T](c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			all = append(all, Found[T](c)...)
		}
	}
	return all
}
