package parts

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// ink is how a text is written.
type ink struct {
	size  float32 // look.Text…, unscaled
	token look.Token
	bold  bool
}

func (i ink) in(token look.Token) ink { i.token = token; return i }
func (i ink) heavy() ink              { i.bold = true; return i }

var (
	inkDigit = ink{size: look.TextDigit, token: look.Ink3}
	inkLabel = ink{size: look.TextLabel, token: look.Ink2}
	inkBody  = ink{size: look.TextBody, token: look.Ink}
	inkRead  = ink{size: look.TextReading, token: look.Ink}
)

func styleOf(i ink) fyne.TextStyle { return fyne.TextStyle{Bold: i.bold} }

// spot is a place of a drawing that answers the mouse.
type spot struct {
	name   string
	at     fyne.Position
	size   fyne.Size
	act    func()
	silent bool // keeps the arrow cursor
}

func (s spot) holds(p fyne.Position) bool {
	return p.X >= s.at.X && p.Y >= s.at.Y && p.X < s.at.X+s.size.Width && p.Y < s.at.Y+s.size.Height
}

// pen draws a part anew from canvas objects that it keeps between drawings, so
// that drawing a row costs no allocation and scrolling reuses what is there.
type pen struct {
	texts   stock[*canvas.Text]
	rects   stock[*canvas.Rectangle]
	icons   stock[*canvas.Image]
	discs   stock[*canvas.Circle]
	caps    stock[keycap]
	images  stock[*canvas.Image]
	objects []fyne.CanvasObject
	spots   []spot
	hovered string
}

// stock is the kept objects of one kind, and how many this drawing has used.
type stock[T any] struct {
	kept []T
	used int
}

func (s *stock[T]) next(make func() T) T {
	if s.used == len(s.kept) {
		s.kept = append(s.kept, make())
	}
	s.used++
	return s.kept[s.used-1]
}

func (p *pen) begin() {
	p.texts.used, p.rects.used, p.icons.used, p.discs.used, p.caps.used = 0, 0, 0, 0, 0
	p.images.used = 0
	p.objects, p.spots = p.objects[:0], p.spots[:0]
}

// text writes s from x on, in the middle of the height h under y, and says how
// wide it came out.
func (p *pen) text(s string, x, y, h float32, how ink) float32 {
	if s == "" {
		return 0
	}
	t := p.texts.next(func() *canvas.Text { return canvas.NewText("", nil) })
	t.Text, t.TextSize, t.TextStyle = s, look.Text(how.size), fyne.TextStyle{Bold: how.bold}
	t.Color = look.Colour(how.token)
	w := widthOf(s, how)
	place(t, x, float32(math.Round(float64(y))), w, h)
	p.objects = append(p.objects, t)
	return w
}

// ends writes s so that it ends at x.
func (p *pen) ends(s string, x, y, h float32, how ink) float32 {
	w := widthOf(s, how)
	p.text(s, x-w, y, h, how)
	return w
}

// cut writes as much of s as fits in the width.
func (p *pen) cut(s string, x, y, width, h float32, how ink) float32 {
	return p.text(fit(s, width, look.Text(how.size), styleOf(how)), x, y, h, how)
}

// box fills a rectangle.
func (p *pen) box(x, y, w, h float32, token look.Token, radius float32) *canvas.Rectangle {
	r := p.rects.next(func() *canvas.Rectangle { return canvas.NewRectangle(nil) })
	r.FillColor, r.StrokeColor, r.StrokeWidth = look.Colour(token), nil, 0
	r.CornerRadius = radius
	place(r, x, y, w, h)
	p.objects = append(p.objects, r)
	return r
}

// frame fills a rectangle and strokes its edge.
func (p *pen) frame(x, y, w, h float32, fill, edge look.Token, radius float32) *canvas.Rectangle {
	r := p.box(x, y, w, h, fill, radius)
	r.StrokeColor, r.StrokeWidth = look.Colour(edge), 1
	return r
}

// icon draws an icon in a square that is centred in the height h under y.
func (p *pen) icon(name string, tone look.Token, x, y, h, size float32) {
	i := p.icons.next(picture)
	draw(i, name, tone)
	size = look.Scaled(size)
	place(i, x, y+middle(h, size), size, size)
	p.objects = append(p.objects, i)
}

