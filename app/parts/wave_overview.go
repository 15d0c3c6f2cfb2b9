package parts

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

const waveOverviewHeight = 24

// waveOverview is the strip of the whole call over a zoomed waveform: who talks
// when, what is shown below, where the needle is. Drag it to move the view.
type waveOverview struct {
	widget.BaseWidget
	of                            *Waveform
	ground, window, edges, needle *canvas.Rectangle
	talk                          *canvas.Raster
	img                           *image.RGBA
	done                          bool
	under                         time.Duration // the mouse, while it drags
	grabbed                       float32       // where in the window the drag took hold
	dragging                      bool
}

func newWaveOverview(of *Waveform) *waveOverview {
	o := &waveOverview{of: of, ground: box(), window: box(), edges: box(), needle: box()}
	o.talk = canvas.NewRaster(o.picture)
	o.ExtendBaseWidget(o)
	o.Hide()
	return o
}

// CreateRenderer is for Fyne.
func (o *waveOverview) CreateRenderer() fyne.WidgetRenderer { return newDrawing(o) }

func (o *waveOverview) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{o.ground, o.talk, o.window, o.needle}
}

func (o *waveOverview) least() fyne.Size { return fyne.NewSize(100, waveOverviewHeight) }

func (o *waveOverview) paint() {
	o.done = false
	fill(o.ground, look.Well, look.Line, look.RadiusBadge)
	fill(o.window, look.Clear, look.Accent, look.RadiusBadge)
	o.window.FillColor = look.Alpha(look.Accent, 33)
	fill(o.needle, look.Ink, look.Clear, 0)
}

func (o *waveOverview) lay(size fyne.Size) {
	place(o.ground, 0, 0, size.Width, 22)
	place(o.talk, 0, 0, size.Width, 22)
	o.movePosition()
}

func (o *waveOverview) movePosition() {
	w, v := o.Size().Width, o.of.view
	l, r := float32(v.from/v.length)*w, float32(v.to/v.length)*w
	place(o.window, l, 0, max(r-l, 4), 22)
	place(o.needle, float32(float64(o.of.model.frame(o.of.at))/v.length)*w-.75, 0, 1.5, 22)
}

func (o *waveOverview) picture(w, h int) image.Image {
	if o.done && o.img != nil && o.img.Rect.Dx() == w && o.img.Rect.Dy() == h {
		return o.img
	}
	o.img, o.done = canvasOfSize(o.img, w, h), true
	m := o.of.model
	if m.Source == nil {
		return o.img
	}
	bins := make([]Bin, w)
	for i := range m.Lanes {
		m.Source.Columns(i, 0, m.Length, bins)
		top, bar := talkRow(i, len(m.Lanes), h)
		drawTalk(o.img, bins, top, bar, o.of.gain, look.Colour(o.of.laneMark(i)))
	}
	return o.img
}

// talkRow is where the bar of a lane lies in a strip.
func talkRow(lane, lanes, height int) (top, bar int) {
	bar = max(height*4/22, 1)
	if lanes < 2 {
		return (height - bar) / 2, bar
	}
	return height*6/22 + lane*height*7/22, bar
}

// drawTalk draws a bar wherever a lane is loud enough to be speech, and closes
// gaps of up to two pixels.
func drawTalk(img *image.RGBA, bins []Bin, top, height int, gain float64, c color.Color) {
	full, quiet := premultiplied(c, 1), 0
	for x, b := range bins {
		if float64(b.RMS)*gain > .04*32768 {
			for back := x - min(quiet, 2); quiet <= 2 && back < x && back >= 0; back++ {
				fillColumn(img, back, top, top+height, full)
			}
			fillColumn(img, x, top, top+height, full)
			quiet = 0
			continue
		}
		quiet++
	}
}

// Tapped centres the view on a place.
func (o *waveOverview) Tapped(ev *fyne.PointEvent) {
	o.of.show(o.of.view.centred(o.frame(ev.Position.X)))
}

// Dragged moves the view, and lets be heard what is under the mouse.
func (o *waveOverview) Dragged(ev *fyne.DragEvent) {
	v := o.of.view
	if !o.dragging {
		o.dragging = true
		start := o.frame(ev.Position.X - ev.Dragged.DX)
		if start < v.from || start > v.to {
			v = v.centred(start)
		}
		o.grabbed = float32((start - v.from) / v.length)
	}
	o.of.show(v.shown(o.frame(ev.Position.X)-float64(o.grabbed)*v.length, v.span()))
	o.under = o.of.model.time(int64(min(max(o.frame(ev.Position.X), 0), v.length)))
	tell(o.of.OnScrub, o.under)
}

// DragEnd goes to what was heard last.
func (o *waveOverview) DragEnd() {
	if o.dragging && o.of.OnScrub != nil {
		tell(o.of.OnSeek, o.under)
	}
	o.dragging = false
}

func (o *waveOverview) frame(x float32) float64 {
	return float64(x/max(o.Size().Width, 1)) * o.of.view.length
}
