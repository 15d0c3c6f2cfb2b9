package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/look"
)

// DayHeat is a calendar of weeks side by side, a square for each day from top to
// bottom, the darker the more was done on it.
type DayHeat struct {
	touch
	// Days are the squares from the top of the first week on; 0…1, below 0 for a
	// day that does not count (to come, or before the first).
	Days  []float64
	Words []string // below the weeks; empty ones are left out
	Tell  func(day int) string

	drawn []fyne.CanvasObject
	tip   chartTip
}

// NewDayHeat makes a calendar.
func NewDayHeat(days []float64, words []string) *DayHeat {
	h := &DayHeat{Days: days, Words: words, tip: newChartTip()}
	h.touchable(h, nil)
	return h
}

func (h *DayHeat) pieces() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, h.drawn...), h.tip.pieces()...)
}

func (h *DayHeat) paint() { h.tip.paint() }

func (h *DayHeat) weeks() int { return (len(h.Days) + 6) / 7 }

func (h *DayHeat) edge() float32 {
	return min(max((h.Size().Width+2)/float32(max(h.weeks(), 1)), look.Scaled(8)), look.Scaled(18))
}

func (h *DayHeat) least() fyne.Size {
	return fyne.NewSize(look.Scaled(8)*float32(h.weeks()), 7*h.edge()+look.Scaled(18))
}

func (h *DayHeat) lay(fyne.Size) {
	h.drawn = nil
	e := h.edge()
	for i, v := range h.Days {
		if v < 0 {
			continue
		}
		r := box()
		fill(r, look.Line, look.Clear, 2)
		if v > 0 {
			r.FillColor = look.Alpha(look.Accent, uint8(70+185*min(v, 1)))
		}
		place(r, float32(i/7)*e, float32(i%7)*e, e-2, e-2)
		h.drawn = append(h.drawn, r)
	}
	for w, text := range h.Words {
		if text != "" {
			t := word()
			write(t, text, look.TextLabel, look.Ink3, false)
			place(t, float32(w)*e, 7*e, measure(t).Width, look.Scaled(18))
			h.drawn = append(h.drawn, t)
		}
	}
}

// MouseIn is for Fyne.
func (h *DayHeat) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved tells about the day under the mouse.
func (h *DayHeat) MouseMoved(e *desktop.MouseEvent) {
	i := int(e.Position.X/h.edge())*7 + int(e.Position.Y/h.edge())
	if e.Position.Y >= 7*h.edge() || i < 0 || i >= len(h.Days) || h.Days[i] < 0 || h.Tell == nil {
		h.MouseOut()
		return
	}
	h.tip.show(h.Tell(i), e.Position.X, e.Position.Y, h.Size())
	canvas.Refresh(h)
}

// MouseOut hides what was told.
func (h *DayHeat) MouseOut() {
	if h.tip.hide() {
		canvas.Refresh(h)
	}
}
