package parts

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// waveHead stands to the left of a lane: name, share, mute, solo and gain.
type waveHead struct {
	sheet
	of   *Waveform
	lane int
	gain *Slider
}

func newWaveHead(of *Waveform, lane int) *waveHead {
	h := &waveHead{of: of, lane: lane}
	h.gain = NewSlider(GainLeast, GainMost, 1, 0, h.setGain)
	h.gain.Width = gainTrack
	h.extra = []fyne.CanvasObject{h.gain}
	h.drawnBy(h, h.paintHead, func() fyne.Size { return fyne.NewSize(waveHeadWidth()-12, laneHeight()) })
	return h
}

func waveHeadWidth() float32 { return look.Scaled(96) + 12 }

const gainTrack = 48 // px

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
	h.gain.Value, h.gain.Tone = lane.Gain, lane.Voice.Mark()
	place(h.gain, 0, y-2, gainTrack, look.Scaled(16))
	p.ends(gainText(lane.Gain), size.Width, y-2, look.Scaled(16), inkDigit)
}

func gainText(dB float64) string {
	if dB == 0 {
		return "0 dB"
	}
	return fmt.Sprintf("%+.0f dB", dB)
}

func (h *waveHead) setGain(dB float64) {
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
