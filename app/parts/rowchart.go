package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/look"
	"shifu/internal/chart"
)

// RowMark is one row of a RowChart.
type RowMark struct {
	Name  string // at the left
	Note  string // behind it, quieter: n
	Text  string // at the right: the figure in words
	Value float64
	// Span draws the interval from Low to High with a dot at the value; without
	// it the row is a bar from the chart's Zero to the value.
	Span      bool
	Low, High float64
	Whole     float64 // a paler bar behind: what the value is a part of; 0 for none
	Mark      float64 // a tick on the same scale, such as a cumulative share
	Marked    bool
	Few       bool // too few to tell: hollow
	Tone      look.Token
}

// RowChart is one mark a row on a common scale: a Pareto with its cumulative
// shares, a funnel with what each step is a part of, intervals to compare. Up
// and Down move over the rows, Enter opens one.
type RowChart struct {
	touch
	Rows     []RowMark
	Scale    chart.Scale
	Zero     float64 // where bars begin, drawn as an upright line
	Format   func(v, step float64) string
	NameWide float32 // at 100 %
	TextWide float32
	Tell     func(row int) string
	OnOpened func(row int)

	drawn []fyne.CanvasObject
	ring  *canvas.Rectangle
	tip   chartTip
	row   int
}

// NewRowChart makes a chart on a scale.
func NewRowChart(scale chart.Scale, rows []RowMark) *RowChart {
	c := &RowChart{Rows: rows, Scale: scale, NameWide: 230, TextWide: 190, ring: newRing(), tip: newChartTip()}
	c.touchable(c, nil)
	return c
}

func (c *RowChart) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, c.drawn...), c.ring), c.tip.pieces()...)
}

func (c *RowChart) paint() {
	c.tip.paint()
	showRing(c.ring, c.focused && len(c.Rows) > 0, look.RadiusBadge)
}

func (c *RowChart) rowTall() float32 { return look.Scaled(28) }

func (c *RowChart) least() fyne.Size {
	return fyne.NewSize(look.Scaled(c.NameWide+c.TextWide+140), c.rowTall()*float32(len(c.Rows))+look.Scaled(22))
}

// x is where a value stands.
func (c *RowChart) x(v float64) float32 {
	left := look.Scaled(c.NameWide)
	return left + float32(min(max(c.Scale.At(v), 0), 1))*(c.Size().Width-left-look.Scaled(c.TextWide))
}

func (c *RowChart) lay(size fyne.Size) {
	c.drawn = nil
	foot := c.rowTall() * float32(len(c.Rows))
	const most = 5
	step := chart.Step(c.Scale.High-c.Scale.Low, most)
	for _, v := range chart.Ticks(c.Scale.Low, c.Scale.High, most) {
		c.rule(c.x(v), foot, look.Line)
		c.word(c.format(v, step), look.TextDigit, look.Ink3, c.x(v)-30, foot+2, 60, look.Scaled(18), fyne.TextAlignCenter)
	}
	if c.Scale.Low < c.Zero && c.Zero < c.Scale.High {
		c.rule(c.x(c.Zero), foot, look.Ink3)
	}
	for i := range c.Rows {
		c.layRow(&c.Rows[i], float32(i)*c.rowTall(), size.Width)
	}
	place(c.ring, 0, float32(c.row)*c.rowTall()+2, size.Width, c.rowTall()-4)
}

func (c *RowChart) format(v, step float64) string {
	if c.Format != nil {
		return c.Format(v, step)
	}
	return chart.Tick(v, step)
}

func (c *RowChart) rule(x, foot float32, tone look.Token) {
	r := box()
	fill(r, tone, look.Clear, 0)
	place(r, round(x), 0, 1, foot)
	c.drawn = append(c.drawn, r)
}

func (c *RowChart) word(value string, size float32, tone look.Token, x, y, wide, tall float32, align fyne.TextAlign) float32 {
	t := word()
	write(t, value, size, tone, false)
	t.Text = fit(value, wide, t.TextSize, t.TextStyle)
	t.Alignment = align
	place(t, x, y, wide, tall)
	c.drawn = append(c.drawn, t)
	return measure(t).Width
}

