package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

const rightGap = 14 // at the right of numbers

// tableRow is the content of one row in view.
type tableRow struct {
	widget.BaseWidget
	table *Table
	row   int
	box   *canvas.Image
	cells []*tableCell
}

// tableCell is one place in a row.
type tableCell struct {
	text       *canvas.Text
	icon       *canvas.Image
	image      *canvas.Image
	track, bar *canvas.Rectangle
	shows      Cell
	value      string // whole text, the piece may be cut
}

func (t *Table) newRow() fyne.CanvasObject {
	r := &tableRow{table: t, row: -1, box: picture()}
	r.ExtendBaseWidget(r)
	return r
}

func (t *Table) showRow(row int, o fyne.CanvasObject) {
	r := o.(*tableRow)
	r.row = row
	r.Refresh()
}

// CreateRenderer is for Fyne.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *tableRow) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.box}
	for _, c := range r.cells {
		all = append(all, c.track, c.bar, c.image, c.icon, c.text)
	}
	return all
}

func newTableCell() *tableCell {
	return &tableCell{text: word(), icon: picture(), track: box(), bar: box(),
		image: &canvas.Image{FillMode: canvas.ImageFillStretch}}
}

func (r *tableRow) paint() {
	t := r.table
	for len(r.cells) < len(t.Columns) {
		r.cells = append(r.cells, newTableCell())
	}
	r.cells = r.cells[:len(t.Columns)]
	if r.row < 0 || r.row >= t.Length() {
		return
	}
	for i := range t.Columns {
		if !t.Columns[i].Hide {
			r.cells[i].paint(t.Cell(r.row, i))
		}
	}
	r.paintBox()
}

func (r *tableRow) paintBox() {
	if r.table.Marked == nil {
		draw(r.box, "", look.Ink3)
		return
	}
	name, tone := checkIcon(r.table.Marked(r.row))
	draw(r.box, name, tone)
}

func (c *tableCell) paint(shows Cell) {
	if shows.Tone == "" {
		shows.Tone = look.Ink
	}
	if shows.IconTone == "" {
		shows.IconTone = shows.Tone
	}
	size := look.TextBody
	if shows.Small {
		size = look.TextLabel
	}
	c.shows, c.value = shows, shows.Text
	write(c.text, shows.Text, size, shows.Tone, shows.Bold)
	draw(c.icon, shows.Icon, shows.IconTone)
	c.paintImage()
	c.track.Hidden = shows.BarTone == ""
	c.bar.Hidden = c.track.Hidden
	if !c.bar.Hidden {
		fill(c.track, look.Line2, look.Clear, 2)
		fill(c.bar, shows.BarTone, look.Clear, 2)
	}
}

func (c *tableCell) paintImage() {
	c.image.Hidden = c.shows.Image == nil
	if c.shows.Image != nil && c.image.Image != c.shows.Image {
		c.image.Image = c.shows.Image
		c.image.Refresh()
	}
}

func (r *tableRow) least() fyne.Size { return fyne.NewSize(40, r.table.list.height()-1) }

func (r *tableRow) lay(size fyne.Size) {
	edge := look.Scaled(15)
	place(r.box, r.table.Left, middle(size.Height, edge), edge, edge)
	for i, s := range r.table.spans(size.Width) {
		if i < len(r.cells) {
			r.cells[i].lay(s, size.Height, r.table.Columns[i].Right)
		}
	}
}

func (c *tableCell) lay(s span, height float32, right bool) {
	if s.width == 0 {
		c.hide()
		return
	}
	c.text.Hidden = false
	x, room := s.x, s.width-cellGap
	if right {
		room = s.width - rightGap
	}
	lead := c.layLead(x, height)
	c.text.Text = fit(c.value, room-lead, c.text.TextSize, c.text.TextStyle)
	wide := min(measure(c.text).Width, room-lead)
	if right {
		lead = room - wide
		c.icon.Move(fyne.NewPos(x+lead-c.icon.Size().Width-4, c.icon.Position().Y))
	}
	place(c.text, x+lead, 0, wide, height)
}

// layLead puts what stands before the text and says how wide it is.
func (c *tableCell) layLead(x, height float32) float32 {
	lead := float32(0)
	if c.shows.Icon != "" {
		e := look.Scaled(13)
		place(c.icon, x, middle(height, e), e, e)
		lead = e + 5
	}
	if !c.track.Hidden {
		w := look.Scaled(42)
		y := middle(height, 4)
		place(c.track, x, y, w, 4)
		place(c.bar, x, y, w*float32(max(min(c.shows.Bar, 1), 0)), 4)
		lead = w + 8
	}
	if m := c.shows.Image; m != nil {
		w, h := float32(m.Bounds().Dx())/2, float32(m.Bounds().Dy())/2
		place(c.image, x, middle(height, h), w, h)
		lead = w + 6
	}
	return lead
}

func (c *tableCell) hide() {
	c.text.Hidden, c.icon.Hidden, c.image.Hidden = true, true, true
	c.track.Hidden, c.bar.Hidden = true, true
}

// tellCut shows the whole text of a cell that is cut, while the mouse is on
// it.
func (t *Table) tellCut(row int, at fyne.Position) {
	cell := t.cellAt(row, at.X)
	if cell == nil || cell.text.Hidden || cell.text.Text == cell.value {
		if t.tip.hide() {
			canvas.Refresh(t)
		}
		return
	}
	top := look.Scaled(look.HeightHeader) + at.Y
	wide := textWidth(cell.value, look.TextLabel, false)
	t.tip.show(cell.value, cell.text.Position().X+wide/2, top, t.Size())
	canvas.Refresh(t)
}

// cellAt is the cell of a row in view at a place, nil for none.
func (t *Table) cellAt(row int, x float32) *tableCell {
	i := row - t.list.first
	if row < 0 || i < 0 || i >= len(t.list.rows) {
		return nil
	}
	r := t.list.rows[i].content.(*tableRow)
	for column, s := range t.spans(t.Size().Width) {
		if s.width > 0 && x >= s.x && x < s.x+s.width && column < len(r.cells) {
			return r.cells[column]
		}
	}
	return nil
}
