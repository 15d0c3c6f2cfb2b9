package parts

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// waveSurface is the lanes of a Waveform with flags above, names and the time
// axis below. Playing moves three objects of it; all else stays.
type waveSurface struct {
	widget.BaseWidget
	of *Waveform

	ground, between    *canvas.Rectangle
	wave, bands        *canvas.Raster
	waveImg, bandsImg  *image.RGBA
	waveDone, bandDone bool
	bins               []Bin
	scratch            []int16

	dim, needle *canvas.Rectangle
	dot         *canvas.Circle
	marks       pen
	ruler       *canvas.Rectangle // under the mouse
	rulerBox    *canvas.Rectangle
	rulerText   *canvas.Text
	flags       []flagPlace
	drag        waveDrag
	objects     []fyne.CanvasObject
}

func newWaveSurface(of *Waveform) *waveSurface {
	s := &waveSurface{of: of, ground: box(), between: box(), dim: box(), needle: box(),
		dot: canvas.NewCircle(nil), ruler: box(), rulerBox: box(), rulerText: word()}
	s.wave = canvas.NewRaster(s.waveImage)
	s.bands = canvas.NewRaster(s.bandsImage)
	for _, o := range []fyne.CanvasObject{s.ruler, s.rulerBox, s.rulerText} {
		o.Hide()
	}
	s.ExtendBaseWidget(s)
	return s
}

func flagHeight() float32  { return look.Scaled(17) }
func flagRoom() float32    { return flagHeight() + 9 }
func nameHeight() float32  { return lineOf(inkLabel) }
func ticksHeight() float32 { return lineOf(inkDigit) }
func waveFoot() float32    { return 2 + nameHeight() + 8 + ticksHeight() }
func laneHeight() float32  { return look.Scaled(68) }

const laneGap = 6

// lanes is the rectangle of the lanes.
func (s *waveSurface) lanes() (top, height float32) {
	return flagRoom(), max(s.Size().Height-flagRoom()-waveFoot(), 0)
}

func (s *waveSurface) least() fyne.Size {
	return fyne.NewSize(160, flagRoom()+2*laneHeight()+laneGap+waveFoot())
}

// CreateRenderer is for Fyne.
func (s *waveSurface) CreateRenderer() fyne.WidgetRenderer { return &waveSurfaceRenderer{s} }

type waveSurfaceRenderer struct{ s *waveSurface }

func (r *waveSurfaceRenderer) Layout(fyne.Size)             { r.s.redraw() }
func (r *waveSurfaceRenderer) MinSize() fyne.Size           { return r.s.least() }
func (r *waveSurfaceRenderer) Objects() []fyne.CanvasObject { return r.s.objects }
func (r *waveSurfaceRenderer) Destroy()                     {}

func (r *waveSurfaceRenderer) Refresh() {
	r.s.redraw()
	canvas.Refresh(r.s)
}

// redraw draws all anew: after a change of model, view, size or theme.
func (s *waveSurface) redraw() {
	s.waveDone, s.bandDone = false, false
	top, height := s.lanes()
	w := s.Size().Width
	fill(s.ground, look.Well, look.Line, look.RadiusBadge)
	place(s.ground, 0, top, w, height)
	fill(s.between, look.Line, look.Clear, 0)
	place(s.between, 0, top+float32(int(height/2)), w, 1)
	s.between.Hidden = len(s.of.model.Lanes) < 2 || s.of.model.Source == nil
	place(s.wave, 0, top, w, height)
	place(s.bands, 0, top+1, w, max(height-2, 0))
	s.paintMoving()
	s.redrawMarks()
	s.arrange()
}

// restyle draws flags, names and selection anew, and leaves the images alone.
func (s *waveSurface) restyle() {
	s.redrawMarks()
	s.arrange()
	canvas.Refresh(s.needle)
}

func (s *waveSurface) arrange() {
	s.objects = append(s.objects[:0], s.ground, s.between, s.wave, s.dim, s.bands)
	s.objects = append(s.objects, s.marks.objects...)
	s.objects = append(s.objects, s.ruler, s.needle, s.dot, s.rulerBox, s.rulerText)
}

