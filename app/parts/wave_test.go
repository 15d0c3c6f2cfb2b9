package parts

import (
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"shifu/app/look"
	"shifu/internal/words"
)

func TestWaveView_ZoomKeepsTheFrameUnderTheMouse(t *testing.T) {
	v := newWaveView(1000000, 100)
	for _, factor := range []float64{2, 3, 1.25, .8, 10, .5} {
		at := v.from + v.span()*.3
		before := v.x(at, 700)
		v = v.zoom(factor, at)
		if d := v.x(at, 700) - before; d > .5 || d < -.5 {
			t.Errorf("factor %v moved the frame by %v px", factor, d)
		}
	}
}

func TestWaveView_StaysInsideTheCall(t *testing.T) {
	v := newWaveView(1000, 100)
	cases := map[string]waveView{
		"before the start": v.shown(-500, 200),
		"behind the end":   v.shown(5000, 200),
		"too long":         v.shown(100, 99999),
		"too short":        v.shown(990, 1),
		"empty call":       newWaveView(0, 100).zoom(4, 0),
	}
	for name, got := range cases {
		if got.from < 0 || got.to > got.length || got.span() <= 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := v.shown(990, 1); got.span() != 100 {
		t.Errorf("the shortest stretch is %v, want 100", got.span())
	}
}

func TestTickStep_LeavesRoomForTheLabels(t *testing.T) {
	cases := []struct {
		span  time.Duration
		width float32
		want  time.Duration
	}{
		{sec(252.6), 704, 30 * time.Second},
		{sec(72), 704, 10 * time.Second},
		{time.Hour, 704, 10 * time.Minute},
		{30 * time.Hour, 704, 6 * time.Hour},
		{sec(1), 704, 100 * time.Millisecond},
		{sec(.05), 704, 10 * time.Millisecond},
	}
	for _, c := range cases {
		if got := tickStep(c.span, c.width, 64); got != c.want {
			t.Errorf("%v on %v px: %v, want %v", c.span, c.width, got, c.want)
		}
	}
}

func TestTicks_AreTheRoundTimesInView(t *testing.T) {
	got := ticks(sec(62), sec(95), sec(10))
	want := []time.Duration{sec(70), sec(80), sec(90)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := ticks(sec(5), sec(1), sec(1)); got != nil {
		t.Errorf("backwards: %v", got)
	}
}

func TestClock_SaysHoursOnlyWhenThereAreAny(t *testing.T) {
	cases := map[time.Duration]string{0: "00:00", -sec(3): "00:00", sec(93.25): "01:33", sec(3599.9): "59:59", sec(3600): "1:00:00", sec(7325): "2:02:05"}
	for at, want := range cases {
		if got := Clock(at); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
	if got := ClockTenths(sec(93.29)); got != "01:33.2" {
		t.Errorf("tenths are cut: %q", got)
	}
	if got := tickLabel(sec(1.25), 50*time.Millisecond); got != "00:01.25" {
		t.Errorf("hundredths: %q", got)
	}
}

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

func newTestWave(t testing.TB) (*Waveform, fyne.Window) {
	t.Helper()
	studio(t, look.ModeLight, 100, words.English)
	w := NewWaveform()
	w.SetModel(fakeWave(false))
	return w, onDesk(t, w, 812, 260)
}

// tapWave clicks at a time, at a height of the surface.
func tapWave(w *Waveform, at time.Duration, y float32) {
	w.mouse.Tapped(&fyne.PointEvent{Position: fyne.NewPos(w.surface.x(at), y)})
}

func dragWave(w *Waveform, from, to time.Duration, y float32) {
	a, b := w.surface.x(from), w.surface.x(to)
	half := (b - a) / 2
	for _, x := range []float32{a + half, b} {
		w.mouse.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Dragged: fyne.NewDelta(half, 0)})
	}
	w.mouse.DragEnd()
}

func near(a, b time.Duration) bool { return (a - b).Abs() < 200*time.Millisecond }

func TestWaveform_ClickSeeksAndClickOnAFlagChoosesIt(t *testing.T) {
	w, _ := newTestWave(t)
	var at time.Duration
	var flag string
	w.OnSeek = func(d time.Duration) { at = d }
	w.OnFlag = func(id string) { flag = id }
	tapWave(w, sec(100), 80)
	if !near(at, sec(100)) || flag != "" {
		t.Errorf("seek to %v, flag %q", at, flag)
	}
	tapWave(w, sec(28.6), 8)
	if flag != "3.1" {
		t.Errorf("flag %q", flag)
	}
	tapWave(w, sec(50), 8)
	if !near(at, sec(50)) {
		t.Errorf("a click between flags seeks: %v", at)
	}
}

func TestWaveform_DragSelectsAndItsEndsMove(t *testing.T) {
	w, _ := newTestWave(t)
	var from, to time.Duration
	w.OnSelect = func(a, b time.Duration) { from, to = a, b }
	dragWave(w, sec(120), sec(60), 80)
	if !near(from, sec(60)) || !near(to, sec(120)) {
		t.Fatalf("selected %v to %v", from, to)
	}
	dragWave(w, sec(120), sec(150), 80)
	if !near(from, sec(60)) || !near(to, sec(150)) {
		t.Errorf("moved B: %v to %v", from, to)
	}
	dragWave(w, sec(60), sec(40), 80)
	if !near(from, sec(40)) || !near(to, sec(150)) {
		t.Errorf("moved A: %v to %v", from, to)
	}
	w.ClearSelection()
	if a, b := w.Selection(); a != b {
		t.Errorf("cleared: %v to %v", a, b)
	}
}

func TestWaveform_DragOfAFlagMovesIt(t *testing.T) {
	w, _ := newTestWave(t)
	var id string
	var at time.Duration
	w.OnFlagMoved = func(i string, d time.Duration) { id, at = i, d }
	dragWave(w, sec(28.6), sec(45), 8)
	if id != "3.1" || !near(at, sec(45)) {
		t.Errorf("%q to %v", id, at)
	}
	if a, b := w.Selection(); a != b {
		t.Error("it selected as well")
	}
}

func TestWaveform_WheelZoomsAroundTheMouse(t *testing.T) {
	w, _ := newTestWave(t)
	x := w.surface.x(sec(100))
	for range 6 {
		w.mouse.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 60)}, Scrolled: fyne.NewDelta(0, 10)})
	}
	if !w.Zoomed() || !near(w.surface.time(x), sec(100)) {
		t.Errorf("zoomed %v, under the mouse %v", w.Zoomed(), w.surface.time(x))
	}
	from, _ := w.View()
	w.mouse.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-50, 0)})
	if now, _ := w.View(); now <= from {
		t.Errorf("sideways: %v, was %v", now, from)
	}
	w.Fit()
	if w.Zoomed() || w.zoomText() != "100 %" {
		t.Errorf("fit: %s", w.zoomText())
	}
}

