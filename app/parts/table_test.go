package parts

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
)

func calls() *Table {
	columns := []TableColumn{
		{Title: "Started", Width: 100, Sorts: true}, {Title: "Agent"}, {Title: "Team", Width: 90, Yield: 1},
		{Title: "Branch", Width: 90, Yield: 2}, {Title: "Score", Width: 60, Right: true, Sorts: true},
	}
	return NewTable(columns, func() int { return 50 }, func(row, column int) Cell {
		return Cell{Text: fmt.Sprintf("%d.%d", row, column)}
	})
}

func TestTable_TitleSortsAndTurnsRound(t *testing.T) {
	table := calls()
	var got []string
	table.OnSorted = func(column int, down bool) { got = append(got, fmt.Sprint(column, down)) }
	onWindow(t, table, 600, 300)
	x := table.spans(600)[4].x + 10
	table.head.Tapped(at(x, 10))
	table.head.Tapped(at(x, 10))
	table.head.Tapped(at(table.spans(600)[1].x+10, 10)) // doesn't sort
	if fmt.Sprint(got) != "[4 false 4 true]" {
		t.Errorf("sorted %v", got)
	}
	if table.head.arrow.Hidden {
		t.Error("no arrow at the sorted column")
	}
}

func TestTable_ColumnsYieldInOrderWhenItGrowsNarrow(t *testing.T) {
	lightApp()
	table := calls()
	for _, c := range []struct {
		width float32
		shown string
	}{
		{600, "11111"}, {400, "11101"}, {330, "11001"}, {200, "11001"},
	} {
		got := ""
		for _, s := range table.spans(c.width) {
			got += map[bool]string{true: "1", false: "0"}[s.width > 0]
		}
		if got != c.shown {
			t.Errorf("%v wide shows %s, want %s", c.width, got, c.shown)
		}
	}
}

func TestTable_OpenColumnTakesTheRest(t *testing.T) {
	lightApp()
	table := calls()
	spans := table.spans(600)
	last := spans[4]
	if end := last.x + last.width; end != 600-thumbWidth {
		t.Errorf("the columns end at %v", end)
	}
	table.Columns[2].Hide = true
	if table.spans(600)[2].width != 0 {
		t.Error("a hidden column has room")
	}
}

func TestTable_NumbersEndAtTheSamePlace(t *testing.T) {
	table := calls()
	table.Cell = func(row, _ int) Cell { return Cell{Text: []string{"9", "100.0"}[row%2]} }
	onWindow(t, table, 600, 300)
	var ends []float32
	for _, r := range table.list.rows[:2] {
		cell := r.content.(*tableRow).cells[4]
		ends = append(ends, cell.text.Position().X+cell.text.Size().Width)
	}
	if d := ends[0] - ends[1]; d > 0.01 || d < -0.01 {
		t.Errorf("numbers end at %v", ends)
	}
}

func TestTable_BoxesMarkRowsAndAll(t *testing.T) {
	table := calls()
	marked := map[int]bool{}
	table.Marked = func(row int) bool { return marked[row] }
	table.OnMarked = func(row int, on bool) { marked[row] = on }
	all := false
	table.AllMarked = func() bool { return all }
	table.OnAllMarked = func(on bool) { all = on }
	onWindow(t, table, 600, 300)
	table.list.Tapped(at(table.Left+5, 40)) // the box of row 1
	if !marked[1] || table.Chosen() != -1 {
		t.Errorf("marked %v, chose %d", marked, table.Chosen())
	}
	table.Choose(3)
	table.list.TypedKey(press(fyne.KeySpace))
	if !marked[3] {
		t.Error("Space marks nothing")
	}
	table.head.Tapped(at(table.Left+5, 10))
	if !all {
		t.Error("the box in the head marks nothing")
	}
}

func TestTable_TextEndsInAnEllipsis(t *testing.T) {
	table := calls()
	table.Cell = func(int, int) Cell { return Cell{Text: "a text that is far too long for its column", Icon: "tri"} }
	onWindow(t, table, 600, 300)
	cell := table.list.rows[0].content.(*tableRow).cells[0]
	edge := cell.text.Position().X + cell.text.MinSize().Width
	if cell.text.Text == cell.value || edge > table.spans(600)[1].x {
		t.Errorf("%q ends at %v", cell.text.Text, edge)
	}
}

func TestTable_CutTextIsToldUnderTheMouse(t *testing.T) {
	table := calls()
	table.Cell = func(_, column int) Cell {
		if column == 0 {
			return Cell{Text: "a text that is far too long for its column"}
		}
		return Cell{Text: "short"}
	}
	onWindow(t, table, 600, 300)
	table.list.MouseIn(mouse(40, 50))
	if table.tip.word.Hidden || table.tip.word.Text != "a text that is far too long for its column" {
		t.Errorf("tells %q", table.tip.word.Text)
	}
	table.list.MouseMoved(mouse(200, 50))
	if !table.tip.word.Hidden {
		t.Error("tells about a text that is whole")
	}
	table.list.MouseIn(mouse(40, 50))
	table.list.MouseOut()
	if !table.tip.word.Hidden {
		t.Error("tells on after the mouse left")
	}
}

func TestTable_StateCellHasShapeWordAndColour(t *testing.T) {
	c := StateCell("Not met", StateBad)
	if c.Icon != "xcircle" || c.Tone != look.Bad || c.Text == "" {
		t.Errorf("got %+v", c)
	}
}

func TestTable_Markup(t *testing.T) {
	table := NewTable([]TableColumn{{Title: "Agent"}, {Title: "Score", Width: 60, Right: true}},
		func() int { return 2 }, func(row, column int) Cell {
			if column == 0 {
				return StateCell("Lin", StateGood)
			}
			return Cell{Text: fmt.Sprint(90 + row), Bold: true}
		})
	table.Sorted = 1
	w := onWindow(t, table, 220, 100)
	table.Choose(1)
	test.AssertRendersToMarkup(t, "table.xml", w.Canvas())
}

func BenchmarkTable_Refresh(b *testing.B) {
	lightApp()
	table := calls()
	table.Resize(fyne.NewSize(900, 700))
	table.List() // the rows exist once laid out
	test.WidgetRenderer(table).Layout(fyne.NewSize(900, 700))
	for b.Loop() {
		table.Refresh()
	}
}
