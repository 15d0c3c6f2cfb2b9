package parts

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/internal/chart"
)

// DemandPoint is one stretch of time of a DemandChart; what is not known is NaN.
type DemandPoint struct {
	Planned   float64 // the original forecast: dotted
	Actual    float64 // a bar
	Lost      float64 // its upper part
	New       float64 // the forecast as it looks now: dashed
	Low, High float64 // its band
	Carried   float64 // what the people there can take: a line in steps
}

// DemandMark is an upright dashed line with a word: something that happened.
type DemandMark struct {
	At   float64 // in stretches
	Word string
	Tone look.Token
	Ink  look.Token
}

// DemandChart shows what comes against what can be taken: bars of what came,
// forecasts as lines with a band, capacity in steps, and a needle for now.
type DemandChart struct {
	widget.BaseWidget
	Points      []DemandPoint
	Marks       []DemandMark
	Ticks       []ChartTick // at stretches
	Now         float64     // in stretches; below 0 for none
	CarriedWord string
	PlannedWord string
	Least       fyne.Size
	Tell        func(point int) string

	plane     *plane
	drawn     []fyne.CanvasObject // words
	needle    *canvas.Rectangle
	head      *canvas.Circle
	tip       chartTip
	left      float32
	foot, top float32
	per       float32
	scale     chart.Scale
}

// NewDemandChart makes an empty chart.
func NewDemandChart() *DemandChart {
	c := &DemandChart{Now: -1, Least: fyne.NewSize(240, 120), plane: newPlane(), needle: box(), head: canvas.NewCircle(nil), tip: newChartTip()}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is for Fyne.
func (c *DemandChart) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *DemandChart) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{c.plane.shown}, c.drawn...), c.needle, c.head), c.tip.pieces()...)
}

func (c *DemandChart) paint() {
	fill(c.needle, look.Ink, look.Clear, 0)
	c.head.FillColor = look.Colour(look.Ink)
	c.tip.paint()
}

func (c *DemandChart) least() fyne.Size {
	return fyne.NewSize(look.Scaled(c.Least.Width), look.Scaled(c.Least.Height))
}

// SetNow moves the needle. It is cheap.
func (c *DemandChart) SetNow(now float64) {
	c.Now = now
	c.place()
	canvas.Refresh(c.needle)
}

func (c *DemandChart) place() {
	hidden := c.Now < 0 || c.Now > float64(len(c.Points)) || len(c.Points) == 0
	c.needle.Hidden, c.head.Hidden = hidden, hidden
	x := round(c.x(c.Now))
	place(c.needle, x-1, c.top, 2, c.foot-c.top)
	place(c.head, x-4, c.top-4, 8, 8)
}

func (c *DemandChart) x(at float64) float32 { return c.left + float32(at)*c.per }

func (c *DemandChart) y(v float64) float32 {
	return c.foot - float32(c.scale.At(v))*(c.foot-c.top)
}

func (c *DemandChart) lay(size fyne.Size) {
	c.drawn, c.plane.shapes = nil, nil
	if size.Width < 60 || size.Height < 60 {
		return
	}
	values := []float64{0}
	for _, p := range c.Points {
		for _, v := range []float64{p.Planned, p.Actual, p.High, p.New, p.Carried} {
			if !math.IsNaN(v) {
				values = append(values, v)
			}
		}
	}
	c.scale = chart.Around(values, 4)
	c.foot, c.top = size.Height-look.Scaled(20), look.Scaled(26)
	if len(c.Marks) > 1 {
		c.top = look.Scaled(40) // two lines of words, which the needle must not cross
	}
	ticks := chart.Ticks(c.scale.Low, c.scale.High, 4)
	step := chart.Step(c.scale.High-c.scale.Low, 4)
	c.left = 0
	for _, v := range ticks {
		c.left = max(c.left, textWidth(chart.Tick(v, step), look.TextDigit, false)+8)
	}
	c.per = (size.Width - c.left) / float32(max(len(c.Points), 1))
	for _, v := range ticks {
		c.rule(chart.Tick(v, step), round(c.y(v)), size.Width)
	}
	c.bars()
	c.band()
	c.lines()
	c.words(size)
	c.plane.show(size)
	c.place()
}