func TestWaveform_ScrollToMovesNoFurtherThanItMust(t *testing.T) {
	w, _ := newTestWave(t)
	w.SetView(sec(60), sec(120))
	w.ScrollTo(sec(100))
	if from, _ := w.View(); !near(from, sec(60)) {
		t.Errorf("in view already, scrolled to %v", from)
	}
	w.ScrollTo(sec(130))
	if _, to := w.View(); to < sec(130) || to > sec(140) {
		t.Errorf("shown to %v", to)
	}
	w.CentreOn(sec(60))
	if from, to := w.View(); !near((from+to)/2, sec(60)) {
		t.Errorf("centred: %v to %v", from, to)
	}
}

func TestWaveform_PlayingMovesTheNeedleAndDrawsNothingAnew(t *testing.T) {
	w, win := newTestWave(t)
	win.Canvas().Capture()
	image, objects := w.surface.waveImg, len(w.surface.objects)
	done := w.surface.waveDone
	w.SetPosition(sec(126.3))
	if x := w.surface.needle.Position().X + 1; x < w.surface.Size().Width*.49 || x > w.surface.Size().Width*.51 {
		t.Errorf("needle at %v of %v", x, w.surface.Size().Width)
	}
	if !done || !w.surface.waveDone || w.surface.waveImg != image || len(w.surface.objects) != objects {
		t.Error("the wave was thrown away")
	}
}

func TestWaveform_FollowTurnsThePage(t *testing.T) {
	w, _ := newTestWave(t)
	w.SetView(0, sec(60))
	w.SetPosition(sec(80))
	if from, _ := w.View(); from != 0 {
		t.Errorf("moved without Follow to %v", from)
	}
	w.Follow = true
	w.SetPosition(sec(81))
	if from, to := w.View(); from > sec(81) || to < sec(81) {
		t.Errorf("needle out of view %v to %v", from, to)
	}
}

func TestWaveform_MuteSoloAndGainAskTheScreen(t *testing.T) {
	w, _ := newTestWave(t)
	var muted, solo, gained = -1, -1, -1
	var dB float64
	w.OnMute, w.OnSolo = func(l int) { muted = l }, func(l int) { solo = l }
	w.OnGain = func(l int, v float64) { gained, dB = l, v }
	tapSpot(t, &w.heads[1].sheet, "Mute")
	tapSpot(t, &w.heads[0].sheet, "Solo")
	if muted != 1 || solo != 0 {
		t.Errorf("mute %d, solo %d", muted, solo)
	}
	y := spotNamed(t, &w.heads[0].sheet, "gain").at.Y + 9
	w.heads[0].Tapped(&fyne.PointEvent{Position: fyne.NewPos(gainX(12), y)})
	if gained != 0 || dB < 11 || dB > 13 {
		t.Errorf("gain of %d: %v", gained, dB)
	}
}

