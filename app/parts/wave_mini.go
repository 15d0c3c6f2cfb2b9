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
	gain        float64
	at          time.Duration
	wave        *canvas.Raster
	img         *image.RGBA
	done        bool
	ground, dim *canvas.Rectangle
	needle      *canvas.Rectangle
	missing     pen
}

// NewMiniWave makes one without a call.
func NewMiniWave() *MiniWave {
	m := &MiniWave{gain: 1, ground: box(), dim: box(), needle: box()}
	m.wave = canvas.NewRaster(m.picture)
	m.ExtendBaseWidget(m)
	return m
}

// SetModel shows a call.
func (m *MiniWave) SetModel(model WaveModel) {
	m.model, m.gain, m.at = model, waveGain(model), 0
	m.Refresh()
}

// SetPosition moves the needle.
func (m *MiniWave) SetPosition(at time.Duration) {
	m.at = at
	m.movePosition()
}

// CreateRenderer is for Fyne.
func (m *MiniWave) CreateRenderer() fyne.WidgetRenderer { return newDrawing(m) }

func (m *MiniWave) pieces() []fyne.CanvasObject {
	out := []fyne.CanvasObject{m.ground, m.wave, m.dim, m.needle}
	return append(out, m.missing.objects...)
}

func (m *MiniWave) least() fyne.Size { return fyne.NewSize(120, look.Scaled(64)) }

func (m *MiniWave) paint() {
	m.done = false
	fill(m.ground, look.Well, look.Line, look.RadiusBadge)
	fill(m.needle, look.Ink, look.Clear, 1)
	m.dim.FillColor = look.Alpha(look.Well, 140)
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
	size, all := m.Size(), m.model.Duration()
	x := float32(0)
	if all > 0 {
		x = float32(float64(m.at)/float64(all)) * size.Width
	}
	place(m.needle, x-1, 0, 2, size.Height)
	place(m.dim, x, 1, max(size.Width-x, 0), max(size.Height-2, 0))
	setHidden(m.needle, m.model.Source == nil || m.at == 0)
	setHidden(m.dim, m.model.Source == nil || m.at == 0)
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
		m.model.Source.Columns(i, 0, m.model.Length, bins)
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
	tell(m.OnSeek, time.Duration(part*float64(m.model.Duration())))
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
