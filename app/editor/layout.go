package editor

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// columns are the outline, the fields and the preview with hairlines between.
// The fields keep their width; outline and preview share the rest.
type columns struct{}

// Widths at 100 %.
const (
	fieldsLeast  = 488
	fieldsMost   = 620
	outlineShare = .46 // of what the fields leave
)

// MinSize is for Fyne.
func (*columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	tall := float32(0)
	for _, o := range objects {
		tall = max(tall, o.MinSize().Height)
	}
	return fyne.NewSize(900, tall)
}

// Layout is for Fyne: outline, hairline, fields, hairline, preview.
func (*columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	mid := float32(int(min(max(look.Scaled(fieldsLeast), size.Width*.36), look.Scaled(fieldsMost), size.Width*.5)))
	left := float32(int((size.Width - mid - 2) * outlineShare))
	x := float32(0)
	for i, w := range []float32{left, 1, mid, 1, size.Width - left - mid - 2} {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w
	}
}

// halves give two objects half of the width each.
type halves struct{}

const halvesGap = 24

// MinSize is for Fyne.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout is for Fyne.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := float32(int((size.Width - halvesGap) / 2))
	for i, o := range objects {
		o.Resize(fyne.NewSize(wide, o.MinSize().Height)) // first, so that paragraphs know how high they are
		o.Resize(fyne.NewSize(wide, size.Height))
		o.Move(fyne.NewPos(float32(i)*(wide+halvesGap), 0))
	}
}
