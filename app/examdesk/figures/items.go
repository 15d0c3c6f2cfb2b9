package figures

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam/analysis"
)

// The columns of questions.
const (
	colNumber = iota
	colQuestion
	colN
	colFacility
	colLikely
	colReading
	colPull
	colEfficiency
	colWeight
	colBiserial
	colUpper
	colWithout
	colFlags
)

// itemPanelWidth is the width of what belongs to the chosen question, at 100 %.
const itemPanelWidth = 356

func (s *Screen) itemTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("No."), Width: 58, Right: true, Sorts: true}, {Title: lang.L("Exam question"), Least: 110, Sorts: true}, {Title: lang.L("n"), Width: 34, Right: true, Sorts: true},
		{Title: lang.L("Facility"), Width: 54, Right: true, Sorts: true}, {Title: lang.L("Likely"), Width: 84, Right: true, Yield: 1}, {Title: lang.L("How to read it"), Width: 124, Yield: 5},
		{Title: lang.L("Discrimination"), Width: 96, Right: true, Sorts: true}, {Title: lang.L("Efficiency"), Width: 72, Right: true, Sorts: true}, {Title: lang.L("Weight"), Width: 80, Right: true, Sorts: true, Yield: 4},
		{Title: "r", Width: 46, Right: true, Sorts: true, Yield: 3}, {Title: "D", Width: 46, Right: true, Sorts: true, Yield: 6}, {Title: lang.L("Alpha without"), Width: 94, Right: true, Sorts: true, Yield: 2},
		{Title: lang.L("To look at"), Width: 150, Sorts: true},
	}, func() int { return len(s.order) }, s.itemCell)
	t.Left = look.Gap16
	t.Sorted = colNumber
	t.OnSorted = func(column int, descending bool) { s.sortItems(column, descending); t.Refresh(); s.showItem() }
	t.OnChosen = func(int) { s.showItem() }
	return t
}

func (s *Screen) item(row int) *analysis.Item {
	if s.a == nil || row < 0 || row >= len(s.order) {
		return nil
	}
	return &s.a.Items[s.order[row]]
}

func (s *Screen) itemCell(row, column int) parts.Cell {
	it := s.item(row)
	if it == nil {
		return parts.Cell{}
	}
	switch column {
	case colNumber:
		return parts.Cell{Text: chart.Count(it.Number), Tone: look.Ink3, Value: it.Number}
	case colQuestion:
		return parts.Cell{Text: s.d.QuestionTitle(&it.Question)}
	case colN:
		return parts.Cell{Text: chart.Count(it.N), Tone: look.Ink2, Value: it.N}
	case colFacility:
		return facilityCell(it)
	case colLikely:
		return likelyCell(it)
	case colReading:
		return s.facilityReading(it)
	case colFlags:
		return s.flagsCell(it)
	}
	return s.figureCell(it, column)
}

func facilityCell(it *analysis.Item) parts.Cell {
	if it.Facility == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: chart.Percent(*it.Facility, 0), Value: *it.Facility, Bold: true}
}

func likelyCell(it *analysis.Item) parts.Cell {
	if it.Share == nil {
		return parts.Cell{}
	}
	return parts.Cell{Text: say.LikelyShare(it.Share), Tone: look.Ink2, Small: true}
}

// facilityReading is nothing under thirty answers: they can't tell.
func (s *Screen) facilityReading(it *analysis.Item) parts.Cell {
	if it.N < 30 || it.Facility == nil {
		return parts.Cell{Text: lang.L("under 30"), Tone: look.Ink3, Small: true}
	}
	return verdictCell(analysis.ReadFacility(*it.Facility), s)
}

// figureCell writes the figures that are numbers; efficiency under 15 is
// Moodle's mark of a dubious question.
func (s *Screen) figureCell(it *analysis.Item, column int) parts.Cell {
	var v *float64
	decimals, scale := 0, 1.0
	switch column {
	case colPull:
		v = it.DiscriminationIndex
	case colEfficiency:
		v = it.DiscriminativeEfficiency
	case colWeight:
		return weightCell(it)
	case colBiserial:
		v, decimals, scale = it.DiscriminationIndex, 2, .01
	case colUpper:
		v, decimals = it.UpperLower, 2
	case colWithout:
		v, decimals = it.Without, 3
	}
	if v == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	c := parts.Cell{Text: chart.Number(*v*scale, decimals), Value: *v * scale}
	if column == colEfficiency && it.Dubious() && it.N >= 30 {
		c.Icon, c.IconTone = "tri", look.Warn
	}
	return c
}

// weightCell is the weight that a question had beside the one that was meant.
func weightCell(it *analysis.Item) parts.Cell {
	if it.IntendedWeight == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	c := parts.Cell{Text: say.Maybe(it.EffectiveWeight, 1) + " / " + chart.Number(*it.IntendedWeight, 1), Tone: look.Ink2}
	if it.EffectiveWeight != nil {
		c.Value = *it.EffectiveWeight
	}
	return c
}

func (s *Screen) flagsCell(it *analysis.Item) parts.Cell {
	flags := it.Flags(s.a.Alpha)
	if len(flags) == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	text := ""
	for i, f := range flags {
		if i > 0 {
			text += lang.L(", ")
		}
		text += f.Word().In(s.d.Settings.Language)
	}
	if flags[0].Grave() {
		return parts.Cell{Text: text, Icon: "xcircle", IconTone: look.Bad, Tone: look.Bad}
	}
	return parts.Cell{Text: text, Icon: "tri", IconTone: look.Warn}
}

func (s *Screen) sortItems(column int, descending bool) {
	if s.a == nil {
		return
	}
	slices.SortStableFunc(s.order, func(x, y int) int {
		c := s.compare(&s.a.Items[x], &s.a.Items[y], column)
		if descending {
			return -c
		}
		return c
	})
}

func (s *Screen) compare(a, b *analysis.Item, column int) int {
	switch column {
	case colQuestion:
		return cmp.Compare(s.d.QuestionTitle(&a.Question), s.d.QuestionTitle(&b.Question))
	case colN:
		return cmp.Compare(a.N, b.N)
	case colFacility:
		return maybe(a.Facility, b.Facility)
	case colPull, colBiserial:
		return maybe(a.DiscriminationIndex, b.DiscriminationIndex)
	case colEfficiency:
		return maybe(a.DiscriminativeEfficiency, b.DiscriminativeEfficiency)
	case colWeight:
		return maybe(a.EffectiveWeight, b.EffectiveWeight)
	case colUpper:
		return maybe(a.UpperLower, b.UpperLower)
	case colWithout:
		return maybe(a.Without, b.Without)
	case colFlags:
		return cmp.Compare(len(b.Flags(s.a.Alpha)), len(a.Flags(s.a.Alpha)))
	}
	return cmp.Compare(a.Number, b.Number)
}

// maybe puts what is undefined first.
func maybe(a, b *float64) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Compare(*a, *b)
}

func (s *Screen) itemsPage() fyne.CanvasObject {
	if s.items.Chosen() < 0 && len(s.order) > 0 {
		s.items.List().Chosen = 0
	}
	s.items.Refresh()
	s.showItem()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(itemPanelWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(s.panel))))
	foot := parts.StatusBar([]fyne.CanvasObject{parts.Label(lang.L("Facility and efficiency in %; r: correlation with the rest; D: upper less lower 27 %; weight: had / meant"))}, nil)
	return parts.Dock(nil, foot, nil, right, s.items)
}
