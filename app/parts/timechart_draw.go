package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

func (c *TimeChart) add(all ...fyne.CanvasObject) { c.drawn = append(c.drawn, all...) }

// bar is a straight line of whole pixels.
func (c *TimeChart) bar(x, y, wide, tall float32, ink color.Color) {
	r := canvas.NewRectangle(ink)
	place(r, round(x), round(y), wide, tall)
	c.add(r)
}

// say writes a text within a width, at the right end of it if trailing.
func (c *TimeChart) say(value string, size float32, tone look.Token, bold bool, x, y, wide, tall float32, align fyne.TextAlign) {
	if value == "" || wide <= 0 {
		return
	}
	t := word()
	write(t, value, size, tone, bold)
	t.Text = fit(value, wide, t.TextSize, t.TextStyle)
	t.Alignment = align
	place(t, x, y, wide, tall)
	c.add(t)
}

func (c *TimeChart) drawAxis() {
	a := c.area
	if today := min(max(c.px(c.Today), a.left), a.left+a.wide); c.foot() > a.head {
		well := canvas.NewRectangle(look.Colour(look.Well))
		place(well, a.left, a.head, today-a.left, c.foot()-a.head)
		c.add(well)
	}
	gap := look.Scaled(12)
	c.say(c.Heads[0], look.TextLabel, look.Ink3, false, 24, 0, a.left*0.6, a.head, fyne.TextAlignLeading)
	c.say(c.Heads[1], look.TextLabel, look.Ink3, false, a.left*0.6, 0, a.left*0.4-gap, a.head, fyne.TextAlignTrailing)
	c.say(c.Heads[2], look.TextLabel, look.Ink3, false, a.change, 0, a.step-a.change, a.head, fyne.TextAlignLeading)
	c.say(c.Heads[3], look.TextLabel, look.Ink, true, a.step, 0, a.full-a.step, a.head, fyne.TextAlignLeading)
	today := c.px(c.Today)
	for _, t := range c.Ticks {
		if !c.inside(t.At) {
			continue
		}
		x, wide := c.px(t.At), textWidth(t.Word, look.TextLabel, false)
		if x > a.left+a.wide-look.Scaled(24) {
			continue // it would stand beside the end of the axis
		}
		c.bar(x, a.head, 1, c.foot()-a.head, look.Colour(look.Line))
		if x+4+wide < today-textWidth(c.Word, look.TextLabel, true)/2-4 || x > today+8 && x+4+wide < a.left+a.wide {
			c.say(t.Word, look.TextLabel, look.Ink3, false, x+4, 0, wide+2, a.head, fyne.TextAlignLeading)
		}
	}
	c.bar(0, a.head, c.Size().Width, 1, look.Colour(look.Line))
	c.bar(a.left+a.wide, a.head, 1, c.foot()-a.head, look.Colour(look.Line))
}

// drawEvents draws what concerns all rows over their lines.
func (c *TimeChart) drawEvents() {
	edge := look.Scaled(9)
	for _, e := range c.Events {
		if !c.inside(e.At) {
			continue
		}
		x := round(c.px(e.At))
		if !e.Ahead {
			c.bar(x, c.area.head, 1, c.foot()-c.area.head, look.Alpha(look.Accent, 72))
		}
		d := canvas.NewCircle(look.Colour(look.Surface))
		d.StrokeColor, d.StrokeWidth = look.Colour(look.Accent), 1.5
		if e.Ahead {
			d.FillColor, d.StrokeWidth = look.Colour(look.Fill), 0
		}
		place(d, x-edge/2+0.5, c.area.head-edge/2+0.5, edge, edge)
		c.add(d)
	}
}

func (c *TimeChart) drawToday() {
	if !c.inside(c.Today) {
		return
	}
	x := round(c.px(c.Today))
	c.bar(x-1, c.area.head-6, 2, c.foot()-c.area.head+6, look.Colour(look.Ink))
	wide := textWidth(c.Word, look.TextLabel, true) + 2
	c.say(c.Word, look.TextLabel, look.Ink, true, min(x-wide/2, c.area.change-wide-6), 0, wide, c.area.head-8, fyne.TextAlignCenter)
}

