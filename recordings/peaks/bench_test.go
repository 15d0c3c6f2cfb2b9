package peaks

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"

	"shifu/internal/yardstick"
	"shifu/recordings/formats"
)

// hour writes 60 minutes of stereo at 8 kHz and returns the file.
func hour(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "hour.wav")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	const frames = 3600 * 8000
	head, err := formats.WAVHeader(8000, 2, frames)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.Write(head)
	second := make([]byte, 0, 32000)
	for _, x := range noise(16000) {
		second = append(second, byte(x), byte(x>>8))
	}
	for range frames / 8000 {
		_, _ = w.Write(second)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkPeaks_OneHourOfStereo is to take at most 0.15 s, and at most three
// times a plain loop over the same samples in the same run, which keeps the
// smallest and the largest of each bin and nothing else. audiowaveform is timed
// beside it where it is installed.
func BenchmarkPeaks_OneHourOfStereo(b *testing.B) {
	path := hour(b)
	each := func(work func(*formats.Audio)) {
		a, err := formats.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		work(a)
		_ = a.Close()
	}
	loop := yardstick.Time(func() { each(func(a *formats.Audio) { plain(b, a) }) })
	peer, ok := yardstick.Program(b, "audiowaveform", "-q", "-i", path, "-o", filepath.Join(b.TempDir(), "hour.dat"), "-z", "64", "--split-channels")
	for b.Loop() {
		each(func(a *formats.Audio) {
			if _, err := From(a); err != nil {
				b.Fatal(err)
			}
		})
	}
	yardstick.Report(b, "plain_loop", loop, true)
	yardstick.Report(b, "audiowaveform", peer, ok)
	b.ReportMetric(yardstick.PerRound(b), "s/hour")
}

func plain(b *testing.B, a *formats.Audio) [][4]int16 {
	buf := make([]int16, 2*64*256)
	out := make([][4]int16, 0, a.Info().Frames/64)
	for from := int64(0); from < a.Info().Frames; {
		n, err := a.ReadFrames(buf, from)
		if err != nil {
			b.Fatal(err)
		}
		for s := buf[:2*n]; len(s) >= 128; s = s[128:] {
			var low, high [2]int16
			for i := 0; i < 128; i += 2 {
				low[0], high[0] = min(low[0], s[i]), max(high[0], s[i])
				low[1], high[1] = min(low[1], s[i+1]), max(high[1], s[i+1])
			}
			out = append(out, [4]int16{low[0], high[0], low[1], high[1]})
		}
		from += int64(n)
	}
	return out
}

// BenchmarkColumns draws 1,500 pixels at several zooms of an hour.
func BenchmarkColumns(b *testing.B) {
	p := &Pyramid{Frames: 3600 * 8000, SampleRate: 8000, Lanes: 2}
	p.build(make([]Bin, 2*bins(p.Frames)))
	columns := make([]Bin, 1500)
	for b.Loop() {
		for _, step := range []float64{64, 500, 5000, 19200} {
			p.Columns(columns, 0, 1000, 1000+1500*step)
		}
	}
}

func BenchmarkUnmarshal_OneHourOfStereo(b *testing.B) {
	p := &Pyramid{Frames: 3600 * 8000, SampleRate: 8000, Lanes: 2}
	p.build(make([]Bin, 2*bins(p.Frames)))
	data := p.Marshal()
	for b.Loop() {
		if _, err := Unmarshal(data); err != nil {
			b.Fatal(err)
		}
	}
}
