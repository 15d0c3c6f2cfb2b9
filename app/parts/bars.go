package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/internal/chart"
)

// BarGroup is one bar of a BarChart: its parts stand on each other.
type BarGroup struct {
	Word  string // below; may be empty
	Parts []float64
}

// BarChart is upright bars on a hairline grid.
type BarChart struct {
	widget.BaseWidget
	Groups []BarGroup
	Tones  []look.Token // of the parts, mark tokens
	Format func(v, step float64) string
	Most   int // steps of the y axis, 3 without a value
	Least  fyne.Size
	On     *BarScale // an x axis below the bars; nil: their words
	// OnTapped opens what is behind a bar.
	OnTapped func(group int)

	drawn      []fyne.CanvasObject
	left, foot float32
}

// NewBarChart makes a chart of at least 160 by 120.
func NewBarChart(groups []BarGroup, tones ...look.Token) *BarChart {
	c := &BarChart{Groups: groups, Tones: tones, Least: fyne.NewSize(160, 120)}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is for Fyne.
func (c *BarChart) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *BarChart) pieces() []fyne.CanvasObject { return c.drawn }
func (c *BarChart) paint()                      {}
func (c *BarChart) least() fyne.Size {
	return fyne.NewSize(c.Least.Width, look.Scaled(c.Least.Height))
}

func (c *BarChart) lay(size fyne.Size) {
	c.drawn = nil
	if size.Width < 20 || size.Height < 20 {
		return
	}
	most := c.Most
	if most == 0 {
		most = 3
	}
	scale := chart.Around(c.tops(), most)
	ticks := chart.Ticks(scale.Low, scale.High, most)
	step := chart.Step(scale.High-scale.Low, most)
	c.left = 0
	for _, v := range ticks {
		c.left = max(c.left, textWidth(c.format(v, step), look.TextDigit, false)+8)
	}
	c.foot = size.Height - look.Scaled(20)
	top := look.Scaled(8)
	y := func(v float64) float32 { return c.foot - float32(scale.At(v))*(c.foot-top) }
	for _, v := range ticks {
		c.drawTick(c.format(v, step), round(y(v)), size.Width)
	}
	if c.On != nil {
		c.drawShade(top, size.Width)
		defer c.drawScale(top, size.Width)
	}
	for i := range c.Groups {
		c.drawGroup(i, y, size.Width)
	}
}

// tops are the heights of the bars, and zero: bars stand on it.
func (c *BarChart) tops() []float64 {
	tops := []float64{0}
	for _, g := range c.Groups {
		sum := 0.0
		for _, v := range g.Parts {
			sum += v
		}
		tops = append(tops, sum)
	}
	return tops
}

func (c *BarChart) format(v, step float64) string {
	if c.Format != nil {
		return c.Format(v, step)
	}
	return chart.Tick(v, step)
}

func (c *BarChart) drawTick(value string, y, wide float32) {
	rule, t := box(), word()
	fill(rule, look.Line, look.Clear, 0)
	place(rule, c.left, y, wide-c.left, 1)
	write(t, value, look.TextDigit, look.Ink3, false)
	t.Alignment = fyne.TextAlignTrailing
	tall := look.Text(look.TextDigit) * look.LineHeight
	place(t, 0, y-tall/2, c.left-8, tall)
	c.drawn = append(c.drawn, rule, t)
}

func (c *BarChart) barWide(wide float32) float32 {
	return (wide - c.left) / float32(max(len(c.Groups), 1))
}

func (c *BarChart) drawGroup(i int, y func(float64) float32, wide float32) {
	g, room := c.Groups[i], c.barWide(wide)
	gap := min(max(room/5, 1), 12)
	x := c.left + float32(i)*room + gap
	sum := 0.0
	for k, v := range g.Parts {
		bar := box()
		fill(bar, c.tone(k), look.Clear, 0)
		from := y(sum)
		sum += v
		place(bar, x, y(sum), max(room-2*gap, 1), max(from-y(sum), 0))
		c.drawn = append(c.drawn, bar)
	}
	if g.Word == "" {
		return
	}
	t := word()
	write(t, g.Word, look.TextDigit, look.Ink3, false)
	t.Alignment = fyne.TextAlignCenter
	place(t, x-gap, c.foot+4, room, look.Text(look.TextDigit)*look.LineHeight)
	c.drawn = append(c.drawn, t)
}

func (c *BarChart) tone(part int) look.Token {
	if part < len(c.Tones) {
		return c.Tones[part]
	}
	return look.NaM
}

// Tapped opens what is behind the bar.
func (c *BarChart) Tapped(e *fyne.PointEvent) {
	i := int((e.Position.X - c.left) / c.barWide(c.Size().Width))
	if c.OnTapped != nil && e.Position.X >= c.left && i < len(c.Groups) {
		c.OnTapped(i)
	}
}
