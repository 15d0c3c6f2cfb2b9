package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Dialog asks before something that can't be undone or leaves the machine. Its
// title is the question, its buttons are verbs. Escape takes the safe way.
type Dialog struct {
	on    fyne.Canvas
	sheet *dialogSheet
	safe  *Button
	act   *Button
	hold  *dialogKeys
}

// Question is what a Dialog asks.
type Question struct {
	Title   string
	Text    string            // why, or what happens; may hold newlines
	Content fyne.CanvasObject // below the text: fields, a list
	Safe    string            // the word of the button that does nothing
	Act     string            // the verb
	Kind    Kind              // of the act: Delete or Main
	Width   float32           // 0 for 400
	First   fyne.Focusable    // what has the focus at first; nil: the safe button
	OnSafe  func()
	OnAct   func()
	// Check, if set, is asked before the act: false keeps the dialog open.
	Check func() bool
}

// Ask shows a question over a window's content. The safe button has the focus.
func Ask(on fyne.Canvas, q Question) *Dialog {
	d := &Dialog{}
	d.safe = NewButton(q.Safe, Plain, func() { d.close(q.OnSafe) })
	d.act = NewButton(q.Act, q.Kind, func() {
		if q.Check == nil || q.Check() {
			d.close(q.OnAct)
		}
	})
	d.on = on
	d.sheet = newDialogSheet(DialogFrame(q.Title, dialogBody(q), d.safe, d.act), q.width())
	on.Overlays().Add(d.sheet)
	d.sheet.Resize(on.Size())
	d.hold = holdKeys(on, func() { d.close(q.OnSafe) })
	if q.First != nil {
		on.Focus(q.First)
	} else {
		on.Focus(d.safe)
	}
	return d
}

func (q Question) width() float32 {
	if q.Width > 0 {
		return q.Width
	}
	return look.Scaled(400)
}

// Buttons are the safe one and the act, for tests and to disable the act.
func (d *Dialog) Buttons() (safe, act *Button) { return d.safe, d.act }

// Close hides the dialog as if it had never been asked.
func (d *Dialog) Close() { d.close(nil) }

func (d *Dialog) close(then func()) {
	d.hold.release()
	d.on.Overlays().Remove(d.sheet)
	if then != nil {
		then()
	}
}

func dialogBody(q Question) fyne.CanvasObject {
	body := Stack(8)
	if q.Text != "" {
		text := NewParagraph(q.Text, look.TextBody, look.Ink2)
		text.Width = q.width() - 24
		body.Add(text)
	}
	if q.Content != nil {
		body.Add(q.Content)
	}
	return body
}

// DialogFrame is the inside of a dialog: a bold title, the body, buttons at
// the lower right.
func DialogFrame(title string, body fyne.CanvasObject, buttons ...*Button) fyne.CanvasObject {
	acts := Row(8, Gap())
	for _, b := range buttons {
		acts.Add(b)
	}
	content := Stack(6, PanelHead(title), Grow(body), Room(0, 6), acts)
	return Inset(14, 12, 12, 12, content)
}

// dialogSheet dims the window and holds the dialog in its middle. It keeps the
// mouse from everything below.
type dialogSheet struct {
	widget.BaseWidget
	veil    *canvas.Rectangle
	plate   *canvas.Rectangle
	content fyne.CanvasObject
	width   float32
}

func newDialogSheet(content fyne.CanvasObject, width float32) *dialogSheet {
	s := &dialogSheet{veil: box(), plate: box(), content: content, width: width}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *dialogSheet) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

// Tapped does nothing: the question wants an answer.
func (s *dialogSheet) Tapped(*fyne.PointEvent) {}

func (s *dialogSheet) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.veil, s.plate, s.content}
}

func (s *dialogSheet) paint() {
	s.veil.FillColor = color.NRGBA{A: 70}
	fill(s.plate, look.Surface, look.Line2, look.RadiusDialog)
}

func (s *dialogSheet) least() fyne.Size { return s.content.MinSize() }

func (s *dialogSheet) lay(size fyne.Size) {
	place(s.veil, 0, 0, size.Width, size.Height)
	least := s.content.MinSize()
	wide := min(max(s.width, least.Width), size.Width)
	s.content.Resize(fyne.NewSize(wide, least.Height)) // the text breaks, the height follows
	tall := min(s.content.MinSize().Height, size.Height)
	x, y := middle(size.Width, wide), middle(size.Height, tall)
	place(s.plate, x, y, wide, tall)
	place(s.content, x, y, wide, tall)
}

// dialogKeys catches Escape while a dialog is open, since the focused button
// passes it to the canvas, and keeps all other keys from the screen below.
type dialogKeys struct {
	on     fyne.Canvas
	keys   func(*fyne.KeyEvent)
	writes func(rune)
}

func holdKeys(on fyne.Canvas, escape func()) *dialogKeys {
	h := &dialogKeys{on, on.OnTypedKey(), on.OnTypedRune()}
	on.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape {
			escape()
		}
	})
	on.SetOnTypedRune(func(rune) {})
	return h
}

func (h *dialogKeys) release() {
	h.on.SetOnTypedKey(h.keys)
	h.on.SetOnTypedRune(h.writes)
}
