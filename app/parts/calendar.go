package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// CalendarCell is one day of one row: a word of one or two characters on a
// tint; a dot in its corner says that there is more to tell.
type CalendarCell struct {
	Word   string
	Ground look.Token // empty for none
	Tone   look.Token
	Dot    bool
}

// CalendarRow is one line of a Calendar.
type CalendarRow struct {
	Name  string
	Note  string // behind the days
	Cells []CalendarCell
}

// CalendarDay is the head of a column.
type CalendarDay struct {
	Word, Second string // "21" above "Sat"
	Rest         bool   // a weekend: quieter
	Now          bool   // today: a line down its left
}

// Calendar is rows of days: who is on duty when.
type Calendar struct {
	widget.BaseWidget
	Days []CalendarDay
	Rows []CalendarRow
	// Tell is what is shown beside the cell under the mouse; empty for nothing.
	Tell func(row, day int) string

	drawn []fyne.CanvasObject
	tip   chartTip
}

// NewCalendar makes a calendar.
func NewCalendar(days []CalendarDay, rows []CalendarRow) *Calendar {
	c := &Calendar{Days: days, Rows: rows, tip: newChartTip()}
	c.ExtendBaseWidget(c)
	return c
}

const (
	calendarName = 92
	calendarNote = 64
	calendarRow  = 28
	calendarHead = 40
)

// CreateRenderer is for Fyne.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

func (c *Calendar) pieces() []fyne.CanvasObject { return append(c.drawn, c.tip.pieces()...) }
func (c *Calendar) paint()                      { c.tip.paint() }

func (c *Calendar) least() fyne.Size {
	wide := look.Scaled(calendarName+calendarNote) + float32(len(c.Days))*look.Scaled(22)
	return fyne.NewSize(wide, look.Scaled(calendarHead)+float32(len(c.Rows))*look.Scaled(calendarRow)+look.Scaled(8))
}

func (c *Calendar) dayWide() float32 {
	room := c.Size().Width - look.Scaled(calendarName+calendarNote)
	return room / float32(max(len(c.Days), 1))
}

func (c *Calendar) lay(size fyne.Size) {
	c.drawn = nil
	left, top, tall, wide := look.Scaled(calendarName), look.Scaled(calendarHead), look.Scaled(calendarRow), c.dayWide()
	for i, d := range c.Days {
		c.drawDay(d, left+float32(i)*wide, wide, top)
	}
	for i, r := range c.Rows {
		y := top + float32(i)*tall
		rule := box()
		fill(rule, look.Line, look.Clear, 0)
		place(rule, 0, round(y), size.Width, 1)
		c.drawn = append(c.drawn, rule, c.text(r.Name, look.TextBody, look.Ink, 0, y, left-6, tall, fyne.TextAlignLeading))
		for k, cell := range r.Cells {
			c.drawCell(cell, left+float32(k)*wide, y, wide, tall)
		}
		c.drawn = append(c.drawn, c.text(r.Note, look.TextLabel, look.Ink2, size.Width-look.Scaled(calendarNote), y, look.Scaled(calendarNote), tall, fyne.TextAlignTrailing))
	}
	for i, d := range c.Days {
		if d.Now {
			now := box()
			fill(now, look.Accent, look.Clear, 0)
			place(now, round(left+float32(i)*wide)-1, look.Scaled(4), 2, top+float32(len(c.Rows))*tall-look.Scaled(4))
			c.drawn = append(c.drawn, now)
		}
	}
}

func (c *Calendar) drawDay(d CalendarDay, x, wide, top float32) {
	tone := look.Ink2
	if d.Rest {
		tone = look.Ink3
	}
	if d.Now {
		tone = look.Accent
	}
	c.drawn = append(c.drawn, c.text(d.Word, look.TextDigit, tone, x, 2, wide, top/2, fyne.TextAlignCenter),
		c.text(d.Second, look.TextDigit, tone, x, top/2-2, wide, top/2, fyne.TextAlignCenter))
}

func (c *Calendar) drawCell(cell CalendarCell, x, y, wide, tall float32) {
	if cell.Word == "" {
		return
	}
	if cell.Ground != "" {
		ground := box()
		fill(ground, cell.Ground, look.Clear, look.RadiusBadge)
		place(ground, round(x)+1, round(y)+3, wide-2, tall-5)
		c.drawn = append(c.drawn, ground)
	}
	c.drawn = append(c.drawn, c.text(cell.Word, look.TextLabel, cell.Tone, x, y, wide, tall, fyne.TextAlignCenter))
	if cell.Dot {
		dot := canvas.NewCircle(look.Colour(cell.Tone))
		place(dot, x+wide-7, y+5, 4, 4)
		c.drawn = append(c.drawn, dot)
	}
}

func (c *Calendar) text(value string, size float32, tone look.Token, x, y, wide, tall float32, align fyne.TextAlign) *canvas.Text {
	t := word()
	write(t, value, size, tone, false)
	t.Alignment = align
	place(t, x, y, wide, tall)
	return t
}

// MouseIn is for Fyne.
func (c *Calendar) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved tells about the cell under the mouse.
func (c *Calendar) MouseMoved(e *desktop.MouseEvent) {
	row := int((e.Position.Y - look.Scaled(calendarHead)) / look.Scaled(calendarRow))
	day := int((e.Position.X - look.Scaled(calendarName)) / c.dayWide())
	inside := e.Position.Y >= look.Scaled(calendarHead) && e.Position.X >= look.Scaled(calendarName) && row < len(c.Rows) && day < len(c.Days)
	if c.Tell == nil || !inside || c.Tell(row, day) == "" {
		c.MouseOut()
		return
	}
	c.tip.show(c.Tell(row, day), look.Scaled(calendarName)+(float32(day)+.5)*c.dayWide(), look.Scaled(calendarHead)+float32(row)*look.Scaled(calendarRow), c.Size())
	canvas.Refresh(c)
}

// MouseOut hides what was told.
func (c *Calendar) MouseOut() {
	if c.tip.hide() {
		canvas.Refresh(c)
	}
}
