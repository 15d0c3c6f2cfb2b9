package parts

import (
	"image/png"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

type studioState struct {
	mode    look.Mode
	percent int
	lang    words.Language
}

// The app of the test before is used again: each new one reads the fonts anew.
var (
	studioApp fyne.App
	studioNow studioState
)

// studio starts a test app in a mode, text scale and language.
func studio(t testing.TB, mode look.Mode, percent int, l words.Language) fyne.App {
	t.Helper()
	t.Setenv("LANG", "en_GB.UTF-8")
	now := studioState{mode, percent, l}
	if app := fyne.CurrentApp(); app != nil && app == studioApp && now == studioNow {
		return app
	}
	app := test.NewApp()
	app.Settings().SetTheme(look.New(mode, percent))
	studioApp, studioNow = app, now
	if err := lang.AddTranslationsForLocale(words.Messages(l), lang.SystemLocale()); err != nil {
		t.Fatal(err)
	}
	return app
}

// onDesk puts an object on a test window of a size.
func onDesk(t testing.TB, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	win := test.NewWindow(o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(win.Close)
	return win
}

// keepShot keeps a picture of the window where SHIFU_SHOTS names a folder.
func keepShot(t testing.TB, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func sec(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

const fakeBin = 64

// fakeSound is speech-like noise in two lanes, kept as bins of 64 frames in
// steps of 4, as a recording keeps its peaks.
type fakeSound struct {
	levels [][][]Bin // lane, level, bin
}

func newFakeSound(seconds float64, talk [][][2]float64) *fakeSound {
	f := &fakeSound{}
	n := int(seconds * 8000 / fakeBin)
	for lane, spans := range talk {
		r := rand.New(rand.NewSource(int64(lane + 7)))
		bins := make([]Bin, n)
		for i := range bins {
			v := envelopeAt(float64(i)*fakeBin/8000, spans, r)
			peak := v * (.7 + .3*r.Float64())
			bins[i] = Bin{int16(-peak * 20000), int16(peak * 20000), int16(v * 7600)}
		}
		levels := [][]Bin{bins}
		for len(bins) > 512 {
			bins = coarser(bins)
			levels = append(levels, bins)
		}
		f.levels = append(f.levels, levels)
	}
	return f
}

func envelopeAt(t float64, spans [][2]float64, r *rand.Rand) float64 {
	v := .012 + .008*r.Float64()
	for _, s := range spans {
		if t < s[0] || t > s[1] {
			continue
		}
		x := (t - s[0]) / math.Max(.01, s[1]-s[0])
		edge := math.Min(1, math.Min((t-s[0])/.35+.25, (s[1]-t)/.5+.2))
		arch := .72 + .28*math.Sin(3.1*x+.5) + .12*math.Sin(23*x+s[0])
		syllable := .22 + .78*math.Pow(math.Abs(math.Sin(t*9.1+s[0])*math.Sin(t*3.7+1)), .6)
		v = math.Max(v, arch*edge*(syllable*.72+.3*r.Float64()))
	}
	return v
}

func coarser(bins []Bin) []Bin {
	out := make([]Bin, (len(bins)+3)/4)
	for i := range out {
		out[i] = joined(bins[i*4 : min(i*4+4, len(bins))])
	}
	return out
}

func joined(bins []Bin) Bin {
	if len(bins) == 0 {
		return Bin{}
	}
	b, sum := bins[0], 0.0
	for _, o := range bins {
		b.Min, b.Max = min(b.Min, o.Min), max(b.Max, o.Max)
		sum += float64(o.RMS) * float64(o.RMS)
	}
	b.RMS = int16(math.Sqrt(sum / float64(len(bins))))
	return b
}

func (f *fakeSound) Columns(lane int, from, to int64, dst []Bin) {
	level, size := 0, int64(fakeBin)
	for level+1 < len(f.levels[lane]) && (to-from)/int64(len(dst)) >= size*4 {
		level, size = level+1, size*4
	}
	bins := f.levels[lane][level]
	for i := range dst {
		a := (from + (to-from)*int64(i)/int64(len(dst))) / size
		b := max((from+(to-from)*int64(i+1)/int64(len(dst)))/size, a+1)
		a, b = min(max(a, 0), int64(len(bins))), min(max(b, 0), int64(len(bins)))
		dst[i] = joined(bins[a:b])
	}
}
