package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Waveform shows a call: legend, overview while zoomed, the head of each lane,
// the lanes with bands, flags and time axis. It plays nothing: it reports what
// the mouse asks for and shows what it is told. Set the callbacks before use.
//
//	click            OnSeek            drag               OnSelect
//	click on a flag  OnFlag            drag of a flag     OnFlagMoved
//	drag of needle   OnScrub, OnSeek   drag of overview   OnScrub, OnSeek
//	wheel            zoom at the mouse sideways wheel     scroll
type Waveform struct {
	widget.BaseWidget

	OnSeek      func(at time.Duration)
	OnScrub     func(at time.Duration)       // while the needle or the overview is dragged; OnSeek ends it
	OnSelect    func(from, to time.Duration) // also while an end of it was moved; from == to: none
	OnFlag      func(id string)
	OnFlagMoved func(id string, at time.Duration) // nil: flags can't be moved
	OnMute      func(lane int)                    // asks to turn Mute of a lane over
	OnSolo      func(lane int)
	OnGain      func(lane int, dB float64)
	OnLayers    func(WaveLayers)
	OnView      func(from, to time.Duration) // zoomed or scrolled

	// OnHeight reports that the least height has changed, because the overview
	// has come or gone: lay out the container around the waveform again.
	OnHeight func()
	// Follow keeps the position in view while zoomed.
	Follow bool

	model       WaveModel
	bandsByKind [bandKinds][]WaveBand
	gain        float64 // of the drawing
	view        waveView
	at          time.Duration
	from, to    time.Duration // selection
	chosen      string        // flag
	layers      WaveLayers

	legend   *waveLegend
	overview *waveOverview
	heads    []*waveHead
	surface  *waveSurface
	mouse    *waveMouse
}

// NewWaveform makes a waveform without a call.
func NewWaveform() *Waveform {
	w := &Waveform{layers: AllLayers, gain: 1, view: newWaveView(1, 1)}
	w.legend = newWaveLegend(w)
	w.overview = newWaveOverview(w)
	w.surface = newWaveSurface(w)
	w.mouse = newWaveMouse(w.surface)
	w.ExtendBaseWidget(w)
	return w
}

// SetModel shows another call, all of it, without selection and chosen flag.
func (w *Waveform) SetModel(m WaveModel) {
	w.gain = waveGain(m)
	w.view = newWaveView(m.Length, leastSpan(m))
	w.at, w.from, w.to, w.chosen = 0, 0, 0, ""
	w.take(m)
}

// Update shows a change of the same call (a lane muted, a flag added): view,
// position and selection stay.
func (w *Waveform) Update(m WaveModel) {
	if m.Length != w.model.Length || m.Rate != w.model.Rate {
		w.SetModel(m)
		return
	}
	if w.model.Source == nil && m.Source != nil {
		w.gain = waveGain(m)
	}
	w.take(m)
}

func (w *Waveform) take(m WaveModel) {
	w.model = m
	w.bandsByKind = [bandKinds][]WaveBand{}
	for _, b := range m.Bands {
		k := b.Kind % bandKinds
		w.bandsByKind[k] = append(w.bandsByKind[k], b)
	}
	for len(w.heads) < len(m.Lanes) {
		w.heads = append(w.heads, newWaveHead(w, len(w.heads)))
	}
	w.heads = w.heads[:len(m.Lanes)]
	w.Refresh()
}

// leastSpan is how far a call can be zoomed in, in frames.
func leastSpan(m WaveModel) float64 {
	if _, raw := m.Source.(Frames); raw {
		return max(float64(m.Rate)/20, 16)
	}
	return max(float64(m.Rate), 64)
}

// Model is what the waveform shows.
func (w *Waveform) Model() WaveModel { return w.model }

// SetPosition moves the needle. It is cheap: call it 10 to 20 times a second.
func (w *Waveform) SetPosition(at time.Duration) {
	if w.at == at {
		return
	}
	w.at = at
	if w.Follow && w.view.zoomed() {
		if f := float64(w.model.frame(at)); f < w.view.from || f > w.view.to {
			w.show(w.view.shown(f-w.view.span()/10, w.view.span()))
		}
	}
	w.surface.movePosition()
	w.overview.movePosition()
}

