package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// PaperGroup is one kind of question on a PaperMap.
type PaperGroup struct {
	Title string
	Count string // "15 / 16"
	Cells []PaperCell
}

// PaperCell is one question: where it stands, and whether it is doubtful.
type PaperCell struct {
	Number  string
	Done    bool
	Flagged bool
	Current bool
	Off     bool // it can't be gone to
}

// PaperMap shows the questions of a paper by kind: tinted what is answered,
// with an edge what is open, a corner on what is doubtful, filled where one is.
// A press goes there. It takes no focus: the arrow keys of the screen do.
type PaperMap struct {
	widget.BaseWidget
	OnChosen func(cell int) // counted through all groups

	groups []PaperGroup
	titles []*canvas.Text
	counts []*canvas.Text
	cells  []*paperCell
	tall   float32
}

// NewPaperMap makes an empty map.
func NewPaperMap() *PaperMap {
	m := &PaperMap{}
	m.ExtendBaseWidget(m)
	return m
}

// SetGroups shows other questions, or the same in another state.
func (m *PaperMap) SetGroups(groups []PaperGroup) {
	m.groups = groups
	m.titles, m.counts = m.titles[:0], m.counts[:0]
	n := 0
	for _, g := range groups {
		count := word()
		count.Alignment = fyne.TextAlignTrailing
		m.titles, m.counts = append(m.titles, word()), append(m.counts, count)
		for _, c := range g.Cells {
			m.cell(n).set(c)
			n++
		}
	}
	m.cells = m.cells[:n]
	m.Refresh()
}

// Groups is what is shown.
func (m *PaperMap) Groups() []PaperGroup { return m.groups }

// CurrentAt is where the current question stands on the map, and how high it is.
func (m *PaperMap) CurrentAt() (top, height float32) {
	for _, c := range m.cells {
		if c.Current {
			return c.Position().Y, c.Size().Height
		}
	}
	return 0, 0
}

func (m *PaperMap) cell(i int) *paperCell {
	if i == len(m.cells) {
		m.cells = append(m.cells, newPaperCell(func() { tell(m.OnChosen, i) }))
	}
	return m.cells[i]
}

// CreateRenderer is for Fyne.
func (m *PaperMap) CreateRenderer() fyne.WidgetRenderer { return newDrawing(m) }

func (m *PaperMap) pieces() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i := range m.titles {
		all = append(all, m.titles[i], m.counts[i])
	}
	for _, c := range m.cells {
		all = append(all, c)
	}
	return all
}

func (m *PaperMap) paint() {
	for i, g := range m.groups {
		write(m.titles[i], g.Title, look.TextBody, look.Ink, true)
		write(m.counts[i], g.Count, look.TextLabel, look.Ink2, false)
	}
}

const paperGap = 6

func paperCellSize() fyne.Size { return fyne.NewSize(look.Scaled(34), look.Scaled(30)) }

func (m *PaperMap) least() fyne.Size {
	return fyne.NewSize(3*(paperCellSize().Width+paperGap), max(m.tall, paperCellSize().Height))
}

func (m *PaperMap) lay(size fyne.Size) {
	cell, y, n := paperCellSize(), float32(0), 0
	perRow := max(int((size.Width+paperGap)/(cell.Width+paperGap)), 1)
	head := look.Scaled(26)
	for i, g := range m.groups {
		place(m.titles[i], 0, y, size.Width, head)
		place(m.counts[i], 0, y, size.Width, head)
		y += head
		for j := range g.Cells {
			x := float32(j%perRow) * (cell.Width + paperGap)
			place(m.cells[n], x, y+float32(j/perRow)*(cell.Height+paperGap), cell.Width, cell.Height)
			n++
		}
		y += float32((len(g.Cells)+perRow-1)/perRow)*(cell.Height+paperGap) + 8
	}
	if was := m.tall; was != y {
		m.tall = y
		canvas.Refresh(m) // what scrolls it looks at the least size again
	}
}

// paperCell is one question on the map.
type paperCell struct {
	widget.BaseWidget
	PaperCell
	tapped func()
	over   bool
	plate  *canvas.Rectangle
	veil   *canvas.Rectangle
	number *canvas.Text
	corner *canvas.Image
}

func newPaperCell(tapped func()) *paperCell {
	c := &paperCell{tapped: tapped, plate: box(), veil: box(), number: word(), corner: picture()}
	c.number.Alignment = fyne.TextAlignCenter
	c.ExtendBaseWidget(c)
	return c
}

func (c *paperCell) set(to PaperCell) {
	if c.PaperCell != to {
		c.PaperCell = to
		c.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (c *paperCell) CreateRenderer() fyne.WidgetRenderer { return newDrawing(c) }

// Tapped goes to the question.
func (c *paperCell) Tapped(*fyne.PointEvent) {
	if !c.Off {
		c.tapped()
	}
}

// MouseIn shows that it can be pressed.
func (c *paperCell) MouseIn(*desktop.MouseEvent) { c.hover(!c.Off) }

// MouseMoved is for Fyne.
func (c *paperCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the end of it.
func (c *paperCell) MouseOut() { c.hover(false) }

func (c *paperCell) hover(on bool) {
	c.over = on
	c.Refresh()
}

func (c *paperCell) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.plate, c.veil, c.number, c.corner}
}

func (c *paperCell) least() fyne.Size { return paperCellSize() }

func (c *paperCell) paint() { paintPaperCell(c.plate, c.number, c.corner, c.veil, c.PaperCell, c.over) }

func paintPaperCell(plate *canvas.Rectangle, number *canvas.Text, corner *canvas.Image, veil *canvas.Rectangle, c PaperCell, over bool) {
	ground, edge, ink, bold := look.Surface, look.RoundEdge, look.Ink2, false
	switch {
	case c.Current:
		ground, edge, ink, bold = look.Fill, look.Clear, look.OnFill, true
	case c.Done:
		ground, edge, ink, bold = look.Sel, look.Clear, look.Accent, true
	case c.Off:
		edge, ink = look.Line2, look.Ink3
	}
	fill(plate, ground, edge, look.RadiusButton)
	write(number, c.Number, look.TextBody, ink, bold)
	veil.FillColor, veil.CornerRadius = look.Alpha(look.Ink, 16), look.RadiusButton
	veil.Hidden = !over
	corner.Hidden = !c.Flagged
	if c.Flagged {
		draw(corner, "corner", look.WarnM)
	}
}

func (c *paperCell) lay(size fyne.Size) {
	place(c.plate, 0, 0, size.Width, size.Height)
	place(c.veil, 0, 0, size.Width, size.Height)
	place(c.number, 0, 0, size.Width, size.Height)
	e := look.Scaled(9)
	place(c.corner, size.Width-e, 0, e, e)
}

// PaperSign is a cell of a PaperMap in small, for its legend.
func PaperSign(c PaperCell) fyne.CanvasObject {
	cell := newPaperCell(func() {})
	cell.PaperCell, cell.Off = c, true
	return Fix(look.Scaled(18), look.Scaled(16), cell)
}
