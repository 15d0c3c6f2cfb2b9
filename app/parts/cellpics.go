package parts

import (
	"image"
	"image/color"
	"math"

	"shifu/app/look"
	"shifu/internal/chart"
)

// cellScale is by how much pictures in cells are larger than they are shown.
const cellScale = 2

// SparkImage is a Sparkline for a cell of a Table, with the line of 0 if the
// scale holds it; width and height are at 100 %.
func SparkImage(values []float64, scale chart.Scale, width, height int) *image.RGBA {
	p := newCellPicture(width, height)
	if len(values) == 0 {
		return p.img
	}
	const side = 8
	x := func(i int) float64 {
		if len(values) == 1 {
			return p.wide / 2
		}
		return side + float64(i)/float64(len(values)-1)*(p.wide-2*side)
	}
	y := func(v float64) float64 { return 3 + (1-max(min(scale.At(v), 1), 0))*(p.tall-2*3) }
	if scale.Low < 0 && scale.High > 0 {
		p.line(side, y(0), p.wide-side, y(0), 1, look.Line2, 255)
	}
	for i := 1; i < len(values); i++ {
		p.line(x(i-1), y(values[i-1]), x(i), y(values[i]), 1.5, look.Accent, 255)
	}
	last := len(values) - 1
	p.line(x(last), y(values[last]), x(last), y(values[last]), 5, look.Accent, 255)
	return p.img
}

// IntervalImage is an Interval for a cell of a Table, with a mark at 0 if the
// scale holds it; width and height are at 100 %.
func IntervalImage(scale chart.Scale, value, low, high float64, width, height int) *image.RGBA {
	p := newCellPicture(width, height)
	const side = 10
	x := func(v float64) float64 { return side + max(min(scale.At(v), 1), 0)*(p.wide-2*side) }
	middle := p.tall / 2
	p.line(side, middle, p.wide-side, middle, 1, look.Line2, 255)
	if scale.Low < 0 && scale.High > 0 {
		p.line(x(0), 2, x(0), p.tall-2, 1, look.Ink3, 255)
	}
	p.line(x(low), middle, x(high), middle, 4, look.Accent, 120)
	p.line(x(value), middle, x(value), middle, 7, look.Accent, 255)
	return p.img
}

// cellPicture is drawn with lines that have round ends.
type cellPicture struct {
	img        *image.RGBA
	wide, tall float64 // at 100 %
}

func newCellPicture(width, height int) *cellPicture {
	return &cellPicture{image.NewRGBA(image.Rect(0, 0, width*cellScale, height*cellScale)), float64(width), float64(height)}
}

// line draws from one point to another; both the same make a dot.
func (p *cellPicture) line(x1, y1, x2, y2, thick float64, tone look.Token, alpha float64) {
	ink := color.NRGBAModel.Convert(look.Colour(tone)).(color.NRGBA)
	reach := thick/2 + 1
	left, right := max(int((min(x1, x2)-reach)*cellScale), 0), min(int((max(x1, x2)+reach)*cellScale)+1, p.img.Rect.Dx())
	top, bottom := max(int((min(y1, y2)-reach)*cellScale), 0), min(int((max(y1, y2)+reach)*cellScale)+1, p.img.Rect.Dy())
	for py := top; py < bottom; py++ {
		for px := left; px < right; px++ {
			far := distance((float64(px)+.5)/cellScale, (float64(py)+.5)/cellScale, x1, y1, x2, y2)
			if cover := min(max((thick/2-far)*cellScale+.5, 0), 1); cover > 0 {
				p.blend(px, py, ink, cover*alpha/255)
			}
		}
	}
}

// blend lays a colour over a premultiplied pixel.
func (p *cellPicture) blend(x, y int, ink color.NRGBA, cover float64) {
	under := p.img.RGBAAt(x, y)
	mix := func(below, above uint8) uint8 {
		return uint8(math.Round(float64(below)*(1-cover) + float64(above)*cover))
	}
	p.img.SetRGBA(x, y, color.RGBA{mix(under.R, ink.R), mix(under.G, ink.G), mix(under.B, ink.B), mix(under.A, 255)})
}

// distance is that of a point from a line between two others.
func distance(x, y, x1, y1, x2, y2 float64) float64 {
	dx, dy := x2-x1, y2-y1
	along := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		along = max(min(((x-x1)*dx+(y-y1)*dy)/long, 1), 0)
	}
	return math.Hypot(x-x1-along*dx, y-y1-along*dy)
}