// stripes draws a small sample of a hatch.
func (p *pen) stripes(x, y, w, h float32, tone look.Token) {
	i := p.images.next(func() *canvas.Image { return &canvas.Image{FillMode: canvas.ImageFillStretch} })
	i.Image = Hatch(int(2*w), int(2*h), 8, 2.4, look.Alpha(tone, 170))
	place(i, x, y, w, h)
	i.Refresh()
	p.objects = append(p.objects, i)
}

// disc draws a filled circle around a centre.
func (p *pen) disc(x, y, radius float32, token look.Token) *canvas.Circle {
	c := p.discs.next(func() *canvas.Circle { return canvas.NewCircle(nil) })
	c.FillColor, c.StrokeColor, c.StrokeWidth = look.Colour(token), nil, 0
	place(c, x-radius, y-radius, 2*radius, 2*radius)
	p.objects = append(p.objects, c)
	return c
}

// badge draws a key badge that is centred in the height h under y.
func (p *pen) badge(key string, x, y, h float32) float32 {
	if key == "" {
		return 0
	}
	c, size := p.caps.next(newKeycap), capSize(key)
	c.paint(key, look.Surface, look.Line2, look.Ink2)
	c.lay(x, y+middle(h, size.Height), size.Width)
	p.objects = append(p.objects, c.pieces()...)
	return size.Width
}

// dot divides facts.
func (p *pen) dot(x, y, h float32) float32 {
	p.disc(x+1.5, y+h/2, 1.5, look.Ink3)
	return 3
}

// on makes a place answer the mouse.
func (p *pen) on(name string, x, y, w, h float32, act func()) {
	p.spots = append(p.spots, spot{name: name, at: fyne.NewPos(x, y), size: fyne.NewSize(w, h), act: act})
}

// ground makes all that no other spot covers answer, with the arrow cursor.
func (p *pen) ground(size fyne.Size, act func()) {
	p.spots = append(p.spots, spot{name: "ground", size: size, act: act, silent: true})
}

func (p *pen) at(pos fyne.Position) *spot {
	for i := len(p.spots) - 1; i >= 0; i-- {
		if p.spots[i].holds(pos) {
			return &p.spots[i]
		}
	}
	return nil
}

// sheet is a widget that is drawn by a pen: for parts whose pieces change with
// what they show. A part embeds it and calls drawnBy.
type sheet struct {
	widget.BaseWidget
	pen     pen
	self    fyne.Widget
	paint   func(*pen, fyne.Size)
	leastOf func() fyne.Size
	extra   []fyne.CanvasObject // widgets above the drawing; paint places them
	cursor  bool
}

func (d *sheet) drawnBy(self fyne.Widget, paint func(*pen, fyne.Size), least func() fyne.Size) {
	d.self, d.paint, d.leastOf = self, paint, least
	d.ExtendBaseWidget(self)
}

func (d *sheet) redraw() {
	d.pen.begin()
	d.paint(&d.pen, d.Size())
	d.pen.objects = append(d.pen.objects, d.extra...)
}

// CreateRenderer draws with the pen.
func (d *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{d} }

type sheetRenderer struct{ d *sheet }

func (r *sheetRenderer) Layout(fyne.Size)             { r.d.redraw() }
func (r *sheetRenderer) MinSize() fyne.Size           { return r.d.leastOf() }
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.d.pen.objects }
func (r *sheetRenderer) Destroy()                     {}

func (r *sheetRenderer) Refresh() {
	r.d.redraw()
	for _, o := range r.d.extra {
		o.Refresh()
	}
	canvas.Refresh(r.d.self)
}

// Tapped does what the place under the mouse does.
func (d *sheet) Tapped(ev *fyne.PointEvent) {
	if s := d.pen.at(ev.Position); s != nil && s.act != nil {
		s.act()
	}
}

// MouseIn follows the mouse.
func (d *sheet) MouseIn(ev *desktop.MouseEvent) { d.MouseMoved(ev) }

// MouseMoved redraws when the mouse comes over another place.
func (d *sheet) MouseMoved(ev *desktop.MouseEvent) {
	name, hand := "", false
	if s := d.pen.at(ev.Position); s != nil {
		name, hand = s.name, !s.silent
	}
	d.cursor = hand
	d.hover(name)
}

// MouseOut forgets the mouse.
func (d *sheet) MouseOut() { d.hover("") }

func (d *sheet) hover(name string) {
	if name == d.pen.hovered {
		return
	}
	d.pen.hovered = name
	d.Refresh()
}

// Cursor is a hand over what can be clicked.
func (d *sheet) Cursor() desktop.Cursor {
	if d.cursor {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
