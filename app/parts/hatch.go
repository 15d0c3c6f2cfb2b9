package parts

import (
	"image"
	"image/color"
	"math"
)

// Hatch is a picture of slanted stripes on nothing, the sign for "too few to
// tell" and for silence. The gap is the distance between stripes, wide their
// thickness, all in the picture's pixels.
func Hatch(width, height int, gap, wide float64, ink color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, max(width, 1), max(height, 1)))
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			m.Set(x, y, faded(ink, stripe(float64(x), float64(y), gap, wide)))
		}
	}
	return m
}

// stripe is how much of the pixel a stripe of 45 degrees covers, 0 to 1.
func stripe(x, y, gap, wide float64) float64 {
	across := math.Mod((x+y)/math.Sqrt2, gap)
	off := math.Min(across, gap-across) // from the middle of a stripe
	return math.Max(0, math.Min(1, wide/2-off+0.5))
}

// faded is a colour at a share of its opacity, premultiplied.
func faded(c color.Color, share float64) color.RGBA {
	r, g, b, a := c.RGBA()
	f := func(v uint32) uint8 { return uint8(float64(v>>8)*share + 0.5) }
	return color.RGBA{R: f(r), G: f(g), B: f(b), A: f(a)}
}
