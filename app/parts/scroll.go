package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// scrollThumb is the handle at the right of a list: it shows where one is and
// drags there.
type scrollThumb struct {
	widget.BaseWidget
	dragTo func(offset float64)

	rect    *canvas.Rectangle
	whole   float64 // height of everything
	view    float64 // height in view
	offset  float64
	grabbed float64 // offset when the drag began, plus what was dragged since
	drags   bool
	wide    bool // under the mouse
}

const (
	thumbWidth = 10
	thumbLeast = 28
)

func newScrollThumb(dragTo func(float64)) *scrollThumb {
	s := &scrollThumb{dragTo: dragTo, rect: box()}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *scrollThumb) CreateRenderer() fyne.WidgetRenderer {
	return newDrawing(&thumbDrawing{s})
}

// thumbDrawing keeps the names of drawing apart from those of scrolling.
type thumbDrawing struct{ *scrollThumb }

func (s thumbDrawing) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{s.rect} }
func (s thumbDrawing) least() fyne.Size            { return fyne.NewSize(thumbWidth, thumbLeast) }

func (s thumbDrawing) paint() {
	fill(s.rect, look.Line2, look.Clear, 3)
	if s.wide || s.drags {
		fill(s.rect, look.Edge, look.Clear, 3)
	}
}

func (s thumbDrawing) lay(size fyne.Size) { place(s.rect, 2, 2, 5, max(size.Height-4, 4)) }

// lay puts the thumb into a list of that size; it hides when all is in view.
func (s *scrollThumb) lay(list fyne.Size, whole, offset float64) {
	s.whole, s.view, s.offset = whole, float64(list.Height), offset
	s.Hidden = whole <= s.view
	if s.Hidden {
		return
	}
	long := s.long()
	y := float32(offset / (whole - s.view) * (s.view - long))
	place(s, list.Width-thumbWidth, y, thumbWidth, float32(long))
}

func (s *scrollThumb) long() float64 { return max(s.view*s.view/s.whole, thumbLeast) }

// Dragged scrolls.
func (s *scrollThumb) Dragged(e *fyne.DragEvent) {
	if !s.drags {
		s.drags, s.grabbed = true, s.offset
	}
	s.grabbed += float64(e.Dragged.DY) * (s.whole - s.view) / (s.view - s.long())
	s.dragTo(max(min(s.grabbed, s.whole-s.view), 0))
}

// DragEnd is for Fyne.
func (s *scrollThumb) DragEnd() {
	s.drags = false
	s.Refresh()
}

// MouseIn darkens the thumb.
func (s *scrollThumb) MouseIn(*desktop.MouseEvent) {
	s.wide = true
	s.Refresh()
}

// MouseMoved is for Fyne.
func (s *scrollThumb) MouseMoved(*desktop.MouseEvent) {}

// MouseOut lightens it again.
func (s *scrollThumb) MouseOut() {
	s.wide = false
	s.Refresh()
}