func (s *waveSurface) paintMoving() {
	s.dim.FillColor = look.Alpha(look.Well, 140)
	s.needle.FillColor, s.needle.CornerRadius = look.Colour(look.Ink), 1
	s.dot.FillColor = look.Colour(look.Ink)
	s.ruler.FillColor = look.Colour(look.Ink3)
	fill(s.rulerBox, look.Surface, look.Line2, look.RadiusBadge)
	write(s.rulerText, s.rulerText.Text, look.TextDigit, look.Ink, false)
	s.movePosition()
}

// movePosition is all that playing does: it moves the needle and what dims the
// part not yet played.
func (s *waveSurface) movePosition() {
	top, height := s.lanes()
	w := s.Size().Width
	x := s.of.view.x(float64(s.of.model.frame(s.of.at)), w)
	shown := x >= -1 && x <= w+1 && s.of.model.Source != nil
	setHidden(s.needle, !shown)
	setHidden(s.dot, !shown)
	if shown {
		place(s.needle, x-1, top-4, 2, height+8)
		place(s.dot, x-4, top-8, 8, 8)
	}
	edge := min(max(x, 0), w)
	// A call that was not begun yet is shown in full.
	setHidden(s.dim, s.of.model.Source == nil || edge >= w || s.of.at <= 0)
	place(s.dim, edge, top+1, w-edge, max(height-2, 0))
}

func setHidden(o fyne.CanvasObject, hidden bool) {
	if o.Visible() != hidden {
		return
	}
	if hidden {
		o.Hide()
	} else {
		o.Show()
	}
}

func (s *waveSurface) waveImage(w, h int) image.Image {
	if s.waveDone && s.waveImg != nil && s.waveImg.Rect.Dx() == w && s.waveImg.Rect.Dy() == h {
		return s.waveImg
	}
	s.waveImg, s.waveDone = canvasOfSize(s.waveImg, w, h), true
	m := s.of.model
	if m.Source == nil || len(m.Lanes) == 0 {
		return s.waveImg
	}
	if cap(s.bins) < w {
		s.bins = make([]Bin, w)
	}
	gap := float64(h) * laneGap / float64(max(s.wave.Size().Height, 1))
	n := float64(len(m.Lanes))
	each := (float64(h) - gap*(n-1)) / n
	margin := each * 4 / 68
	for i := range m.Lanes {
		binsOf(m.Source, i, s.of.view.from, s.of.view.to, s.bins[:w], &s.scratch)
		top := float64(i)*(each+gap) + margin
		drawWave(s.waveImg, s.bins[:w], int(top+.5), int(each-2*margin+.5), s.of.gain,
			newWaveInk(look.Colour(s.of.laneMark(i))))
	}
	return s.waveImg
}

func (s *waveSurface) bandsImage(w, h int) image.Image {
	if s.bandDone && s.bandsImg != nil && s.bandsImg.Rect.Dx() == w && s.bandsImg.Rect.Dy() == h {
		return s.bandsImg
	}
	s.bandsImg, s.bandDone = canvasOfSize(s.bandsImg, w, h), true
	dense := float64(w) / float64(max(s.bands.Size().Width, 1))
	if s.of.model.Source == nil {
		return s.bandsImg
	}
	for _, b := range s.of.model.Bands {
		from, to := s.x(b.From)*float32(dense), s.x(b.To)*float32(dense)
		if to < 0 || from > float32(w) || !s.of.layers.shows(b.Kind) {
			continue
		}
		drawBand(s.bandsImg, b.Kind, int(from), max(int(to+.5), int(from)+2), dense)
	}
	return s.bandsImg
}

func drawBand(img *image.RGBA, kind BandKind, from, to int, dense float64) {
	switch kind {
	case BandHold:
		fillBand(img, from, to, premultiplied(look.Colour(look.Ink), .05))
	case BandSilence:
		fillHatch(img, from, to, stripes{6 * dense, dense, look.Colour(look.Ink3), .38})
	case BandOverlap:
		fillHatch(img, from-1, to+1, stripes{5 * dense, 1.3 * dense, look.Colour(look.Ink), .44})
	}
}

func (s *waveSurface) x(at time.Duration) float32 {
	return s.of.view.x(float64(s.of.model.frame(at)), s.Size().Width)
}

func (s *waveSurface) time(x float32) time.Duration {
	return s.of.model.time(int64(s.of.view.frame(x, s.Size().Width)))
}
