package draft

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/exam"
)

// The widths of the columns of the blueprint at 100 %.
const (
	widePoint = 190
	wideKind  = 128
	wideBand  = 112
	wideCount = 74
	wideHolds = 92
)

var bands = []bank.Difficulty{"", bank.Easy, bank.Medium, bank.Hard}

// kinds are those that an exam can ask.
func kinds() []bank.Kind {
	out := []bank.Kind{""}
	for _, k := range bank.Kinds {
		if k != bank.Description {
			out = append(out, k)
		}
	}
	return out
}

func (s *Screen) questionsForm() fyne.CanvasObject {
	name := parts.NewEntry(lang.L("Name of the exam")).Wide(420)
	name.SetText(s.exam.Name)
	name.OnChanged = func(text string) { s.exam.Name = text; s.change() }
	grid := parts.Stack(0, s.gridHead(), parts.NewHairline())
	for i := range s.exam.Blueprint {
		grid.Add(s.gridRow(i))
	}
	grid.Add(parts.Inset(8, 0, 0, 0, parts.Row(8, parts.NewButton(lang.L("Add a row"), parts.Plain, s.addRow).WithIcon("add").WithKey("Ctrl N").AsSmall())))
	s.showCells()
	return parts.Stack(0,
		section(lang.L("Exam"), row(lang.L("Name of the exam"), name),
			row(lang.L("Organisation"), parts.Body(s.whose())),
			row(lang.L("Pass mark"), s.number(100*s.exam.PassShare, 0, 100, 64, func(v float64) { s.exam.PassShare = v / 100 }), parts.Label(lang.L("% of all marks"))),
			row(lang.L("Parallel forms"), s.count(s.exam.Forms, exam.MostForms, 64, func(v int) { s.exam.Forms = v }), parts.Label(lang.L("equally hard, for neighbours; 0: everybody gets a draw of their own")))),
		section(lang.L("What the exam asks"), grid))
}

// whose says for whose people the exam is.
func (s *Screen) whose() string {
	if s.exam.OrganisationID == s.d.Actor.OrganisationID && !s.d.Actor.May(people.SeeAllCompanies) {
		return lang.L("the people of your organisation")
	}
	return lang.L("people of all organisations")
}

func (s *Screen) gridHead() fyne.CanvasObject {
	head := parts.Row(8)
	for _, c := range []struct {
		word string
		wide float32
	}{{lang.L("Knowledge point"), widePoint}, {lang.L("Kind"), wideKind}, {lang.L("Difficulty"), wideBand}, {lang.L("How many"), wideCount},
		{lang.L("Mark each"), wideCount}, {lang.L("Bank holds"), wideHolds}} {
		head.Add(parts.Fix(look.Scaled(c.wide), 0, parts.Label(c.word).Cutting()))
	}
	return parts.High(26, head)
}

// gridRow is one row of the blueprint, with what the bank holds for it.
func (s *Screen) gridRow(i int) fyne.CanvasObject {
	c, l := &s.exam.Blueprint[i], s.d.Settings.Language
	points := append([]string{""}, s.points...)
	if !slices.Contains(points, c.Point) {
		points = append(points, c.Point)
	}
	set := func(change func()) func(int) { return func(int) { change(); s.change() } }
	point := parts.NewSelect(spelt(points, say.Point), slices.Index(points, c.Point), nil).Wide(widePoint)
	point.OnChanged = set(func() { c.Point = points[point.Chosen] })
	kind := parts.NewSelect(spelt(kinds(), func(k bank.Kind) string { return say.Kind(l, k) }), slices.Index(kinds(), c.Kind), nil).Wide(wideKind)
	kind.OnChanged = set(func() { c.Kind = kinds()[kind.Chosen] })
	band := parts.NewSelect(spelt(bands, func(b bank.Difficulty) string { return say.Band(l, b) }), slices.Index(bands, c.Difficulty), nil).Wide(wideBand)
	band.OnChanged = set(func() { c.Difficulty = bands[band.Chosen] })
	held := parts.Over()
	s.cells = append(s.cells, held)
	fields := parts.High(38, parts.Row(8, parts.Fix(look.Scaled(widePoint), 0, point), parts.Fix(look.Scaled(wideKind), 0, kind), parts.Fix(look.Scaled(wideBand), 0, band),
		s.count(c.Count, exam.MostQuestions, wideCount, func(v int) { c.Count = v }), s.number(c.Mark, 0, exam.MostMark, wideCount, func(v float64) { c.Mark = v }),
		held, parts.Gap(), parts.NewButton(lang.L("Remove"), parts.Quiet, func() { s.removeRow(i) }).WithIcon("remove").AsSmall()))
	return fields
}

func spelt[T any](all []T, word func(T) string) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = word(v)
	}
	return out
}

// showCells writes beside each row what the bank holds for it.
func (s *Screen) showCells() {
	for i, slot := range s.cells {
		slot.Objects = nil
		if s.ahead != nil && i < len(s.ahead.Cells) {
			slot.Objects = []fyne.CanvasObject{parts.Fix(look.Scaled(wideHolds), 0, s.holds(s.ahead.Cells[i]))}
		}
		slot.Refresh()
	}
}

func (s *Screen) holds(h exam.Holding) fyne.CanvasObject {
	icon, tone, ink := "okcircle", look.Good, look.Ink2
	if h.Problem != nil {
		icon, tone, ink = "tri", look.Warn, look.Warn
	}
	return parts.Row(6, parts.NewIcon(icon, 14, tone), parts.NewText(chart.Count(h.Have), look.TextLabel, ink, false))
}

// addRow adds a row like the last one.
func (s *Screen) addRow() {
	if s.tab != tabQuestions {
		s.tab = tabQuestions
	}
	c := exam.Cell{Count: 5, Mark: 2}
	if n := len(s.exam.Blueprint); n > 0 {
		c = s.exam.Blueprint[n-1]
	}
	s.exam.Blueprint = append(s.exam.Blueprint, c)
	s.show()
	s.change()
}

func (s *Screen) removeRow(i int) {
	was := copied(s.exam).Blueprint
	s.exam.Blueprint = slices.Delete(s.exam.Blueprint, i, i+1)
	s.show()
	s.change()
	s.d.Toast(lang.L("Row removed: {{.Row}}", map[string]any{"Row": was[i].Name().In(s.d.Settings.Language)}), func() {
		s.exam.Blueprint = was
		s.show()
		s.change()
	})
}

// sentence is an error in the person's words.
func (s *Screen) sentence(err error) string { return words.Sentence(s.d.Settings.Language, err) }
