package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/app/look"
)

// HeatCell is one field of a HeatMap.
type HeatCell struct {
	Share float64 // 0 to 1: how dark
	Word  string  // in it; empty: nothing is known
	Few   bool    // too few to tell: hatched
}

// HeatMap is a field of cells, rows by columns, the darker the more. Arrows
// move over the cells, Enter opens one.
type HeatMap struct {
	touch
	Rows, Columns []string
	Cells         [][]HeatCell // by row
	Tell          func(row, column int) string
	OnOpened      func(row, column int)
	RowWide       float32 // of the words at the left, at 100 %

	drawn   []fyne.CanvasObject
	ring    *canvas.Rectangle
	tip     chartTip
	row, at int // the cell under keys or mouse
}

// NewHeatMap makes a heat map.
func NewHeatMap(rows, columns []string, cells [][]HeatCell) *HeatMap {
	h := &HeatMap{Rows: rows, Columns: columns, Cells: cells, RowWide: 190, ring: newRing(), tip: newChartTip()}
	h.touchable(h, nil)
	return h
}

func (h *HeatMap) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, h.drawn...), h.ring), h.tip.pieces()...)
}

func (h *HeatMap) paint() {
	h.tip.paint()
	showRing(h.ring, h.focused && len(h.Cells) > 0, look.RadiusBadge)
}

const heatLeast = 40 // width of a column at 100 %

func (h *HeatMap) least() fyne.Size {
	return fyne.NewSize(look.Scaled(h.RowWide)+look.Scaled(heatLeast)*float32(len(h.Columns)), h.headTall()+h.rowTall()*float32(len(h.Rows)))
}

func (h *HeatMap) headTall() float32 { return look.Scaled(24) }
func (h *HeatMap) rowTall() float32  { return look.Scaled(24) }

func (h *HeatMap) columnWide() float32 {
	room := h.Size().Width - look.Scaled(h.RowWide)
	return min(max(room/float32(max(len(h.Columns), 1)), look.Scaled(heatLeast)), look.Scaled(110))
}

func (h *HeatMap) lay(fyne.Size) {
	h.drawn = nil
	left, wide := look.Scaled(h.RowWide), h.columnWide()
	for c, name := range h.Columns {
		h.say(name, look.Ink2, left+float32(c)*wide, 0, wide-4, h.headTall(), fyne.TextAlignCenter)
	}
	for r, name := range h.Rows {
		y := h.headTall() + float32(r)*h.rowTall()
		h.say(name, look.Ink, 0, y, left-12, h.rowTall(), fyne.TextAlignLeading)
		for c := range h.Columns {
			h.cell(h.Cells[r][c], left+float32(c)*wide, y, wide)
		}
	}
	if len(h.Cells) > 0 {
		place(h.ring, left+float32(h.at)*wide-1, h.headTall()+float32(h.row)*h.rowTall()-1, wide, h.rowTall())
	}
}

func (h *HeatMap) say(value string, tone look.Token, x, y, wide, tall float32, align fyne.TextAlign) {
	t := word()
	write(t, value, look.TextLabel, tone, false)
	t.Text = fit(value, wide, t.TextSize, t.TextStyle)
	t.Alignment = align
	place(t, x, y, wide, tall)
	h.drawn = append(h.drawn, t)
}

// darkest is the opacity of a share of 1: words stay readable on it.
const darkest = 150

func (h *HeatMap) cell(c HeatCell, x, y, wide float32) {
	w, tall := wide-2, h.rowTall()-2
	ground := box()
	fill(ground, look.Well, look.Clear, 3)
	if c.Word != "" {
		ground.FillColor = look.Alpha(look.CustomerM, uint8(min(max(c.Share, 0), 1)*darkest))
	}
	place(ground, x, y, w, tall)
	h.drawn = append(h.drawn, ground)
	if c.Few && c.Word != "" {
		stripes := canvas.NewImageFromImage(Hatch(int(2*w), int(2*tall), 14, 2, look.Alpha(look.Ink3, 90)))
		stripes.FillMode = canvas.ImageFillStretch
		place(stripes, x, y, w, tall)
		h.drawn = append(h.drawn, stripes)
	}
	tone := look.Ink
	if c.Few {
		tone = look.Ink2
	}
	h.say(c.Word, tone, x, y, w, tall, fyne.TextAlignCenter)
}

// cellAt is the cell at a place.
func (h *HeatMap) cellAt(p fyne.Position) (row, column int, ok bool) {
	x, y := p.X-look.Scaled(h.RowWide), p.Y-h.headTall()
	row, column = int(y/h.rowTall()), int(x/h.columnWide())
	return row, column, x >= 0 && y >= 0 && row < len(h.Rows) && column < len(h.Columns)
}

// MouseMoved tells about the cell under the mouse.
func (h *HeatMap) MouseMoved(e *desktop.MouseEvent) {
	if r, c, ok := h.cellAt(e.Position); ok {
		h.tell(r, c)
	} else {
		h.MouseOut()
	}
}

// MouseIn is for Fyne.
func (h *HeatMap) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseOut hides what was told.
func (h *HeatMap) MouseOut() {
	if h.tip.hide() {
		canvas.Refresh(h)
	}
}

func (h *HeatMap) tell(row, column int) {
	if h.Tell != nil {
		wide := h.columnWide()
		h.tip.show(h.Tell(row, column), look.Scaled(h.RowWide)+(float32(column)+.5)*wide, h.headTall()+float32(row)*h.rowTall(), h.Size())
		canvas.Refresh(h)
	}
}

// Tapped opens the cell.
func (h *HeatMap) Tapped(e *fyne.PointEvent) {
	if r, c, ok := h.cellAt(e.Position); ok {
		h.row, h.at = r, c
		h.open()
	}
}

func (h *HeatMap) open() {
	if h.OnOpened != nil && h.row < len(h.Rows) && h.at < len(h.Columns) && h.Cells[h.row][h.at].Word != "" {
		h.OnOpened(h.row, h.at)
	}
}

// FocusGained shows the ring and tells of the cell.
func (h *HeatMap) FocusGained() {
	h.touch.FocusGained()
	h.tell(h.row, h.at)
}

// FocusLost hides both.
func (h *HeatMap) FocusLost() {
	h.tip.hide()
	h.touch.FocusLost()
}

// TypedKey moves over the cells and opens one.
func (h *HeatMap) TypedKey(key *fyne.KeyEvent) {
	r, c := h.row, h.at
	switch key.Name {
	case fyne.KeyUp:
		r--
	case fyne.KeyDown:
		r++
	case fyne.KeyLeft:
		c--
	case fyne.KeyRight:
		c++
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.open()
		return
	default:
		passKey(h, key)
		return
	}
	h.row, h.at = min(max(r, 0), max(len(h.Rows)-1, 0)), min(max(c, 0), max(len(h.Columns)-1, 0))
	h.Refresh()
	h.tell(h.row, h.at)
}
