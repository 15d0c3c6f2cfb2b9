package parts

import (
	"image"
	"image/color"
	"strings"
	"testing"
)

// sketch writes an image in ASCII: # full, + half, . nothing.
func sketch(img *image.RGBA) string {
	var b strings.Builder
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			switch a := img.RGBAAt(x, y).A; {
			case a > 200:
				b.WriteByte('#')
			case a > 50:
				b.WriteByte('+')
			default:
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestDrawWave_ShowsPeakInHalfAndRMSInFull(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 5, 9))
	bins := []Bin{{}, {-16384, 16384, 8192}, {-32768, 32767, 16384}, {0, 32767, 0}, {-32768, 0, 0}}
	drawWave(img, bins, 0, 8, 1, newWaveInk(color.Black))
	want := strings.Join([]string{
		"..++.",
		"..++.",
		".+#+.",
		".##+.",
		"+##.+",
		".+#.+",
		"..+.+",
		"..+.+",
		".....",
		"",
	}, "\n")
	if got := sketch(img); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestDrawWave_StaysInItsLaneWhateverTheGain(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 12))
	drawWave(img, []Bin{{-32768, 32767, 32767}, {-32768, 32767, 32767}, {}}, 3, 6, 24, newWaveInk(color.Black))
	for y := range 12 {
		inside := y >= 3 && y < 9
		if got := img.RGBAAt(0, y).A > 0; got != inside {
			t.Errorf("row %d painted: %v", y, got)
		}
	}
}

func TestFillHatch_StripesRunUpwardsToTheRight(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 8, 4))
	fillHatch(img, 1, 7, stripes{4, 1, color.Black, 1})
	for y := 1; y < 4; y++ {
		for x := 1; x < 6; x++ {
			if img.RGBAAt(x, y) != img.RGBAAt(x+1, y-1) {
				t.Fatalf("(%d,%d) differs from its upper right\n%s", x, y, sketch(img))
			}
		}
	}
	if img.RGBAAt(0, 0).A != 0 || img.RGBAAt(7, 0).A != 0 {
		t.Error("painted outside of the band")
	}
}

func TestWaveGain_IsNotFlattenedByAClick(t *testing.T) {
	quiet := &fakeSound{levels: [][][]Bin{{make([]Bin, 4000)}}}
	for i := range quiet.levels[0][0] {
		quiet.levels[0][0][i] = Bin{-3000, 3000, 1000}
	}
	quiet.levels[0][0][77] = Bin{-32768, 32767, 9000}
	m := WaveModel{Rate: 8000, Length: 4000 * fakeBin, Source: quiet, Lanes: make([]Lane, 1)}
	if g := waveGain(m); g < 9 || g > 12 {
		t.Errorf("gain %v, want about 10", g)
	}
	if g := waveGain(WaveModel{}); g != 1 {
		t.Errorf("without sound: %v", g)
	}
}

// fakeRaw is a Frames whose sample is its own number.
type fakeRaw struct{ fakeSound }

func (f *fakeRaw) Frames(_ int, from int64, dst []int16) int {
	for i := range dst {
		dst[i] = int16(from) + int16(i)
	}
	return len(dst)
}

func TestBinsOf_ReadsTheSamplesBelow64AColumn(t *testing.T) {
	var scratch []int16
	dst := make([]Bin, 4)
	binsOf(&fakeRaw{}, 0, 100, 140, dst, &scratch)
	for i, b := range dst {
		if want := int16(100 + i*10); b.Min != want || b.Max != want+10 {
			t.Errorf("column %d: %+v, want %d to %d, joined to the next", i, b, want, want+10)
		}
	}
}
