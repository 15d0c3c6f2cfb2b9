package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// chartKeys is where the keyboard stands in a LineChart.
type chartKeys struct {
	ring          *canvas.Rectangle
	has           bool
	series, point int
}

// layKeys puts the ring around the point that the keyboard is at.
func (c *LineChart) layKeys() {
	k := &c.keys
	p, ok := c.pointAt(k.series, k.point)
	showRing(k.ring, k.has && ok, 6)
	if ok {
		place(k.ring, c.area.px(p.X)-7, c.area.py(p.Y)-7, 14, 14)
	}
}

func (c *LineChart) pointAt(series, point int) (ChartPoint, bool) {
	if series < 0 || series >= len(c.Series) || point < 0 || point >= len(c.Series[series].Points) {
		return ChartPoint{}, false
	}
	return c.Series[series].Points[point], true
}

// Disabled keeps charts behind which nothing lies out of the order of focus.
func (c *LineChart) Disabled() bool { return c.OnTapped == nil }

// Enable is for Fyne.
func (c *LineChart) Enable() {}

// Disable is for Fyne.
func (c *LineChart) Disable() {}

// FocusGained shows the ring, at the last point first.
func (c *LineChart) FocusGained() {
	c.keys.has = true
	if _, ok := c.pointAt(c.keys.series, c.keys.point); !ok || c.keys.point == 0 {
		c.keys.series = 0
		if len(c.Series) > 0 {
			c.keys.point = len(c.Series[0].Points) - 1
		}
	}
	c.Refresh()
	c.tellKeys()
}

// FocusLost hides it.
func (c *LineChart) FocusLost() {
	c.keys.has = false
	c.tip.hide()
	c.Refresh()
}

// TypedRune passes characters to the screen.
func (c *LineChart) TypedRune(r rune) {
	if r != ' ' {
		passRune(c, r)
	}
}

// TypedKey moves along a line and from line to line, and opens a point.
func (c *LineChart) TypedKey(key *fyne.KeyEvent) {
	series, point := c.keys.series, c.keys.point
	switch key.Name {
	case fyne.KeyLeft:
		point--
	case fyne.KeyRight:
		point++
	case fyne.KeyUp:
		series--
	case fyne.KeyDown:
		series++
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if _, ok := c.pointAt(series, point); ok && c.OnTapped != nil {
			c.OnTapped(series, point)
		}
		return
	default:
		passKey(c, key)
		return
	}
	if _, ok := c.pointAt(series, point); ok {
		c.keys.series, c.keys.point = series, point
		c.Refresh()
		c.tellKeys()
	}
}

func (c *LineChart) tellKeys() {
	if p, ok := c.pointAt(c.keys.series, c.keys.point); ok && c.Tell != nil {
		c.tip.show(c.Tell(c.keys.series, c.keys.point), c.area.px(p.X), c.area.py(p.Y), c.Size())
		canvas.Refresh(c)
	}
}

var _ fyne.Focusable = (*LineChart)(nil)
