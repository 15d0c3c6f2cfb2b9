package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// tableHead is the line of titles above a table.
type tableHead struct {
	widget.BaseWidget
	table        *Table
	ground, rule *canvas.Rectangle
	box, arrow   *canvas.Image
	titles       []*canvas.Text
	over         int
}

func newTableHead(t *Table) *tableHead {
	h := &tableHead{table: t, ground: box(), rule: box(), box: picture(), arrow: picture(), over: -1}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is for Fyne.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return newDrawing(h) }

func (h *tableHead) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{h.ground, h.rule, h.box, h.arrow}
	for _, t := range h.titles {
		all = append(all, t)
	}
	return all
}

func (h *tableHead) paint() {
	t := h.table
	fill(h.ground, look.Well, look.Clear, 0)
	fill(h.rule, look.Line, look.Clear, 0)
	for len(h.titles) < len(t.Columns) {
		h.titles = append(h.titles, word())
	}
	h.titles = h.titles[:len(t.Columns)]
	for i, c := range t.Columns {
		h.paintTitle(i, c)
	}
	h.paintSigns()
}

func (h *tableHead) paintTitle(i int, c TableColumn) {
	tone := look.Ink3
	if i == h.table.Sorted || (i == h.over && c.Sorts) {
		tone = look.Ink
	}
	write(h.titles[i], c.Title, look.TextLabel, tone, i == h.table.Sorted)
	h.titles[i].Alignment = fyne.TextAlignLeading
	if c.Right {
		h.titles[i].Alignment = fyne.TextAlignTrailing
	}
}

func (h *tableHead) paintSigns() {
	t := h.table
	arrow := ""
	if t.Sorted >= 0 && t.Sorted < len(t.Columns) {
		arrow = "up"
		if t.Descending {
			arrow = "down"
		}
	}
	draw(h.arrow, arrow, look.Ink)
	if t.Marked == nil {
		draw(h.box, "", look.Ink3)
		return
	}
	name, tone := checkIcon(t.AllMarked != nil && t.AllMarked())
	draw(h.box, name, tone)
}

func (h *tableHead) least() fyne.Size { return fyne.NewSize(40, look.Scaled(look.HeightHeader)) }

func (h *tableHead) lay(size fyne.Size) {
	place(h.ground, 0, 0, size.Width, size.Height)
	place(h.rule, 0, size.Height-1, size.Width, 1)
	edge := look.Scaled(15)
	place(h.box, h.table.Left, middle(size.Height, edge), edge, edge)
	for i, s := range h.table.spans(size.Width) {
		h.layTitle(i, s, size.Height)
	}
}

func (h *tableHead) layTitle(i int, s span, height float32) {
	t, c := h.titles[i], h.table.Columns[i]
	t.Hidden = s.width == 0
	room := s.width - cellGap
	if c.Right {
		room = s.width - rightGap
	}
	arrow := look.Scaled(12)
	if i != h.table.Sorted {
		arrow = 0
	}
	start, wide := s.x, room-arrow
	if c.Right {
		wide = room // the arrow has the room behind the numbers
	}
	t.Text = fit(c.Title, wide, t.TextSize, t.TextStyle)
	wide = measure(t).Width
	if c.Right {
		start = s.x + room - wide
	}
	place(t, start, 0, wide, height)
	if arrow > 0 {
		h.arrow.Hidden = s.width == 0
		at := start + wide + 1
		if before := start - arrow - 1; c.Right && before >= s.x-look.Scaled(6) {
			at = before // behind it begins the next column
		}
		place(h.arrow, at, middle(height, arrow), arrow, arrow)
	}
}

// Tapped sorts, or marks all on the box.
func (h *tableHead) Tapped(e *fyne.PointEvent) {
	t := h.table
	if t.Marked != nil && e.Position.X < t.Left+t.boxRoom() {
		if t.OnAllMarked != nil {
			t.OnAllMarked(t.AllMarked == nil || !t.AllMarked())
			t.Refresh()
		}
		return
	}
	if i := h.columnAt(e.Position.X); i >= 0 && t.Columns[i].Sorts {
		t.sortBy(i)
	}
}

// sortBy sorts by a column; again turns the order round.
func (t *Table) sortBy(column int) {
	t.Descending = column == t.Sorted && !t.Descending
	t.Sorted = column
	if t.OnSorted != nil {
		t.OnSorted(column, t.Descending)
	}
	t.Refresh()
}

func (h *tableHead) columnAt(x float32) int {
	for i, s := range h.table.spans(h.Size().Width) {
		if s.width > 0 && x >= s.x && x < s.x+s.width {
			return i
		}
	}
	return -1
}

// MouseIn is for Fyne.
func (h *tableHead) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved darkens a title that sorts.
func (h *tableHead) MouseMoved(e *desktop.MouseEvent) { h.setOver(h.columnAt(e.Position.X)) }

// MouseOut is for Fyne.
func (h *tableHead) MouseOut() { h.setOver(-1) }

func (h *tableHead) setOver(i int) {
	if h.over != i {
		h.over = i
		h.Refresh()
	}
}
