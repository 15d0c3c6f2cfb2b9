package loudness

import "math"

// weighting is the K weighting of one channel: a high shelf for the head and a
// high-pass (BS.1770-5, annex 1, figures 3 and 4).
type weighting struct{ shelf, pass biquad }

func (w *weighting) next(x float64) float64 { return w.pass.next(w.shelf.next(x)) }

// The analogue filters behind the coefficients that the standard tables for
// 48 kHz: frequency, quality and gain, as libebur128 and pyloudnorm have them.
const (
	shelfHertz   = 1681.974450955533
	shelfQuality = 0.7071752369554196
	shelfGain    = 3.999843853973347 // dB
	passHertz    = 38.13547087602444
	passQuality  = 0.5003270373238773
)

// newWeighting makes both filters for a rate by the bilinear transform. At
// 48 kHz they are those of the standard's tables 1 and 2.
func newWeighting(rate float64) weighting {
	k := math.Tan(math.Pi * shelfHertz / rate)
	high := math.Pow(10, shelfGain/20)
	middle := math.Pow(high, 0.4996667741545416)
	a := 1 + k/shelfQuality + k*k
	shelf := biquad{
		b0: (high + middle*k/shelfQuality + k*k) / a, b1: 2 * (k*k - high) / a, b2: (high - middle*k/shelfQuality + k*k) / a,
		a1: 2 * (k*k - 1) / a, a2: (1 - k/shelfQuality + k*k) / a,
	}
	k = math.Tan(math.Pi * passHertz / rate)
	a = 1 + k/passQuality + k*k
	return weighting{shelf, biquad{b0: 1, b1: -2, b2: 1, a1: 2 * (k*k - 1) / a, a2: (1 - k/passQuality + k*k) / a}}
}

// biquad is a second-order filter in its transposed direct form II.
type biquad struct{ b0, b1, b2, a1, a2, s1, s2 float64 }

func (f *biquad) next(x float64) float64 {
	y := f.b0*x + f.s1
	f.s1 = f.b1*x - f.a1*y + f.s2
	f.s2 = f.b2*x - f.a2*y
	return y
}
