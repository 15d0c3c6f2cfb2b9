package parts

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

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

func TestWaveform_TheNeedleIsDraggedAndHeardOnTheWay(t *testing.T) {
	w, _ := newTestWave(t)
	var heard []time.Duration
	var at time.Duration
	w.OnScrub = func(d time.Duration) { heard = append(heard, d) }
	w.OnSeek = func(d time.Duration) { at = d }
	w.OnSelect = func(_, _ time.Duration) { t.Error("it selects") }
	w.SetPosition(sec(60))
	dragWave(w, sec(60), sec(90), 80)
	if len(heard) != 2 || !near(heard[0], sec(75)) || !near(heard[1], sec(90)) || !near(at, sec(90)) || !near(w.At(), sec(90)) {
		t.Errorf("heard at %v, then at %v", heard, at)
	}
	top, height := w.surface.lanes()
	dragWave(w, sec(20), sec(30), top+height+nameHeight()+4)
	if !near(at, sec(30)) {
		t.Errorf("on the axis it goes to %v", at)
	}
}

func TestWaveform_TheOverviewIsHeardWhileItIsDragged(t *testing.T) {
	w, _ := newTestWave(t)
	var heard, at time.Duration
	w.OnScrub, w.OnSeek = func(d time.Duration) { heard = d }, func(d time.Duration) { at = d }
	w.ZoomIn()
	o := w.overview
	x := o.Size().Width / 2
	o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 8)}, Dragged: fyne.NewDelta(10, 0)})
	o.DragEnd()
	if half := w.model.Duration() / 2; !near(heard, half) || !near(at, half) {
		t.Errorf("heard at %v, then at %v, want %v", heard, at, half)
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
	test.TapAt(w.heads[0].gain, fyne.NewPos(gainTrack*3/4, 6))
	if gained != 0 || dB < 11 || dB > 15 || !strings.Contains(allText(w.heads[0]), "+") {
		t.Errorf("gain of %d: %v, shown %s", gained, dB, allText(w.heads[0]))
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
