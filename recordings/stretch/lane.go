package stretch

import "math"

const (
	taps      = 12 // on each side, for sound between two frames
	fractions = 64
)

// between holds the windowed sinc for each fraction of a frame.
var between = betweenFrames()

func betweenFrames() (table [fractions][2 * taps]float32) {
	for f := range table {
		var h [2 * taps]float64
		sum := 0.0
		for i := range h {
			x := float64(f)/fractions - float64(i-taps+1)
			h[i] = sinc(x) * hann(x/(taps+1))
			sum += h[i]
		}
		for i := range h {
			table[f][i] = float32(h[i] / sum)
		}
	}
	return table
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

func hann(x float64) float64 { return 0.5 + 0.5*math.Cos(math.Pi*x) }

// lane is one channel of the input.
type lane struct {
	in            []float32
	next          float64   // where the last hop would go on by itself, in input frames
	going, joined []float32 // one hop from next on, and from the join on
	energy        []float64 // sums of squares from input frame first on
	first         int64
}

// fetch fills dst with the sound from a place that may lie between two frames;
// whole frames are copied as they are. base is the input frame of in[0].
func (l *lane) fetch(dst []float32, base int64, from float64) {
	whole := math.Floor(from)
	part := int(math.Round((from - whole) * fractions))
	first := int(int64(whole) - base)
	if part == fractions {
		part, first = 0, first+1
	}
	for i := range dst {
		dst[i] = l.sound(first+i, part)
	}
}

func (l *lane) sound(i, part int) float32 {
	low := i - taps + 1
	if part == 0 || low < 0 || low+2*taps > len(l.in) { // the very ends: the nearest frame
		if i < 0 || i >= len(l.in) {
			return 0
		}
		return l.in[i]
	}
	x, h := (*[2 * taps]float32)(l.in[low:]), &between[part]
	var s0, s1, s2, s3 float32 // four sums at once keep the processor busy
	for k := 0; k < 2*taps; k += 4 {
		s0 += x[k] * h[k]
		s1 += x[k+1] * h[k+1]
		s2 += x[k+2] * h[k+2]
		s3 += x[k+3] * h[k+3]
	}
	return s0 + s1 + s2 + s3
}

// prepare sums up the squares that likeness needs for places in a range.
func (l *lane) prepare(base, low, high int64) {
	from := min(max(low-base, 0), int64(len(l.in)))
	to := min(max(high-base+int64(len(l.going)), from), int64(len(l.in)))
	l.first = base + from
	l.energy = append(l.energy[:0], 0)
	sum := 0.0
	for _, x := range l.in[from:to] {
		sum += float64(x) * float64(x)
		l.energy = append(l.energy, sum)
	}
}

// likeness is the normalised cross-correlation of the hop at input frame p, in
// the range prepared, with the natural continuation, up to the energy of the
// latter, which is the same for all p.
func (l *lane) likeness(base, p int64, stride int) float64 {
	a := min(max(p-l.first, 0), int64(len(l.energy)-1))
	b := min(a+int64(len(l.going)), int64(len(l.energy)-1))
	energy := l.energy[b] - l.energy[a]
	if energy <= 1e-12 {
		return 0
	}
	from := l.first - base + a
	return correlate(l.going, l.in[from:from+b-a], stride) / math.Sqrt(energy)
}

// correlate returns the sum of a·b over every stride-th sample.
func correlate(a, b []float32, stride int) float64 {
	n := min(len(a), len(b))
	a, b = a[:n], b[:n]
	var s0, s1, s2, s3 float32
	if stride > 1 {
		i := 0
		for ; i+3*stride < n; i += 4 * stride {
			s0 += a[i] * b[i]
			s1 += a[i+stride] * b[i+stride]
			s2 += a[i+2*stride] * b[i+2*stride]
			s3 += a[i+3*stride] * b[i+3*stride]
		}
		for ; i < n; i += stride {
			s0 += a[i] * b[i]
		}
		return float64(s0 + s1 + s2 + s3)
	}
	for len(a) >= 8 && len(b) >= 8 {
		x, y := (*[8]float32)(a), (*[8]float32)(b)
		s0 += x[0]*y[0] + x[4]*y[4]
		s1 += x[1]*y[1] + x[5]*y[5]
		s2 += x[2]*y[2] + x[6]*y[6]
		s3 += x[3]*y[3] + x[7]*y[7]
		a, b = a[8:], b[8:]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return float64(s0 + s1 + s2 + s3)
}
