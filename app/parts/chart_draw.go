package parts

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

func (c *LineChart) drawGrid() {
	a := c.area
	for _, v := range c.yTicks(a) {
		rule := box()
		fill(rule, look.Line, look.Clear, 0)
		place(rule, a.left, round(a.py(v)), a.wide, 1)
		c.add(rule, c.wordAt(c.format(v, a.step), look.TextDigit, look.Ink3, 0, a.py(v), a.left-8, fyne.TextAlignTrailing))
	}
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// wordAt makes a text centred on a height.
func (c *LineChart) wordAt(value string, size float32, tone look.Token, x, y, wide float32, align fyne.TextAlign) *canvas.Text {
	t := word()
	write(t, value, size, tone, false)
	t.Alignment = align
	tall := look.Text(size) * look.LineHeight
	place(t, x, y-tall/2, wide, tall)
	return t
}

func (c *LineChart) drawXTicks() {
	a := c.area
	y := a.top + a.tall + look.Scaled(12)
	for _, tick := range c.XTicks {
		wide := textWidth(tick.Word, look.TextDigit, false)
		x := max(min(a.px(tick.At)-wide/2, a.chartW-wide), 0)
		c.add(c.wordAt(tick.Word, look.TextDigit, look.Ink3, x, y, wide, fyne.TextAlignLeading))
	}
}

func (c *LineChart) drawRule(r ChartRule) {
	a := c.area
	tone, ink := r.Tone, r.Ink
	if tone == "" {
		tone = look.Ink3
	}
	if ink == "" {
		ink = look.Ink3
	}
	wide := textWidth(r.Word, look.TextDigit, false)
	if r.Level {
		y := a.py(r.At)
		c.add(dashes(a.left, y, a.left+a.wide, y, 1.5, 4, 3, look.Colour(tone))...)
		c.add(c.wordAt(r.Word, look.TextDigit, ink, a.left+a.wide-wide, y-look.Scaled(9), wide, fyne.TextAlignLeading))
		return
	}
	x := round(a.px(r.At)) + 0.5
	c.add(dashes(x, 4, x, a.top+a.tall, 1, 3, 3, look.Colour(tone))...)
	y := look.Scaled(10)
	if r.Low {
		y = a.top + a.tall - look.Scaled(10)
	}
	c.add(c.wordAt(r.Word, look.TextDigit, ink, x+5, y, wide, fyne.TextAlignLeading))
}

func (c *LineChart) drawSeries(s ChartSeries) {
	ink := look.Colour(s.Tone)
	stroke := float32(2)
	if s.Thin {
		stroke = 1
	}
	if s.Stairs {
		c.drawStairs(s, stroke, ink)
		return
	}
	pen := dasher{stroke: stroke, on: 6, off: 4, ink: ink}
	for i := 1; i < len(s.Points); i++ {
		p, q := s.Points[i-1], s.Points[i]
		x1, y1, x2, y2 := c.area.px(p.X), c.area.py(p.Y), c.area.px(q.X), c.area.py(q.Y)
		if s.Dashed {
			c.add(pen.draw(x1, y1, x2, y2)...)
		} else {
			c.add(jointed(x1, y1, x2, y2, stroke, ink))
		}
	}
	for _, p := range s.Points {
		switch {
		case p.Out != "":
			c.drawOut(p)
		case s.Dots || p.Few || len(s.Points) == 1:
			c.add(c.dot(p, s.Tone))
		}
	}
}

// drawStairs draws the level of each point from half way to half way.
func (c *LineChart) drawStairs(s ChartSeries, stroke float32, ink color.Color) {
	n := len(s.Points)
	for i, p := range s.Points {
		from, to := c.area.px(p.X), c.area.px(p.X)
		if i > 0 {
			from = (c.area.px(s.Points[i-1].X) + from) / 2
		}
		if i+1 < n {
			to = (c.area.px(s.Points[i+1].X) + to) / 2
		}
		if n == 1 {
			from, to = from-12, to+12
		}
		y := round(c.area.py(p.Y))
		c.add(dashes(from, y, to, y, stroke, 5, 3, ink)...)
	}
}

// drawOut marks a point beyond a limit by shape and word.
func (c *LineChart) drawOut(p ChartPoint) {
	x, y := c.area.px(p.X), c.area.py(p.Y)
	const edge = 7
	c.add(polygon([]fyne.Position{{X: x, Y: y - edge}, {X: x + edge, Y: y}, {X: x, Y: y + edge}, {X: x - edge, Y: y}}, look.Colour(look.BadM)))
	wide := textWidth(p.Out, look.TextDigit, true)
	t := c.wordAt(p.Out, look.TextDigit, look.Bad, max(min(x-wide/2, c.area.chartW-wide), 0), y-look.Scaled(16), wide, fyne.TextAlignCenter)
	t.TextStyle.Bold = true
	c.add(t)
}

// dot is filled, or hollow for too few.
func (c *LineChart) dot(p ChartPoint, tone look.Token) fyne.CanvasObject {
	d := canvas.NewCircle(look.Colour(tone))
	edge := float32(8)
	if p.Few {
		d.FillColor = look.Colour(look.Surface)
		d.StrokeColor = look.Colour(tone)
		d.StrokeWidth = 1.5
	}
	place(d, c.area.px(p.X)-edge/2, c.area.py(p.Y)-edge/2, edge, edge)
	return d
}

func (c *LineChart) drawBand(s ChartSeries) {
	a := c.area
	var top, low []fyne.Position
	for _, p := range s.Points {
		if p.Low != p.High {
			top = append(top, fyne.NewPos(a.px(p.X), a.py(p.High)))
			low = append(low, fyne.NewPos(a.px(p.X), a.py(p.Low)))
		}
	}
	if len(top) < 2 {
		return
	}
	slices.Reverse(low)
	c.add(polygon(append(top, low...), look.Alpha(s.Tone, 33)))
}

// drawNames writes the names at the line ends, moved apart where they would
// touch.
func (c *LineChart) drawNames() {
	type name struct {
		series ChartSeries
		y      float32
	}
	var names []name
	for _, s := range c.Series {
		if n := len(s.Points); n > 0 && s.Name != "" {
			names = append(names, name{s, c.area.py(s.Points[n-1].Y)})
		}
	}
	slices.SortFunc(names, func(a, b name) int { return int(a.y*8) - int(b.y*8) })
	apart, low := look.Scaled(16), c.area.top+c.area.tall-look.Scaled(6)
	for i := range names {
		names[i].y = min(names[i].y, low) // clear of the last word of the axis
		if i > 0 {
			names[i].y = max(names[i].y, names[i-1].y+apart)
		}
		n := names[i]
		t := c.wordAt(n.series.Name, look.TextLabel, n.series.Ink, c.area.left+c.area.wide+10, n.y, textWidth(n.series.Name, look.TextLabel, true), fyne.TextAlignLeading)
		t.TextStyle.Bold = true
		c.add(t)
	}
}