// At is where the needle stands.
func (w *Waveform) At() time.Duration { return w.at }

// Select marks the stretch from A to B.
func (w *Waveform) Select(from, to time.Duration) {
	w.from, w.to = min(from, to), max(from, to)
	w.surface.restyle()
}

// ClearSelection forgets A and B.
func (w *Waveform) ClearSelection() { w.Select(0, 0) }

// Selection is the stretch from A to B; both are equal without one.
func (w *Waveform) Selection() (from, to time.Duration) { return w.from, w.to }

// ChooseFlag fills one flag with the accent; an unknown id fills none.
func (w *Waveform) ChooseFlag(id string) {
	if w.chosen == id {
		return
	}
	w.chosen = id
	w.surface.restyle()
}

// SetFlags shows other moments.
func (w *Waveform) SetFlags(flags []WaveFlag) {
	w.model.Flags = flags
	w.surface.restyle()
}

// SetFound marks where searched words are said.
func (w *Waveform) SetFound(found []WaveSpan) {
	w.model.Found = found
	w.surface.restyle()
}

func (w *Waveform) moveFlag(id string, at time.Duration) {
	flags := append([]WaveFlag(nil), w.model.Flags...)
	for i := range flags {
		if flags[i].ID == id {
			flags[i].At = at
		}
	}
	w.model.Flags = flags
}

// SetLayers shows or hides layers.
func (w *Waveform) SetLayers(l WaveLayers) {
	w.layers = l
	w.legend.Refresh()
	w.surface.Refresh()
}

// Layers says what is shown.
func (w *Waveform) Layers() WaveLayers { return w.layers }

func (w *Waveform) toggle(change func(*WaveLayers)) {
	l := w.layers
	change(&l)
	w.SetLayers(l)
	tell(w.OnLayers, l)
}

// laneMark is the colour of a lane's wave: grey while it isn't heard.
func (w *Waveform) laneMark(i int) look.Token {
	lane, solo := w.model.Lanes[i], false
	for j, l := range w.model.Lanes {
		solo = solo || (j != i && l.Solo)
	}
	if lane.Mute || (solo && !lane.Solo) {
		return look.NaM
	}
	if lane.Voice == VoiceUnknown {
		return look.Ink3
	}
	return lane.Voice.Mark()
}

// CreateRenderer is for Fyne.
func (w *Waveform) CreateRenderer() fyne.WidgetRenderer { return &waveformRenderer{w} }

type waveformRenderer struct{ w *Waveform }

func (r *waveformRenderer) Destroy() {}

func (r *waveformRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.w.legend, r.w.overview, r.w.surface, r.w.mouse}
	for _, h := range r.w.heads {
		out = append(out, h)
	}
	return out
}

const overviewGap = 2

func (w *Waveform) overviewRoom() float32 {
	if w.view.zoomed() {
		return waveOverviewHeight + overviewGap
	}
	return 0
}

func (r *waveformRenderer) MinSize() fyne.Size {
	least := r.w.surface.least()
	return fyne.NewSize(waveHeadWidth()+least.Width, legendHeight()+r.w.overviewRoom()+least.Height)
}

func (r *waveformRenderer) Layout(size fyne.Size) {
	w := r.w
	left := waveHeadWidth()
	place(w.legend, 0, 0, size.Width, legendHeight())
	y := legendHeight()
	setHidden(w.overview, !w.view.zoomed())
	place(w.overview, left, y, max(size.Width-left, 0), waveOverviewHeight)
	y += w.overviewRoom()
	place(w.surface, left, y, max(size.Width-left, 0), size.Height-y)
	place(w.mouse, left, y, max(size.Width-left, 0), size.Height-y)
	top, height := w.surface.lanes()
	n := float32(max(len(w.heads), 1))
	each := (height - laneGap*(n-1)) / n
	for i, h := range w.heads {
		place(h, 0, y+top+float32(i)*(each+laneGap), left-12, each)
	}
}

func (r *waveformRenderer) Refresh() {
	r.Layout(r.w.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
	canvas.Refresh(r.w)
}
