package parts

import (
	"image"
	"image/color"
	stamp "image/draw"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// WallSeat is one person of a SeatWall: a square in a tone, with a hole where
// somebody is from elsewhere.
type WallSeat struct {
	Tone look.Token // a mark token
	Lent bool
}

// SeatWall shows what everybody is doing as a wall of squares, in one picture.
type SeatWall struct {
	widget.BaseWidget
	shown  []WallSeat
	mode   color.Color // the surface when it was drawn
	picked *canvas.Image
	width  float32
}

// NewSeatWall makes an empty wall.
func NewSeatWall() *SeatWall {
	w := &SeatWall{picked: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}}
	w.ExtendBaseWidget(w)
	return w
}

// Set shows people, and says whether the wall may be higher or lower now.
// Nothing is drawn where nothing changed.
func (w *SeatWall) Set(seats []WallSeat) (grown bool) {
	if slices.Equal(seats, w.shown) && w.mode == look.Colour(look.Surface) {
		return false
	}
	grown = len(seats) != len(w.shown)
	w.shown = slices.Clone(seats)
	w.Refresh()
	return grown
}

// CreateRenderer is for Fyne.
func (w *SeatWall) CreateRenderer() fyne.WidgetRenderer { return newDrawing(w) }

func (w *SeatWall) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{w.picked} }
func (w *SeatWall) paint()                      { w.paintSeats() }

const (
	seatEdge = 10
	seatGap  = 3
)

func (w *SeatWall) across() int { return max(int(max(w.width, 200)/(seatEdge+seatGap)), 1) }

func (w *SeatWall) least() fyne.Size {
	rows := (len(w.shown) + w.across() - 1) / w.across()
	return fyne.NewSize(100, float32(max(rows, 1)*(seatEdge+seatGap)))
}

func (w *SeatWall) lay(size fyne.Size) {
	if size.Width != w.width {
		w.width = size.Width
		w.paintSeats()
	}
	n := w.across()
	rows := (len(w.shown) + n - 1) / n
	place(w.picked, 0, 0, float32(n*(seatEdge+seatGap)), float32(max(rows, 1)*(seatEdge+seatGap)))
}

func (w *SeatWall) paintSeats() {
	const fine = 2
	n := w.across()
	rows := max((len(w.shown)+n-1)/n, 1)
	m := image.NewRGBA(image.Rect(0, 0, n*(seatEdge+seatGap)*fine, rows*(seatEdge+seatGap)*fine))
	for i, s := range w.shown {
		x, y := i%n*(seatEdge+seatGap)*fine, i/n*(seatEdge+seatGap)*fine
		stamp.Draw(m, image.Rect(x, y, x+seatEdge*fine, y+seatEdge*fine), image.NewUniform(look.Colour(s.Tone)), image.Point{}, stamp.Src)
		if s.Lent {
			const hole = 3 * fine
			stamp.Draw(m, image.Rect(x+hole, y+hole, x+seatEdge*fine-hole, y+seatEdge*fine-hole), image.NewUniform(look.Colour(look.Surface)), image.Point{}, stamp.Src)
		}
	}
	w.mode = look.Colour(look.Surface)
	w.picked.Image = m
	canvas.Refresh(w.picked) // Fyne keeps what it drew of a picture until that itself is refreshed
}
