package parts

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestKeepAlive_ReachesPartsInScrollsAndTables(t *testing.T) {
	name := Body("x")
	table := NewTable([]TableColumn{{Title: "A"}}, func() int { return 3 }, func(int, int) Cell { return Cell{Text: "y"} })
	page := NewPage(Dock(Scrolling(Stack(4, name)), nil, nil, nil, table))
	w := onWindow(t, page, 300, 300)
	seen := map[fyne.CanvasObject]bool{}
	keepAlive(w.Content(), func(o fyne.CanvasObject) { seen[o] = true })
	for _, o := range []fyne.CanvasObject{page, name, name.line, table, table.list, table.list.rows[2].content, table.list.hover} {
		if !seen[o] {
			t.Errorf("%T is not kept", o)
		}
	}
	KeepAlive(w.Canvas())
}
