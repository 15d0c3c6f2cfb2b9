package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
)

// onWindow shows a part in the light look at 100 % on a window of that size.
func onWindow(t *testing.T, part fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	t.Setenv("LANG", "en_GB.UTF-8")
	lightApp()
	w := test.NewTempWindow(t, part)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func lightApp() { appIn(look.ModeLight, 100) }

func appIn(mode look.Mode, percent int) {
	if own, ok := fyne.CurrentApp().Settings().Theme().(*look.Theme); ok && own.Mode() == mode && own.Percent() == percent {
		return
	}
	test.NewApp().Settings().SetTheme(look.New(mode, percent))
}

func press(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func at(x, y float32) *fyne.PointEvent { return &fyne.PointEvent{Position: fyne.NewPos(x, y)} }

func mouse(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: *at(x, y)}
}

// heard collects the keys that reach the screen.
func heard(w fyne.Window) *[]fyne.KeyName {
	var names []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { names = append(names, k.Name) })
	return &names
}
