package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// Tint is the ground of a banner.
type Tint int

// Tints.
const (
	TintWarn Tint = iota
	TintBad
	TintGood
	TintInfo
)

// tints are ground, icon and ink.
var tints = map[Tint][3]look.Token{
	TintWarn: {look.WarnT, "tri", look.Warn},
	TintBad:  {look.BadT, "xcircle", look.Bad},
	TintGood: {look.GoodT, "okcircle", look.Good},
	TintInfo: {look.Sel, "info", look.Accent},
}

// Banner is a tinted line at the top of its panel: icon, sentence and at most
// one act. An empty act shows none.
func Banner(tint Tint, sentence, act string, tapped func()) fyne.CanvasObject {
	t := tints[tint]
	words := NewText(sentence, look.TextBody, look.Ink, false).Cutting()
	row := Row(8, NewIcon(string(t[1]), 16, t[2]), Grow(words))
	if act != "" {
		link := NewLink(act, tapped)
		link.TextSize = look.TextBody
		row.Add(link)
	}
	ground := NewFrame(t[0], look.Clear, look.RadiusButton)
	return Over(ground, High(36, Inset(0, 12, 0, 12, row)))
}

// EmptyState says what is missing and what to do, with one main button and
// perhaps another; nil buttons are left out. It stands in the middle of its
// room.
func EmptyState(icon, title, sentence string, buttons ...*Button) fyne.CanvasObject {
	acts := Row(8, Gap())
	for _, b := range buttons {
		if b != nil {
			acts.Add(b)
		}
	}
	acts.Add(Gap())
	say := NewParagraph(sentence, look.TextLabel, look.Ink2)
	say.Centred = true
	return Stack(4, Gap(),
		Row(0, Gap(), NewIcon(icon, 28, look.Ink3), Gap()),
		Row(0, Gap(), Strong(title), Gap()),
		say, Room(0, 4), acts, Gap())
}
