package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Check is a box to tick with its word behind it. Enter and Space tick it.
type Check struct {
	touch
	Word      string
	Checked   bool
	TextSize  float32 // at 100 %
	OnChanged func(checked bool)

	box  *canvas.Image
	word *canvas.Text
	ring *canvas.Rectangle
}

// NewCheck makes a check box with text of 12.
func NewCheck(caption string, checked bool, changed func(bool)) *Check {
	c := &Check{Word: caption, Checked: checked, OnChanged: changed, TextSize: look.TextLabel,
		box: picture(), word: word(), ring: newRing()}
	c.touchable(c, func() { c.Set(!c.Checked) })
	return c
}

// Set ticks the box or not, and reports a change.
func (c *Check) Set(checked bool) {
	if c.Checked == checked {
		return
	}
	c.Checked = checked
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(checked)
	}
}

func (c *Check) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box, c.word, c.ring}
}

// checkIcon is the drawing of a box, ticked or not.
func checkIcon(checked bool) (name string, tone look.Token) {
	if checked {
		return "boxon", look.Accent
	}
	return "box", look.Edge
}

func (c *Check) paint() {
	name, tone := checkIcon(c.Checked)
	ink := look.Ink
	if c.off {
		tone, ink = look.Ink3, look.Ink3
	} else if c.hovered {
		tone = look.Accent
	}
	draw(c.box, name, tone)
	write(c.word, c.Word, c.TextSize, ink, false)
	showRing(c.ring, c.focused, look.RadiusBadge)
}

func (c *Check) least() fyne.Size {
	words := fyne.MeasureText(c.Word, look.Text(c.TextSize), fyne.TextStyle{})
	edge := look.Scaled(16)
	if c.Word == "" {
		return fyne.NewSquareSize(edge)
	}
	return fyne.NewSize(roundUp(edge+6+words.Width), max(edge, words.Height))
}

func (c *Check) lay(size fyne.Size) {
	edge := look.Scaled(16)
	place(c.box, 0, middle(size.Height, edge), edge, edge)
	place(c.word, edge+6, 0, max(size.Width-edge-6, 0), size.Height)
	layRing(c.ring, size)
}