func (c *RowChart) layRow(r *RowMark, y, width float32) {
	tall, left := c.rowTall(), look.Scaled(c.NameWide)
	note := textWidth(r.Note, look.TextLabel, false)
	if r.Note != "" {
		note += 10
	}
	named := c.word(r.Name, look.TextBody, look.Ink, 0, y, left-16-note, tall, fyne.TextAlignLeading)
	c.word(r.Note, look.TextLabel, look.Ink3, named+8, y, note, tall, fyne.TextAlignLeading)
	tone := look.Ink
	if r.Few {
		tone = look.Ink3
	}
	c.word(r.Text, look.TextLabel, tone, width-look.Scaled(c.TextWide)+14, y, look.Scaled(c.TextWide)-14, tall, fyne.TextAlignLeading)
	if r.Span {
		c.span(r, y)
	} else {
		c.bar(r, y)
	}
	if r.Marked {
		pin := box()
		fill(pin, look.Ink, look.Clear, 0)
		place(pin, c.x(r.Mark)-1, y+5, 2, tall-10)
		c.drawn = append(c.drawn, pin)
	}
}

func (r *RowMark) tone() look.Token {
	if r.Tone == "" {
		return look.Accent
	}
	return r.Tone
}

func (c *RowChart) bar(r *RowMark, y float32) {
	thick := look.Scaled(12)
	put := func(to float64, ink color.Color) {
		from, end := c.x(c.Zero), c.x(to)
		b := canvas.NewRectangle(ink)
		b.CornerRadius = 2
		place(b, min(from, end), y+middle(c.rowTall(), thick), max(max(from, end)-min(from, end), 1), thick)
		c.drawn = append(c.drawn, b)
	}
	if r.Whole != 0 {
		put(r.Whole, look.Alpha(r.tone(), 45))
	}
	ink := look.Colour(r.tone())
	if r.Few {
		ink = look.Alpha(r.tone(), 110)
	}
	put(r.Value, ink)
}

func (c *RowChart) span(r *RowMark, y float32) {
	s := canvas.NewRectangle(look.Alpha(r.tone(), 90))
	s.CornerRadius = 3
	place(s, c.x(r.Low), y+middle(c.rowTall(), 6), max(c.x(r.High)-c.x(r.Low), 2), 6)
	dot := canvas.NewCircle(look.Colour(r.tone()))
	if r.Few {
		dot.FillColor, dot.StrokeColor, dot.StrokeWidth = look.Colour(look.Surface), look.Colour(r.tone()), 1.5
	}
	place(dot, c.x(r.Value)-5, y+middle(c.rowTall(), 10), 10, 10)
	c.drawn = append(c.drawn, s, dot)
}

// MouseIn is for Fyne.
func (c *RowChart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved tells about the row under the mouse.
func (c *RowChart) MouseMoved(e *desktop.MouseEvent) {
	if i := int(e.Position.Y / c.rowTall()); i >= 0 && i < len(c.Rows) {
		c.tell(i)
		return
	}
	c.MouseOut()
}

// MouseOut hides what was told.
func (c *RowChart) MouseOut() {
	if c.tip.hide() {
		canvas.Refresh(c)
	}
}

func (c *RowChart) tell(i int) {
	if c.Tell != nil && i < len(c.Rows) {
		c.tip.show(c.Tell(i), c.x(c.Rows[i].Value), float32(i)*c.rowTall(), c.Size())
		canvas.Refresh(c)
	}
}

// Tapped opens a row.
func (c *RowChart) Tapped(e *fyne.PointEvent) {
	if i := int(e.Position.Y / c.rowTall()); i >= 0 && i < len(c.Rows) {
		c.row = i
		c.open()
	}
}

func (c *RowChart) open() {
	if c.OnOpened != nil && c.row < len(c.Rows) {
		c.OnOpened(c.row)
	}
}

// FocusGained shows the ring and tells of the row.
func (c *RowChart) FocusGained() {
	c.touch.FocusGained()
	c.tell(c.row)
}

// FocusLost hides both.
func (c *RowChart) FocusLost() {
	c.tip.hide()
	c.touch.FocusLost()
}

// TypedKey moves over the rows and opens one.
func (c *RowChart) TypedKey(key *fyne.KeyEvent) {
	to := c.row
	switch key.Name {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
		return
	default:
		passKey(c, key)
		return
	}
	c.row = min(max(to, 0), max(len(c.Rows)-1, 0))
	c.Refresh()
	c.tell(c.row)
}
