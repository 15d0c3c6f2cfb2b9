package parts

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// rgba is a premultiplied colour.
type rgba [4]uint8

func premultiplied(c color.Color, opacity float64) rgba {
	r, g, b, a := c.RGBA()
	f := opacity / 257
	return rgba{
		uint8(float64(r)*f + .5), uint8(float64(g)*f + .5),
		uint8(float64(b)*f + .5), uint8(float64(a)*f + .5),
	}
}

// canvasOfSize is img, wiped, or a new image where the size has changed.
func canvasOfSize(img *image.RGBA, w, h int) *image.RGBA {
	if img == nil || img.Rect.Dx() != w || img.Rect.Dy() != h {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	clear(img.Pix)
	return img
}

// waveInk is the two colours of a lane: peak and RMS.
type waveInk struct{ peak, rms rgba }

func newWaveInk(c color.Color) waveInk {
	return waveInk{premultiplied(c, .5), premultiplied(c, 1)}
}

// drawWave draws one bin per pixel column of img between top and top+height;
// gain stretches full scale to the height.
func drawWave(img *image.RGBA, bins []Bin, top, height int, gain float64, how waveInk) {
	half := float64(height) / 2
	mid := float64(top) + half
	k := half * gain / 32768
	level := func(v float64) int { return int(math.Round(min(max(mid-v*k, float64(top)), float64(top+height)))) }
	for x, b := range bins[:min(len(bins), img.Rect.Dx())] {
		high, low := level(float64(b.Max)), level(float64(b.Min))
		if low <= high {
			high, low = int(mid), int(mid)+1
		}
		fillColumn(img, x, high, low, how.peak)
		loud, soft := level(float64(b.RMS)), level(-float64(b.RMS))
		fillColumn(img, x, max(loud, high), min(soft, low), how.rms)
	}
}

func fillColumn(img *image.RGBA, x, from, to int, c rgba) {
	from, to = max(from, 0), min(to, img.Rect.Dy())
	for at := from*img.Stride + x*4; from < to; from++ {
		copy(img.Pix[at:at+4:at+4], c[:])
		at += img.Stride
	}
}

// fillBand fills the whole height between two columns.
func fillBand(img *image.RGBA, from, to int, c rgba) {
	from, to = max(from, 0), min(to, img.Rect.Dx())
	for y := 0; y < img.Rect.Dy(); y++ {
		row := img.Pix[y*img.Stride:]
		for x := from; x < to; x++ {
			copy(row[x*4:x*4+4:x*4+4], c[:])
		}
	}
}

// stripes are lines at 45 degrees: their distance and width across, in pixels.
type stripes struct {
	apart, width float64
	colour       color.Color
	opacity      float64
}

// fillHatch lays the stripes between two columns over the whole height.
func fillHatch(img *image.RGBA, from, to int, h stripes) {
	from, to = max(from, 0), min(to, img.Rect.Dx())
	table := h.table()
	for y := 0; y < img.Rect.Dy(); y++ {
		row := img.Pix[y*img.Stride:]
		for x := from; x < to; x++ {
			if c := table[(x+y)%len(table)]; c[3] != 0 {
				copy(row[x*4:x*4+4:x*4+4], c[:])
			}
		}
	}
}

// table is the colour by (x+y) modulo its length: a stripe's coverage of a
// pixel, smoothed over the pixel.
func (h stripes) table() []rgba {
	period := max(int(math.Round(h.apart*math.Sqrt2)), 2)
	out := make([]rgba, period)
	for i := range out {
		d := float64(min(i, period-i)) / math.Sqrt2
		cover := min(max(h.width/2+.5-d, 0), 1)
		out[i] = premultiplied(h.colour, h.opacity*cover)
	}
	return out
}

// waveGain stretches a call so that its loud parts fill the lane: one scale for
// all lanes, taken where 99.5 % of the bins lie below, so that a click doesn't
// flatten the speech.
func waveGain(m WaveModel) float64 {
	if m.Source == nil || m.Length <= 0 {
		return 1
	}
	bins := make([]Bin, 1024)
	var tops []int
	for lane := range m.Lanes {
		m.Source.Columns(lane, 0, m.Length, bins)
		for _, b := range bins {
			tops = append(tops, max(int(b.Max), -int(b.Min)))
		}
	}
	if len(tops) == 0 {
		return 1
	}
	slices.Sort(tops)
	top := tops[len(tops)*995/1000]
	return min(max(32768*.97/float64(max(top, 1)), 1), 24)
}

// binsOf are the bins of a view, one per column: from the samples themselves
// where a column has fewer than 64 frames and they are at hand.
func binsOf(src Columns, lane int, from, to float64, dst []Bin, scratch *[]int16) {
	if raw, ok := src.(Frames); ok && to-from < 64*float64(len(dst)) {
		if fromFrames(raw, lane, from, to, dst, scratch) {
			return
		}
	}
	src.Columns(lane, int64(from), int64(to), dst)
}

func fromFrames(src Frames, lane int, from, to float64, dst []Bin, scratch *[]int16) bool {
	first := int64(from)
	need := int(math.Ceil(to)-float64(first)) + 2
	if cap(*scratch) < need {
		*scratch = make([]int16, need)
	}
	got := src.Frames(lane, first, (*scratch)[:need])
	if got <= 0 {
		return false
	}
	samples := (*scratch)[:got]
	step := (to - from) / float64(len(dst))
	for i := range dst {
		a := int(from + float64(i)*step - float64(first))
		b := int(math.Ceil(from+float64(i+1)*step-float64(first))) + 1
		dst[i] = binOf(samples[min(a, got):min(max(b, a+1), got)])
	}
	return true
}

func binOf(samples []int16) Bin {
	if len(samples) == 0 {
		return Bin{}
	}
	b, sum := Bin{Min: samples[0], Max: samples[0]}, 0.0
	for _, s := range samples {
		b.Min, b.Max = min(b.Min, s), max(b.Max, s)
		sum += float64(s) * float64(s)
	}
	b.RMS = int16(min(math.Sqrt(sum/float64(len(samples))), math.MaxInt16))
	return b
}
