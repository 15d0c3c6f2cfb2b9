package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Plate is a rectangle in a token's colour: grounds, hairlines, dots. It
// follows the theme.
type Plate struct {
	widget.BaseWidget
	Ground look.Token
	Edge   look.Token // look.Clear for none
	Radius float32
	Least  fyne.Size

	rect *canvas.Rectangle
}

// NewPlate makes a ground without an edge.
func NewPlate(ground look.Token) *Plate {
	p := &Plate{Ground: ground, Edge: look.Clear, rect: box()}
	p.ExtendBaseWidget(p)
	return p
}

// NewFrame makes a ground with a 1 px edge and round corners.
func NewFrame(ground, edge look.Token, radius float32) *Plate {
	p := NewPlate(ground)
	p.Edge, p.Radius = edge, radius
	return p
}

// NewHairline is a horizontal line of 1 px.
func NewHairline() *Plate {
	p := NewPlate(look.Line)
	p.Least = fyne.NewSize(1, 1)
	return p
}

// NewUpright is a vertical line of 1 px, at least that high.
func NewUpright(height float32) *Plate {
	p := NewPlate(look.Line)
	p.Least = fyne.NewSize(1, height)
	return p
}

// NewDot is the 3 px dot that divides facts in a line.
func NewDot() *Plate {
	p := NewPlate(look.Ink3)
	p.Least, p.Radius = fyne.NewSize(3, 3), 1.5
	return p
}

// CreateRenderer is for Fyne.
func (p *Plate) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *Plate) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{p.rect} }
func (p *Plate) least() fyne.Size            { return p.Least }
func (p *Plate) lay(size fyne.Size)          { p.rect.Resize(size) }
func (p *Plate) paint()                      { fill(p.rect, p.Ground, p.Edge, p.Radius) }

// Facts is a line of facts divided by dots: "Team 2 • 11-21 16:31".
func Facts(values ...fyne.CanvasObject) *fyne.Container {
	row := Row(7)
	for i, v := range values {
		if i > 0 {
			row.Add(NewDot())
		}
		row.Add(v)
	}
	return row
}

// Icon is a drawing in a token's colour. It grows with the text.
type Icon struct {
	widget.BaseWidget
	Name string
	Edge float32 // at 100 %
	Tone look.Token

	image *canvas.Image
}

// NewIcon makes an icon of that edge length (at 100 %). See look.Icon for the
// names.
func NewIcon(name string, edge float32, tone look.Token) *Icon {
	i := &Icon{Name: name, Edge: edge, Tone: tone, image: picture()}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes shape and colour.
func (i *Icon) Set(name string, tone look.Token) {
	i.Name, i.Tone = name, tone
	i.Refresh()
}

// CreateRenderer is for Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return newDrawing(i) }

func (i *Icon) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{i.image} }
func (i *Icon) least() fyne.Size            { return fyne.NewSquareSize(look.Scaled(i.Edge)) }
func (i *Icon) paint()                      { draw(i.image, i.Name, i.Tone) }

func (i *Icon) lay(size fyne.Size) {
	edge := min(look.Scaled(i.Edge), size.Width, size.Height)
	place(i.image, middle(size.Width, edge), middle(size.Height, edge), edge, edge)
}
