package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// waveLegend is the row over a waveform: what the colours and grounds mean,
// which layers are shown, and the zoom. A layer's entry turns it on and off.
type waveLegend struct {
	sheet
	of *Waveform
}

func newWaveLegend(of *Waveform) *waveLegend {
	l := &waveLegend{of: of}
	l.drawnBy(l, l.paintRow, func() fyne.Size { return fyne.NewSize(200, legendHeight()) })
	return l
}

func legendHeight() float32 { return look.Scaled(36) }

func (l *waveLegend) paintRow(p *pen, size fyne.Size) {
	h := size.Height
	right := l.paintZoom(p, size)
	x := p.text(lang.L("Waveform"), 0, 0, h, inkBody.heavy()) + 14
	for _, lane := range l.of.model.Lanes {
		mark := lane.Voice.Mark()
		x = l.entry(p, x, right, h, lane.Name, true, nil, func(x, y float32) { p.box(x, y, 10, 10, mark, 2) })
	}
	layers := l.of.layers
	x = l.entry(p, x, right, h, lang.L("Talk-over"), layers.Overlap,
		func(l *WaveLayers) { l.Overlap = !l.Overlap }, func(x, y float32) { swatchStripes(p, x, y, look.Ink, look.Clear) })
	x = l.entry(p, x, right, h, lang.L("Silence"), layers.Silence,
		func(l *WaveLayers) { l.Silence = !l.Silence }, func(x, y float32) { swatchStripes(p, x, y, look.Ink3, look.Line2) })
	l.entry(p, x, right, h, lang.L("Hold"), layers.Hold,
		func(l *WaveLayers) { l.Hold = !l.Hold }, func(x, y float32) { p.frame(x, y, 10, 10, look.Hover, look.Line2, 2) })
}

// swatchStripes draws a 10 px sample of a hatch from short steps, which is as
// fine as the eye can tell at that size.
func swatchStripes(p *pen, x, y float32, tone, edge look.Token) {
	if edge != look.Clear {
		p.frame(x, y, 10, 10, look.Clear, edge, 2)
	}
	p.stripes(x, y, 10, 10, tone)
}

// entry draws one sample with its name, and leaves it out where it would run
// into the buttons.
func (l *waveLegend) entry(p *pen, x, right, h float32, name string, on bool, change func(*WaveLayers), sample func(x, y float32)) float32 {
	how := inkLabel
	w := 15 + widthOf(name, how)
	if x+w > right {
		return x
	}
	if on {
		sample(x, middle(h, 10))
	} else {
		p.icon("remove", look.Ink3, x-1, 0, h, 12)
		how = how.in(look.Ink3)
	}
	p.text(name, x+15, 0, h, how)
	if change != nil {
		if p.hovered == name {
			p.box(x+15, h/2+8, w-15, 1, look.Ink3, 0)
		}
		p.on(name, x-4, 0, w+8, h, func() { l.of.toggle(change) })
	}
	return x + w + 14
}

// paintZoom draws the buttons from the right and says where they begin.
func (l *waveLegend) paintZoom(p *pen, size fyne.Size) float32 {
	h, x := size.Height, size.Width
	x = l.button(p, "fit", lang.L("Fit"), x, h, l.of.Fit) - 6
	x = l.button(p, "add", "", x, h, l.of.ZoomIn)
	wide := max(widthOf("100 %", inkLabel), widthOf(l.of.zoomText(), inkLabel))
	x -= wide
	p.text(l.of.zoomText(), x+(wide-widthOf(l.of.zoomText(), inkLabel))/2, 0, h, inkLabel)
	x = l.button(p, "remove", "", x, h, l.of.ZoomOut) - 6
	return l.button(p, "eye", lang.L("Layers"), x, h, l.of.toggleAll) - 8
}

// button draws a quiet small button that ends at right.
func (l *waveLegend) button(p *pen, icon, word string, right, h float32, act func()) float32 {
	w := look.Scaled(16) + 10
	if word != "" {
		w += widthOf(word, inkLabel) + 6 + 4
	}
	x, bh := right-w, look.Scaled(look.HeightSmall)
	if p.hovered == icon {
		p.box(x, middle(h, bh), w, bh, look.Hover, look.RadiusButton)
	}
	p.icon(icon, look.Ink2, x+5, 0, h, 16)
	p.text(word, x+5+look.Scaled(16)+6, 0, h, inkLabel)
	p.on(icon, x, middle(h, bh), w, bh, act)
	return x
}

// toggleAll hides all layers, or shows all when some are hidden.
func (w *Waveform) toggleAll() {
	w.toggle(func(l *WaveLayers) {
		if *l == AllLayers {
			*l = WaveLayers{}
		} else {
			*l = AllLayers
		}
	})
}
