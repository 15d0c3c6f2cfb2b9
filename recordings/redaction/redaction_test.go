package redaction

import (
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/recordings/speech"
)

func source(rate, channels int, samples []int16) speech.Source {
	return speech.Source{Channels: channels, SampleRate: rate, Frames: int64(len(samples) / channels),
		ReadFrames: func(dst []int16, from int64) (int, error) {
			n := copy(dst, samples[min(from*int64(channels), int64(len(samples))):])
			if n == 0 {
				return 0, io.EOF
			}
			return n / channels, nil
		}}
}

func noise(n int) []int16 {
	r := rand.New(rand.NewPCG(7, 7))
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(r.NormFloat64() * 3000)
	}
	return s
}

func readAll(t rapid.TB, s speech.Source, step int) []int16 {
	out := make([]int16, 0, s.Frames*int64(s.Channels))
	buf := make([]int16, step*s.Channels)
	for from := int64(0); from < s.Frames; {
		n, err := s.ReadFrames(buf, from)
		if err != nil || n == 0 {
			t.Fatal(n, err)
		}
		out = append(out, buf[:n*s.Channels]...)
		from += int64(n)
	}
	return out
}

func apply(t rapid.TB, s speech.Source, spans []Span, fill Fill) speech.Source {
	out, err := Apply(s, spans, fill)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func correlation(a, b []int16) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return math.Abs(ab) / math.Sqrt(aa*bb)
}

func TestApply_NothingIsLeftInsideAndAllOutside(t *testing.T) {
	const rate = 8000
	before := noise(2 * rate * 10)
	for _, fill := range []Fill{Tone, Silence} {
		s := source(rate, 2, before)
		after := readAll(t, apply(t, s, []Span{{2300 * time.Millisecond, 4 * time.Second, BothLanes}, {9 * time.Second, 11 * time.Second, BothLanes}}, fill), 777)
		if len(after) != len(before) {
			t.Fatalf("%d samples, were %d", len(after), len(before))
		}
		for _, span := range [][2]int{{17200, 33200}, {70800, 80000}} {
			if c := correlation(before[2*span[0]:2*span[1]], after[2*span[0]:2*span[1]]); c >= 0.001 {
				t.Errorf("%s: correlation %f inside", fill, c)
			}
		}
		for _, span := range [][2]int{{0, 17200}, {33200, 70800}} {
			if !slices.Equal(before[2*span[0]:2*span[1]], after[2*span[0]:2*span[1]]) {
				t.Errorf("%s: samples outside of the spans changed", fill)
			}
		}
	}
}

func TestApply_TheToneHas1kHzAtMinus20dBFS(t *testing.T) {
	const rate = 8000
	after := readAll(t, apply(t, source(rate, 1, noise(rate*3)), []Span{{time.Second, 2 * time.Second, BothLanes}}, Tone), 100)[rate : 2*rate]
	var sum, in, quad float64
	for i, x := range after {
		w := 2 * math.Pi * 1000 * float64(i) / rate
		sum += float64(x) * float64(x)
		in += float64(x) * math.Sin(w)
		quad += float64(x) * math.Cos(w)
	}
	peak := 20 * math.Log10(2*math.Hypot(in, quad)/rate/32767)
	rms := 20 * math.Log10(math.Sqrt(2*sum/rate)/32767)
	if math.Abs(peak+20) > 0.05 || math.Abs(rms+20) > 0.05 {
		t.Errorf("at 1 kHz %.2f dBFS, in all %.2f dBFS", peak, rms)
	}
}

func TestApply_ALaneCanBeLeftAlone(t *testing.T) {
	before := noise(16000)
	after := readAll(t, apply(t, source(8000, 2, before), []Span{{0, time.Second, 1}}, Silence), 512)
	for i := range 8000 {
		if after[2*i] != before[2*i] || after[2*i+1] != 0 {
			t.Fatalf("frame %d is %d, %d", i, after[2*i], after[2*i+1])
		}
	}
}

func TestApply_AnyPieceIsThatOfTheWhole(t *testing.T) {
	before := noise(8000)
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			from := rapid.IntRange(0, 900).Draw(t, "from")
			spans = append(spans, Span{time.Duration(from) * time.Millisecond, time.Duration(from+rapid.IntRange(1, 200).Draw(t, "long")) * time.Millisecond, rapid.IntRange(-1, 1).Draw(t, "lane")})
		}
		s := apply(t, source(4000, 2, before), spans, Tone)
		whole := readAll(t, s, 8000)
		if pieces := readAll(t, s, rapid.IntRange(1, 300).Draw(t, "step")); !slices.Equal(whole, pieces) {
			t.Fatal("read in pieces it differs")
		}
	})
}

func TestCheck_ASpanOutsideOfTheCallIsRefused(t *testing.T) {
	for _, c := range []struct {
		span Span
		ok   bool
	}{
		{Span{time.Second, 2 * time.Second, BothLanes}, true}, {Span{9 * time.Second, 12 * time.Second, 1}, true},
		{Span{10 * time.Second, 12 * time.Second, BothLanes}, false}, {Span{-1, time.Second, BothLanes}, false},
		{Span{2 * time.Second, time.Second, BothLanes}, false}, {Span{0, time.Second, 2}, false},
	} {
		if err := Check([]Span{c.span}, 10*time.Second, 2); (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c.span, err)
		}
	}
}

func TestParse_ReadsSecondsAndRefusesTheRest(t *testing.T) {
	got, err := Parse("12.3-14.0, 20-22")
	want := []Span{{12300 * time.Millisecond, 14 * time.Second, BothLanes}, {20 * time.Second, 22 * time.Second, BothLanes}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "12", "3-2", "a-b", "1-2,", "-1-2", "NaN-3", "1-Inf", "1e300-2e300"} {
		if _, err := Parse(bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("12.3-14.0,20-22")
	f.Fuzz(func(t *testing.T, text string) {
		spans, err := Parse(text)
		if err != nil {
			return
		}
		for _, s := range spans {
			if s.From < 0 || s.To < s.From {
				t.Errorf("%q gives %v", text, s)
			}
		}
	})
}
