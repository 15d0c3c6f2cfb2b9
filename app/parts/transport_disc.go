package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// playDisc is the filled disc that plays and pauses.
type playDisc struct {
	touch
	playing bool

	disc *canvas.Circle
	veil *canvas.Circle
	icon *canvas.Image
	ring *canvas.Rectangle
}

func newPlayDisc(act func()) *playDisc {
	d := &playDisc{disc: canvas.NewCircle(nil), veil: canvas.NewCircle(nil), icon: picture(), ring: newRing()}
	d.touchable(d, act)
	return d
}

// PlayDisc is the disc alone, for a player without a transport. Its act is the
// screen's.
type PlayDisc struct{ playDisc }

// NewPlayDisc makes a disc that shows play.
func NewPlayDisc(tapped func()) *PlayDisc {
	d := &PlayDisc{playDisc{disc: canvas.NewCircle(nil), veil: canvas.NewCircle(nil), icon: picture(), ring: newRing()}}
	d.touchable(d, tapped)
	return d
}

// SetPlaying shows pause while something plays.
func (d *PlayDisc) SetPlaying(playing bool) {
	if d.playing != playing {
		d.playing = playing
		d.Refresh()
	}
}

func (d *playDisc) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.disc, d.veil, d.icon, d.ring}
}

func (d *playDisc) least() fyne.Size { return fyne.NewSquareSize(look.Scaled(36)) }

func (d *playDisc) paint() {
	ground, tone := look.Fill, look.OnFill
	if d.off {
		ground, tone = look.Hover, look.Ink3
	}
	d.disc.FillColor = look.Colour(ground)
	d.veil.FillColor = look.Alpha(look.OnFill, 28)
	d.veil.Hidden = !d.hovered
	name := "play"
	if d.playing {
		name = "pause"
	}
	draw(d.icon, name, tone)
	showRing(d.ring, d.focused, d.least().Width/2)
}

func (d *playDisc) lay(size fyne.Size) {
	place(d.disc, 0, 0, size.Width, size.Height)
	place(d.veil, 0, 0, size.Width, size.Height)
	e := look.Scaled(22)
	place(d.icon, middle(size.Width, e), middle(size.Height, e), e, e)
	layRing(d.ring, size)
}

// skipButton is an icon with its key, which stands on the side of the disc.
type skipButton struct {
	touch
	name     string
	key      string
	keyFirst bool

	veil *canvas.Rectangle
	icon *canvas.Image
	face keycap
	ring *canvas.Rectangle
}

func newSkipButton(name string, keyFirst bool, act func()) *skipButton {
	b := &skipButton{name: name, keyFirst: keyFirst, veil: box(), icon: picture(), face: newKeycap(), ring: newRing()}
	b.touchable(b, act)
	return b
}

func (b *skipButton) setKey(key string) {
	b.key = key
	b.Refresh()
}

func (b *skipButton) pieces() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{b.veil, b.icon, b.ring}, b.face.pieces()...)
}

func (b *skipButton) least() fyne.Size {
	w := 2 + look.Scaled(18) + 2
	if k := capSize(b.key); k.Width > 0 {
		w += 5 + k.Width
	}
	return fyne.NewSize(w, look.Scaled(look.HeightSmall))
}

func (b *skipButton) paint() {
	tone := look.Ink2
	if b.off {
		tone = look.NaM
	}
	b.veil.FillColor, b.veil.CornerRadius = look.Alpha(look.Ink, 16), look.RadiusButton
	b.veil.Hidden = !b.hovered
	draw(b.icon, b.name, tone)
	b.face.paint(b.key, look.Surface, look.Line2, look.Ink2)
	showRing(b.ring, b.focused, look.RadiusButton)
}

func (b *skipButton) lay(size fyne.Size) {
	place(b.veil, -2, 0, size.Width+4, size.Height)
	layRing(b.ring, size)
	e, k := look.Scaled(18), capSize(b.key)
	iconX, keyX := float32(2), 2+e+5
	if b.keyFirst {
		keyX, iconX = 2, size.Width-2-e
	}
	place(b.icon, iconX, middle(size.Height, e), e, e)
	b.face.lay(keyX, middle(size.Height, k.Height), k.Width)
}
