package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// List shows rows of one height on hairlines, as many as you like: only those
// in view exist. It has its own scrolling because Fyne's list leaves gaps, and
// because float32 positions grow coarse at a million rows.
//
// Keys: Up, Down, Page Up, Page Down, Home and End move the choice, Enter
// opens, Space marks; everything else goes on to the screen.
type List struct {
	widget.BaseWidget
	Length func() int
	// Make makes one row's content, Fill fills it. Fill runs in the user
	// interface's thread for each row in view: it must not wait for anything.
	Make func() fyne.CanvasObject
	Fill func(row int, o fyne.CanvasObject)

	RowHeight float32    // at 100 %
	Rule      look.Token // between rows; look.Clear for none
	Chosen    int        // -1 for none

	OnChosen func(row int)                   // the choice moved
	OnOpened func(row int)                   // Enter or a double press
	OnMarked func(row int)                   // Space
	heeds    func(fyne.KeyName) bool         // of what holds the list: whether Enter or Space does anything
	OnMenu   func(row int, at fyne.Position) // the other mouse button; at is on the window
	// OnOver follows the mouse: the row under it, -1 for none, and its place in
	// the list.
	OnOver func(row int, at fyne.Position)
	// OnTapped sees a press first, with its place in the row, and says whether
	// it took it.
	OnTapped func(row int, at fyne.Position) bool
	// OnDropped lets rows be dragged: row from was put before row to, which is
	// Length at the end. CanDrag, if set, says which rows may be.
	OnDropped func(from, to int)
	CanDrag   func(row int) bool

	rows          []*listRow
	first         int     // row that rows[0] shows
	offset        float64 // pixels scrolled
	over          int     // row under the mouse, -1 for none
	focused       bool
	hover, chosen *canvas.Rectangle
	mark          *canvas.Rectangle // at the left of the chosen row, with the focus
	drop          *canvas.Rectangle
	drag          drag
	bar           *scrollThumb
	now           func() time.Time
	tapped        time.Time
	tappedRow     int
	wanted        int // row to bring into view once there is one, -1 for none
}

// roomy is how many rows make a view: a window being built lays out its parts
// at their least size first, and scrolling to a row then would leave it at the
// top.
const roomy = 2

// listRow is one row in view.
type listRow struct {
	content fyne.CanvasObject
	rule    *canvas.Rectangle
}

// NewList makes a list with rows of 34.
func NewList(length func() int, build func() fyne.CanvasObject, show func(int, fyne.CanvasObject)) *List {
	l := &List{Length: length, Make: build, Fill: show, RowHeight: look.HeightRow, Rule: look.Hover,
		Chosen: -1, over: -1, tappedRow: -1, wanted: -1, hover: box(), chosen: box(), mark: box(), drop: box(), now: time.Now}
	l.bar = newScrollThumb(l.dragTo)
	l.ExtendBaseWidget(l)
	return l
}

// Choose moves the choice, brings it into view and reports it.
func (l *List) Choose(row int) {
	if row < 0 || row >= l.Length() {
		return
	}
	changed := row != l.Chosen
	l.Chosen = row
	l.bringIntoView(row)
	l.relay()
	if changed && l.OnChosen != nil {
		l.OnChosen(row)
	}
}

// ScrollTo brings a row into view without choosing it.
func (l *List) ScrollTo(row int) {
	l.bringIntoView(row)
	l.relay()
}

// InView is the first row in view and how many are in view, whole or in part.
func (l *List) InView() (first, count int) { return l.first, len(l.rows) }

// RefreshRow fills one row again, if it is in view.
func (l *List) RefreshRow(row int) {
	if i := row - l.first; i >= 0 && i < len(l.rows) && row < l.Length() {
		l.Fill(row, l.rows[i].content)
	}
}

func (l *List) height() float32 { return look.Scaled(l.RowHeight) }

func (l *List) bringIntoView(row int) {
	if l.Size().Height < roomy*l.height() {
		l.wanted = row // there is no view yet
		return
	}
	h := float64(l.height())
	top, bottom := float64(row)*h, float64(row+1)*h
	if top < l.offset {
		l.offset = top
	}
	if bottom > l.offset+float64(l.Size().Height) {
		l.offset = bottom - float64(l.Size().Height)
	}
}

// CreateRenderer is for Fyne.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return newDrawing(l) }

