package parts

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

const (
	formSide = 16 // to the left and right of a row
	naKey    = "0"
)

func formHeight() float32    { return look.Scaled(look.HeightFormRow) }
func sectionHeight() float32 { return look.Scaled(26) }
func numberWidth() float32   { return look.Scaled(34) }
func momentWidth() float32   { return look.Scaled(46) }

// formLine is a section's header or a question asleep.
type formLine struct {
	sheet
	of    *Form
	entry int
	over  bool // the mouse is on the row
}

func newFormLine(of *Form) *formLine {
	l := &formLine{of: of, entry: -1}
	l.drawnBy(l, l.paintLine, func() fyne.Size { return fyne.NewSize(100, sectionHeight()) })
	return l
}

func (l *formLine) paintLine(p *pen, size fyne.Size) {
	if l.entry < 0 || l.entry >= len(l.of.entries) {
		return
	}
	if row := l.of.row(l.entry); row != nil {
		l.paintRow(p, size, row)
		return
	}
	paintSection(p, size, l.of.model.Sections[l.of.entries[l.entry].section])
}

func paintSection(p *pen, size fyne.Size, s FormSection) {
	h := size.Height
	p.box(0, 0, size.Width, h, look.Well, 0)
	p.text(s.Number, formSide, 0, h, inkBody.in(look.Ink3))
	right := size.Width - formSide
	if s.Points == "" { // a form that tells no points
		p.cut(s.Title, formSide+numberWidth(), 0, right-formSide-numberWidth(), h, inkBody.heavy())
		return
	}
	right -= p.ends(" / "+s.Points, right, 0, h, inkLabel.in(look.Ink3))
	if s.Got == "" {
		right -= p.ends("–", right, 0, h, inkLabel.in(look.Ink3))
	} else {
		right -= p.ends(s.Got, right, 0, h, inkLabel.in(look.Ink).heavy())
	}
	if s.Failed {
		word := lang.L("Section failed")
		right -= p.ends(word, right-12, 0, h, inkLabel.in(look.Bad)) + 12
		right -= look.Scaled(13) + 4
		p.icon("xcircle", look.Bad, right, 0, h, 13)
	}
	p.cut(s.Title, formSide+numberWidth(), 0, right-12-formSide-numberWidth(), h, inkBody.heavy())
}

func (l *formLine) paintRow(p *pen, size fyne.Size, row *FormRow) {
	h, w := size.Height, size.Width
	if l.over {
		p.box(0, 0, w, h, look.Hover, 0)
	}
	p.box(0, h-1, w, 1, look.Hover, 0)
	wake := l.entry
	p.ground(size, func() { l.of.wake(wake, true) })
	p.text(row.Number, formSide, 0, h, inkBody.in(look.Ink3))
	left := formSide + numberWidth()
	answers := w - formSide - l.of.answers
	l.paintAnswer(p, row, answers, h)
	moments := answers - 14 - momentWidth()
	l.paintMoment(p, row, moments, h)
	right := moments - 8
	switch {
	case l.over && l.offers(row, right-left-60, true):
		right = l.paintOptions(p, row, right, h, true)
	case l.over && l.offers(row, right-left-60, false):
		right = l.paintOptions(p, row, right, h, false)
	case row.Class != "":
		right = paintClass(p, row, right, 0, h)
	}
	p.cut(row.Question, left, 0, right-8-left, h, inkBody)
}

// paintClass writes the error class with its shape so that it ends at right,
// and says where it begins.
func paintClass(p *pen, row *FormRow, right, y, h float32) float32 {
	icon, tone := row.Critical.Mark()
	if row.Critical == StatePlain {
		icon, tone = "tri", look.Warn
	}
	right -= p.ends(row.Class, right, y, h, inkLabel.in(tone))
	right -= look.Scaled(12) + 3
	p.icon(icon, tone, right, y, h, 12)
	return right
}

func (l *formLine) paintAnswer(p *pen, row *FormRow, x, h float32) {
	if s := row.Suggestion; s != nil && s.Open && !row.answered() {
		p.icon("bolt", look.Accent, x, 0, h, 14)
		p.cut(s.Answer, x+look.Scaled(14)+5, 0, l.of.answers-look.Scaled(14)-5, h, inkLabel.in(look.Accent))
		return
	}
	icon, tone := row.shown().Mark()
	p.icon(icon, tone, x, 0, h, 14)
	x += look.Scaled(14) + 5
	p.cut(row.answerText(), x, 0, l.of.answers-look.Scaled(14)-5, h, inkLabel.in(tone))
}