func (c *TimeChart) drawRow(i int) {
	r, a, y := &c.Rows[i], c.area, c.top(i)
	half := round(a.row / 2)
	upper, lower, line := y+half-look.Scaled(20), y+half, look.Scaled(20)
	gap, value := look.Scaled(12), look.Scaled(58)
	c.say(r.Name, look.TextBody, look.Ink, true, 24, upper, a.left-24-gap-value, line, fyne.TextAlignLeading)
	c.say(r.Note, look.TextLabel, look.Ink3, false, 24, lower, a.left-24-gap-value, line, fyne.TextAlignLeading)
	c.say(r.Now, look.TextPanel, look.Ink, true, a.left-gap-value, upper, value, line, fyne.TextAlignTrailing)
	c.say(r.Aim, look.TextLabel, look.Ink3, false, a.left-gap-value, lower, value, line, fyne.TextAlignTrailing)
	c.bar(0, y+a.row-1, c.Size().Width, 1, look.Colour(look.Line))
	c.drawValues(i)
	c.drawChange(r, upper, lower, line)
	act := float32(0)
	if r.Act != "" {
		act = textWidth(r.Act, look.TextBody, false) + 2
		c.say(r.Act, look.TextBody, look.Accent, false, a.full-act, y, act, a.row, fyne.TextAlignTrailing)
	}
	c.step(r.Next, a.step, a.full-act-look.Scaled(10), y)
}

// step writes what is to be done, in two lines where one is too short.
func (c *TimeChart) step(value string, from, to, y float32) {
	wide, line := to-from, look.Scaled(20)
	first, rest := halve(value, wide)
	if rest == "" {
		c.say(first, look.TextBody, look.Ink, false, from, y, wide, c.area.row, fyne.TextAlignLeading)
		return
	}
	half := round(c.area.row / 2)
	c.say(first, look.TextBody, look.Ink, false, from, y+half-line, wide, line, fyne.TextAlignLeading)
	c.say(rest, look.TextBody, look.Ink, false, from, y+half, wide, line, fyne.TextAlignLeading)
}

// halve breaks a text once where it does not fit: at a space or behind a comma,
// and where there is none between two Chinese characters.
func halve(value string, wide float32) (first, rest string) {
	if textWidth(value, look.TextBody, false) <= wide {
		return value, ""
	}
	runes, cut := []rune(value), 0
	for n := 1; n < len(runes); n++ {
		if textWidth(string(runes[:n]), look.TextBody, false) > wide {
			break
		}
		if before := runes[n-1]; before == ' ' || before == '，' || before == '：' || before > 0x2E80 && runes[n] > 0x2E80 && runes[n] != '，' && runes[n] != '。' {
			cut = n
		}
	}
	if cut == 0 {
		return value, ""
	}
	return string(runes[:cut]), string(runes[cut:])
}

func (c *TimeChart) drawChange(r *TimeRow, upper, lower, line float32) {
	x, edge := c.area.change, look.Scaled(14)
	wide := c.area.step - x - 8
	from := x
	if r.Icon != "" && r.Change != "" {
		i := picture()
		draw(i, r.Icon, r.Tone)
		place(i, x, upper+middle(line, edge), edge, edge)
		c.add(i)
		from += edge + 5
	}
	c.say(r.Change, look.TextBody, r.Tone, true, from, upper, wide-(from-x), line, fyne.TextAlignLeading)
	c.say(r.Beside, look.TextLabel, look.Ink3, false, x, lower, wide, line, fyne.TextAlignLeading)
}

func (c *TimeChart) drawValues(i int) {
	r, a := &c.Rows[i], c.area
	if r.Aimed {
		y := round(c.py(i, r.AimAt)) + 0.5
		c.add(dashes(a.left, y, a.left+a.wide-8, y, 1, 4, 4, look.Colour(look.Good))...)
	}
	shown := make([]TimeMark, 0, len(r.Marks))
	for _, m := range r.Marks {
		if c.inside(m.At) {
			shown = append(shown, m)
		}
	}
	if len(shown) == 0 {
		return
	}
	if r.Few {
		c.hatch(i, c.px(shown[0].At)-6, c.px(shown[len(shown)-1].At)+6)
	} else {
		c.band(i, shown)
	}
	c.joints(i, shown)
	c.said = fyne.Position{}
	for _, m := range shown {
		c.mark(i, m)
	}
}

