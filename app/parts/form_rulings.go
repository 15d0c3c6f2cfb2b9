package parts

import "shifu/app/look"

func (a *formAwake) toggleRulings() {
	if row := a.row(); row == nil || len(row.Rulings) == 0 {
		return
	}
	a.rulings = !a.rulings
	a.grow()
	a.Refresh()
}

// paintRulings shows the rulings in place: what was agreed, the rule, whence.
func (a *formAwake) paintRulings(p *pen, row *FormRow, y, left, right float32) float32 {
	if !a.rulings {
		return y
	}
	for _, r := range row.Rulings {
		y = a.paintRuling(p, r, y+4, left, right)
	}
	return y + 3
}

func (a *formAwake) paintRuling(p *pen, r FormRuling, y, left, right float32) float32 {
	bar := p.box(left, y, 3, 0, look.Accent, 1.5)
	top, h, x := y, lineOf(inkLabel), left+12
	at := x
	if r.Answer != "" {
		icon, tone := r.Tone.Mark()
		if icon != "" {
			p.icon(icon, tone, at, y, h, 13)
			at += look.Scaled(13) + 4
		}
		at += p.text(r.Answer, at, y, h, inkLabel.in(tone).heavy()) + 10
	}
	p.cut(r.Whence, at, y, right-at, h, inkLabel.in(look.Ink3))
	y += h
	for _, l := range wrapped(r.Text, inkBody, right-x) {
		p.text(r.Text[l.from:l.to], x, y, lineOf(inkBody), inkBody)
		y += lineOf(inkBody)
	}
	place(bar, left, top+2, 3, y-top-4)
	return y + 2
}
