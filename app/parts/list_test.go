package parts

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// numbers is a list of that many rows, 34 high.
func numbers(rows int) *List {
	return NewList(func() int { return rows }, func() fyne.CanvasObject { return Body("") },
		func(row int, o fyne.CanvasObject) { o.(*Text).Set(fmt.Sprint(row)) })
}

func TestList_MakesOnlyTheRowsInView(t *testing.T) {
	made := 0
	l := numbers(1_000_000)
	l.Make = func() fyne.CanvasObject { made++; return Body("") }
	onWindow(t, l, 200, 340)
	l.Choose(700_000)
	l.ScrollTo(12)
	if made > 13 {
		t.Errorf("made %d rows for a view of 10", made)
	}
}

func TestList_LastOfAMillionRowsStandsExactlyAtTheFoot(t *testing.T) {
	l := numbers(1_000_000)
	onWindow(t, l, 200, 340)
	l.Choose(999_999)
	last := l.rows[len(l.rows)-1]
	if got := last.content.(*Text).Value; got != "999999" {
		t.Fatalf("the last row is %s", got)
	}
	if y := last.rule.Position().Y; y != 339 {
		t.Errorf("its rule is at %v, want 339", y)
	}
}

func TestList_KeysMoveTheChoice(t *testing.T) {
	l := numbers(100)
	onWindow(t, l, 200, 340)
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0}, {fyne.KeyDown, 1}, {fyne.KeyPageDown, 10}, {fyne.KeyUp, 9}, {fyne.KeyPageUp, 0},
		{fyne.KeyUp, 0}, {fyne.KeyEnd, 99}, {fyne.KeyDown, 99}, {fyne.KeyPageUp, 90}, {fyne.KeyHome, 0},
	} {
		l.TypedKey(press(c.key))
		if l.Chosen != c.want {
			t.Fatalf("%s chose %d, want %d", c.key, l.Chosen, c.want)
		}
		if l.Chosen < l.first || l.Chosen >= l.first+len(l.rows) {
			t.Fatalf("%s left the choice out of view", c.key)
		}
	}
}

func TestTable_WhoseRowsDontOpenOrMarkLeavesTheKeysToTheScreen(t *testing.T) {
	table := NewTable([]TableColumn{{Title: "name", Width: 80}}, func() int { return 3 }, func(int, int) Cell { return Cell{Text: "row"} })
	w := onWindow(t, table, 200, 340)
	keys := heard(w)
	table.Choose(1)
	table.List().TypedKey(press(fyne.KeyReturn))
	table.List().TypedKey(press(fyne.KeySpace))
	if !slices.Equal(*keys, []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace}) {
		t.Errorf("the screen heard %v", *keys)
	}
	opened := -1
	table.OnOpened = func(row int) { opened = row }
	table.List().TypedKey(press(fyne.KeyReturn))
	if opened != 1 || len(*keys) != 2 {
		t.Errorf("opened %d, the screen heard %v", opened, *keys)
	}
}

func TestList_EnterOpensSpaceMarksTheRestGoesToTheScreen(t *testing.T) {
	l := numbers(5)
	opened, marked := -1, -1
	l.OnOpened = func(row int) { opened = row }
	l.OnMarked = func(row int) { marked = row }
	w := onWindow(t, l, 200, 340)
	keys := heard(w)
	l.TypedKey(press(fyne.KeyReturn)) // nothing is chosen: the screen's
	l.Choose(3)
	l.TypedKey(press(fyne.KeyReturn))
	l.TypedKey(press(fyne.KeySpace))
	l.TypedKey(press(fyne.KeyEscape))
	if opened != 3 || marked != 3 {
		t.Errorf("opened %d, marked %d", opened, marked)
	}
	if len(*keys) != 2 || (*keys)[1] != fyne.KeyEscape {
		t.Errorf("the screen heard %v", *keys)
	}
}

func TestList_SecondPressSoonAfterOpens(t *testing.T) {
	l := numbers(20)
	var opened []int
	l.OnOpened = func(row int) { opened = append(opened, row) }
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	l.now = func() time.Time { return now }
	onWindow(t, l, 200, 340)
	l.Tapped(at(10, 40))
	now = now.Add(time.Second)
	l.Tapped(at(10, 40)) // too late
	if len(opened) != 0 {
		t.Fatalf("two slow presses opened %v", opened)
	}
	now = now.Add(200 * time.Millisecond)
	l.Tapped(at(10, 40))
	l.Tapped(at(10, 80)) // another row
	if len(opened) != 1 || opened[0] != 1 || l.Chosen != 2 {
		t.Errorf("opened %v, chose %d", opened, l.Chosen)
	}
}

func TestList_ChoiceBeforeTheFirstLayoutIsInView(t *testing.T) {
	l := numbers(100)
	l.Choose(50)
	onWindow(t, l, 200, 340)
	first, count := l.InView()
	if 50 < first || 50 >= first+count {
		t.Errorf("in view are %d rows from %d", count, first)
	}
}

func TestList_ScrollingStopsAtBothEnds(t *testing.T) {
	l := numbers(20)
	onWindow(t, l, 200, 340)
	l.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 500)})
	if l.offset != 0 {
		t.Errorf("scrolled %v above the first row", l.offset)
	}
	l.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -5000)})
	if l.offset != 340 {
		t.Errorf("scrolled to %v, want 340", l.offset)
	}
}

func TestList_ShrinkingKeepsTheViewWithinTheRows(t *testing.T) {
	rows := 100
	l := numbers(100)
	l.Length = func() int { return rows }
	onWindow(t, l, 200, 340)
	l.Choose(99)
	rows = 3
	l.Refresh()
	if first, count := l.InView(); first != 0 || count != 3 || l.Chosen != -1 {
		t.Errorf("in view %d from %d, chosen %d", count, first, l.Chosen)
	}
	rows = 0
	l.Refresh()
	l.TypedKey(press(fyne.KeyDown))
	l.Tapped(at(5, 5))
	if l.Chosen != -1 {
		t.Error("an empty list has a choice")
	}
}

func TestList_MouseShowsItsRow(t *testing.T) {
	l := numbers(20)
	onWindow(t, l, 200, 340)
	l.MouseIn(mouse(5, 70))
	if l.hover.Hidden || l.hover.Position().Y != 68 {
		t.Errorf("hover at %v", l.hover.Position())
	}
	l.MouseOut()
	if !l.hover.Hidden {
		t.Error("the hover stays")
	}
}

func TestScrollThumb_DragsToTheEnd(t *testing.T) {
	l := numbers(1000)
	onWindow(t, l, 200, 340)
	if l.bar.Hidden {
		t.Fatal("no thumb for 1000 rows")
	}
	l.bar.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 1000)})
	l.bar.DragEnd()
	if first, count := l.InView(); first+count != 1000 {
		t.Errorf("in view %d from %d", count, first)
	}
}

func BenchmarkList_ScrollOneStepInAMillion(b *testing.B) {
	lightApp()
	l := numbers(1_000_000)
	l.Resize(fyne.NewSize(900, 700))
	for b.Loop() {
		l.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -34)})
	}
}
