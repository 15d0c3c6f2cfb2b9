package resample

import (
	"fmt"
	"math"
	"testing"
)

// tone is seconds of a stereo sine at half scale, the right ear silent.
func tone(freq float64, rate int, seconds float64) []float32 {
	out := make([]float32, 2*int(seconds*float64(rate)))
	for i := 0; i < len(out)/2; i++ {
		out[2*i] = float32(0.5 * math.Sin(2*math.Pi*freq*float64(i)/float64(rate)))
	}
	return out
}

func all(s *Stereo, in []float32, piece int) []float32 {
	var out []float32
	buf := make([]float32, 2*333)
	drain := func() {
		for n := s.Read(buf); n > 0; n = s.Read(buf) {
			out = append(out, buf[:2*n]...)
		}
	}
	for len(in) > 0 {
		n := min(2*piece, len(in))
		s.Write(in[:n])
		in = in[n:]
		drain()
	}
	s.End()
	drain()
	return out
}

// level is the amplitude of freq in the left ear's middle, in dB of full scale,
// under a Blackman-Harris window (side lobes 92 dB and more below its top).
func level(frames []float32, freq float64, rate int) float64 {
	n := len(frames) / 2
	lo, hi := n/5, n*4/5
	var re, im, sum float64
	for i := lo; i < hi; i++ {
		w := nuttall(float64(i-lo) / float64(hi-lo))
		a := 2 * math.Pi * freq * float64(i) / float64(rate)
		re += w * float64(frames[2*i]) * math.Cos(a)
		im += w * float64(frames[2*i]) * math.Sin(a)
		sum += w
	}
	return 20 * math.Log10(2*math.Hypot(re, im)/sum+1e-12)
}

// nuttall is the four-term window with side lobes 98 dB down (Nuttall, 1981).
func nuttall(x float64) float64 {
	c := func(k float64) float64 { return math.Cos(2 * math.Pi * k * x) }
	return 0.3635819 - 0.4891775*c(1) + 0.1365995*c(2) - 0.0106411*c(3)
}

func TestStereo_ImagesOfTelephoneTonesAre90dBDown(t *testing.T) {
	for _, f := range []float64{1000, 3000, 3400} {
		out := all(New(8000, 48000), tone(f, 8000, 2), 160)
		want := 20 * math.Log10(0.5)
		got := level(out, f, 48000)
		if math.Abs(got-want) > 0.3 {
			t.Errorf("%g Hz: level %.2f dB, want %.2f", f, got, want)
		}
		for _, image := range []float64{8000 - f, 8000 + f, 16000 - f, 16000 + f, 24000 - f} {
			down := got - level(out, image, 48000)
			t.Logf("%g Hz (%+.2f dB): image at %g Hz %.1f dB down", f, got-want, image, down)
			if down < 90 {
				t.Errorf("%g Hz: image at %g Hz only %.1f dB down", f, image, down)
			}
		}
	}
}

func TestStereo_KeepsLevelPitchAndLengthAtEveryUsualRate(t *testing.T) {
	for _, rate := range []int{6000, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 8001} {
		out := all(New(rate, 48000), tone(1000, rate, 1), 500)
		if n := len(out) / 2; n < 47998 || n > 48002 {
			t.Errorf("%d Hz: a second became %d frames", rate, n)
		}
		if got := level(out, 1000, 48000) - 20*math.Log10(0.5); math.Abs(got) > 0.05 {
			t.Errorf("%d Hz: level changed by %.3f dB", rate, got)
		}
		for i := 1; i < len(out); i += 2 {
			if out[i] != 0 {
				t.Fatalf("%d Hz: the silent ear got %g", rate, out[i])
			}
		}
	}
}

func TestStereo_DownwardsWhatCannotBeHeldIsRemoved(t *testing.T) {
	out := all(New(48000, 8000), tone(5000, 48000, 1), 480)
	if got := level(out, 3000, 8000); got > -90 {
		t.Errorf("5 kHz folded to 3 kHz at %.1f dB", got)
	}
}

func TestStereo_PiecesAreBitIdenticalToOneShot(t *testing.T) {
	in := tone(440, 11025, 3)
	want := all(New(11025, 48000), in, len(in))
	for _, piece := range []int{1, 7, 160, 5000} {
		got := all(New(11025, 48000), in, piece)
		if fmt.Sprint(len(got)) != fmt.Sprint(len(want)) {
			t.Fatalf("pieces of %d: %d samples, want %d", piece, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("pieces of %d: sample %d differs", piece, i)
			}
		}
	}
}

func TestStereo_EqualRatesCopyBitExactly(t *testing.T) {
	in := tone(440, 48000, 1)
	got := all(New(48000, 48000), in, 977)
	if len(got) != len(in) {
		t.Fatalf("%d samples, want %d", len(got), len(in))
	}
	for i := range got {
		if got[i] != in[i] {
			t.Fatalf("sample %d differs", i)
		}
	}
}

func TestStereo_NothingIsDelayed(t *testing.T) {
	in := make([]float32, 2*800)
	in[2*400] = 1
	out := all(New(8000, 48000), in, 160)
	top := 0
	for i := 0; i < len(out); i += 2 {
		if out[i] > out[2*top] {
			top = i / 2
		}
	}
	if top != 2400 {
		t.Errorf("a click at 50 ms came at frame %d, want 2400", top)
	}
}

func TestStereo_PositionIsTheInputFrameOfTheNextOutput(t *testing.T) {
	s := New(8000, 48000)
	s.Write(make([]float32, 2*100))
	s.Read(make([]float32, 2*63))
	if got := s.Position(); got != 10.5 {
		t.Errorf("position %g, want 10.5", got)
	}
	if got := s.Lag(); got != 89.5 {
		t.Errorf("lag %g, want 89.5", got)
	}
}

func BenchmarkStereo(b *testing.B) {
	for _, rate := range []int{8000, 16000, 44100} {
		b.Run(fmt.Sprint(rate), func(b *testing.B) {
			in := tone(440, rate, 1)
			s := New(rate, 48000)
			out := make([]float32, 2*1200)
			for b.Loop() {
				s.Write(in)
				for n := s.Read(out); n > 0; n = s.Read(out) {
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "x_real_time")
		})
	}
}