func (c *DemandChart) rule(value string, y, wide float32) {
	t := word()
	c.plane.box(look.Colour(look.Line), c.left, y, wide-c.left, 1)
	write(t, value, look.TextDigit, look.Ink3, false)
	t.Alignment = fyne.TextAlignTrailing
	tall := look.Text(look.TextDigit) * look.LineHeight
	place(t, 0, y-tall/2, c.left-8, tall)
	c.drawn = append(c.drawn, t)
}

// bars are what came and got through, and on top what was lost.
func (c *DemandChart) bars() {
	wide := max(c.per-2, 1)
	came := func(draw func(x float32, p DemandPoint, lost float64)) {
		for i, p := range c.Points {
			if p.Actual > 0 {
				draw(c.x(float64(i))+1, p, known(p.Lost))
			}
		}
	}
	came(func(x float32, p DemandPoint, lost float64) {
		y := c.y(p.Actual - lost)
		c.plane.box(look.Alpha(look.AgentM, 160), x, y, wide, c.foot-y)
	})
	came(func(x float32, p DemandPoint, lost float64) {
		if y := c.y(p.Actual); lost > 0 {
			c.plane.box(look.Colour(look.WarnM), x, y, wide, c.y(p.Actual-lost)-y)
		}
	})
}

// known is a number, 0 where it is not known.
func known(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

func (c *DemandChart) band() {
	var upper, lower []fyne.Position
	for i, p := range c.Points {
		if !math.IsNaN(p.New) && !math.IsNaN(p.High) {
			x := c.x(float64(i) + .5)
			upper = append(upper, fyne.NewPos(x, c.y(p.High)))
			lower = append([]fyne.Position{fyne.NewPos(x, c.y(p.Low))}, lower...)
		}
	}
	if len(upper) > 1 {
		c.plane.add(look.Alpha(look.Accent, 34), append(upper, lower...)...)
	}
}

func (c *DemandChart) lines() {
	c.path(func(p DemandPoint) float64 { return p.Planned }, &dasher{stroke: 1.5, on: 2, off: 4, ink: look.Colour(look.Ink3)})
	c.path(func(p DemandPoint) float64 { return p.New }, &dasher{stroke: 2, on: 6, off: 4, ink: look.Colour(look.Accent)})
	before := math.NaN()
	for i, p := range c.Points {
		if math.IsNaN(p.Carried) {
			before = math.NaN()
			continue
		}
		from, to, y := round(c.x(float64(i))), round(c.x(float64(i+1))), round(c.y(p.Carried))
		c.straight(from, y-1, to-from, 2)
		if !math.IsNaN(before) && before != p.Carried {
			last := round(c.y(before))
			c.straight(from-1, min(y, last)-1, 2, max(y, last)-min(y, last)+2)
		}
		before = p.Carried
	}
}

func (c *DemandChart) straight(x, y, wide, tall float32) {
	c.plane.box(look.Colour(look.Ink), x, y, wide, tall)
}

func (c *DemandChart) path(of func(DemandPoint) float64, pen *dasher) {
	for i := 1; i < len(c.Points); i++ {
		a, b := of(c.Points[i-1]), of(c.Points[i])
		if !math.IsNaN(a) && !math.IsNaN(b) {
			c.plane.pieces(pen.draw(c.x(float64(i)-.5), c.y(a), c.x(float64(i)+.5), c.y(b)))
		}
	}
}

// MouseIn is for Fyne.
func (c *DemandChart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved tells about the stretch under the mouse.
func (c *DemandChart) MouseMoved(e *desktop.MouseEvent) {
	if i := int((e.Position.X - c.left) / max(c.per, 1)); c.Tell != nil && i >= 0 && i < len(c.Points) && e.Position.X > c.left {
		c.tip.show(c.Tell(i), e.Position.X, max(e.Position.Y, c.top), c.Size())
		canvas.Refresh(c)
	}
}

// MouseOut hides what was told.
func (c *DemandChart) MouseOut() {
	if c.tip.hide() {
		canvas.Refresh(c)
	}
}
