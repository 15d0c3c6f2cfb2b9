package editor

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/revision"
)

// outline lists the rubric, its sections and their questions, to choose one
// and to carry it elsewhere.
type outline struct {
	s     *Screen
	list  *parts.List
	rows  []qa.QuestionAt
	lines map[fyne.CanvasObject]*line
}

func newOutline(s *Screen) *outline {
	o := &outline{s: s, lines: map[fyne.CanvasObject]*line{}}
	o.list = parts.NewList(func() int { return len(o.rows) }, o.newLine, o.fill)
	o.list.RowHeight = look.HeightFormRow + 1
	o.list.OnChosen = func(row int) { s.choose(o.rows[row]) }
	o.list.OnOpened = func(int) { s.fields.focusFirst() }
	o.list.CanDrag = func(row int) bool { return o.rows[row] != whole }
	o.list.OnDropped = o.dropped
	return o
}

func (o *outline) index() {
	o.rows = append(o.rows[:0], whole)
	for s, section := range o.s.now().Sections {
		o.rows = append(o.rows, qa.QuestionAt{Section: s, Question: -1})
		for q := range section.Questions {
			o.rows = append(o.rows, qa.QuestionAt{Section: s, Question: q})
		}
	}
}

func (o *outline) rowOf(at qa.QuestionAt) int {
	for i, r := range o.rows {
		if r == at {
			return i
		}
	}
	return -1
}

// nearest is the place itself, or what is left around it.
func (o *outline) nearest(at qa.QuestionAt) qa.QuestionAt {
	v := o.s.now()
	at.Section = min(at.Section, len(v.Sections)-1)
	if at.Section < 0 {
		return whole
	}
	at.Question = min(at.Question, len(v.Sections[at.Section].Questions)-1)
	return at
}

// choose marks a row without reporting it.
func (o *outline) choose(at qa.QuestionAt) {
	o.list.Chosen = o.rowOf(at)
	if o.list.Chosen >= 0 {
		o.list.ScrollTo(o.list.Chosen)
	}
}

// dropped moves a section or question before another row.
func (o *outline) dropped(from, to int) {
	at := o.rows[from]
	if at.Question < 0 {
		o.s.moveSection(at.Section, o.sectionBefore(to, at.Section))
		return
	}
	target := qa.QuestionAt{Section: len(o.s.now().Sections) - 1}
	switch {
	case to >= len(o.rows):
		target.Question = len(o.s.now().Sections[target.Section].Questions)
	case to <= 1:
		target = qa.QuestionAt{}
	case o.rows[to].Question < 0: // before a section: at the end of the one above
		target.Section = o.rows[to].Section - 1
		target.Question = len(o.s.now().Sections[target.Section].Questions)
	default:
		target = o.rows[to]
	}
	if target.Section == at.Section && target.Question > at.Question {
		target.Question--
	}
	o.s.moveQuestion(at, target)
}

// sectionBefore is the place of a section that is dropped before a row,
// counted without it.
func (o *outline) sectionBefore(row, from int) int {
	n := 0
	for i, at := range o.rows {
		if i < row && at.Question < 0 && at != whole && at.Section != from {
			n++
		}
	}
	return n
}

// line is the content of one row.
type line struct {
	number, text, weight, share *parts.Text
	icon                        *parts.Icon
	ground                      *parts.Plate
	row                         *fyne.Container
}

func (o *outline) newLine() fyne.CanvasObject {
	l := &line{number: parts.Body(""), text: parts.Body("").Cutting(), weight: parts.Label("").Trailing(), share: parts.Body("").Trailing(),
		icon: parts.NewIcon("xcircle", 13, look.Bad), ground: parts.NewPlate(look.Clear)}
	row := parts.Over(l.ground, parts.Inset(0, 14, 0, 12, parts.Row(6, parts.Fix(look.Scaled(30), 0, l.number), parts.Grow(l.text), l.icon,
		parts.Fix(look.Scaled(24), 0, l.weight), parts.Fix(look.Scaled(46), 0, l.share))))
	l.row = row.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container)
	o.lines[row] = l
	return row
}

func (o *outline) fill(i int, object fyne.CanvasObject) {
	l, at, v := o.lines[object], o.rows[i], o.s.now()
	l.ground.Ground, l.number.Bold, l.text.Bold = look.Clear, false, false
	if o.s.troubled(at) != l.icon.Visible() {
		l.icon.Hidden = !l.icon.Hidden
		l.row.Refresh()
	}
	switch {
	case at == whole:
		l.text.Bold = true
		l.number.Set("")
		l.text.Set(orElse(v.Title, lang.L("(no title)")))
		l.weight.Set("")
		l.share.SetTone(sharesHead(v), look.Ink3)
	case at.Question < 0:
		section := v.Sections[at.Section]
		l.ground.Ground, l.number.Bold, l.text.Bold = look.Hover, true, true
		l.number.Set(strconv.Itoa(at.Section + 1))
		l.text.Set(orElse(section.Title, lang.L("(no title)")))
		l.weight.Set(weightShown(v, section.Weight))
		l.share.SetTone(share(v, o.s.shares.Sections[at.Section]), look.Ink)
	default:
		q := questionIn(v, at)
		l.number.Set(q.Ref)
		l.text.Set(orElse(q.Text, lang.L("(no text)")))
		l.weight.Set(q.Weight.String())
		l.share.SetTone(share(v, o.s.shares.Questions[at.Section][at.Question]), look.Ink2)
	}
	l.ground.Refresh()
	l.number.Refresh()
	l.text.Refresh()
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// weightShown leaves the weights of sections out where they don't count.
func weightShown(v *qa.Version, w qa.Decimal) string {
	if v.Mode == qa.ModeFlat || v.Mode == qa.ModeDeduction {
		return ""
	}
	return w.String()
}

// sharesHead says what the last column is.
func sharesHead(v *qa.Version) string {
	if v.Mode == qa.ModeDeduction {
		return lang.L("points")
	}
	return lang.L("share")
}

func share(v *qa.Version, part float64) string {
	switch {
	case part == 0:
		return chart.None
	case v.Mode == qa.ModeDeduction:
		return chart.Number(part*100, 1)
	}
	return chart.Percent(part, 1)
}

// troubled says whether a problem stands at a place.
func (s *Screen) troubled(at qa.QuestionAt) bool {
	for _, p := range s.problems {
		if spot := revision.SpotOf(p.Path); spot.Section == at.Section && spot.Question == at.Question {
			return true
		}
	}
	return false
}
