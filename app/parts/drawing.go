package parts

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// drawn is what a part of this package fills in; drawing makes it a widget.
type drawn interface {
	fyne.Widget
	pieces() []fyne.CanvasObject // what is drawn, lowest first
	least() fyne.Size            // the smallest size
	lay(size fyne.Size)          // puts the pieces in place
	paint()                      // fills in words and colours from the fields
}

// drawing renders a drawn part.
type drawing struct {
	of   drawn
	laid fyne.Size // the size for which the pieces lie in place
}

func newDrawing(of drawn) fyne.WidgetRenderer {
	of.paint()
	return &drawing{of: of}
}

// Layout puts the pieces in place for a size, once. Fyne asks for it again
// whenever a piece is new or wants another size; a part that makes its pieces
// while it lays them would be laid and drawn for ever.
func (d *drawing) Layout(size fyne.Size) {
	if size == d.laid && plainPieces(d.of.pieces()) {
		return
	}
	d.laid = size
	d.of.lay(size)
}

// plainPieces reports whether nothing among the pieces grows by itself.
func plainPieces(all []fyne.CanvasObject) bool {
	for _, o := range all {
		switch o.(type) {
		case fyne.Widget, *fyne.Container:
			return false
		}
	}
	return true
}

// MinSize, Objects, Destroy and Refresh are for Fyne.
func (d *drawing) MinSize() fyne.Size           { return d.of.least() }
func (d *drawing) Objects() []fyne.CanvasObject { return d.of.pieces() }
func (d *drawing) Destroy()                     {}

func (d *drawing) Refresh() {
	d.of.paint()
	d.laid = d.of.Size()
	d.of.lay(d.laid)
	canvas.Refresh(d.of)
}

// word makes a text piece; write fills it.
func word() *canvas.Text { return canvas.NewText("", nil) }

// write fills a text piece. The size is at 100 %.
func write(t *canvas.Text, value string, size float32, tone look.Token, bold bool) {
	t.Text = value
	t.TextSize = look.Text(size)
	t.TextStyle = fyne.TextStyle{Bold: bold}
	t.Color = look.Colour(tone)
}

// measure is the size a text piece wants.
func measure(t *canvas.Text) fyne.Size {
	return fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
}

// place puts a piece somewhere. Text goes in the middle of the height, on a
// whole pixel.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	if t, ok := o.(*canvas.Text); ok {
		placeWord(t, x, y, width, height)
		return
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// placeWord puts text so that its letters stand in the middle. Fyne would
// centre the line, but rounds the ascent (1.16 of the size in this typeface)
// and the place upwards, which sets text beside an icon up to 2 px too low.
// The baseline belongs 0.41 of the size below the middle: Chinese characters
// and capitals then look centred, and sizes mix on one line.
func placeWord(t *canvas.Text, x, y, width, height float32) {
	size := float64(t.TextSize)
	top := math.Round(float64(height)/2 + 0.41*size - math.Ceil(1.16*size))
	t.Move(fyne.NewPos(x, y+float32(top)))
	t.Resize(fyne.NewSize(width, t.TextSize*look.LineHeight))
}

// box makes a filled rectangle piece.
func box() *canvas.Rectangle { return canvas.NewRectangle(nil) }

// fill colours a rectangle: ground, edge (Clear for none) and corner radius.
func fill(r *canvas.Rectangle, ground, edge look.Token, radius float32) {
	r.FillColor = look.Colour(ground)
	r.CornerRadius = radius
	r.StrokeWidth = 0
	r.StrokeColor = look.Colour(edge)
	if edge != look.Clear {
		r.StrokeWidth = 1
	}
}

// picture makes an icon piece.
func picture() *canvas.Image {
	i := &canvas.Image{FillMode: canvas.ImageFillContain}
	return i
}

// draw fills an icon piece; an empty name hides it.
func draw(i *canvas.Image, name string, tone look.Token) {
	if name == "" {
		i.Hidden = true
		return
	}
	i.Hidden = false
	r := look.IconNow(name, tone)
	if i.Resource == r && i.Image != nil {
		return // drawing an SVG again costs far more than looking
	}
	i.Resource = r
	i.Image = nil
	i.Refresh()
}

// middle is where something of the inner length starts to sit in the middle
// of the outer one, on a whole pixel.
func middle(outer, inner float32) float32 {
	return float32(int((outer-inner)/2 + 0.5))
}
