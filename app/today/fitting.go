package today

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/app/parts"
)

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

// titled sets a note behind a title. The title takes what it needs as far as
// there is room; the note takes the rest, or goes where that is too little.
type titled struct{ gap float32 }

// noteLeast is the least width of a note, at 100 %.
const noteLeast = 48

// MinSize is for Fyne.
func (titled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout is for Fyne.
func (t titled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, note := objects[0].(*parts.Text), objects[1].(*parts.Text)
	whole := fyne.MeasureText(title.Value, look.Text(title.TextSize), fyne.TextStyle{Bold: title.Bold}).Width + 2
	x := float32(0)
	for i, w := range []float32{min(whole, size.Width), size.Width - whole - t.gap} {
		o := objects[i]
		h := min(o.MinSize().Height, size.Height)
		o.Resize(fyne.NewSize(max(w, 0), h))
		o.Move(fyne.NewPos(x, float32(int((size.Height-h)/2))))
		x += w + t.gap
	}
	if size.Width-whole-t.gap < look.Scaled(noteLeast) {
		note.Hide()
	} else {
		note.Show()
	}
}
