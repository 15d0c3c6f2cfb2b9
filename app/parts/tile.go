package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// Tile is anything on a ground of its own that can be pressed as a whole, by
// Enter and Space too.
type Tile struct {
	touch
	inside fyne.CanvasObject
	ground *Plate
	ring   *Plate
}

// NewTile makes a tile around inside.
func NewTile(ground, edge look.Token, inside fyne.CanvasObject, tapped func()) *Tile {
	t := &Tile{inside: inside, ground: NewFrame(ground, edge, look.RadiusButton), ring: NewFrame(look.Clear, look.Accent, look.RadiusButton)}
	t.touchable(t, tapped)
	return t
}

func (t *Tile) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground, t.inside, t.ring}
}

func (t *Tile) paint() { t.ring.Hidden = !t.focused }

func (t *Tile) least() fyne.Size { return t.inside.MinSize() }

func (t *Tile) lay(size fyne.Size) {
	for _, o := range t.pieces() {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
}
