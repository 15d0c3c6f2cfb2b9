package parts

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// waveHead stands to the left of a lane: name, share, mute, solo and gain.
type waveHead struct {
	sheet
	of      *Waveform
	lane    int
	pulling bool
}

func newWaveHead(of *Waveform, lane int) *waveHead {
	h := &waveHead{of: of, lane: lane}
	h.drawnBy(h, h.paintHead, func() fyne.Size { return fyne.NewSize(waveHeadWidth()-12, laneHeight()) })
	return h
}

func waveHeadWidth() float32 { return look.Scaled(96) + 12 }

const (
	gainTrack = 48 // px
	gainLeft  = 0
)

func (h *waveHead) paintHead(p *pen, size fyne.Size) {
	lane := h.of.model.Lanes[h.lane]
	row := lineOf(inkBody)
	share := p.ends(lane.Share, size.Width, 2, row, inkLabel)
	p.cut(lane.Name, 0, 2, size.Width-share-6, row, inkBody.in(lane.Voice.Ink()).heavy())
	y := 2 + row + 4
	x := h.toggle(p, lang.L("Mute"), 0, y, lane.Mute, func() { tell(h.of.OnMute, h.lane) })
	h.toggle(p, lang.L("Solo"), x+4, y, lane.Solo, func() { tell(h.of.OnSolo, h.lane) })
	h.paintGain(p, size, y+look.Scaled(20)+5)
}

// toggle is the smallest button there is: 20 high.
func (h *waveHead) toggle(p *pen, word string, x, y float32, on bool, act func()) float32 {
	how, ground, edge := inkLabel, look.Surface, look.Line2
	w, bh := widthOf(word, how)+14, look.Scaled(20)
	switch {
	case on:
		how, ground, edge = how.in(look.Accent).heavy(), look.Sel, look.Accent
		w = widthOf(word, how) + 14
	case p.hovered == word:
		ground = look.Hover
	}
	p.frame(x, y, w, bh, ground, edge, look.RadiusBadge)
	p.text(word, x+7, y, bh, how)
	p.on(word, x, y, w, bh, act)
	return x + w
}

func (h *waveHead) paintGain(p *pen, size fyne.Size, y float32) {
	lane := h.of.model.Lanes[h.lane]
	at := gainX(lane.Gain)
	mid := y + 6
	p.box(gainLeft, mid-1, gainTrack, 2, look.Line2, 1)
	p.box(gainLeft, mid-1, at, 2, lane.Voice.Mark(), 1)
	knob := p.disc(gainLeft+at, mid, 5, look.Surface)
	knob.StrokeColor, knob.StrokeWidth = look.Colour(look.Edge), 1
	p.ends(gainText(lane.Gain), size.Width, mid-8, 16, inkDigit)
	p.on("gain", gainLeft-6, mid-9, gainTrack+12, 18, nil)
}

// gainX is where the knob stands: the middle of its way is 0 dB.
func gainX(dB float64) float32 {
	part := (min(max(dB, GainLeast), GainMost) - GainLeast) / (GainMost - GainLeast)
	return 5 + float32(part)*(gainTrack-10)
}

func gainAt(x float32) float64 {
	part := float64(min(max((x-gainLeft-5)/(gainTrack-10), 0), 1))
	return math.Round(GainLeast + part*(GainMost-GainLeast))
}

func gainText(dB float64) string {
	if dB == 0 {
		return "0 dB"
	}
	return fmt.Sprintf("%+.0f dB", dB)
}

// Tapped presses a button, or sets the gain to where the track was clicked.
func (h *waveHead) Tapped(ev *fyne.PointEvent) {
	if s := h.pen.at(ev.Position); s != nil && s.name == "gain" {
		h.setGain(gainAt(ev.Position.X))
		return
	}
	h.sheet.Tapped(ev)
}

// Dragged moves the gain.
func (h *waveHead) Dragged(ev *fyne.DragEvent) {
	if !h.pulling {
		s := h.pen.at(ev.Position.Subtract(ev.Dragged))
		if s == nil || s.name != "gain" {
			return
		}
		h.pulling = true
	}
	h.setGain(gainAt(ev.Position.X))
}

// DragEnd lets go.
func (h *waveHead) DragEnd() { h.pulling = false }

func (h *waveHead) setGain(dB float64) {
	dB = min(max(dB, GainLeast), GainMost)
	if h.of.model.Lanes[h.lane].Gain == dB {
		return
	}
	h.of.model.Lanes = append([]Lane(nil), h.of.model.Lanes...)
	h.of.model.Lanes[h.lane].Gain = dB
	h.Refresh()
	if h.of.OnGain != nil {
		h.of.OnGain(h.lane, dB)
	}
}
