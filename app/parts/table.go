package parts

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// TableColumn is one column of a Table.
type TableColumn struct {
	Title string
	Width float32 // at 100 %; 0 takes what is left over (one column only)
	Least float32 // of the column that takes what is left over, at 100 %; 0 is 64
	Right bool    // numbers stand at the right
	Sorts bool    // a press on the title sorts
	Hide  bool
	// Yield says which columns go first when the table is too narrow: those
	// with the greatest number. 0 never goes.
	Yield int
}

// Cell is what stands in one place of a Table. Several may be filled: the icon
// stands before the text, the picture and the bar instead of it.
type Cell struct {
	Text     string
	Tone     look.Token // of the text; empty for ink
	Bold     bool
	Small    bool // text 12 instead of 13
	Icon     string
	IconTone look.Token  // empty for the text's tone
	Image    image.Image // drawn at half its pixel size
	// Bar is a share from 0 to 1, drawn before the text as a bar of 42 in
	// BarTone; without a BarTone there is none.
	Bar     float64
	BarTone look.Token
	// Value is what an export writes instead of the text: string, int,
	// float64, time.Time or time.Duration.
	Value any
}

// StateCell is a cell with a state's shape, word and colour.
func StateCell(caption string, s State) Cell {
	icon, tone := s.Mark()
	return Cell{Text: caption, Icon: icon, Tone: tone}
}

// Table is a List with a head: columns with widths, a sort arrow, boxes to
// mark rows. Rows come through Cell one by one, so a million of them cost
// nothing until seen; a row still being read answers with empty cells and the
// screen calls Refresh when it is there.
type Table struct {
	widget.BaseWidget
	Columns []TableColumn
	Length  func() int
	Cell    func(row, column int) Cell // column counts in Columns, hidden ones too

	Sorted     int // column, -1 for none
	Descending bool
	OnSorted   func(column int, descending bool)

	// Marked shows boxes at the left when set.
	Marked      func(row int) bool
	OnMarked    func(row int, marked bool)
	AllMarked   func() bool
	OnAllMarked func(marked bool)

	OnChosen func(row int)
	OnOpened func(row int)
	OnMenu   func(row int, at fyne.Position)

	Left float32 // room at the left of the first column

	list *List
	head *tableHead
	tip  chartTip // the whole text of a cut cell under the mouse
}

// NewTable makes a table. Set Marked, Sorted and the On functions, then show
// it.
func NewTable(columns []TableColumn, length func() int, cell func(row, column int) Cell) *Table {
	t := &Table{Columns: columns, Length: length, Cell: cell, Sorted: -1, Left: look.Gap24, tip: newChartTip()}
	t.list = NewList(func() int { return t.Length() }, t.newRow, t.showRow)
	t.list.OnChosen = func(row int) { callRow(t.OnChosen, row) }
	t.list.OnOpened = func(row int) { callRow(t.OnOpened, row) }
	t.list.OnMenu = func(row int, at fyne.Position) {
		if t.OnMenu != nil {
			t.OnMenu(row, at)
		}
	}
	t.list.OnMarked = t.toggle
	t.list.heeds = func(key fyne.KeyName) bool {
		if key == fyne.KeySpace {
			return t.Marked != nil && t.OnMarked != nil
		}
		return t.OnOpened != nil
	}
	t.list.OnTapped = t.tapRow
	t.list.OnOver = t.tellCut
	t.head = newTableHead(t)
	t.ExtendBaseWidget(t)
	return t
}

func callRow(f func(int), row int) {
	if f != nil {
		f(row)
	}
}

// List is the rows below the head: choice, focus and scrolling are there.
func (t *Table) List() *List { return t.list }

// Chosen is the chosen row, -1 for none.
func (t *Table) Chosen() int { return t.list.Chosen }

// Choose moves the choice, brings it into view and reports it.
func (t *Table) Choose(row int) { t.list.Choose(row) }

// Focus gives the rows the keyboard.
func (t *Table) Focus() { takeFocus(t.list) }

// CreateRenderer is for Fyne.
func (t *Table) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

func (t *Table) pieces() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.list, t.head}, t.tip.pieces()...)
}

func (t *Table) paint() {
	t.tip.paint()
	t.head.Refresh()
	t.list.Refresh()
}

func (t *Table) least() fyne.Size {
	return fyne.NewSize(120, look.Scaled(look.HeightHeader)+t.list.MinSize().Height)
}

func (t *Table) lay(size fyne.Size) {
	h := look.Scaled(look.HeightHeader)
	place(t.head, 0, 0, size.Width, h)
	place(t.list, 0, h, size.Width, max(size.Height-h, 0))
}

func (t *Table) toggle(row int) {
	if t.Marked != nil && t.OnMarked != nil {
		t.OnMarked(row, !t.Marked(row))
		t.list.RefreshRow(row)
		t.head.Refresh()
	}
}

// tapRow takes a press on the box.
func (t *Table) tapRow(row int, at fyne.Position) bool {
	if t.Marked == nil || at.X > t.Left+t.boxRoom()-4 {
		return false
	}
	t.toggle(row)
	return true
}

func (t *Table) boxRoom() float32 {
	if t.Marked == nil {
		return 0
	}
	return look.Scaled(30)
}

// span is where a column stands; a hidden one has no width.
type span struct{ x, width float32 }

const cellGap = 8 // at the right of words, so that columns never touch

// spans puts the columns into a width: the open one takes the rest, and those
// that yield go while there is too little room.
func (t *Table) spans(width float32) []span {
	shown := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		shown[i] = !c.Hide
	}
	room := width - t.Left - t.boxRoom() - thumbWidth
	for t.needs(shown) > room && t.drop(shown) {
	}
	return t.spread(shown, room)
}

const openLeast = 64 // least width of the column that takes the rest, at 100 %

func (t *Table) needs(shown []bool) float32 {
	sum := float32(0)
	for i, c := range t.Columns {
		if shown[i] {
			sum += t.columnLeast(c)
		}
	}
	return sum
}

func (t *Table) columnLeast(c TableColumn) float32 {
	if c.Width == 0 {
		return look.Scaled(max(c.Least, openLeast))
	}
	return look.Scaled(c.Width)
}

// drop hides the column that yields first, the rightmost of equals.
func (t *Table) drop(shown []bool) bool {
	at, most := -1, 0
	for i, c := range t.Columns {
		if shown[i] && c.Yield > 0 && c.Yield >= most {
			at, most = i, c.Yield
		}
	}
	if at < 0 {
		return false
	}
	shown[at] = false
	return true
}

func (t *Table) spread(shown []bool, room float32) []span {
	spare := max(room-t.needs(shown), 0)
	x := t.Left + t.boxRoom()
	all := make([]span, len(t.Columns))
	for i, c := range t.Columns {
		if !shown[i] {
			continue
		}
		w := t.columnLeast(c)
		if c.Width == 0 {
			w += spare
		}
		all[i] = span{x, w}
		x += w
	}
	return all
}
