package loudness

import (
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"shifu/recordings/formats"
	"shifu/recordings/speech"
)

func source(rate, channels int, samples []int16) speech.Source {
	return speech.Source{Channels: channels, SampleRate: rate, Frames: int64(len(samples) / channels),
		ReadFrames: func(dst []int16, from int64) (int, error) {
			n := copy(dst, samples[from*int64(channels):])
			if n == 0 {
				return 0, io.EOF
			}
			return n / channels, nil
		}}
}

// tone is a sine whose peak is level dBFS on every channel.
func tone(rate, channels int, hertz, level, seconds float64) []int16 {
	s := make([]int16, int(float64(rate)*seconds)*channels)
	for i := range s {
		s[i] = int16(math.Round(32767 * math.Pow(10, level/20) * math.Sin(2*math.Pi*hertz*float64(i/channels)/float64(rate))))
	}
	return s
}

// EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS measures -23.0 LUFS;
// case 2: at -33 dBFS -33.0 LUFS.
func TestMeasure_ASineMeasuresItsLevelAtEveryRate(t *testing.T) {
	for _, rate := range []int{48000, 44100, 16000, 11025, 8000} {
		for _, level := range []float64{-23, -33} {
			l, err := Measure(source(rate, 2, tone(rate, 2, 997, level, 20)))
			if err != nil || l.Whole == nil || math.Abs(*l.Whole-level) > 0.05 {
				t.Errorf("%d Hz, %v dBFS: %v, %v", rate, level, *l.Whole, err)
				continue
			}
			if off := *l.Channels[0] - (level - 3.01); math.Abs(off) > 0.05 || *l.Channels[0] != *l.Channels[1] {
				t.Errorf("%d Hz: one channel alone measures %v", rate, *l.Channels[0])
			}
		}
	}
}

// EBU Tech 3341, case 3: -36, -23 and -36 dBFS for 10, 60 and 10 s measure
// -23.0 LUFS, since the relative gate leaves out the quiet parts.
func TestMeasure_QuietPartsAreGatedOut(t *testing.T) {
	s := append(append(tone(48000, 2, 1000, -36, 10), tone(48000, 2, 1000, -23, 60)...), tone(48000, 2, 1000, -36, 10)...)
	if l, err := Measure(source(48000, 2, s)); err != nil || math.Abs(*l.Whole+23) > 0.1 {
		t.Errorf("%v, %v", *l.Whole, err)
	}
}

func TestMeasure_SilenceHasNoLoudness(t *testing.T) {
	for _, s := range [][]int16{make([]int16, 16000), tone(8000, 2, 997, -20, 0.3), nil} {
		l, err := Measure(source(8000, 2, s))
		if err != nil || l.Whole != nil || len(l.Channels) != 2 || l.Channels[0] != nil {
			t.Errorf("%d samples: %+v, %v", len(s), l, err)
		}
	}
}

// Table 1 and 2 of BS.1770-5.
func TestWeighting_At48kHzIsTheStandardsOwn(t *testing.T) {
	w := newWeighting(48000)
	for i, c := range [][2]float64{
		{w.shelf.b0, 1.53512485958697}, {w.shelf.b1, -2.69169618940638}, {w.shelf.b2, 1.19839281085285},
		{w.shelf.a1, -1.69065929318241}, {w.shelf.a2, 0.73248077421585},
		{w.pass.a1, -1.99004745483398}, {w.pass.a2, 0.99007225036621},
	} {
		if math.Abs(c[0]-c[1]) > 1e-9 {
			t.Errorf("coefficient %d is %.14f, want %.14f", i, c[0], c[1])
		}
	}
}

func TestOfSpeech_MeasuresOnlyWhileSomebodySpeaks(t *testing.T) {
	s := append(tone(8000, 1, 997, -20, 5), tone(8000, 1, 997, -40, 20)...)
	got, err := OfSpeech(source(8000, 1, s), 0, []speech.Span{{From: 500 * time.Millisecond, To: 4500 * time.Millisecond}})
	if err != nil || math.Abs(*got+23.01) > 0.05 {
		t.Errorf("%v, %v", *got, err)
	}
	if got, err := OfSpeech(source(8000, 1, s), 0, nil); got != nil || err != nil {
		t.Errorf("without speech it is %v, %v", got, err)
	}
}

var integrated = regexp.MustCompile(`I:\s+(-?[\d.]+) LUFS`)

// ffmpeg prints one decimal, hence the half step on top of the 0.05 LU.
func TestMeasure_AgreesWithFFmpeg(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("ffmpeg is missing")
		}
		t.Skip("ffmpeg is missing")
	}
	files, err := filepath.Glob("../../demo/audio/*")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d calls of the demo, %v", len(files), err)
	}
	n := 0
	for _, path := range files {
		a, err := formats.Open(path)
		if err != nil {
			continue
		}
		l, err := Measure(speech.SourceOf(a))
		if err != nil || l.Whole == nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		out, err := exec.Command("ffmpeg", "-nostdin", "-hide_banner", "-i", path, "-af", "ebur128", "-f", "null", "-").CombinedOutput()
		all := integrated.FindAllSubmatch(out, -1)
		if err != nil || len(all) == 0 {
			t.Fatalf("%s: %v\n%s", path, err, out)
		}
		want, _ := strconv.ParseFloat(string(all[len(all)-1][1]), 64)
		if math.Abs(*l.Whole-want) > 0.1 {
			t.Errorf("%s: %.2f LUFS, ffmpeg %.1f", filepath.Base(path), *l.Whole, want)
		}
		_ = a.Close()
		if n++; n == 12 {
			break
		}
	}
	if n < 5 {
		t.Errorf("only %d recordings compared", n)
	}
}

func BenchmarkMeasure(b *testing.B) {
	s := source(8000, 2, tone(8000, 2, 440, -20, 600))
	for b.Loop() {
		if _, err := Measure(s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(600*float64(b.N)/b.Elapsed().Seconds(), "x_real_time")
}