func (l *formLine) paintMoment(p *pen, row *FormRow, x, h float32) {
	if row.Moment == "" {
		return
	}
	how := inkLabel.in(look.Accent)
	wide := p.ends(row.Moment, x+momentWidth(), 0, h, how)
	left := x + momentWidth() - wide
	if p.hovered == "moment" {
		p.box(left, h/2+8, wide, 1, look.Accent, 0)
	}
	ref := row.Ref
	p.on("moment", left-4, 0, wide+8, h, func() { tell(l.of.OnMoment, ref) })
}

// offers says whether the row answers by an option, with room to show them,
// with their shapes or in words alone.
func (l *formLine) offers(row *FormRow, room float32, shapes bool) bool {
	if row.ReadOnly || row.Kind > FormYesNo || len(row.Options) == 0 {
		return false
	}
	return optionsWidth(row, shapes) <= room
}

func shortOptions(row *FormRow) []FormOption {
	if !row.NAOpen {
		return row.Options
	}
	return append(slices.Clone(row.Options), FormOption{Label: naWord(), Key: naKey, Tone: StateNA})
}

func optionsWidth(row *FormRow, shapes bool) float32 {
	w := float32(0)
	for _, o := range shortOptions(row) {
		w += shortWidth(o, shapes) + 4
	}
	return w
}

func shortWidth(o FormOption, shapes bool) float32 {
	return shapeWidth(shapes) + widthOf(o.Label, inkLabel) + 14
}

func shapeWidth(shapes bool) float32 {
	if !shapes {
		return 0
	}
	return look.Scaled(13) + 4
}

// paintOptions shows the options in place, so that a click answers a question
// without waking it.
func (l *formLine) paintOptions(p *pen, row *FormRow, right, h float32, shapes bool) float32 {
	x := right - optionsWidth(row, shapes) + 4
	left, bh := x, look.Scaled(22)
	for i, o := range shortOptions(row) {
		option, ref := i, row.Ref
		if i >= len(row.Options) {
			option = FormNA
		}
		icon, tone := o.Tone.Mark()
		w := shortWidth(o, shapes)
		ground, edge := look.Surface, look.Line2
		if p.hovered == "o"+o.Key+o.Label {
			ground, edge = o.Tone.tint(), tone
		}
		p.frame(x, middle(h, bh), w, bh, ground, edge, look.RadiusBadge)
		if shapes {
			p.icon(icon, tone, x+7, 0, h, 13)
		}
		p.text(o.Label, x+7+shapeWidth(shapes), 0, h, inkLabel.in(tone))
		p.on("o"+o.Key+o.Label, x, middle(h, bh), w, bh, func() { l.of.answer(ref, option) })
		x += w + 4
	}
	return left
}

// MouseIn shows the options.
func (l *formLine) MouseIn(ev *desktop.MouseEvent) {
	l.over = true
	l.Refresh()
	l.sheet.MouseIn(ev)
}

// MouseOut hides them.
func (l *formLine) MouseOut() {
	l.over = false
	l.pen.hovered = ""
	l.Refresh()
}

func naWord() string { return lang.L("N/A") }

func (r *FormRow) answered() bool {
	return r.NA || len(r.Chosen) > 0 || r.Value != ""
}

// shown is the state of the answer.
func (r *FormRow) shown() State {
	switch {
	case r.NA:
		return StateNA
	case !r.answered():
		return StateOpen
	case r.Tone != StatePlain:
		return r.Tone
	case len(r.Chosen) == 1 && r.Chosen[0] < len(r.Options):
		return r.Options[r.Chosen[0]].Tone
	}
	return StateGood
}

func (r *FormRow) answerText() string {
	switch {
	case r.NA:
		return naWord()
	case r.Answer != "":
		return r.Answer
	case !r.answered():
		return lang.L("open")
	case r.Value != "" && r.Unit != "":
		return r.Value + " " + r.Unit
	case r.Value != "":
		return r.Value
	}
	var words []string
	for _, i := range r.Chosen {
		if i >= 0 && i < len(r.Options) {
			words = append(words, r.Options[i].Label)
		}
	}
	return strings.Join(words, ", ")
}

// answerWidth is the width of the column of answers: the widest word of all
// options, within reason.
func (f *Form) answerWidth() float32 {
	seen := map[string]bool{naWord(): true, lang.L("open"): true}
	for _, s := range f.model.Sections {
		for i := range s.Rows {
			for _, o := range s.Rows[i].Options {
				seen[o.Label] = true
			}
		}
	}
	w := float32(0)
	for word := range seen {
		w = max(w, widthOf(word, inkLabel))
	}
	return max(min(w, look.Scaled(96))+look.Scaled(14)+5, look.Scaled(60))
}
