package soundtest

import "math"

// RMS is the root of the mean square; a sine at full scale has 0.707. That of
// nothing is 0.
func RMS(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum / float64(len(x)))
}

// Frequency is that of the strongest partial between 50 and 5000 Hz, in Hz, to
// about a thousandth for half a second of a tone; 0 for silence.
func Frequency(x []float64) float64 {
	if RMS(x) < 1e-4 {
		return 0
	}
	best := 0.0
	low, high := 50.0, 5000.0
	for n := 2048; ; n *= 4 {
		part := x[:min(n, len(x))]
		bin := float64(Rate) / float64(len(part))
		best = strongest(part, low, high, bin/4)
		low, high = best-bin, best+bin
		if len(part) == len(x) {
			return strongest(x, best-bin/4, best+bin/4, bin/100)
		}
	}
}

func strongest(x []float64, low, high, stepHz float64) (best float64) {
	top := 0.0
	for f := low; f <= high; f += stepHz {
		if p := Power(x, f); p > top {
			best, top = f, p
		}
	}
	return best
}

// Power is the mean square of the partial at a frequency in Hz, under a Hann
// window (Goertzel 1958).
func Power(x []float64, frequency float64) float64 {
	turn := 2 * math.Pi * frequency / Rate
	k, n := 2*math.Cos(turn), float64(len(x))
	var s1, s2 float64
	for i, v := range x {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/n)
		s1, s2 = w*v+k*s1-s2, s1
	}
	re, im := s1-s2*math.Cos(turn), s2*math.Sin(turn)
	return 8 * (re*re + im*im) / (n * n)
}

// Cents is how far frequency a lies above b: 1200 to the octave.
func Cents(a, b float64) float64 { return 1200 * math.Log2(a/b) }

// Span is a stretch of sound, in seconds from the beginning.
type Span struct{ From, To float64 }

// Seconds is the span's length.
func (s Span) Seconds() float64 { return s.To - s.From }

// Spans are the parts that are louder than an RMS of threshold, in pieces of
// 5 ms; pauses of up to 50 ms don't part them.
func Spans(x []float64, threshold float64) []Span {
	const piece, bridge = Rate / 200, 0.05
	var out []Span
	for i := 0; i+piece <= len(x); i += piece {
		if RMS(x[i:i+piece]) <= threshold {
			continue
		}
		from, to := float64(i)/Rate, float64(i+piece)/Rate
		if n := len(out); n > 0 && from-out[n-1].To <= bridge {
			out[n-1].To = to
		} else {
			out = append(out, Span{from, to})
		}
	}
	return out
}

// Loud is how many seconds in all are louder than an RMS of threshold, in pieces
// of 5 ms, wherever they lie: drop-outs don't count.
func Loud(x []float64, threshold float64) float64 {
	const piece = Rate / 200
	n := 0
	for i := 0; i+piece <= len(x); i += piece {
		if RMS(x[i:i+piece]) > threshold {
			n++
		}
	}
	return float64(n) / 200
}

// Whole is the longest part of a tone without drop-outs, which are 1 ms and more
// of complete silence: a busy machine's sound server makes them.
func Whole(x []float64) []float64 {
	best, from, zeros := x[:0], 0, 0
	for i, v := range x {
		if v != 0 {
			zeros = 0
		} else if zeros++; zeros >= Rate/1000 {
			from = i + 1
		}
		if i+1-from > len(best) {
			best = x[from : i+1]
		}
	}
	return best[:max(0, len(best)-zeros)]
}
