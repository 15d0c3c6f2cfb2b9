package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// chartTip is the small plate beside a point under the mouse.
type chartTip struct {
	plate *canvas.Rectangle
	word  *canvas.Text
}

func newChartTip() chartTip {
	t := chartTip{box(), word()}
	t.word.Alignment = fyne.TextAlignCenter
	t.hide()
	return t
}

func (t chartTip) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{t.plate, t.word} }

func (t chartTip) paint() {
	fill(t.plate, look.Surface, look.Line2, look.RadiusBadge)
	write(t.word, t.word.Text, look.TextLabel, look.Ink, false)
}

// show puts the plate above a point, or below where there is no room.
func (t chartTip) show(value string, x, y float32, within fyne.Size) {
	t.word.Text = value
	t.paint()
	wide, tall := measure(t.word).Width+16, look.Scaled(22)
	left := max(min(x-wide/2, within.Width-wide), 0)
	top := y - tall - 8
	if top < 0 {
		top = y + 8
	}
	place(t.plate, left, top, wide, tall)
	place(t.word, left, top, wide, tall)
	t.plate.Hidden, t.word.Hidden = value == "", value == ""
}

// hide says whether anything was shown.
func (t chartTip) hide() bool {
	was := !t.plate.Hidden
	t.plate.Hidden, t.word.Hidden = true, true
	return was
}
