package bank

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
)

// The columns.
const (
	colTitle = iota
	colKind
	colPoint
	colDifficulty
	colUses
	colFacility
	colVersion
	colState
)

// few is the n below which a share says nothing.
const few = 10

func (s *Screen) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Exam question"), Least: 180, Sorts: true}, {Title: lang.L("Kind of question"), Width: 108, Sorts: true}, {Title: lang.L("Knowledge point"), Width: 104, Sorts: true, Yield: 2},
		{Title: lang.L("Difficulty"), Width: 72, Sorts: true, Yield: 3}, {Title: lang.L("Uses"), Width: 56, Right: true, Sorts: true, Yield: 1},
		{Title: lang.L("Facility"), Width: 104, Right: true, Sorts: true}, {Title: lang.L("Version"), Width: 60, Right: true, Yield: 4}, {Title: lang.L("State"), Width: 84, Sorts: true},
	}, func() int { return len(s.rows) }, s.cell)
	t.Left = 12
	t.OnChosen = func(int) { s.ear.close(); s.showSheet() }
	t.OnOpened = func(int) { s.edit() }
	t.OnSorted = func(column int, descending bool) { t.Sorted, t.Descending = column, descending; s.show() }
	t.Marked = func(row int) bool { return row < len(s.rows) && s.marked[s.rows[row].EntryID] }
	t.OnMarked = func(row int, marked bool) { s.mark(s.rows[row].EntryID, marked); s.showBar() }
	t.AllMarked = func() bool {
		return len(s.rows) > 0 && !slices.ContainsFunc(s.rows, func(e bank.Entry) bool { return !s.marked[e.EntryID] })
	}
	t.OnAllMarked = func(marked bool) {
		for i := range s.rows {
			s.mark(s.rows[i].EntryID, marked)
		}
		s.showBar()
	}
	return t
}

func (s *Screen) mark(entryID string, marked bool) {
	if delete(s.marked, entryID); marked {
		s.marked[entryID] = true
	}
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.rows) {
		return parts.Cell{}
	}
	e := &s.rows[row]
	switch column {
	case colTitle:
		return parts.Cell{Text: s.d.QuestionTitle(&e.Question)}
	case colKind:
		return parts.Cell{Text: desk.KindName(e.Kind), Tone: look.Ink2}
	case colPoint:
		return parts.Cell{Text: orNone(e.Tags.Point), Tone: look.Ink2}
	case colDifficulty:
		return difficultyCell(e.Tags.Difficulty)
	case colUses:
		return parts.Cell{Text: chart.Count(e.Uses), Tone: look.Ink2}
	case colFacility:
		return facilityCell(e)
	case colVersion:
		return parts.Cell{Text: chart.Count(e.Number), Tone: look.Ink2}
	}
	return parts.StateCell(desk.QuestionStateName(e.State), standing(e.State))
}

func orNone(text string) string { return cmp.Or(text, chart.None) }

func difficultyCell(d bank.Difficulty) parts.Cell {
	if d == "" {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: desk.DifficultyName(d), Tone: look.Ink2}
}

// facilityCell is the mean share of the mark that answers got, with their
// number; below ten answers it says nothing.
func facilityCell(e *bank.Entry) parts.Cell {
	switch {
	case e.Answers == 0:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case e.Answers < few:
		return parts.Cell{Text: lang.L("too few, n {{.N}}", map[string]any{"N": e.Answers}), Tone: look.Ink3}
	}
	return parts.Cell{Text: lang.L("{{.Share}}, n {{.N}}", map[string]any{"Share": chart.Percent(e.Facility, 0), "N": chart.Count(e.Answers)}), Value: e.Facility}
}

func standing(s bank.State) parts.State {
	switch s {
	case bank.Active:
		return parts.StateGood
	case bank.Frozen:
		return parts.StateWarn
	case bank.Draft:
		return parts.StateOpen
	}
	return parts.StateNA
}

// sortRows brings the rows to the order of the chosen column; without one they
// stand as the bank lists them.
func (s *Screen) sortRows() {
	by := map[int]func(a, b *bank.Entry) int{
		colTitle: func(a, b *bank.Entry) int {
			return cmp.Compare(s.d.QuestionTitle(&a.Question), s.d.QuestionTitle(&b.Question))
		},
		colKind:       func(a, b *bank.Entry) int { return slices.Index(bank.Kinds, a.Kind) - slices.Index(bank.Kinds, b.Kind) },
		colPoint:      func(a, b *bank.Entry) int { return cmp.Compare(a.Tags.Point, b.Tags.Point) },
		colDifficulty: func(a, b *bank.Entry) int { return rank(a.Tags.Difficulty) - rank(b.Tags.Difficulty) },
		colUses:       func(a, b *bank.Entry) int { return a.Uses - b.Uses },
		colFacility:   func(a, b *bank.Entry) int { return cmp.Compare(weighed(a), weighed(b)) },
		colState:      func(a, b *bank.Entry) int { return slices.Index(states, a.State) - slices.Index(states, b.State) },
	}[s.table.Sorted]
	if by == nil {
		return
	}
	slices.SortStableFunc(s.rows, func(a, b bank.Entry) int {
		if s.table.Descending {
			return by(&b, &a)
		}
		return by(&a, &b)
	})
}

func rank(d bank.Difficulty) int { return slices.Index(difficulties, d) }

// weighed is the facility for sorting: nothing known comes first.
func weighed(e *bank.Entry) float64 {
	if e.Answers < few {
		return -1
	}
	return e.Facility
}
