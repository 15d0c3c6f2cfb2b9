package parts

import (
	"fmt"
	"time"
)

// ZoomIn doubles the zoom around the needle, or the middle when the needle is
// out of view.
func (w *Waveform) ZoomIn() { w.show(w.view.zoom(2, w.focus())) }

// ZoomOut halves it.
func (w *Waveform) ZoomOut() { w.show(w.view.zoom(.5, w.focus())) }

// Fit shows the whole call.
func (w *Waveform) Fit() { w.show(w.view.shown(0, w.view.length)) }

// FitSelection shows the selection with a little room; without one it does nothing.
func (w *Waveform) FitSelection() {
	from, to := float64(w.model.frame(w.from)), float64(w.model.frame(w.to))
	if room := (to - from) / 10; to > from {
		w.show(w.view.shown(from-room, to-from+2*room))
	}
}

// ScrollTo brings a place into view and moves no further than it must.
func (w *Waveform) ScrollTo(at time.Duration) {
	f, margin := float64(w.model.frame(at)), w.view.span()/10
	switch {
	case f < w.view.from:
		w.show(w.view.shown(f-margin, w.view.span()))
	case f > w.view.to:
		w.show(w.view.shown(f+margin-w.view.span(), w.view.span()))
	}
}

// ScrollBy scrolls by a share of what is shown: 0.5 is half a page onwards.
func (w *Waveform) ScrollBy(share float64) {
	w.show(w.view.shown(w.view.from+share*w.view.span(), w.view.span()))
}

// CentreOn brings a place to the middle.
func (w *Waveform) CentreOn(at time.Duration) { w.show(w.view.centred(float64(w.model.frame(at)))) }

// View is the stretch shown.
func (w *Waveform) View() (from, to time.Duration) {
	return w.model.time(int64(w.view.from)), w.model.time(int64(w.view.to))
}

// SetView shows a stretch of the call.
func (w *Waveform) SetView(from, to time.Duration) {
	f := float64(w.model.frame(from))
	w.show(w.view.shown(f, float64(w.model.frame(to))-f))
}

// Zoomed says whether less than the whole call is shown.
func (w *Waveform) Zoomed() bool { return w.view.zoomed() }

func (w *Waveform) focus() float64 {
	if f := float64(w.model.frame(w.at)); f >= w.view.from && f <= w.view.to {
		return f
	}
	return w.view.from + w.view.span()/2
}

func (w *Waveform) show(v waveView) {
	if v == w.view || w.model.Source == nil {
		return
	}
	was := w.view.zoomed()
	w.view = v
	if was != v.zoomed() {
		w.Refresh()
		run(w.OnHeight)
	} else {
		w.legend.Refresh()
		w.overview.movePosition()
		w.surface.Refresh()
	}
	if w.OnView != nil {
		w.OnView(w.View())
	}
}

func (w *Waveform) zoomText() string {
	if !w.view.zoomed() {
		return "100 %"
	}
	if f := w.view.factor(); f < 100 {
		return fmt.Sprintf("%.1fx", f)
	}
	return fmt.Sprintf("%.0fx", w.view.factor())
}
