package today

import "fyne.io/fyne/v2"

// fitting sets objects side by side and leaves out those for which there is
// no room.
type fitting struct{ gap float32 }

// MinSize is for Fyne.
func (fitting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var tall float32
	for _, o := range objects {
		tall = max(tall, o.MinSize().Height)
	}
	return fyne.NewSize(0, tall)
}

// Layout is for Fyne.
func (f fitting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		least := o.MinSize()
		if x+least.Width > size.Width {
			o.Hide()
			continue
		}
		o.Show()
		o.Resize(least)
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		x += least.Width + f.gap
	}
}
