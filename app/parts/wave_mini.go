package parts

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// MiniWave is a call in small, for a preview: both lanes over each other, the
// needle and what isn't played yet. A click reports a place.
type MiniWave struct {
	widget.BaseWidget
	OnSeek func(at time.Duration)

	model       WaveModel
	from, to    time.Duration // the piece shown; equal: all
	marked      [2]time.Duration
	gain        float64
	at          time.Duration
	wave        *canvas.Raster
	img         *image.RGBA
	done        bool
	ground, dim *canvas.Rectangle
	needle      *canvas.Rectangle
	span, stem  *canvas.Rectangle // of what is marked
	missing     pen
}

// NewMiniWave makes one without a call.
func NewMiniWave() *MiniWave {
	m := &MiniWave{gain: 1, ground: box(), dim: box(), needle: box(), span: box(), stem: box()}
	m.wave = canvas.NewRaster(m.picture)
	m.ExtendBaseWidget(m)
	return m
}

// SetModel shows a call.
func (m *MiniWave) SetModel(model WaveModel) {
	m.model, m.gain, m.at = model, waveGain(model), 0
	m.from, m.to, m.marked = 0, 0, [2]time.Duration{}
	m.Refresh()
}

// ShowPiece shows the call between two places only, with a stretch in it
// marked; equal places show the whole call.
func (m *MiniWave) ShowPiece(from, to, mark, until time.Duration) {
	from = max(from, 0)
	if all := m.model.Duration(); all > 0 {
		to = min(to, all)
	}
	m.from, m.to, m.marked = from, to, [2]time.Duration{mark, until}
	m.Refresh()
}

// piece is what is shown of the call.
func (m *MiniWave) piece() (from, to time.Duration) {
	if m.to > m.from {
		return m.from, m.to
	}
	return 0, m.model.Duration()
}

// across is where a place of the call stands in a width, within 0 and it.
func (m *MiniWave) across(at time.Duration, width float32) float32 {
	from, to := m.piece()
	if to <= from {
		return 0
	}
	return float32(min(max(float64(at-from)/float64(to-from), 0), 1)) * width
}

// SetPosition moves the needle.
func (m *MiniWave) SetPosition(at time.Duration) {
	m.at = at
	m.movePosition()
}

// CreateRenderer is for Fyne.
func (m *MiniWave) CreateRenderer() fyne.WidgetRenderer { return newDrawing(m) }

func (m *MiniWave) pieces() []fyne.CanvasObject {
	out := []fyne.CanvasObject{m.ground, m.span, m.wave, m.dim, m.stem, m.needle}
	return append(out, m.missing.objects...)
}

func (m *MiniWave) least() fyne.Size { return fyne.NewSize(120, look.Scaled(64)) }

func (m *MiniWave) paint() {
	m.done = false
	fill(m.ground, look.Well, look.Line, look.RadiusBadge)
	fill(m.needle, look.Ink, look.Clear, 1)
	m.dim.FillColor = look.Alpha(look.Well, 140)
	m.span.FillColor = look.Alpha(look.Accent, 36)
	fill(m.stem, look.Accent, look.Clear, 0)
}

func (m *MiniWave) lay(size fyne.Size) {
	place(m.ground, 0, 0, size.Width, size.Height)
	place(m.wave, 0, 2, size.Width, max(size.Height-4, 0))
	m.missing.begin()
	if m.model.Source == nil {
		m.missing.cut(m.model.Missing, 12, 0, size.Width-24, size.Height, inkLabel)
	}
	m.movePosition()
}

