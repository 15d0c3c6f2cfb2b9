package parts

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"
)

// stretch is one straight piece of a line.
func stretch(x1, y1, x2, y2, stroke float32, ink color.Color) *canvas.Line {
	l := canvas.NewLine(ink)
	l.StrokeWidth = stroke
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	return l
}

// jointed is stretch a little longer at both ends, so that pieces of one line
// leave no notch where they meet.
func jointed(x1, y1, x2, y2, stroke float32, ink color.Color) *canvas.Line {
	long := float32(math.Hypot(float64(x2-x1), float64(y2-y1)))
	if long == 0 {
		return stretch(x1, y1, x2, y2, stroke, ink)
	}
	dx, dy := (x2-x1)/long*stroke*0.35, (y2-y1)/long*stroke*0.35
	return stretch(x1-dx, y1-dy, x2+dx, y2+dy, stroke, ink)
}

// dasher draws dashes that run on evenly over the joints of a line.
type dasher struct {
	stroke, on, off float32
	ink             color.Color
	done            float32 // how far into the pattern the line is
}

func (d *dasher) draw(x1, y1, x2, y2 float32) []fyne.CanvasObject {
	long := float32(math.Hypot(float64(x2-x1), float64(y2-y1)))
	if long == 0 {
		return nil
	}
	at := func(s float32) (x, y float32) { return x1 + (x2-x1)*s/long, y1 + (y2-y1)*s/long }
	var all []fyne.CanvasObject
	period := d.on + d.off
	for s := -float32(math.Mod(float64(d.done), float64(period))); s < long; s += period {
		from, to := max(s, 0), min(s+d.on, long)
		if to <= from {
			continue
		}
		ax, ay := at(from)
		bx, by := at(to)
		all = append(all, stretch(ax, ay, bx, by, d.stroke, d.ink))
	}
	d.done += long
	return all
}

// dashes is one dashed straight line. Upright and level ones are rectangles:
// a Line of 1 px lands between pixels.
func dashes(x1, y1, x2, y2, stroke, on, off float32, ink color.Color) []fyne.CanvasObject {
	if x1 != x2 && y1 != y2 {
		return (&dasher{stroke: stroke, on: on, off: off, ink: ink}).draw(x1, y1, x2, y2)
	}
	var all []fyne.CanvasObject
	long := max(x2-x1, y2-y1)
	for s := float32(0); s < long; s += on + off {
		r := canvas.NewRectangle(ink)
		piece := min(on, long-s)
		if x1 == x2 {
			place(r, x1-stroke/2, y1+s, stroke, piece)
		} else {
			place(r, x1+s, y1-stroke/2, piece, stroke)
		}
		all = append(all, r)
	}
	return all
}

// polygon is a filled shape as a picture at twice its size: Fyne fills no free
// polygons.
func polygon(corners []fyne.Position, ink color.Color) *canvas.Image {
	least, most := corners[0], corners[0]
	for _, p := range corners {
		least = fyne.NewPos(min(least.X, p.X), min(least.Y, p.Y))
		most = fyne.NewPos(max(most.X, p.X), max(most.Y, p.Y))
	}
	least = fyne.NewPos(float32(math.Floor(float64(least.X))), float32(math.Floor(float64(least.Y))))
	wide, tall := int(most.X-least.X)+2, int(most.Y-least.Y)+2
	const fine = 2
	pen := vector.NewRasterizer(wide*fine, tall*fine)
	for i, p := range corners {
		x, y := (p.X-least.X)*fine, (p.Y-least.Y)*fine
		if i == 0 {
			pen.MoveTo(x, y)
		} else {
			pen.LineTo(x, y)
		}
	}
	pen.ClosePath()
	m := image.NewRGBA(image.Rect(0, 0, wide*fine, tall*fine))
	pen.Draw(m, m.Bounds(), image.NewUniform(ink), image.Point{})
	shown := canvas.NewImageFromImage(m)
	shown.FillMode = canvas.ImageFillStretch
	place(shown, least.X, least.Y, float32(wide), float32(tall))
	return shown
}
