package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/internal/chart"
)

// BarScale is an x axis under the bars of a BarChart: they lie on it evenly.
type BarScale struct {
	Across chart.Scale
	Ticks  []ChartTick
	Rules  []ChartRule // upright, at their values
	Shade  chart.Scale // a stretch behind the bars; empty for none
}

// px is where a value of the axis stands.
func (c *BarChart) px(value float64, wide float32) float32 {
	return c.left + float32(c.On.Across.At(value))*(wide-c.left)
}

// drawShade draws the stretch behind the bars.
func (c *BarChart) drawShade(top, wide float32) {
	s := c.On.Shade
	if s == (chart.Scale{}) {
		return
	}
	from, to := max(c.px(s.Low, wide), c.left), min(c.px(s.High, wide), wide)
	shade := box()
	shade.FillColor = look.Alpha(look.WarnM, 46)
	place(shade, from, top, max(to-from, 1), c.foot-top)
	c.drawn = append(c.drawn, shade)
}

// drawScale draws ticks below and rules across the bars.
func (c *BarChart) drawScale(top, wide float32) {
	for _, tick := range c.On.Ticks {
		t := word()
		write(t, tick.Word, look.TextDigit, look.Ink3, false)
		long := textWidth(tick.Word, look.TextDigit, false)
		place(t, max(min(c.px(tick.At, wide)-long/2, wide-long), c.left), c.foot+4, long, look.Text(look.TextDigit)*look.LineHeight)
		c.drawn = append(c.drawn, t)
	}
	for _, r := range c.On.Rules {
		x := round(c.px(r.At, wide)) + 0.5
		c.drawn = append(c.drawn, dashes(x, top, x, c.foot, 1.5, 4, 3, look.Colour(r.Tone))...)
		t := word()
		write(t, r.Word, look.TextLabel, r.Ink, true)
		long := textWidth(r.Word, look.TextLabel, true)
		at := x + 6
		if at+long > wide {
			at = x - 6 - long
		}
		place(t, at, top, long, look.Text(look.TextLabel)*look.LineHeight)
		c.drawn = append(c.drawn, fyne.CanvasObject(t))
	}
}
