package parts

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// ClipAxis is the time below a piece of a recording, in round steps.
type ClipAxis struct {
	widget.BaseWidget
	Length time.Duration

	labels []*canvas.Text
}

// NewClipAxis makes an axis.
func NewClipAxis(length time.Duration) *ClipAxis {
	a := &ClipAxis{Length: length}
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer is for Fyne.
func (a *ClipAxis) CreateRenderer() fyne.WidgetRenderer { return newDrawing(a) }

func (a *ClipAxis) pieces() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, l := range a.labels {
		all = append(all, l)
	}
	return all
}

func (a *ClipAxis) least() fyne.Size { return fyne.NewSize(80, ticksHeight()) }
func (a *ClipAxis) paint()           { a.write(a.Size().Width) }

func (a *ClipAxis) write(width float32) (at []time.Duration) {
	a.labels = a.labels[:0]
	if a.Length <= 0 || width <= 0 {
		return nil
	}
	step := tickStep(a.Length, width, look.Scaled(96))
	for _, t := range ticks(0, a.Length, step) {
		l := word()
		write(l, shortClock(tickLabel(t, step)), look.TextDigit, look.Ink2, false)
		if x := float32(float64(t) / float64(a.Length)); x*width+measure(l).Width > width {
			break
		}
		a.labels, at = append(a.labels, l), append(at, t)
	}
	return at
}

// shortClock leaves out the ten minutes that a short piece has not: 0:10.
func shortClock(label string) string { return strings.TrimPrefix(label, "0") }

func (a *ClipAxis) lay(size fyne.Size) {
	for i, t := range a.write(size.Width) {
		place(a.labels[i], float32(float64(t)/float64(a.Length))*size.Width, 0, measure(a.labels[i]).Width, size.Height)
	}
}
