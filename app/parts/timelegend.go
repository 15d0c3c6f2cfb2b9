package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// LegendSign is what a word of a legend stands for.
type LegendSign int

// The signs.
const (
	SignDots LegendSign = iota
	SignFew
	SignDiamond
	SignTriangle
	SignLine
	SignGoal
	SignEvent
	SignBand
)

// LegendItem is a sign with its word.
type LegendItem struct {
	Sign LegendSign
	Word string
}

// SignLegend says what the signs of a TimeChart mean, in one line.
type SignLegend struct {
	touch
	Items []LegendItem
	drawn []fyne.CanvasObject
}

// NewSignLegend makes a legend.
func NewSignLegend(items ...LegendItem) *SignLegend {
	l := &SignLegend{Items: items}
	l.touchable(l, nil)
	l.off = true
	return l
}

func (l *SignLegend) pieces() []fyne.CanvasObject { return l.drawn }
func (l *SignLegend) paint()                      {}

const signWide = 18

func (l *SignLegend) least() fyne.Size {
	wide := float32(0)
	for _, it := range l.Items {
		wide += signWide + 6 + textWidth(it.Word, look.TextLabel, false) + 18
	}
	return fyne.NewSize(wide, look.Scaled(20))
}

func (l *SignLegend) lay(size fyne.Size) {
	l.drawn = nil
	x, y := float32(0), size.Height/2
	for _, it := range l.Items {
		l.drawn = append(l.drawn, sign(it.Sign, x, y)...)
		t := word()
		write(t, it.Word, look.TextLabel, look.Ink2, false)
		place(t, x+signWide+6, 0, measure(t).Width, size.Height)
		l.drawn = append(l.drawn, t)
		x += signWide + 6 + measure(t).Width + 18
	}
}

func sign(s LegendSign, x, y float32) []fyne.CanvasObject {
	y = round(y)
	middle := x + signWide/2
	rule := func(tone look.Token) fyne.CanvasObject {
		r := canvas.NewRectangle(look.Colour(tone))
		place(r, x, y-1, signWide, 2)
		return r
	}
	ring := func(edge float32, ground look.Token) fyne.CanvasObject {
		d := canvas.NewCircle(look.Colour(ground))
		d.StrokeColor, d.StrokeWidth = look.Colour(look.Accent), 1.5
		place(d, middle-edge/2, y-edge/2, edge, edge)
		return d
	}
	switch s {
	case SignDots:
		return []fyne.CanvasObject{rule(look.Accent), ring(7, look.Accent)}
	case SignFew:
		return []fyne.CanvasObject{ring(8, look.Surface)}
	case SignDiamond:
		return []fyne.CanvasObject{polygon([]fyne.Position{{X: middle, Y: y - 6}, {X: middle + 6, Y: y}, {X: middle, Y: y + 6}, {X: middle - 6, Y: y}}, look.Colour(look.BadM))}
	case SignTriangle:
		return []fyne.CanvasObject{polygon([]fyne.Position{{X: middle, Y: y - 5}, {X: middle + 6, Y: y + 5}, {X: middle - 6, Y: y + 5}}, look.Colour(look.Accent))}
	case SignGoal:
		return dashes(x, y, x+signWide, y, 1, 4, 4, look.Colour(look.Good))
	case SignEvent:
		return []fyne.CanvasObject{ring(9, look.Surface)}
	case SignBand:
		r := canvas.NewRectangle(look.Alpha(look.Accent, 36))
		place(r, x, y-6, signWide, 12)
		return []fyne.CanvasObject{r}
	}
	return []fyne.CanvasObject{rule(look.Accent)}
}
