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

	face   keycap
	chosen bool
}

// shownKey is what badges show for a key of the house.
var shownKey = func(key string) string { return key }

// ShowKeys lets all badges show what now does what a key of the house did, from
// the next time on that they are drawn.
func ShowKeys(instead func(key string) string) { shownKey = instead }

// NewKeyBadge makes a badge.
func NewKeyBadge(key string) *KeyBadge {
	k := &KeyBadge{Key: key, face: newKeycap()}
	k.ExtendBaseWidget(k)
	return k
}

// AsChosen makes the badge show its key as it stands: it is the one that works,
// or no key at all, such as the letter of an option.
func (k *KeyBadge) AsChosen() *KeyBadge {
	k.chosen = true
	return k
}

// key is what is shown.
func (k *KeyBadge) key() string {
	if k.chosen {
		return k.Key
	}
	return shownKey(k.Key)
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
func (k *KeyBadge) least() fyne.Size            { return sizeOfCap(k.key()) }
func (k *KeyBadge) lay(size fyne.Size) {
	h := look.Scaled(look.HeightKey)
	k.face.lay(0, middle(size.Height, h), size.Width)
}

func (k *KeyBadge) paint() {
	if k.OnMain {
		k.face.show(k.key(), look.Clear, look.OnFill, look.OnFill)
	} else {
		k.face.show(k.key(), look.Surface, look.Line2, look.Ink2)
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

// paint shows a key of the house.
func (c keycap) paint(key string, ground, edge, ink look.Token) {
	c.show(shownKey(key), ground, edge, ink)
}

func (c keycap) show(key string, ground, edge, ink look.Token) {
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

// capSize is the room that a key of the house wants; none without a key.
func capSize(key string) fyne.Size { return sizeOfCap(shownKey(key)) }

func sizeOfCap(key string) fyne.Size {
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