func (l *List) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{l.hover, l.chosen}
	for _, r := range l.rows {
		all = append(all, r.rule, r.content)
	}
	return append(all, l.mark, l.drop, l.bar)
}

func (l *List) paint() {
	fill(l.hover, look.Hover, look.Clear, 0)
	fill(l.chosen, look.Sel, look.Clear, 0)
	fill(l.mark, look.Accent, look.Clear, 0)
	for _, r := range l.rows {
		fill(r.rule, l.Rule, look.Clear, 0)
	}
}

func (l *List) least() fyne.Size { return fyne.NewSize(40, l.height()) }

func (l *List) relay() {
	l.lay(l.Size())
	canvas.Refresh(l)
}

func (l *List) lay(size fyne.Size) {
	if l.wanted >= 0 && size.Height >= roomy*l.height() {
		row := l.wanted
		l.wanted = -1
		l.bringIntoView(row)
	}
	l.settle(size)
	h := float64(l.height())
	l.first = int(l.offset / h)
	l.pool(l.inView(size.Height))
	at := float32(float64(l.first)*h - l.offset)
	for i, r := range l.rows {
		place(r.content, 0, at, size.Width, float32(h)-1)
		place(r.rule, 0, at+float32(h)-1, size.Width, 1)
		l.Fill(l.first+i, r.content)
		at += float32(h)
	}
	l.laySigns(size)
	l.layDrop(size)
	l.layBar(size)
}

// settle keeps the offset within the rows.
func (l *List) settle(size fyne.Size) {
	most := float64(l.Length())*float64(l.height()) - float64(size.Height)
	l.offset = max(min(l.offset, most), 0)
	if l.Chosen >= l.Length() {
		l.Chosen = -1
	}
}

func (l *List) inView(height float32) int {
	whole := int((l.offset+float64(height))/float64(l.height())) + 1
	return max(min(whole, l.Length())-l.first, 0)
}

// pool makes or hides row contents until there are that many.
func (l *List) pool(count int) {
	for len(l.rows) < count {
		r := &listRow{l.Make(), box()}
		fill(r.rule, l.Rule, look.Clear, 0)
		l.rows = append(l.rows, r)
	}
	l.rows = l.rows[:count]
}

// laySigns puts the grounds of the chosen row and the one under the mouse.
func (l *List) laySigns(size fyne.Size) {
	l.layGround(l.hover, l.over, size)
	l.layGround(l.chosen, l.Chosen, size)
	l.layGround(l.mark, l.Chosen, fyne.NewSize(3, 0))
	l.mark.Hidden = l.mark.Hidden || !l.focused
	l.hover.Hidden = l.hover.Hidden || l.over == l.Chosen
}

func (l *List) layGround(r *canvas.Rectangle, row int, size fyne.Size) {
	r.Hidden = row < l.first || row >= l.first+len(l.rows)
	y := float32(float64(row)*float64(l.height()) - l.offset)
	place(r, 0, y, size.Width, l.height()-1)
}

func (l *List) layBar(size fyne.Size) {
	whole := float64(l.Length()) * float64(l.height())
	l.bar.lay(size, whole, l.offset)
}

func (l *List) dragTo(offset float64) {
	l.offset = offset
	l.relay()
}

// Scrolled moves the rows.
func (l *List) Scrolled(e *fyne.ScrollEvent) {
	before := l.offset
	l.offset -= float64(e.Scrolled.DY)
	l.settle(l.Size())
	if l.offset != before {
		l.over = -1
		l.relay()
	}
}

// MouseIn is for Fyne.
func (l *List) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows the row under the mouse.
func (l *List) MouseMoved(e *desktop.MouseEvent) {
	row := l.rowAt(e.Position.Y)
	l.setOver(row)
	if l.OnOver != nil {
		l.OnOver(row, e.Position)
	}
}

// MouseOut shows no row under the mouse.
func (l *List) MouseOut() {
	l.setOver(-1)
	if l.OnOver != nil {
		l.OnOver(-1, fyne.Position{})
	}
}

func (l *List) setOver(row int) {
	if l.over == row {
		return
	}
	l.over = row
	l.laySigns(l.Size())
	l.hover.Refresh()
}

// rowAt is the row at a height, -1 for none.
func (l *List) rowAt(y float32) int {
	row := int((l.offset + float64(y)) / float64(l.height()))
	if row < 0 || row >= l.Length() {
		return -1
	}
	return row
}