func TestWaveform_UnheardLanesAreGrey(t *testing.T) {
	w, _ := newTestWave(t)
	m := fakeWave(false)
	m.Lanes[0].Solo = true
	w.Update(m)
	if w.laneMark(1) != look.NaM || w.laneMark(0) != look.AgentM {
		t.Errorf("marks %v and %v", w.laneMark(0), w.laneMark(1))
	}
}

func TestWaveform_LegendTurnsLayersOff(t *testing.T) {
	w, _ := newTestWave(t)
	var got WaveLayers
	w.OnLayers = func(l WaveLayers) { got = l }
	tapSpot(t, &w.legend.sheet, "Silence")
	if got.Silence || !got.Hold || w.Layers() != got {
		t.Errorf("%+v", got)
	}
	tapSpot(t, &w.legend.sheet, "eye")
	if got != AllLayers {
		t.Errorf("all back: %+v", got)
	}
}

func TestWaveform_WithoutSoundSaysWhyAndTakesNoClick(t *testing.T) {
	w, win := newTestWave(t)
	m := fakeWave(false)
	m.Source, m.Missing = nil, "The recording isn't here yet. Fetch it from the recorder."
	w.SetModel(m)
	w.OnSeek = func(time.Duration) { t.Error("sought") }
	tapWave(w, sec(100), 80)
	dragWave(w, sec(100), sec(120), 80)
	w.ZoomIn()
	if !strings.Contains(allText(win.Content()), "isn't here yet") || w.Zoomed() {
		t.Errorf("shown: %s", allText(win.Content()))
	}
}

func TestWaveform_LivesWithOddCalls(t *testing.T) {
	cases := map[string]WaveModel{
		"empty":     {},
		"no rate":   {Length: 800, Lanes: make([]Lane, 2), Source: newFakeSound(1, make([][][2]float64, 2))},
		"one frame": {Rate: 8000, Length: 1, Lanes: make([]Lane, 1), Source: newFakeSound(1, make([][][2]float64, 1))},
		"mono":      {Rate: 8000, Length: 80000, Lanes: []Lane{{Name: "Call"}}, Source: newFakeSound(10, make([][][2]float64, 1))},
		"ten hours": {Rate: 8000, Length: 8000 * 36000, Lanes: make([]Lane, 1), Source: newFakeSound(1, make([][][2]float64, 1))},
	}
	for name, m := range cases {
		t.Run(name, func(t *testing.T) {
			w, win := newTestWave(t)
			w.SetModel(m)
			w.ZoomIn()
			w.ScrollBy(.5)
			w.SetPosition(m.Duration())
			w.Select(0, m.Duration())
			w.FitSelection()
			w.Fit()
			win.Canvas().Capture()
		})
	}
}

func TestWhoTalks_PutsAgentAboveCustomer(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	img := WhoTalks(sec(100), []Voice{VoiceAgent, VoiceCustomer},
		[]TalkSpan{{0, 0, sec(50)}, {1, sec(50), sec(100)}, {7, 0, sec(100)}}, []time.Duration{sec(50)}, 1)
	at := func(x, y int) color.Color { return img.RGBAAt(x, y) }
	if img.Rect.Dx() != WhoTalksWidth || img.Rect.Dy() != WhoTalksHeight {
		t.Fatalf("size %v", img.Rect)
	}
	agent := color.RGBAModel.Convert(look.Colour(look.AgentM))
	customer := color.RGBAModel.Convert(look.Colour(look.CustomerM))
	if at(20, 4) != agent || at(100, 12) != customer {
		t.Errorf("agent %v, customer %v", at(20, 4), at(100, 12))
	}
	if at(20, 13) == customer || at(100, 4) == agent {
		t.Error("a lane talks where it is silent")
	}
}

func TestMiniWave_ClickReportsThePlace(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	m := NewMiniWave()
	m.SetModel(fakeWave(false))
	onDesk(t, m, 300, 64)
	var at time.Duration
	m.OnSeek = func(d time.Duration) { at = d }
	test.TapAt(m, fyne.NewPos(150, 20))
	if !near(at, sec(126.3)) {
		t.Errorf("%v", at)
	}
}

func TestWaveform_IsDimmedOnlyWhereItIsNotPlayedYet(t *testing.T) {
	w, _ := newTestWave(t)
	if w.surface.dim.Visible() {
		t.Error("a call that was not begun is dimmed")
	}
	w.SetPosition(sec(126.3))
	d := w.surface.dim
	if half := w.surface.Size().Width / 2; !d.Visible() || d.Position().X < half-2 || d.Position().X > half+2 {
		t.Errorf("dimmed from %v", d.Position().X)
	}
	w.SetPosition(w.Model().Duration())
	if d.Visible() {
		t.Error("a call played to the end is dimmed")
	}
}