func (c *TimeChart) hatch(i int, from, to float32) {
	top, tall := c.top(i)+6, c.area.row-13
	m := canvas.NewImageFromImage(Hatch(int(2*(to-from)), int(2*tall), 10, 2, look.Alpha(look.Ink3, 90)))
	m.FillMode = canvas.ImageFillStretch
	place(m, from, top, to-from, tall)
	c.add(m)
}

// band is the interval around dots.
func (c *TimeChart) band(i int, marks []TimeMark) {
	var top, low []fyne.Position
	for n := range marks {
		if m := &marks[n]; m.High > m.Low {
			top = append(top, fyne.NewPos(c.px(m.At), c.py(i, m.High)))
			low = append([]fyne.Position{fyne.NewPos(c.px(m.At), c.py(i, m.Low))}, low...)
		}
	}
	if len(top) > 1 {
		c.add(polygon(append(top, low...), look.Alpha(look.Accent, 30)))
	}
}

// joints are the lines between marks.
func (c *TimeChart) joints(i int, marks []TimeMark) {
	r := &c.Rows[i]
	pen := dasher{stroke: 1.5, on: 3, off: 3, ink: look.Colour(look.Ink3)}
	for n := 1; n < len(marks); n++ {
		p, q := marks[n-1], marks[n]
		x1, y1, x2, y2 := c.px(p.At), c.py(i, p.Value), c.px(q.At), c.py(i, q.Value)
		switch {
		case r.Shape == TimeDiamonds || r.Shape == TimeTriangles:
			if !q.Ahead {
				c.add(pen.draw(x1, y1, x2, y2)...)
			}
		case r.Few:
		case y1 == y2:
			c.bar(x1, y1-1, x2-x1, 2, look.Colour(look.Accent))
		default:
			c.add(jointed(x1, y1, x2, y2, 2, look.Colour(look.Accent)))
		}
	}
}

func (c *TimeChart) mark(i int, m TimeMark) {
	x, y := c.px(m.At), c.py(i, m.Value)
	switch c.Rows[i].Shape {
	case TimeDots:
		c.disc(x, y, m.Few)
	case TimeDiamonds:
		c.diamond(i, x, y, m)
	case TimeTriangles:
		const edge = 6
		c.add(polygon([]fyne.Position{{X: x, Y: y - edge}, {X: x + edge, Y: y + edge - 1}, {X: x - edge, Y: y + edge - 1}}, look.Colour(look.Accent)))
	}
}

func (c *TimeChart) disc(x, y float32, few bool) {
	edge := look.Scaled(7)
	d := canvas.NewCircle(look.Colour(look.Accent))
	if few {
		d.FillColor, d.StrokeColor, d.StrokeWidth = look.Colour(look.Surface), look.Colour(look.Accent), 1.5
		edge++
	}
	place(d, x-edge/2, y-edge/2, edge, edge)
	c.add(d)
}

// diamond has its word below, or above where there is no room.
func (c *TimeChart) diamond(i int, x, y float32, m TimeMark) {
	const edge = 6
	shape := func(edge float32, ink color.Color) fyne.CanvasObject {
		return polygon([]fyne.Position{{X: x, Y: y - edge}, {X: x + edge, Y: y}, {X: x, Y: y + edge}, {X: x - edge, Y: y}}, ink)
	}
	tone := m.Tone
	if tone == "" {
		tone = look.Accent
	}
	if m.Ahead {
		c.add(shape(edge+0.5, look.Colour(look.Ink2)), shape(edge-1.5, look.Colour(look.Surface)))
		return
	}
	c.add(shape(edge, look.Colour(tone)))
	wide, line := textWidth(m.Word, look.TextLabel, false)+2, look.Scaled(17)
	top := y + edge
	left := max(min(x-wide/2, c.area.left+c.area.wide-wide), c.area.left)
	beside := left < c.said.X && c.said.Y > 0
	if above := y - edge - line; top+line > c.top(i)+c.area.row-1 || beside && c.said.Y > y {
		top = above
	}
	if top < c.top(i) || beside && (top > y) == (c.said.Y > y) {
		left, top = max(left, c.said.X+4), y-line/2 // behind the last word
	}
	c.said = fyne.NewPos(left+wide, top)
	ink := map[look.Token]look.Token{look.BadM: look.Bad, look.GoodM: look.Good}[tone]
	if ink == "" {
		ink = look.Ink2
	}
	c.say(m.Word, look.TextLabel, ink, false, left, top, wide, line, fyne.TextAlignCenter)
}
