package parts

import (
	"strconv"
	"strings"

	"shifu/app/look"
)

func itoa(n int) string { return strconv.Itoa(n) }

// paintChoice draws how the question awake is answered: options, or an entry
// and perhaps "not applicable" behind it.
func (a *formAwake) paintChoice(p *pen, row *FormRow, y, left, right float32) float32 {
	x, h := left, look.Scaled(look.HeightButton)
	typed, costs := row.Kind >= FormNumeric, a.costsFit(row, right-left)
	setHidden(a.value, !typed)
	if typed {
		x = a.placeValue(p, row, x, y, right)
	} else {
		for i, o := range row.Options {
			if !costs {
				o.Cost = ""
			}
			x, y = a.option(p, row, o, i, x, y, left, right)
		}
	}
	if row.NAOpen {
		x, y = a.option(p, row, FormOption{Label: naWord(), Key: naKey, Cost: row.NACost, Tone: StateNA}, FormNA, x, y, left, right)
	}
	if x == left && !typed {
		return y
	}
	return y + h + 7
}

func (a *formAwake) placeValue(p *pen, row *FormRow, x, y, right float32) float32 {
	h := look.Scaled(look.HeightButton)
	w := look.Scaled(120)
	if row.Kind == FormText {
		w = right - x
		if row.NAOpen {
			w -= look.Scaled(90)
		}
	}
	a.value.Small = false
	place(a.value, x, y, w, h)
	x += w + 8
	if row.Unit != "" {
		x += p.text(row.Unit, x, y, h, inkLabel) + 12
	}
	return x
}

func (a *formAwake) key(o FormOption) string {
	if a.of.typing && o.Key != "" {
		return a.of.OptionPrefix + o.Key
	}
	return o.Key
}

// costsFit says whether the costs stand on the line: they go where they alone
// would break the options into a second one.
func (a *formAwake) costsFit(row *FormRow, width float32) bool {
	with, without := float32(0), float32(0)
	for _, o := range shortOptions(row) {
		multiple := row.Kind == FormMultiple && o.Key != naKey
		with += optionWidth(o.Label, a.key(o), o.Cost, multiple) + 6
		without += optionWidth(o.Label, a.key(o), "", multiple) + 6
	}
	return with-6 <= width || without-6 > width
}

// option draws one option as a button with its key and what it costs, on the
// next line where this one is full.
func (a *formAwake) option(p *pen, row *FormRow, o FormOption, index int, x, y, left, right float32) (float32, float32) {
	h, key := look.Scaled(look.HeightButton), a.key(o)
	chosen, multiple := row.chose(index), row.Kind == FormMultiple && index != FormNA
	label := inkBody
	if chosen {
		label = label.heavy().in(o.Tone.tone())
	}
	room := right - left - 16 - capSize(key).Width - widthOf(o.Cost, inkLabel) - 12
	word := fitted(o.Label, label, room)
	w := optionWidth(word, key, o.Cost, multiple)
	if x+w > right && x > left {
		x, y = left, y+h+6
	}
	a.optionGround(p, o, chosen, x, y, w, h)
	at := x + 6
	if multiple {
		icon, tone := checkIcon(chosen)
		p.icon(icon, tone, at, y, h, 16)
		at += look.Scaled(16) + 6
	}
	if k := p.badge(key, at, y, h); k > 0 {
		at += k + 6
	}
	// As wide as in bold, so that nothing moves when it is chosen.
	p.text(word, at, y, h, label)
	at += widthOf(word, inkBody.heavy()) + 5
	p.text(o.Cost, at, y, h, inkLabel.in(costTone(o.Cost)))
	if !row.ReadOnly {
		ref := row.Ref
		p.on("opt"+o.Label, x, y, w, h, func() { a.of.answer(ref, index) })
	}
	return x + w + 6, y
}

func (a *formAwake) optionGround(p *pen, o FormOption, chosen bool, x, y, w, h float32) {
	ground, edge := look.Surface, look.Line2
	switch {
	case chosen:
		ground, edge = o.Tone.tint(), o.Tone.tone()
	case p.hovered == "opt"+o.Label:
		ground, edge = look.Hover, look.Edge
	}
	p.frame(x, y, w, h, ground, edge, look.RadiusButton)
}

func fitted(s string, how ink, width float32) string {
	return fit(s, width, look.Text(how.size), styleOf(how))
}

func optionWidth(word, key, cost string, multiple bool) float32 {
	w := 6 + widthOf(word, inkBody.heavy()) + 9
	if key != "" {
		w += capSize(key).Width + 6
	}
	if cost != "" {
		w += 5 + widthOf(cost, inkLabel)
	}
	if multiple {
		w += look.Scaled(16) + 6
	}
	return w
}

// costTone is red for a loss and green for a gain.
func costTone(cost string) look.Token {
	switch {
	case strings.HasPrefix(cost, "-"), strings.HasPrefix(cost, "−"):
		return look.Bad
	case strings.HasPrefix(cost, "+"):
		return look.Good
	}
	return look.Ink3
}
