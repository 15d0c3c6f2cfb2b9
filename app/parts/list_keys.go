package parts

import (
	"time"

	"fyne.io/fyne/v2"
)

// doublePress is how soon a second press on the same row opens it. Fyne's own
// double tap would hold back every single one.
const doublePress = 400 * time.Millisecond

// Tapped chooses the row and takes the focus; a second press soon after opens
// it.
func (l *List) Tapped(e *fyne.PointEvent) {
	row := l.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	takeFocus(l)
	if l.OnTapped != nil && l.OnTapped(row, l.inRow(row, e.Position)) {
		return
	}
	again := row == l.tappedRow && l.now().Sub(l.tapped) < doublePress
	l.tapped, l.tappedRow = l.now(), row
	l.Choose(row)
	if again {
		l.tappedRow = -1
		l.open(row)
	}
}

func (l *List) inRow(row int, at fyne.Position) fyne.Position {
	top := float32(float64(row)*float64(l.height()) - l.offset)
	return at.SubtractXY(0, top)
}

// TappedSecondary chooses the row and asks for its menu.
func (l *List) TappedSecondary(e *fyne.PointEvent) {
	row := l.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	l.Choose(row)
	if l.OnMenu != nil {
		l.OnMenu(row, e.AbsolutePosition)
	}
}

func (l *List) open(row int) {
	if l.OnOpened != nil {
		l.OnOpened(row)
	}
}

// heeding reports whether Enter or Space does anything to a row; if not, the key
// is the screen's.
func (l *List) heeding(key fyne.KeyName) bool {
	switch {
	case l.heeds != nil:
		return l.heeds(key)
	case key == fyne.KeySpace:
		return l.OnMarked != nil
	}
	return l.OnOpened != nil
}

// Focus gives the list the keyboard.
func (l *List) Focus() { takeFocus(l) }

// FocusGained shows that keys go to the list.
func (l *List) FocusGained() {
	l.focused = true
	l.relay()
}

// FocusLost shows that keys go elsewhere.
func (l *List) FocusLost() {
	l.focused = false
	l.relay()
}

// TypedRune passes characters to the screen; Space is a key here.
func (l *List) TypedRune(r rune) {
	if r != ' ' {
		passRune(l, r)
	}
}

// TypedKey moves the choice, opens, marks, or passes the key to the screen.
func (l *List) TypedKey(key *fyne.KeyEvent) {
	if to, moves := l.target(key.Name); moves {
		l.Choose(max(min(to, l.Length()-1), 0))
		return
	}
	enter := key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
	switch {
	case l.Chosen < 0 || !enter && key.Name != fyne.KeySpace || !l.heeding(key.Name):
		passKey(l, key)
	case enter:
		l.open(l.Chosen)
	default:
		l.OnMarked(l.Chosen)
		l.RefreshRow(l.Chosen)
	}
}

// target is the row a key moves to.
func (l *List) target(key fyne.KeyName) (row int, moves bool) {
	page := max(int(l.Size().Height/l.height())-1, 1)
	switch key {
	case fyne.KeyUp:
		return l.Chosen - 1, true
	case fyne.KeyDown:
		return l.Chosen + 1, true
	case fyne.KeyPageUp:
		return l.Chosen - page, true
	case fyne.KeyPageDown:
		return l.Chosen + page, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return l.Length() - 1, true
	}
	return 0, false
}
