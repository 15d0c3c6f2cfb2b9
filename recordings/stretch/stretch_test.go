package stretch

import (
	"math"
	"math/rand/v2"
	"testing"
)

func tone(freq float64, rate int, seconds float64) []float32 {
	out := make([]float32, int(seconds*float64(rate)))
	for i := range out {
		out[i] = float32(0.5 * math.Sin(2*math.Pi*freq*float64(i)/float64(rate)))
	}
	return out
}

func noise(n int) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.Float64() - 0.5)
	}
	return out
}

// run stretches in, written piece samples at a time.
func run(s *Stretcher, in []float32, piece int) []float32 {
	var out []float32
	buf := make([]float32, 350)
	drain := func() {
		for n := s.Read(buf); n > 0; n = s.Read(buf) {
			out = append(out, buf[:n*len(s.lanes)]...)
		}
	}
	for len(in) > 0 {
		n := min(piece, len(in))
		s.Write(in[:n])
		in = in[n:]
		drain()
	}
	s.End()
	drain()
	return out
}

func at(speed float64, channels, rate int) *Stretcher {
	s := New(channels, rate)
	s.SetSpeed(speed)
	return s
}

// cents is how far the strongest partial within 1500 cents of freq lies from
// it: wide enough to see whole octaves. It looks at a short piece first, then
// closer and closer at all of the middle.
func cents(x []float32, freq float64, rate int) float64 {
	x = x[len(x)/5 : len(x)*4/5]
	low, high := freq*math.Pow(2, -1500.0/1200), math.Min(freq*math.Pow(2, 1500.0/1200), 0.49*float64(rate))
	best := 0.0
	for n := 1024; ; n *= 4 {
		part := x[:min(n, len(x))]
		bin := float64(rate) / float64(len(part))
		best = strongest(part, low, high, bin/4, rate)
		low, high = best-bin, best+bin
		if len(part) == len(x) {
			best = strongest(x, best-bin/4, best+bin/4, bin/200, rate)
			return 1200 * math.Log2(best/freq)
		}
	}
}

func strongest(x []float32, low, high, step float64, rate int) (best float64) {
	top := 0.0
	for f := low; f <= high; f += step {
		if p := power(x, f, rate); p > top {
			best, top = f, p
		}
	}
	return best
}

func power(x []float32, freq float64, rate int) float64 {
	var re, im float64
	turn := 2 * math.Pi * freq / float64(rate)
	k := 2 * math.Cos(turn)
	var s1, s2 float64 // Goertzel
	n := float64(len(x))
	for i, v := range x {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/n)
		s1, s2 = w*float64(v)+k*s1-s2, s1
	}
	re, im = s1-s2*math.Cos(turn), s2*math.Sin(turn)
	return re*re + im*im
}

var speeds = []float64{0.5, 0.7, 0.8, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3}

func TestStretcher_TonesKeepTheirPitchWithin3Cents(t *testing.T) {
	worst := 0.0
	for _, f := range []float64{97, 123.4, 333, 697, 1477, 3400} {
		for _, v := range []float64{0.5, 0.7, 1.1, 1.5, 1.75, 2, 3} {
			out := run(at(v, 1, 8000), tone(f, 8000, 2.5), 160)
			c := cents(out, f, 8000)
			if worst = math.Max(worst, math.Abs(c)); math.Abs(c) > 3 {
				t.Errorf("%g Hz at %gx: %.1f cents off", f, v, c)
			}
		}
	}
	t.Logf("worst %.2f cents", worst)
}

func TestCents_SeesWhatPlainResamplingDoes(t *testing.T) {
	for _, v := range []float64{0.5, 0.8, 1.5, 2} {
		c := cents(tone(440*v, 8000, 2), 440, 8000)
		if math.Abs(c) < 3 {
			t.Errorf("%gx by plain resampling passes with %.1f cents", v, c)
		}
	}
}

func TestStretcher_LengthIsInputOverSpeed(t *testing.T) {
	for _, rate := range []int{8000, 16000, 44100} {
		for _, v := range speeds {
			in := noise(3 * rate)
			got := float64(len(run(at(v, 1, rate), in, 1000))) / float64(rate)
			if want := 3 / v; math.Abs(got-want) > 0.0005 {
				t.Errorf("%d Hz at %gx: %.4f s, want %.4f", rate, v, got, want)
			}
		}
	}
}

