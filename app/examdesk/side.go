package examdesk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam"
)

// examRowHeight is the height of an exam in the list: name, state, what came of it.
const examRowHeight = 74

// examRow is one exam in the list.
type examRow struct {
	name, state, foot *parts.Text
	icon              *parts.Icon
}

func newExamRow() fyne.CanvasObject {
	r := examRow{name: parts.Strong("").Cutting(), state: parts.Label("").Cutting(), foot: parts.Second("").Cutting(), icon: parts.NewIcon("ring", 14, look.Ink3)}
	return parts.Inset(8, 12, 8, 16, parts.Stack(2, r.name, parts.Row(6, r.icon, parts.Grow(r.state)), r.foot))
}

// rowOf finds the parts of a row again.
func rowOf(o fyne.CanvasObject) examRow {
	stack := o.(*fyne.Container).Objects[0].(*fyne.Container)
	line := stack.Objects[1].(*fyne.Container)
	return examRow{name: stack.Objects[0].(*parts.Text), icon: line.Objects[0].(*parts.Icon),
		state: line.Objects[1].(*fyne.Container).Objects[0].(*parts.Text), foot: stack.Objects[2].(*parts.Text)}
}

func (s *Screen) fillExam(row int, o fyne.CanvasObject) {
	r, e := rowOf(o), &s.exams[row]
	word, state := say.State(&e.Exam, s.d.Now())
	tone := look.Ink
	if e.State == exam.Withdrawn {
		tone = look.Ink3
	}
	r.name.SetTone(e.Name, tone)
	icon, ink := state.Mark()
	if icon == "" {
		icon, ink = "okcircle", look.Ink3
	}
	r.icon.Set(icon, ink)
	r.state.Set(word + "  " + s.when(e))
	r.foot.Set(footOf(e))
}

// when says the day that matters next.
func (s *Screen) when(e *exam.Standing) string {
	now := s.d.Now()
	switch {
	case e.State == exam.Draft:
		return lang.L("made {{.Day}}", map[string]any{"Day": s.d.Day(e.MadeAt)})
	case now.Before(e.Rules.Opens):
		return lang.L("from {{.Time}}", map[string]any{"Time": s.d.Moment(e.Rules.Opens)})
	case !e.Rules.Closes.IsZero():
		return lang.L("until {{.Day}}", map[string]any{"Day": s.d.Moment(e.Rules.Closes)})
	}
	return lang.L("without an end")
}

// footOf says what came of an exam.
func footOf(e *exam.Standing) string {
	switch {
	case e.State == exam.Draft:
		return lang.L("{{.N}} questions, {{.Marks}} marks", map[string]any{"N": e.Blueprint.Count(), "Marks": say.Points(e.Blueprint.Marks())})
	case e.Persons == 0 && e.Waiting > 0:
		return lang.L("{{.N}} wait for a mark", map[string]any{"N": e.Waiting})
	case e.Persons == 0 && e.Running == 0:
		return lang.L("nobody has sat it")
	case e.Persons == 0:
		return lang.L("{{.N}} are sitting it", map[string]any{"N": e.Running})
	}
	return lang.L("{{.Passed}} of {{.N}} passed, {{.Share}}", map[string]any{"Passed": e.Passed, "N": e.Persons, "Share": chart.Percent(float64(e.Passed)/float64(e.Persons), 0)})
}

func (s *Screen) showSide() {
	head := parts.Inset(14, 12, 10, 16, parts.Row(8, parts.PageHead(lang.L("Exams")), parts.Gap(),
		parts.NewButton(lang.L("New exam"), parts.Plain, s.newExam).WithIcon("add").WithKey("N").AsSmall()))
	var middle fyne.CanvasObject = s.list
	if len(s.exams) == 0 {
		middle = parts.Room(0, 0)
	}
	s.side.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, middle)}
	s.side.Refresh()
}
