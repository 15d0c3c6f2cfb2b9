package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/internal/chart"
)

// ChartPoint is one point of a line.
type ChartPoint struct {
	X, Y      float64
	Low, High float64 // the interval; equal for none
	Few       bool    // too few to tell: a hollow dot
	Out       string  // beyond a limit: a diamond with this word
}

// ChartSeries is one line.
type ChartSeries struct {
	Name   string // with its last value: "own 88.3"; written at its end
	Points []ChartPoint
	Tone   look.Token // of the line; a mark token
	Ink    look.Token // of the name; a text token
	Dashed bool       // goal, forecast, second series
	Dots   bool       // a dot at each point; few ones are hollow anyway
	Thin   bool       // 1 px instead of 2
	Stairs bool       // level at each point, half way to its neighbours: limits
}

// ChartRule is a dashed line across: a version break (upright) or a goal
// (level).
type ChartRule struct {
	At    float64
	Level bool // at a y, else at an x
	Low   bool // the word of an upright one stands at its foot
	Word  string
	Tone  look.Token // of the line
	Ink   look.Token // of the word
}

// ChartTick is a mark on the x axis.
type ChartTick struct {
	At   float64
	Word string
}

// LineChart draws series over a common x axis: hairline grid, names at the
// line ends, intervals as bands.
type LineChart struct {
	widget.BaseWidget
	Series []ChartSeries
	XTicks []ChartTick
	Rules  []ChartRule
	// Scale is the y axis; empty, it is made to hold every value.
	Scale chart.Scale
	// Most is how many steps the y axis has at the most: 3 without a value.
	Most   int
	Across chart.Scale                  // the x axis; empty, it is made to hold points and ticks
	Format func(v, step float64) string // of the y axis; nil for plain numbers
	Least  fyne.Size
	// Tell is what is shown beside the point under the mouse.
	Tell     func(series, point int) string
	OnTapped func(series, point int)

	drawn []fyne.CanvasObject
	area  chartArea
	tip   chartTip
	keys  chartKeys
}

// chartArea is where the lines are drawn.
type chartArea struct {
	left, top, wide, tall float32
	across, up            chart.Scale
	step                  float64
	chartW, chartH        float32
}

func (a chartArea) px(x float64) float32 { return a.left + float32(a.across.At(x))*a.wide }
func (a chartArea) py(y float64) float32 { return a.top + (1-float32(a.up.At(y)))*a.tall }

// NewLineChart makes a chart of at least 160 by 92.
func NewLineChart(series ...ChartSeries) *LineChart {
	c := &LineChart{Series: series, Least: fyne.NewSize(160, 92), tip: newChartTip(), keys: chartKeys{ring: newRing()}}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the series.
func (c *LineChart) Set(series []ChartSeries) {
	c.Series = series
	c.Refresh()
}

// CreateRenderer is for Fyne.
func (c *LineChart) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *LineChart) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, c.drawn...), c.keys.ring), c.tip.pieces()...)
}

func (c *LineChart) paint() { c.tip.paint() }
func (c *LineChart) least() fyne.Size {
	return fyne.NewSize(c.Least.Width, look.Scaled(c.Least.Height))
}

func (c *LineChart) lay(size fyne.Size) {
	c.drawn = nil
	if size.Width < 20 || size.Height < 20 {
		return
	}
	c.measureArea(size)
	c.drawGrid()
	c.drawXTicks()
	for _, s := range c.Series {
		c.drawBand(s)
	}
	for _, r := range c.Rules {
		c.drawRule(r)
	}
	for _, s := range c.Series {
		c.drawSeries(s)
	}
	c.drawNames()
	c.layKeys()
}

func (c *LineChart) add(o ...fyne.CanvasObject) { c.drawn = append(c.drawn, o...) }

func (c *LineChart) measureArea(size fyne.Size) {
	a := chartArea{chartW: size.Width, chartH: size.Height}
	a.up, a.across = c.yScale(), c.xScale()
	a.step = chart.Step(a.up.High-a.up.Low, c.most())
	for _, v := range c.yTicks(a) {
		a.left = max(a.left, textWidth(c.format(v, a.step), look.TextDigit, false))
	}
	a.left += 8
	right := float32(6)
	for _, s := range c.Series {
		if s.Name != "" {
			right = max(right, textWidth(s.Name, look.TextLabel, true)+12)
		}
	}
	a.top = look.Scaled(8)
	a.wide = max(size.Width-a.left-right, 10)
	a.tall = max(size.Height-a.top-c.axisRoom(), 10)
	c.area = a
}

func (c *LineChart) axisRoom() float32 {
	if len(c.XTicks) == 0 {
		return look.Scaled(8)
	}
	return look.Scaled(20)
}

func (c *LineChart) most() int {
	if c.Most > 0 {
		return c.Most
	}
	return 3
}

func (c *LineChart) format(v, step float64) string {
	if c.Format != nil {
		return c.Format(v, step)
	}
	return chart.Tick(v, step)
}

func (c *LineChart) yTicks(a chartArea) []float64 { return chart.Ticks(a.up.Low, a.up.High, c.most()) }

func (c *LineChart) yScale() chart.Scale {
	if c.Scale != (chart.Scale{}) {
		return c.Scale
	}
	var all []float64
	for _, s := range c.Series {
		for _, p := range s.Points {
			all = append(all, p.Y)
			if p.Low != p.High {
				all = append(all, p.Low, p.High)
			}
		}
	}
	for _, r := range c.Rules {
		if r.Level {
			all = append(all, r.At)
		}
	}
	return chart.Around(all, c.most())
}

func (c *LineChart) xScale() chart.Scale {
	if c.Across != (chart.Scale{}) {
		return c.Across
	}
	first := true
	var s chart.Scale
	see := func(x float64) {
		if first {
			s, first = chart.Scale{Low: x, High: x}, false
		}
		s.Low, s.High = min(s.Low, x), max(s.High, x)
	}
	for _, series := range c.Series {
		for _, p := range series.Points {
			see(p.X)
		}
	}
	for _, t := range c.XTicks {
		see(t.At)
	}
	return s
}

// MouseIn is for Fyne.
func (c *LineChart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved tells about the nearest point.
func (c *LineChart) MouseMoved(e *desktop.MouseEvent) {
	series, point, near := c.nearest(e.Position)
	if !near || c.Tell == nil {
		c.MouseOut()
		return
	}
	p := c.Series[series].Points[point]
	c.tip.show(c.Tell(series, point), c.area.px(p.X), c.area.py(p.Y), c.Size())
	canvas.Refresh(c)
}

// MouseOut hides what was told.
func (c *LineChart) MouseOut() {
	if c.tip.hide() {
		canvas.Refresh(c)
	}
}

// Tapped opens what is behind the nearest point.
func (c *LineChart) Tapped(e *fyne.PointEvent) {
	if series, point, near := c.nearest(e.Position); near && c.OnTapped != nil {
		c.OnTapped(series, point)
	}
}

const nearEnough = 24 // pixels

func (c *LineChart) nearest(at fyne.Position) (series, point int, near bool) {
	best := float32(nearEnough * nearEnough)
	for i, s := range c.Series {
		for j, p := range s.Points {
			dx, dy := c.area.px(p.X)-at.X, c.area.py(p.Y)-at.Y
			if d := dx*dx + dy*dy; d < best {
				series, point, best, near = i, j, d, true
			}
		}
	}
	return series, point, near
}

func textWidth(value string, size float32, bold bool) float32 {
	return fyne.MeasureText(value, look.Text(size), fyne.TextStyle{Bold: bold}).Width
}
