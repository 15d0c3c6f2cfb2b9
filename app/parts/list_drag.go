package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// drag is a row of a list being carried to another place.
type drag struct {
	row, to int // to: the row before which it would be put; Length for the end
	on      bool
}

// Dragged carries the row under the mouse, where the list lets rows be moved.
func (l *List) Dragged(e *fyne.DragEvent) {
	if l.OnDropped == nil {
		return
	}
	if !l.drag.on {
		row := l.rowAt(e.Position.Y - e.Dragged.DY)
		if row < 0 || (l.CanDrag != nil && !l.CanDrag(row)) {
			return
		}
		l.drag = drag{row: row, to: row, on: true}
		l.Choose(row)
	}
	l.carryOn(e.Position.Y)
	at := int((l.offset+float64(e.Position.Y))/float64(l.height()) + .5)
	l.drag.to = max(0, min(at, l.Length()))
	l.relay()
}

// carryOn scrolls while a row is carried past the edge of the view.
func (l *List) carryOn(y float32) {
	switch {
	case y < l.height()/2:
		l.offset -= float64(l.height())
	case y > l.Size().Height-l.height()/2:
		l.offset += float64(l.height())
	}
	l.settle(l.Size())
}

// DragEnd puts the row down and reports where.
func (l *List) DragEnd() {
	d := l.drag
	l.drag = drag{}
	l.relay()
	if d.on && d.to != d.row && d.to != d.row+1 {
		l.OnDropped(d.row, d.to)
	}
}

// layDrop draws the line before which a carried row would be put.
func (l *List) layDrop(size fyne.Size) {
	fill(l.drop, look.Accent, look.Clear, 0)
	l.drop.Hidden = !l.drag.on
	y := float32(float64(l.drag.to)*float64(l.height()) - l.offset)
	place(l.drop, 0, max(y-2, 0), size.Width, 2)
}
