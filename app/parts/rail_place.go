package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// railPlace is one place of a rail.
type railPlace struct {
	touch
	rail *Rail
	item RailItem

	plate, badge, ring *canvas.Rectangle
	icon, drop         *canvas.Image // drop: a group that opens
	word, count        *canvas.Text
}

func newRailPlace(r *Rail) *railPlace {
	p := &railPlace{rail: r, plate: box(), badge: box(), ring: newRing(), icon: picture(), drop: picture(), word: word(), count: word()}
	p.touchable(p, func() { r.press(p.item) })
	return p
}

func (p *railPlace) chosen() bool { return p.item.ID != "" && p.item.ID == p.rail.Chosen }

func (p *railPlace) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.plate, p.icon, p.badge, p.word, p.count, p.drop, p.ring}
}

func (p *railPlace) paint() {
	ground, ink, icon := look.Clear, look.Ink2, look.Ink2
	if p.chosen() {
		ground, ink, icon = look.Surface, look.Ink, look.Accent
	}
	fill(p.plate, ground, look.Clear, look.RadiusButton)
	if p.hovered && !p.chosen() {
		p.plate.FillColor = look.Alpha(look.Ink, 16)
	}
	draw(p.icon, p.item.Icon, icon)
	draw(p.drop, "drop", look.Ink3)
	p.drop.Hidden = p.item.ID != "" || p.rail.Folded
	size, count, countTone := look.TextBody, look.TextLabel, look.Ink3
	if p.rail.Folded {
		size, count, countTone = look.TextLabel, look.TextDigit, look.Ink
	}
	write(p.word, p.item.Word, size, ink, p.chosen())
	write(p.count, p.item.Count, count, countTone, false)
	fill(p.badge, look.Line2, look.Clear, look.Scaled(14)/2)
	p.badge.Hidden = !p.rail.Folded || p.item.Count == ""
	showRing(p.ring, p.focused, look.RadiusButton)
}

func (p *railPlace) least() fyne.Size { return fyne.NewSize(40, look.Scaled(32)) }

func (p *railPlace) lay(size fyne.Size) {
	place(p.plate, 0, 0, size.Width, size.Height)
	place(p.ring, 0, 0, size.Width, size.Height)
	if p.rail.Folded {
		p.layFolded(size)
		return
	}
	edge := look.Scaled(18)
	place(p.icon, 10, middle(size.Height, edge), edge, edge)
	count, end := measure(p.count).Width, size.Width-10
	if p.item.ID == "" {
		end -= look.Scaled(14) + 4
		place(p.drop, end+4, middle(size.Height, look.Scaled(14)), look.Scaled(14), look.Scaled(14))
	}
	left := 10 + edge + 10
	room := end - 6 - left - count
	p.word.Alignment = fyne.TextAlignLeading
	p.word.Text = fit(p.item.Word, room, p.word.TextSize, p.word.TextStyle)
	place(p.word, left, 0, room, size.Height)
	place(p.count, end-count, 0, count, size.Height)
}

func (p *railPlace) layFolded(size fyne.Size) {
	line := look.Scaled(16)
	edge := max(min(look.Scaled(18), size.Height-2-line), look.Scaled(12)) // many places in a low window
	top := max(middle(size.Height, edge+2+line), 0)
	place(p.icon, middle(size.Width, edge), top, edge, edge)
	p.word.Alignment = fyne.TextAlignCenter
	p.word.TextSize = p.foldedSize(size.Width)
	if measure(p.word).Width > size.Width { // the plate shows well enough that it is chosen
		p.word.TextStyle.Bold = false
	}
	const over = 6 // a long word may use the rail's own margin
	p.word.Text = fit(p.item.Word, size.Width+2*over, p.word.TextSize, p.word.TextStyle)
	place(p.word, -over, top+edge+2, size.Width+2*over, line)
	count, high := measure(p.count).Width, look.Scaled(14)
	wide := max(count+8, high)
	place(p.badge, size.Width-wide, 2, wide, high)
	place(p.count, size.Width-wide+(wide-count)/2, 2, count, high)
}

// foldedSize is 12, or 11 for a Latin word that doesn't fit else.
func (p *railPlace) foldedSize(width float32) float32 {
	size := look.Text(look.TextLabel)
	if fyne.MeasureText(p.item.Word, size, p.word.TextStyle).Width > width {
		return look.Text(look.TextDigit)
	}
	return size
}
