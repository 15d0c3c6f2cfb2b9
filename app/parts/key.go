package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// KeyBadge shows the key that works now, such as "Ctrl F". It is empty and
// takes no room without a key.
type KeyBadge struct {
	widget.BaseWidget
	Key string
	// OnMain draws it for the ground of a main button.
	OnMain bool

	face keycap
}

// NewKeyBadge makes a badge.
func NewKeyBadge(key string) *KeyBadge {
	k := &KeyBadge{Key: key, face: newKeycap()}
	k.ExtendBaseWidget(k)
	return k
}

// Set changes the key.
func (k *KeyBadge) Set(key string) {
	if k.Key != key {
		k.Key = key
		k.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (k *KeyBadge) CreateRenderer() fyne.WidgetRenderer { return newDrawing(k) }

func (k *KeyBadge) pieces() []fyne.CanvasObject { return k.face.pieces() }
func (k *KeyBadge) least() fyne.Size            { return capSize(k.Key) }
func (k *KeyBadge) lay(size fyne.Size) {
	h := look.Scaled(look.HeightKey)
	k.face.lay(0, middle(size.Height, h), size.Width)
}

func (k *KeyBadge) paint() {
	if k.OnMain {
		k.face.paint(k.Key, look.Clear, look.OnFill, look.OnFill)
	} else {
		k.face.paint(k.Key, look.Surface, look.Line2, look.Ink2)
	}
}

// keycap is the drawing of a key, for parts that carry one inside.
type keycap struct {
	plate *canvas.Rectangle
	word  *canvas.Text
}

func newKeycap() keycap {
	w := word()
	w.Alignment = fyne.TextAlignCenter
	return keycap{box(), w}
}

func (c keycap) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{c.plate, c.word} }

func (c keycap) paint(key string, ground, edge, ink look.Token) {
	write(c.word, key, look.TextDigit, ink, false)
	fill(c.plate, ground, edge, look.RadiusBadge)
	c.plate.Hidden = key == ""
	c.word.Hidden = key == ""
}

func (c keycap) lay(x, y, width float32) {
	h := look.Scaled(look.HeightKey)
	place(c.plate, x, y, width, h)
	place(c.word, x, y, width, h)
}

// capSize is the room a key wants; none without a key.
func capSize(key string) fyne.Size {
	if key == "" {
		return fyne.Size{}
	}
	h := look.Scaled(look.HeightKey)
	w := fyne.MeasureText(key, look.Text(look.TextDigit), fyne.TextStyle{}).Width
	return fyne.NewSize(max(h, roundUp(w)+10), h)
}

func roundUp(v float32) float32 {
	whole := float32(int(v))
	if v > whole {
		whole++
	}
	return whole
}
