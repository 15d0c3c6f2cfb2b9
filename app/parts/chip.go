package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Chip is a filter that is set: its name, its value and a cross that takes it
// away. A press elsewhere on it changes the value.
type Chip struct {
	touch
	Name, Value string
	OnTapped    func() // change the value
	OnRemoved   func()

	plate, veil, ring *canvas.Rectangle
	name, value       *canvas.Text
	cross             *canvas.Image
}

// NewChip makes a chip.
func NewChip(name, value string, tapped, removed func()) *Chip {
	c := &Chip{Name: name, Value: value, OnTapped: tapped, OnRemoved: removed,
		plate: box(), veil: box(), ring: newRing(), name: word(), value: word(), cross: picture()}
	c.touchable(c, func() {
		if c.OnTapped != nil {
			c.OnTapped()
		}
	})
	return c
}

// Tapped changes the value, or takes the filter away on the cross.
func (c *Chip) Tapped(at *fyne.PointEvent) {
	if at != nil && at.Position.X > c.Size().Width-c.crossRoom() {
		c.remove()
		return
	}
	c.touch.Tapped(at)
}

// TypedKey takes the filter away on Delete and Backspace.
func (c *Chip) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDelete || key.Name == fyne.KeyBackspace {
		c.remove()
		return
	}
	c.touch.TypedKey(key)
}

func (c *Chip) remove() {
	if c.OnRemoved != nil {
		c.OnRemoved()
	}
}

func (c *Chip) crossRoom() float32 { return look.Scaled(13) + 14 }

func (c *Chip) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.plate, c.veil, c.name, c.value, c.cross, c.ring}
}

func (c *Chip) paint() {
	fill(c.plate, look.Surface, look.Line2, look.RadiusButton)
	c.veil.FillColor = look.Alpha(look.Ink, 16)
	c.veil.CornerRadius = look.RadiusButton
	c.veil.Hidden = !c.hovered
	write(c.name, c.Name, look.TextLabel, look.Ink3, false)
	write(c.value, c.Value, look.TextLabel, look.Ink, false)
	draw(c.cross, "cancel", look.Ink3)
	showRing(c.ring, c.focused, look.RadiusButton)
}

func (c *Chip) widths() (name, value float32) {
	size := look.Text(look.TextLabel)
	name = fyne.MeasureText(c.Name, size, fyne.TextStyle{}).Width
	if c.Name != "" {
		name += 6
	}
	return name, fyne.MeasureText(c.Value, size, fyne.TextStyle{}).Width
}

func (c *Chip) least() fyne.Size {
	name, value := c.widths()
	return fyne.NewSize(roundUp(9+name+value+6+look.Scaled(13)+9), look.Scaled(look.HeightSmall))
}

func (c *Chip) lay(size fyne.Size) {
	place(c.plate, 0, 0, size.Width, size.Height)
	place(c.veil, 0, 0, size.Width, size.Height)
	layRing(c.ring, size)
	name, value := c.widths()
	place(c.name, 9, 0, name, size.Height)
	place(c.value, 9+name, 0, value, size.Height)
	e := look.Scaled(13)
	place(c.cross, size.Width-9-e, middle(size.Height, e), e, e)
}
