package resample

import "math"

const (
	side      = 16    // taps on each side at the lower of the two rates
	beta      = 8.6   // Kaiser's shape: side lobes some 90 dB down
	cutoff    = 0.957 // of the lower rate's Nyquist frequency
	maxPhases = 2048  // odd rates share the nearest of so many phases
)

// Kernel is the filter between two rates. It doesn't change after NewKernel, so
// that any number of streams may use it at once.
type Kernel struct {
	up, down int // output frames to input frames, in lowest terms
	half     int // taps on each side, in input frames
	taps     [][]float32
}

// NewKernel computes the filter from in to out frames a second: a sinc of
// 2·16 taps under a Kaiser window (J. F. Kaiser, 1974) with beta 8.6, each
// phase scaled to let direct current through unchanged.
func NewKernel(in, out int) *Kernel {
	g := gcd(in, out)
	k := &Kernel{up: out / g, down: in / g}
	wide := math.Max(1, float64(in)/float64(out))
	k.half = int(math.Ceil(side * wide))
	if k.same() {
		return k
	}
	k.taps = make([][]float32, min(k.up, maxPhases))
	for p := range k.taps {
		k.taps[p] = phase(float64(p)/float64(len(k.taps)), k.half, cutoff/wide)
	}
	return k
}

func (k *Kernel) same() bool { return k.up == k.down }

func (k *Kernel) at(phase int) []float32 {
	if k.up > maxPhases {
		phase = int(int64(phase) * maxPhases / int64(k.up))
	}
	return k.taps[phase]
}

// phase is the filter for outputs that lie frac of an input frame behind one.
func phase(frac float64, half int, cut float64) []float32 {
	h := make([]float64, 2*half)
	sum := 0.0
	for i := range h {
		x := frac - float64(i-half+1)
		h[i] = cut * sinc(cut*x) * kaiser(x/float64(half))
		sum += h[i]
	}
	out := make([]float32, len(h))
	for i := range h {
		out[i] = float32(h[i] / sum)
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

func kaiser(x float64) float64 {
	if x < -1 || x > 1 {
		return 0
	}
	return bessel0(beta*math.Sqrt(1-x*x)) / bessel0(beta)
}

// bessel0 is the modified Bessel function of the first kind and order 0, by its
// power series (Abramowitz and Stegun, 9.6.12).
func bessel0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= (x / (2 * k)) * (x / (2 * k))
		sum += term
	}
	return sum
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