func (m *MiniWave) movePosition() {
	size := m.Size()
	x := m.across(m.at, size.Width)
	place(m.needle, x-1, 0, 2, size.Height)
	place(m.dim, x, 1, max(size.Width-x, 0), max(size.Height-2, 0))
	whole := m.to <= m.from
	setHidden(m.needle, m.model.Source == nil || m.at == 0 || !whole && (m.at < m.from || m.at > m.to))
	setHidden(m.dim, m.model.Source == nil || m.at == 0 || !whole)
	mark := m.across(m.marked[0], size.Width)
	place(m.span, mark, 1, max(m.across(m.marked[1], size.Width)-mark, 0), max(size.Height-2, 0))
	place(m.stem, mark, 1, 1, max(size.Height-2, 0))
	setHidden(m.span, m.model.Source == nil || whole || m.marked[1] <= m.marked[0])
	setHidden(m.stem, m.model.Source == nil || whole)
}

func (m *MiniWave) picture(w, h int) image.Image {
	if m.done && m.img != nil && m.img.Rect.Dx() == w && m.img.Rect.Dy() == h {
		return m.img
	}
	m.img, m.done = canvasOfSize(m.img, w, h), true
	if m.model.Source == nil {
		return m.img
	}
	bins, n := make([]Bin, w), max(len(m.model.Lanes), 1)
	for i, lane := range m.model.Lanes {
		from, to := m.piece()
		m.model.Source.Columns(i, m.model.frame(from), min(m.model.frame(to), m.model.Length), bins)
		drawWave(m.img, bins, i*h/n, h/n-1, m.gain, newWaveInk(look.Colour(lane.Voice.Mark())))
	}
	return m.img
}

// Tapped reports the place under the mouse.
func (m *MiniWave) Tapped(ev *fyne.PointEvent) {
	if m.model.Source == nil {
		return
	}
	part := min(max(float64(ev.Position.X/max(m.Size().Width, 1)), 0), 1)
	from, to := m.piece()
	tell(m.OnSeek, from+time.Duration(part*float64(to-from)))
}

// TalkSpan is a stretch in which a lane talks.
type TalkSpan struct {
	Lane     int
	From, To time.Duration
}

// Size of WhoTalks at 100 %, in pixels.
const (
	WhoTalksWidth  = 132
	WhoTalksHeight = 18
)

// WhoTalks draws who talks when over a whole call as one small image, so that
// a list of calls keeps a single object per row: the agent's bars above, the
// customer's below, a small wedge at each moment. Dense is pixels per unit
// (the canvas's scale). Draw it again when the theme changes.
func WhoTalks(length time.Duration, lanes []Voice, spans []TalkSpan, marks []time.Duration, dense float32) *image.RGBA {
	w, h := int(WhoTalksWidth*dense+.5), int(WhoTalksHeight*dense+.5)
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if length <= 0 || w <= 0 {
		return img
	}
	x := func(at time.Duration) int { return int(float64(at) / float64(length) * float64(w)) }
	unit := float64(dense)
	at := func(v float64) int { return int(v*unit + .5) }
	fillBlock(img, image.Rect(0, at(8.5), w, max(at(9.5), at(8.5)+1)), premultiplied(look.Colour(look.Line2), 1))
	for _, s := range spans {
		if s.Lane < 0 || s.Lane >= len(lanes) {
			continue
		}
		top := [...]int{at(2), at(10)}[s.Lane%2]
		if len(lanes) == 1 {
			top = at(6)
		}
		fillBlock(img, image.Rect(x(s.From), top, max(x(s.To), x(s.From)+1), top+at(6)), premultiplied(look.Colour(lanes[s.Lane].Mark()), 1))
	}
	ink := premultiplied(look.Colour(look.Ink), 1)
	for _, m := range marks {
		for y := range at(3.5) {
			half := at(3.5) - y
			fillBlock(img, image.Rect(x(m)-half, y, x(m)+half, y+1), ink)
		}
	}
	return img
}

func fillBlock(img *image.RGBA, r image.Rectangle, c rgba) {
	r = r.Intersect(img.Rect)
	for x := r.Min.X; x < r.Max.X; x++ {
		fillColumn(img, x, r.Min.Y, r.Max.Y, c)
	}
}
