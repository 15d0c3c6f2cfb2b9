package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa/score"
)

// derivation is how the score came about, line by line, in place of the form.
func (v *roomView) derivation() fyne.CanvasObject {
	s := v.r.sheet
	head := parts.Row(8, parts.Strong(lang.L("How the score came about")), parts.Gap(),
		parts.NewLink(lang.L("Back to the questions"), v.r.derive), parts.NewKeyBadge(v.key("W")))
	list := parts.Stack(3)
	width := v.width() - 48
	for _, l := range score.Explain(&s.version, s.e.Answers, &s.result) {
		indent := float32(l.Depth) * 16
		p := parts.NewParagraph(l.In(v.r.d.Settings.Language), look.TextLabel, tones[min(l.Depth, 2)])
		p.Bold, p.Width = l.Depth == 1, width-indent
		p.Refresh()
		list.Add(parts.Inset(0, 0, 0, indent, p))
	}
	return parts.Dock(parts.Stack(0, parts.Inset(8, 16, 8, 16, head), parts.NewHairline()), nil, nil, nil,
		parts.Scrolling(parts.Inset(10, 16, 16, 16, list)))
}

var tones = [3]look.Token{look.Ink, look.Ink, look.Ink2}
