package parts

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"
)

// plane is one picture of the straight pieces of a chart. A window pays for
// every piece in it at every frame, and a chart with dashes has hundreds: as one
// picture they are drawn again only when the chart changes.
type plane struct {
	shown  *canvas.Raster
	shapes []shape
}

// shape is a filled polygon, its corners clockwise as seen on the screen.
type shape struct {
	corners []fyne.Position
	ink     color.Color
}

func newPlane() *plane {
	p := &plane{}
	p.shown = canvas.NewRaster(p.stamp)
	return p
}

// show draws what was added, on that size.
func (p *plane) show(size fyne.Size) {
	place(p.shown, 0, 0, size.Width, size.Height)
	canvas.Refresh(p.shown)
}

func (p *plane) add(ink color.Color, corners ...fyne.Position) {
	p.shapes = append(p.shapes, shape{corners, ink})
}

// box adds an upright rectangle.
func (p *plane) box(ink color.Color, x, y, wide, tall float32) {
	p.add(ink, fyne.NewPos(x, y), fyne.NewPos(x+wide, y), fyne.NewPos(x+wide, y+tall), fyne.NewPos(x, y+tall))
}

// pieces adds rectangles and lines.
func (p *plane) pieces(all []fyne.CanvasObject) {
	for _, o := range all {
		switch x := o.(type) {
		case *canvas.Rectangle:
			p.box(x.FillColor, x.Position().X, x.Position().Y, x.Size().Width, x.Size().Height)
		case *canvas.Line:
			a, b := x.Position1, x.Position2
			long := float32(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)))
			if long == 0 {
				continue
			}
			n := fyne.NewPos((b.Y-a.Y)/long*x.StrokeWidth/2, -(b.X-a.X)/long*x.StrokeWidth/2)
			p.add(x.StrokeColor, a.Add(n), b.Add(n), b.Subtract(n), a.Subtract(n))
		}
	}
}

// stamp draws the shapes in their order, each within its own bounds: a pass over
// the whole picture for every ink took most of the time of a chart.
func (p *plane) stamp(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	scale := float32(w) / max(p.shown.Size().Width, 1)
	pen := vector.NewRasterizer(0, 0)
	for _, s := range p.shapes {
		s.stamp(m, pen, scale)
	}
	return m
}

func (s shape) stamp(on *image.RGBA, pen *vector.Rasterizer, scale float32) {
	within := s.bounds(scale).Intersect(on.Rect)
	if within.Empty() {
		return
	}
	pen.Reset(within.Dx(), within.Dy())
	for i, c := range s.corners {
		x, y := c.X*scale-float32(within.Min.X), c.Y*scale-float32(within.Min.Y)
		if i == 0 {
			pen.MoveTo(x, y)
		} else {
			pen.LineTo(x, y)
		}
	}
	pen.ClosePath()
	pen.Draw(on, within, image.NewUniform(s.ink), image.Point{})
}

// bounds are the pixels that a shape touches.
func (s shape) bounds(scale float32) image.Rectangle {
	low, high := s.corners[0], s.corners[0]
	for _, c := range s.corners {
		low = fyne.NewPos(min(low.X, c.X), min(low.Y, c.Y))
		high = fyne.NewPos(max(high.X, c.X), max(high.Y, c.Y))
	}
	return image.Rect(int(math.Floor(float64(low.X*scale))), int(math.Floor(float64(low.Y*scale))), int(math.Ceil(float64(high.X*scale))), int(math.Ceil(float64(high.Y*scale))))
}
