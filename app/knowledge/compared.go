package knowledge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/knowledge"
)

// compare lists the versions, and shows what the chosen one changed.
func (s *Screen) compare(wide float32) (out []fyne.CanvasObject) {
	o := s.open
	names := make([]string, len(o.versions))
	for i, v := range o.versions {
		names[i] = lang.L("Version {{.N}}", map[string]any{"N": v.Number}) + "  " + s.d.Moment(v.SavedAt) + "  " + v.SavedBy
	}
	out = append(out, parts.NewSelect(names, o.version, func(i int) { o.version = i; s.showSheet() }).Wide(360))
	v := o.versions[o.version]
	if v.Note != "" {
		out = append(out, parts.Second(v.Note))
	}
	if o.version == len(o.versions)-1 {
		return append(append(out, parts.Label(lang.L("The first version: nothing to compare."))), parts.Prose(v.Body, wide)...)
	}
	before := o.versions[o.version+1]
	out = append(out, parts.Label(lang.L("What changed since version {{.N}}: - went, + came", map[string]any{"N": before.Number})))
	for _, l := range knowledge.Diff(before.Title+"\n"+before.Body, v.Title+"\n"+v.Body) {
		out = append(out, changedLine(l, wide)...)
	}
	return out
}

// changedLine is a line of a difference; an edited one is set twice, as it was
// and as it is.
func changedLine(l knowledge.Line, wide float32) []fyne.CanvasObject {
	switch l.Change {
	case knowledge.Kept:
		return []fyne.CanvasObject{diffRow("", look.Clear, look.Ink3, l, knowledge.Added, wide)}
	case knowledge.Removed:
		return []fyne.CanvasObject{diffRow("-", look.BadT, look.Bad, l, knowledge.Added, wide)}
	case knowledge.Added:
		return []fyne.CanvasObject{diffRow("+", look.GoodT, look.Good, l, knowledge.Removed, wide)}
	}
	return []fyne.CanvasObject{diffRow("-", look.BadT, look.Bad, l, knowledge.Added, wide), diffRow("+", look.GoodT, look.Good, l, knowledge.Removed, wide)}
}

func diffRow(mark string, ground, tone look.Token, l knowledge.Line, without knowledge.Change, wide float32) fyne.CanvasObject {
	text, bold := "", map[int]bool{}
	for _, p := range l.Pieces {
		if p.Change == without {
			continue
		}
		for range []rune(p.Text) {
			bold[len(bold)] = p.Change != knowledge.Kept && l.Change == knowledge.Edited
		}
		text += p.Text
	}
	ink := look.Ink
	if l.Change == knowledge.Kept {
		ink = look.Ink2
	}
	body := parts.Marked(text, func(i int) bool { return bold[i] }, look.TextBody, ink, wide-look.Scaled(24), 200)
	sign := parts.Fix(look.Scaled(16), 0, parts.NewText(mark, look.TextBody, tone, true))
	return parts.Over(parts.NewFrame(ground, look.Clear, look.RadiusButton), parts.Inset(2, 4, 2, 4, parts.FullRow(0, parts.Stack(0, sign), parts.Grow(body))))
}
