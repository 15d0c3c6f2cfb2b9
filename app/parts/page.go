package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Page is the sheet that a screen stands on: white, with a line above and at
// the left, round at its upper left corner.
type Page struct {
	widget.BaseWidget
	content     fyne.CanvasObject
	edge, sheet corner
}

// corner is an area with a round upper left corner, in three pieces. A round
// rectangle as large as the page costs a software renderer 35 ms a picture,
// four times a plain one; only the corner itself has to be one.
type corner struct {
	bend, above, below *canvas.Rectangle
	radius             float32
}

// NewPage makes a page around a screen's content.
func NewPage(content fyne.CanvasObject) *Page {
	p := &Page{content: content, edge: newCorner(look.RadiusDialog), sheet: newCorner(look.RadiusDialog - 1)}
	p.ExtendBaseWidget(p)
	return p
}

func newCorner(radius float32) corner { return corner{box(), box(), box(), radius} }

// SetContent changes the screen shown.
func (p *Page) SetContent(content fyne.CanvasObject) {
	p.content = content
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *Page) pieces() []fyne.CanvasObject {
	return append(append(p.edge.pieces(), p.sheet.pieces()...), p.content)
}

func (p *Page) paint() {
	p.edge.paint(look.Line2)
	p.sheet.paint(look.Surface)
}

func (p *Page) least() fyne.Size { return p.content.MinSize().AddWidthHeight(1, 1) }

func (p *Page) lay(size fyne.Size) {
	p.edge.lay(0, 0, size.Width, 1, 1, size.Height)
	p.sheet.lay(1, 1, size.Width-1, p.sheet.radius, size.Width-1, size.Height-1)
	place(p.content, 1, 1, size.Width-1, size.Height-1)
}

func (c corner) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{c.bend, c.above, c.below} }

func (c corner) paint(ground look.Token) {
	for _, r := range []*canvas.Rectangle{c.bend, c.above, c.below} {
		fill(r, ground, look.Clear, 0)
	}
	c.bend.TopLeftCornerRadius = c.radius
}

// lay puts the strip right of the bend and the one below it in place. The bend
// reaches under both: its own edges are soft.
func (c corner) lay(x, y, wide, above, below, tall float32) {
	place(c.bend, x, y, 2*c.radius, 2*c.radius)
	place(c.above, x+c.radius, y, wide-c.radius, above)
	place(c.below, x, y+c.radius, below, tall-c.radius)
}

// ToolBar is the line at the top of a room, 48 high on a hairline: what leads
// back and the title at the left, the main button at the right end.
func ToolBar(left, right []fyne.CanvasObject) fyne.CanvasObject {
	row := Row(8, append(append(left, Gap()), right...)...)
	return strip(look.HeightToolBar, look.Surface, false, Inset(0, 12, 0, 8, row))
}

// StatusBar is the line at the bottom, 32 high: Progress and links at the
// right.
func StatusBar(left, right []fyne.CanvasObject) fyne.CanvasObject {
	row := Row(10, append(append(left, Gap()), right...)...)
	return strip(look.HeightStatus, look.Well, true, Inset(0, 16, 0, 24, row))
}

// strip is a line of fixed height with a hairline above or below. Fix can't
// do it: the height must follow the text size.
func strip(height float32, ground look.Token, ruleAbove bool, row fyne.CanvasObject) fyne.CanvasObject {
	rule := NewHairline()
	lines := container.New(&high{height}, row)
	if ruleAbove {
		return Over(NewPlate(ground), Stack(0, rule, lines))
	}
	return Over(NewPlate(ground), Stack(0, lines, rule))
}

// High gives an object a height that follows the text size; h is at 100 %.
func High(h float32, o fyne.CanvasObject) *fyne.Container { return container.New(&high{h}, o) }

type high struct{ height float32 }

// MinSize is for Fyne.
func (h *high) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, look.Scaled(h.height))
}

// Layout is for Fyne.
func (h *high) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	(&grow{}).Layout(objects, size)
}