func TestStretcher_PiecesAreBitIdenticalToOneShot(t *testing.T) {
	in := noise(2 * 20011)
	for _, v := range speeds {
		want := run(at(v, 2, 8000), in, len(in))
		for _, piece := range []int{2, 14, 320, 9000} {
			if got := run(at(v, 2, 8000), in, piece); !same(got, want) {
				t.Errorf("%gx in pieces of %d differs", v, piece)
			}
		}
	}
}

func same(a, b []float32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestStretcher_Speed1CopiesBitExactly(t *testing.T) {
	in := noise(2 * 12345)
	if got := run(New(2, 8000), in, 444); !same(got, in) {
		t.Error("speed 1 changed the sound")
	}
}

func TestStretcher_BackAtSpeed1CopiesAgain(t *testing.T) {
	s := New(2, 8000)
	in := noise(2 * 16000)
	s.Write(in)
	buf := make([]float32, 8000)
	s.SetSpeed(1.7)
	s.Read(buf[:2*1200])
	s.SetSpeed(1)
	s.Read(buf[:2*120]) // one hop to meet on a whole frame
	from := 2 * int(s.Position())
	s.Read(buf[:4000])
	if !same(buf[:4000], in[from:from+4000]) {
		t.Error("after going back to speed 1 the sound is no copy of the input at Position")
	}
}

func TestStretcher_PositionFollowsTheSoundAcrossChangesOfSpeed(t *testing.T) {
	s := New(1, 8000)
	in := make([]float32, 8*8000)
	for i := range in { // frequency tells the time
		x := float64(i) / 8000
		in[i] = float32(math.Sin(2 * math.Pi * (300*x + 50*x*x)))
	}
	s.Write(in)
	buf := make([]float32, 1200)
	for _, v := range []float64{1, 2, 0.5, 3, 1, 1.3} {
		s.SetSpeed(v)
		s.Read(buf) // settle
		from := s.Position()
		s.Read(buf)
		mid := (from + s.Position()) / 2 / 8000
		want := 300 + 100*mid
		if c := cents(buf, want, 8000); math.Abs(c) > 20 {
			t.Errorf("at %gx: sound is %.0f cents from that at the position", v, c)
		}
	}
}

func TestStretcher_LanesStayTogether(t *testing.T) {
	mono := noise(8000)
	in := make([]float32, 0, 16000)
	for _, v := range mono {
		in = append(in, v, -v)
	}
	out := run(at(1.6, 2, 8000), in, 100)
	for i := 0; i < len(out); i += 2 {
		if out[i] != -out[i+1] {
			t.Fatalf("frame %d: lanes parted", i/2)
		}
	}
}

func TestStretcher_ChannelsDoNotSpoilEachOther(t *testing.T) {
	voice, other := tone(660, 8000, 2), noise(16000)
	in := make([]float32, 0, 32000)
	for i := range voice {
		in = append(in, voice[i], 10*other[i])
	}
	out := run(at(1.5, 2, 8000), in, 500)
	alone := run(at(1.5, 1, 8000), voice, 250)
	for i := range alone {
		if out[2*i] != alone[i] {
			t.Fatalf("frame %d differs from the voice alone", i)
		}
	}
}

func TestStretcher_SilenceAndShortInputsPass(t *testing.T) {
	for _, n := range []int{0, 1, 5, 100, 130, 800} {
		for _, v := range speeds {
			out := run(at(v, 1, 8000), make([]float32, n), 7)
			if want := int(math.Ceil(float64(n)/v - 1e-9)); math.Abs(float64(len(out)-want)) > 1 {
				t.Errorf("%d frames at %gx became %d, want %d", n, v, len(out), want)
			}
		}
	}
}

func TestClamp_KeepsSpeedsInRange(t *testing.T) {
	for in, want := range map[float64]float64{0: 0.5, 9: 3, 1.5: 1.5, -1: 0.5} {
		if got := Clamp(in); got != want {
			t.Errorf("Clamp(%g) = %g", in, got)
		}
	}
	if Clamp(math.NaN()) != 1 {
		t.Error("what is no number should become 1")
	}
}
