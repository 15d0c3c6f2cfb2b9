package peaks

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"shifu/recordings/formats"
)

// audio is a recording of these interleaved samples at 8 kHz.
func audio(t testing.TB, channels int, samples []int16) *formats.Audio {
	t.Helper()
	var b bytes.Buffer
	if err := formats.WriteSamples(&b, 8000, channels, samples); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "call.wav")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := formats.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func noise(n int) []int16 {
	r := rand.New(rand.NewPCG(5, 6))
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(r.NormFloat64() * 3000)
	}
	return s
}

func pyramid(t testing.TB, a *formats.Audio) *Pyramid {
	t.Helper()
	p, err := From(a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFrom_BaseBinsAreTheExtremesAndTheRMS(t *testing.T) {
	for channels := 1; channels <= 3; channels++ {
		frames := 64*5 + 7
		s := noise(frames * channels)
		p := pyramid(t, audio(t, channels, s))
		if p.Frames != int64(frames) || p.Lanes != channels || p.SampleRate != 8000 || len(p.levels[0]) != 6*channels {
			t.Fatalf("%+v", p)
		}
		for bin := range 6 {
			for lane := range channels {
				want := slow(s, channels, lane, bin*64, min(frames, bin*64+64))
				if got := p.levels[0][bin*channels+lane]; got != want {
					t.Errorf("bin %d lane %d is %v, want %v", bin, lane, got, want)
				}
			}
		}
	}
}

// slow is the definition.
func slow(s []int16, lanes, lane, from, to int) Bin {
	b, squares := Bin{Min: math.MaxInt16, Max: math.MinInt16}, 0.0
	for i := from; i < to; i++ {
		x := s[i*lanes+lane]
		b.Min, b.Max = min(b.Min, x), max(b.Max, x)
		squares += float64(x) * float64(x)
	}
	b.RMS = int16(math.Sqrt(squares/float64(to-from)) + 0.5)
	return b
}

func TestFrom_FullScaleDoesNotOverflow(t *testing.T) {
	s := make([]int16, 128)
	for i := range s {
		s[i] = math.MinInt16
	}
	if got := pyramid(t, audio(t, 1, s)).levels[0][0]; got != (Bin{math.MinInt16, math.MinInt16, math.MaxInt16}) {
		t.Error(got)
	}
}

func TestColumns_ShowEveryPeakAtEveryZoom(t *testing.T) {
	s := make([]int16, 2*400_000)
	spikes := []int{0, 1, 63, 64, 100_001, 255_999, 399_999}
	for _, at := range spikes {
		s[2*at+1] = 20000
	}
	p := pyramid(t, audio(t, 2, s))
	for _, step := range []float64{64, 65.5, 100, 256, 1000, 4096.7, 100_000} {
		columns := make([]Bin, int(math.Ceil(400_000/step)))
		p.Columns(columns, 1, 0, step*float64(len(columns)))
		for _, at := range spikes {
			if columns[int(float64(at)/step)].Max != 20000 {
				t.Errorf("at %g frames a column the spike at %d is not seen", step, at)
			}
		}
		p.Columns(columns, 0, 0, step*float64(len(columns)))
		if columns[0] != (Bin{}) {
			t.Error("the silent lane is not silent")
		}
	}
	if p.Peak(1) != 20000 || p.Peak(0) != 0 || p.Peak(2) != 0 {
		t.Error("the peaks are wrong")
	}
}

func TestColumns_OutsideOfTheRecordingAreZero(t *testing.T) {
	p := pyramid(t, audio(t, 1, noise(6400)))
	columns := make([]Bin, 300)
	p.Columns(columns, 0, -6400, 2*6400)
	for i, c := range columns {
		if inside := i >= 99 && i <= 200; !inside && c != (Bin{}) || i > 100 && i < 199 && c == (Bin{}) {
			t.Errorf("column %d is %v", i, c)
		}
	}
	p.Columns(columns, 0, 5, 5)
	p.Columns(columns, 9, 0, 100)
	p.Columns(columns, 0, math.NaN(), math.NaN())
	if columns[0] != (Bin{}) {
		t.Error("nothing asked, something drawn")
	}
}

func TestExact_IsTheSamplesThemselves(t *testing.T) {
	s := noise(2 * 1000)
	a := audio(t, 2, s)
	columns := make([]Bin, 100)
	buf, err := Exact(a, columns, 1, 200, 700, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range columns {
		if want := slow(s, 2, 1, 200+5*i, 205+5*i); c != want {
			t.Fatalf("column %d is %v, want %v", i, c, want)
		}
	}
	for _, r := range [][2]float64{{990, 1010}, {-10, 10}, {999.5, 999.9}, {5000, 6000}} {
		if buf, err = Exact(a, columns, 0, r[0], r[1], buf); err != nil {
			t.Error(r, err)
		}
	}
	if n := testing.AllocsPerRun(5, func() { buf, _ = Exact(a, columns, 1, 200, 700, buf) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestUnmarshal_GivesBackWhatWasPacked(t *testing.T) {
	p := pyramid(t, audio(t, 2, noise(2*100_000)))
	q, err := Unmarshal(p.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.levels) < 2 || len(q.levels) != len(p.levels) || q.Frames != p.Frames || q.SampleRate != p.SampleRate {
		t.Fatalf("%d levels of %d", len(q.levels), len(p.levels))
	}
	for i := range p.levels {
		for j := range p.levels[i] {
			if p.levels[i][j] != q.levels[i][j] {
				t.Fatalf("level %d bin %d differs", i, j)
			}
		}
	}
}

func TestUnmarshal_RefusesWhatItDidNotPack(t *testing.T) {
	good := pyramid(t, audio(t, 2, noise(2*1000))).Marshal()
	bad := [][]byte{nil, good[:19], good[:len(good)-1], append(good[:len(good):len(good)], 0, 0, 0, 0, 0, 0)}
	for _, at := range []int{0, 4, 5, 19} {
		b := bytes.Clone(good)
		b[at] = 0xEE
		bad = append(bad, b)
	}
	for i, b := range bad {
		if _, err := Unmarshal(b); !errors.Is(err, ErrPacked) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(pyramid(f, audio(f, 2, noise(2*1000))).Marshal())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Unmarshal(data)
		if err != nil {
			return
		}
		columns := make([]Bin, 20)
		p.Columns(columns, 0, 0, float64(p.Frames))
		if !bytes.Equal(p.Marshal()[8:], data[8:]) {
			t.Error("packs to something else")
		}
	})
}
