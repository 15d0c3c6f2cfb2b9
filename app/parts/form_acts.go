package parts

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// paintActs draws the line of links and keys.
func (a *formAwake) paintActs(p *pen, row *FormRow, y, left, right float32) float32 {
	if row.Plain || row.ReadOnly && row.Moment == "" && row.Ruling == "" {
		return y
	}
	h, x, keys := look.Scaled(22), left, a.of.keys()
	ref := row.Ref
	if row.Moment != "" {
		text := row.Moment
		if row.More > 0 {
			text += " +" + itoa(row.More)
		}
		x = a.link(p, "moment", "flag", text, x, y, h, func() { tell(a.of.OnMoment, ref) })
	}
	if row.Ruling != "" {
		w := look.Scaled(13) + 5 + widthOf(row.Ruling, inkLabel)
		a.link(p, "ruling", "scales", row.Ruling, right-w, y, h, func() { a.toggleRulings(); tell(a.of.OnRuling, ref) })
		right -= w + 14
	}
	if row.ReadOnly {
		return y + h
	}
	x = a.act(p, keys.Bind, lang.L("bind moment"), x, right, y, h, func() { tell(a.of.OnBind, ref) })
	if len(row.Causes) > 0 {
		word := lang.L("cause")
		if row.Cause != "" {
			word = row.Cause
		}
		x = a.act(p, keys.Cause, word, x, right, y, h, a.toggleCauses)
	}
	if a.note.Focused() || a.value.Focused() {
		a.act(p, keys.Leave, lang.L("leave note"), x, right, y, h, a.leave)
	} else if !a.of.typing {
		a.act(p, keys.Note, lang.L("note"), x, right, y, h, a.focusNote)
	}
	return y + h
}

func (a *formAwake) link(p *pen, name, icon, text string, x, y, h float32, act func()) float32 {
	how := inkLabel.in(look.Accent)
	p.icon(icon, look.Accent, x, y, h, 13)
	left := x + look.Scaled(13) + 5
	w := p.text(text, left, y, h, how)
	if p.hovered == name {
		p.box(left, y+h/2+8, w, 1, look.Accent, 0)
	}
	p.on(name, x, y, left+w-x, h, act)
	return left + w + 14
}

// act draws a key with what it does; without room for both it is left out.
func (a *formAwake) act(p *pen, key, word string, x, right, y, h float32, do func()) float32 {
	w := widthOf(word, inkLabel)
	k := capSize(key).Width
	if k > 0 {
		k += 6
	}
	if x+k+w > right {
		return x
	}
	p.badge(key, x, y, h)
	p.text(word, x+k, y, h, inkLabel)
	if p.hovered == "act"+word {
		p.box(x+k, y+h/2+8, w, 1, look.Ink2, 0)
	}
	p.on("act"+word, x, y, k+w, h, do)
	return x + k + w + 14
}

// paintCauses offers the root causes in place.
func (a *formAwake) paintCauses(p *pen, row *FormRow, y, left, right float32) float32 {
	if !a.causes || row.ReadOnly {
		return y
	}
	h, x := look.Scaled(24), left
	y += 4
	for _, cause := range row.Causes {
		how, ground, edge := inkLabel, look.Surface, look.Line2
		if cause == row.Cause {
			how, ground, edge = how.in(look.Accent).heavy(), look.Sel, look.Accent
		} else if p.hovered == "cause"+cause {
			ground = look.Hover
		}
		w := min(widthOf(cause, how)+16, right-left)
		if x+w > right && x > left {
			x, y = left, y+h+4
		}
		p.frame(x, y, w, h, ground, edge, h/2)
		p.cut(cause, x+8, y, w-14, h, how)
		p.on("cause"+cause, x, y, w, h, func() { a.chooseCause(row.Ref, cause, row.Cause) })
		x += w + 6
	}
	return y + h + 3
}

func (a *formAwake) chooseCause(ref, cause, was string) {
	if cause == was {
		cause = ""
	}
	if a.of.OnCause != nil {
		a.of.OnCause(ref, cause)
	}
}
