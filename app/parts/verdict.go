package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// Verdict is one answer that can be given, with its key.
type Verdict struct {
	Word string
	Key  string
	Tone State
	On   bool
}

// Verdicts are the answers to one question as buttons with their keys; those
// given stand on their tint. They break into lines where they have to.
type Verdicts struct {
	sheet
	OnTapped func(index int)
	Width    float32 // that it will have, for breaking lines beforehand; 0: as it is laid

	all  []Verdict
	off  bool
	tall float32
}

// NewVerdicts makes an empty row.
func NewVerdicts() *Verdicts {
	v := &Verdicts{}
	v.drawnBy(v, v.paintAll, func() fyne.Size { return fyne.NewSize(120, max(v.tall, look.Scaled(look.HeightButton))) })
	return v
}

// Set shows answers; off ones can be read, not given.
func (v *Verdicts) Set(all []Verdict, off bool) {
	v.all, v.off = all, off
	if width := max(v.Width, v.Size().Width); width > 0 {
		v.pen.begin()
		v.paintAll(&v.pen, fyne.NewSize(width, 0))
	}
	v.Refresh()
}

// Resize breaks the lines anew.
func (v *Verdicts) Resize(size fyne.Size) {
	v.pen.begin()
	v.paintAll(&v.pen, size)
	v.sheet.Resize(size)
}

func (v *Verdicts) paintAll(p *pen, size fyne.Size) {
	x, y, h := float32(0), float32(0), look.Scaled(look.HeightButton)
	for i, o := range v.all {
		w := v.width(o)
		if x > 0 && x+w > size.Width {
			x, y = 0, y+h+6
		}
		v.paintOne(p, i, o, x, y, min(w, max(size.Width, 40)), h)
		x += w + 6
	}
	v.tall = y + h
}

func (v *Verdicts) width(o Verdict) float32 {
	w := 12 + widthOf(o.Word, inkBody.heavy()) + 12
	if o.Key != "" {
		w += capSize(o.Key).Width + 2
	}
	return w
}

func (v *Verdicts) paintOne(p *pen, i int, o Verdict, x, y, w, h float32) {
	ground, edge, how := look.Surface, look.Line2, inkBody
	switch {
	case o.On:
		ground, edge, how = o.Tone.tint(), o.Tone.tone(), how.in(o.Tone.tone()).heavy()
	case v.off:
		how = how.in(look.Ink3)
	case p.hovered == o.Key+o.Word:
		ground, edge = look.Hover, look.Edge
	}
	p.frame(x, y, w, h, ground, edge, look.RadiusButton)
	at := x + 8
	if k := p.badge(o.Key, at, y, h); k > 0 {
		at += k + 7
	}
	p.cut(o.Word, at, y, x+w-at-4, h, how)
	if !v.off {
		p.on(o.Key+o.Word, x, y, w, h, func() { callRow(v.OnTapped, i) })
	}
}
