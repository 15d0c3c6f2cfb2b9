package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Entry is a field to type in: an edge, a focus ring of 2 px, an icon before
// and a key behind the text. Keys that typing doesn't need (Escape, F1 to F12,
// shortcuts such as Ctrl 1, and in one line also Up, Down and the page keys) go
// on to the screen.
type Entry struct {
	widget.BaseWidget
	Icon    string  // before the text
	Key     string  // the key that leads here, shown while the field is empty
	Wrong   bool    // what is typed can't be right: the edge turns red
	Small   bool    // 26 high, text stays 13
	Width   float32 // at the least, at 100 %
	Most    int     // characters at the most; 0 for no limit
	Rows    int     // lines shown; more than 1 makes a note
	Sealed  bool    // nothing is copied out of it or pasted into it
	Ground  look.Token
	OnFocus func(focused bool)

	OnChanged   func(text string)
	OnSubmitted func(text string) // Enter, in one line
	// OnEscape is called for Escape instead of passing it on.
	OnEscape func()
	// Claims sees each key first and says whether it took it.
	Claims func(key *fyne.KeyEvent) bool
	// ClaimsShortcut is Claims for shortcuts.
	ClaimsShortcut func(s fyne.Shortcut) bool

	typing      *typing
	placeholder string // whole; the one shown may be cut
	plate, ring *canvas.Rectangle
	icon        *canvas.Image
	face        keycap
}

// NewEntry makes a field for one line.
func NewEntry(placeholder string) *Entry { return newEntry(placeholder, 1) }

// NewNote makes a field for several lines, as high as that many.
func NewNote(placeholder string, rows int) *Entry { return newEntry(placeholder, max(rows, 2)) }

// NewPassword makes a field whose text is hidden.
func NewPassword(placeholder string) *Entry {
	e := newEntry(placeholder, 1)
	e.typing.Password = true
	return e
}

func newEntry(placeholder string, rows int) *Entry {
	e := &Entry{Rows: rows, placeholder: placeholder, Width: 140, Ground: look.Surface,
		plate: box(), ring: newRing(), icon: picture(), face: newKeycap()}
	e.typing = newTyping(e, placeholder)
	e.ExtendBaseWidget(e)
	return e
}

// WithIcon sets the icon before the text.
func (e *Entry) WithIcon(name string) *Entry {
	e.Icon = name
	return e
}

// WithKey sets the key shown at the end.
func (e *Entry) WithKey(key string) *Entry {
	e.Key = key
	return e
}

// Wide sets the least width.
func (e *Entry) Wide(width float32) *Entry {
	e.Width = width
	return e
}

// Text is what is typed.
func (e *Entry) Text() string { return e.typing.Text }

// SetText replaces what is typed and reports it as a change.
func (e *Entry) SetText(text string) { e.typing.SetText(text) }

// SetPlaceholder changes the text shown while nothing is typed.
func (e *Entry) SetPlaceholder(text string) {
	e.placeholder = text
	e.Refresh()
}

// SetWrong shows that what is typed can't be right. The sentence that says why
// is FieldError, beside or below.
func (e *Entry) SetWrong(wrong bool) {
	if e.Wrong != wrong {
		e.Wrong = wrong
		e.Refresh()
	}
}

// Focus puts the caret into the field.
func (e *Entry) Focus() { takeFocus(e.typing) }

// FocusEnd puts the caret behind what is typed.
func (e *Entry) FocusEnd() {
	e.Focus()
	end := fyne.KeyEnd
	if e.Rows > 1 {
		end = fyne.KeyPageDown
	}
	e.typing.Entry.TypedKey(&fyne.KeyEvent{Name: end})
}

// Focused says whether the caret is in the field.
func (e *Entry) Focused() bool { return e.typing.has }

// Enable lets the field be typed in.
func (e *Entry) Enable() {
	e.typing.Enable()
	e.Refresh()
}

// Disable keeps the field from being typed in.
func (e *Entry) Disable() {
	e.typing.Disable()
	e.Refresh()
}

// Typing is what holds the focus, for tests and for the order of tabbing.
func (e *Entry) Typing() fyne.Focusable { return e.typing }

// Tapped on the icon or the edge puts the caret into the field.
func (e *Entry) Tapped(*fyne.PointEvent) { e.Focus() }

// CreateRenderer is for Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return newDrawing(e) }

func (e *Entry) pieces() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{e.plate, e.icon}, e.face.pieces()...)
	return append(all, e.typing, e.ring)
}

func (e *Entry) paint() {
	edge := look.RoundEdge
	switch {
	case e.Wrong:
		edge = look.Bad
	case e.typing.Disabled():
		edge = look.Line2
	}
	fill(e.plate, e.Ground, edge, look.RadiusButton)
	draw(e.icon, e.Icon, look.Ink3)
	e.face.paint(e.key(), look.Surface, look.Line2, look.Ink2)
	showRing(e.ring, e.typing.has, look.RadiusButton)
}

// key is the key to show: none once something is typed.
func (e *Entry) key() string {
	if e.typing.Text != "" {
		return ""
	}
	return e.Key
}

func (e *Entry) least() fyne.Size {
	h := look.HeightButton
	if e.Small {
		h = look.HeightSmall
	}
	height := look.Scaled(h)
	if e.Rows > 1 {
		line := fyne.MeasureText("M", look.Text(look.TextBody), fyne.TextStyle{}).Height
		height = roundUp(line*float32(e.Rows)) + 14
	}
	return fyne.NewSize(look.Scaled(e.Width), height)
}

func (e *Entry) lay(size fyne.Size) {
	place(e.plate, 0, 0, size.Width, size.Height)
	layRing(e.ring, size)
	left, right := float32(3), float32(3)
	if e.Icon != "" {
		edge := look.Scaled(16)
		place(e.icon, 8, middle(size.Height, edge), edge, edge)
		left = 8 + edge
	}
	if k := capSize(e.key()); k.Width > 0 {
		e.face.lay(size.Width-k.Width-7, middle(size.Height, k.Height), k.Width)
		right = k.Width + 8
	}
	e.layTyping(size, left, right)
}

func (e *Entry) layTyping(size fyne.Size, left, right float32) {
	height := e.typing.MinSize().Height
	y := round((size.Height-height)/2 - 1) // Fyne sets the line a little low, see placeWord
	if e.Rows > 1 {
		y, height = 0, size.Height
	}
	room := max(size.Width-left-right, 10)
	e.cutPlaceholder(room - 12)
	place(e.typing, left, y, room, height)
}

// cutPlaceholder keeps Fyne from scrolling a placeholder that is too long.
func (e *Entry) cutPlaceholder(room float32) {
	shown := e.placeholder
	if e.Rows == 1 {
		shown = fit(shown, room, look.Text(look.TextBody), fyne.TextStyle{})
	}
	if e.typing.PlaceHolder != shown {
		e.typing.SetPlaceHolder(shown)
	}
}

// FieldError is the sentence beside a wrong field, with its icon.
func FieldError(sentence string) fyne.CanvasObject {
	return Row(4, NewIcon("xcircle", 13, look.Bad), NewText(sentence, look.TextLabel, look.Bad, false))
}
