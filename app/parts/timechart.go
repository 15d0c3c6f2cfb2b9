package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/look"
	"shifu/internal/chart"
)

// TimeShape is how the values of a row are drawn.
type TimeShape int

// The shapes.
const (
	TimeDots      TimeShape = iota // dots on a line, hollow where there is too little
	TimeDiamonds                   // dashes between diamonds, a word below each
	TimeTriangles                  // dashes between triangles
	TimeLine                       // a line alone
)

// TimeMark is one value of a row.
type TimeMark struct {
	At        float64 // in days on the chart's axis
	Value     float64
	Low, High float64 // the interval; equal for none
	Few       bool
	Word      string     // of a diamond
	Tone      look.Token // of a diamond; empty: the accent
	Ahead     bool       // a diamond that is still to come: hollow
}

// TimeRow is one line of a TimeChart: what it is about, its values, and what is
// to be said of them.
type TimeRow struct {
	Name, Note string
	Now, Aim   string // the value of now over its goal
	Shape      TimeShape
	Marks      []TimeMark
	Scale      chart.Scale
	Aimed      bool    // AimAt is drawn
	AimAt      float64 // dashes
	Few        bool    // too few to tell: hatched between the first and the last mark
	Icon       string  // before Change
	Change     string
	Tone       look.Token // of Change
	Beside     string     // below it
	Next       string
	Act        string // what can be done about it; empty for nothing
}

// TimeEvent is something on the axis that concerns all rows: a ring for what has
// been, a disc for what is to come.
type TimeEvent struct {
	At    float64
	Ahead bool
}

// TimeChart draws rows on one time axis, with words at both sides. Up and Down
// move over the rows, Enter does what stands at the end of one.
type TimeChart struct {
	touch
	Heads  [4]string // over the names, the values, the changes, the steps
	Rows   []TimeRow
	Across chart.Scale
	Ticks  []ChartTick
	Events []TimeEvent
	Today  float64
	Word   string // of today
	Tell   func(row, mark int) string
	OnAct  func(row int)

	drawn []fyne.CanvasObject
	ring  *canvas.Rectangle
	tip   chartTip
	row   int
	area  timeArea
	said  fyne.Position // the end of the last word of a diamond in the row
}

// timeArea is where things stand.
type timeArea struct {
	head, row          float32 // heights
	left, wide         float32 // of the axis
	change, step, full float32 // left edges, and the right end
}

// NewTimeChart makes a chart without rows.
func NewTimeChart() *TimeChart {
	c := &TimeChart{ring: newRing(), tip: newChartTip()}
	c.touchable(c, nil)
	return c
}

func (c *TimeChart) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, c.drawn...), c.ring), c.tip.pieces()...)
}

func (c *TimeChart) paint() {
	c.tip.paint()
	showRing(c.ring, c.focused && len(c.Rows) > 0, look.RadiusBadge)
}

// The heights of a row at the least and at the most, and of the head.
const (
	timeRowLeast = 50
	timeRowMost  = 88
	timeHead     = 30
)

func (c *TimeChart) least() fyne.Size {
	return fyne.NewSize(look.Scaled(720), look.Scaled(timeHead)+look.Scaled(timeRowLeast)*float32(len(c.Rows)))
}

func (c *TimeChart) lay(size fyne.Size) {
	c.drawn = nil
	if size.Width < 200 {
		return
	}
	c.measureArea(size)
	c.drawAxis()
	for i := range c.Rows {
		c.drawRow(i)
	}
	c.drawEvents()
	c.drawToday()
	place(c.ring, 4, c.top(c.row)+2, size.Width-8, c.area.row-4)
}

func (c *TimeChart) measureArea(size fyne.Size) {
	n := float32(max(len(c.Rows), 1))
	a := &c.area
	a.head, a.full = look.Scaled(timeHead), size.Width-24
	a.row = max(min(round((size.Height-a.head)/n-0.5), look.Scaled(timeRowMost)), look.Scaled(timeRowLeast))
	a.left = look.Scaled(min(252, max(228, size.Width/look.Scale()*0.19)))
	a.step = a.full - round(max(look.Scaled(224), (size.Width-a.left)*0.25))
	a.change = a.step - look.Scaled(168)
	a.wide = a.change - look.Scaled(16) - a.left
}

func (c *TimeChart) top(row int) float32    { return c.area.head + float32(row)*c.area.row }
func (c *TimeChart) foot() float32          { return c.top(len(c.Rows)) }
func (c *TimeChart) px(at float64) float32  { return c.area.left + float32(c.Across.At(at))*c.area.wide }
func (c *TimeChart) inside(at float64) bool { return at >= c.Across.Low && at <= c.Across.High }

// py is where a value of a row stands; what lies beyond the scale stays at its edge.
func (c *TimeChart) py(row int, v float64) float32 {
	r := &c.Rows[row]
	share := float32(min(max(r.Scale.At(v), 0), 1))
	return c.top(row) + 9 + (1-share)*(c.area.row-18)
}

// rowAt is the row at a height, -1 for none.
func (c *TimeChart) rowAt(y float32) int {
	i := int((y - c.area.head) / max(c.area.row, 1))
	if y < c.area.head || i >= len(c.Rows) {
		return -1
	}
	return i
}

// Tapped moves to a row; over its last columns it does what stands there.
func (c *TimeChart) Tapped(e *fyne.PointEvent) {
	i := c.rowAt(e.Position.Y)
	if i < 0 {
		return
	}
	c.row = i
	c.Refresh()
	if e.Position.X >= c.area.step {
		c.open()
	}
}

func (c *TimeChart) open() {
	if c.row < len(c.Rows) && c.Rows[c.row].Act != "" && c.OnAct != nil {
		c.OnAct(c.row)
	}
}

// Row is the row that the keys are at.
func (c *TimeChart) Row() int { return c.row }

// Step goes so many rows down.
func (c *TimeChart) Step(by int) {
	c.row = min(max(c.row+by, 0), max(len(c.Rows)-1, 0))
	c.Refresh()
}

// MouseIn is for Fyne.
func (c *TimeChart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved tells about the value under the mouse.
func (c *TimeChart) MouseMoved(e *desktop.MouseEvent) {
	row, x := c.rowAt(e.Position.Y), e.Position.X
	if c.Tell == nil || row < 0 || x < c.area.left || x > c.area.left+c.area.wide {
		c.MouseOut()
		return
	}
	best, near := -1, look.Scaled(14)
	for i, m := range c.Rows[row].Marks {
		if off := max(c.px(m.At)-x, x-c.px(m.At)); off < near {
			best, near = i, off
		}
	}
	if best < 0 {
		c.MouseOut()
		return
	}
	m := c.Rows[row].Marks[best]
	c.tip.show(c.Tell(row, best), c.px(m.At), c.py(row, m.Value), c.Size())
	canvas.Refresh(c)
}

// MouseOut hides what was told.
func (c *TimeChart) MouseOut() {
	if c.tip.hide() {
		canvas.Refresh(c)
	}
}

// TypedKey moves over the rows and acts.
func (c *TimeChart) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyUp:
		c.Step(-1)
	case fyne.KeyDown:
		c.Step(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
	default:
		passKey(c, key)
	}
}
