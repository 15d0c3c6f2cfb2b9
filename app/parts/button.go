package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Kind says how much a button asks to be pressed.
type Kind int

// Kinds of buttons.
const (
	Plain  Kind = iota // with an edge
	Main               // the one main act: filled, bold
	Quiet              // without an edge
	Tinted             // quiet, in the accent
	Danger             // with an edge, red word
	Delete             // filled red: the verb of a dialog that deletes
)

// Button is a word to press, with an icon before it and the key that does the
// same behind it. It is never wider than they are. Enter and Space press it.
type Button struct {
	touch
	Word, Icon, Key string
	Kind            Kind
	Small           bool // 26 high, text 12
	On              bool // a toggle that is on
	OnTapped        func()

	plate, veil, ring *canvas.Rectangle
	word              *canvas.Text
	icon              *canvas.Image
	face              keycap
}

// NewButton makes a button.
func NewButton(caption string, kind Kind, tapped func()) *Button {
	b := &Button{Word: caption, Kind: kind, OnTapped: tapped,
		plate: box(), veil: box(), ring: newRing(), word: word(), icon: picture(), face: newKeycap()}
	b.touchable(b, b.press)
	return b
}

// WithIcon sets the icon before the word.
func (b *Button) WithIcon(name string) *Button {
	b.Icon = name
	return b
}

// WithKey sets the key shown behind the word. It only shows: the screen or the
// menu makes the key work.
func (b *Button) WithKey(key string) *Button {
	b.Key = key
	return b
}

// AsSmall makes the button 26 high with text of 12.
func (b *Button) AsSmall() *Button {
	b.Small = true
	return b
}

// SetWord changes the word.
func (b *Button) SetWord(caption string) {
	if b.Word != caption {
		b.Word = caption
		b.Refresh()
	}
}

// SetKey changes the key shown.
func (b *Button) SetKey(key string) {
	if b.Key != key {
		b.Key = key
		b.Refresh()
	}
}

// SetOn turns a toggle on or off.
func (b *Button) SetOn(on bool) {
	if b.On != on {
		b.On = on
		b.Refresh()
	}
}

func (b *Button) press() {
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

func (b *Button) pieces() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{b.plate, b.veil, b.icon, b.word, b.ring}, b.face.pieces()...)
}

func (b *Button) bold() bool { return b.Kind == Main || b.Kind == Delete }

// tones are ground, edge, word and icon.
func (b *Button) tones() (ground, edge, ink, icon look.Token) {
	switch {
	case b.off && b.edged():
		return look.Surface, look.Line, look.Ink3, look.Ink3
	case b.off:
		return look.Clear, look.Clear, look.Ink3, look.Ink3
	case b.On:
		return look.Sel, look.Clear, look.Accent, look.Accent
	}
	switch b.Kind {
	case Main:
		return look.Fill, look.Clear, look.OnFill, look.OnFill
	case Delete:
		return look.Bad, look.Clear, look.OnBad, look.OnBad
	case Quiet:
		return look.Clear, look.Clear, look.Ink2, look.Ink2
	case Tinted:
		return look.Clear, look.Clear, look.Accent, look.Accent
	case Danger:
		return look.Surface, look.Line2, look.Bad, look.Bad
	}
	return look.Surface, look.Line2, look.Ink, look.Ink2
}

func (b *Button) edged() bool { return b.Kind != Quiet && b.Kind != Tinted }

func (b *Button) textSize() float32 {
	if b.Small {
		return look.TextLabel
	}
	return look.TextBody
}

func (b *Button) paint() {
	ground, edge, ink, icon := b.tones()
	fill(b.plate, ground, edge, look.RadiusButton)
	b.veil.CornerRadius = look.RadiusButton
	b.veil.FillColor = look.Alpha(look.Ink, 16)
	if b.bold() {
		b.veil.FillColor = look.Alpha(look.OnFill, 28)
	}
	b.veil.Hidden = !b.hovered
	write(b.word, b.Word, b.textSize(), ink, b.bold())
	draw(b.icon, b.Icon, icon)
	if b.bold() && !b.off {
		b.face.paint(b.Key, look.Clear, ink, ink)
	} else {
		b.face.paint(b.Key, look.Surface, look.Line2, look.Ink2)
	}
	showRing(b.ring, b.focused, look.RadiusButton)
}

func (b *Button) height() float32 {
	if b.Small {
		return look.Scaled(look.HeightSmall)
	}
	return look.Scaled(look.HeightButton)
}

func (b *Button) side() float32 {
	if b.Small || !b.edged() {
		return 9
	}
	return 12
}

func (b *Button) iconEdge() float32 {
	if b.Small {
		return look.Scaled(15)
	}
	return look.Scaled(16)
}

func (b *Button) wordWidth() float32 {
	style := fyne.TextStyle{Bold: b.bold()}
	return roundUp(fyne.MeasureText(b.Word, look.Text(b.textSize()), style).Width)
}

func (b *Button) least() fyne.Size {
	w := 2*b.side() + b.wordWidth()
	if b.Icon != "" {
		w += b.iconEdge() + 6
	}
	if b.Key != "" {
		w += capSize(b.Key).Width + 7
	}
	return fyne.NewSize(w, b.height())
}

func (b *Button) lay(size fyne.Size) {
	place(b.plate, 0, 0, size.Width, size.Height)
	place(b.veil, 0, 0, size.Width, size.Height)
	layRing(b.ring, size)
	x := b.side() + middle(size.Width, b.least().Width)
	if b.Icon != "" {
		e := b.iconEdge()
		place(b.icon, x, middle(size.Height, e), e, e)
		x += e + 6
	}
	place(b.word, x, 0, b.wordWidth(), size.Height)
	x += b.wordWidth() + 7
	keySize := capSize(b.Key)
	b.face.lay(x, middle(size.Height, keySize.Height), keySize.Width)
}
