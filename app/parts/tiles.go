package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Tiles sets objects of one size in as many columns as have room, from left to
// right; together they fill the width, and the height where there is more.
// The least size is at 100 % already scaled by the caller.
func Tiles(least fyne.Size, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tiles{least: least, columns: 4}, objects...)
}

// evenly is the number of columns, from half of what has room up, that leaves
// the fewest places empty; the greatest of several.
func evenly(most, n int) int {
	best, least := most, n
	for columns := most; columns >= (most+1)/2; columns-- {
		if empty := (columns - n%columns) % columns; empty < least {
			best, least = columns, empty
		}
	}
	return best
}

type tiles struct {
	least   fyne.Size
	columns int // at the last layout
}

func (t *tiles) rows(n int) int { return (n + t.columns - 1) / t.columns }

// MinSize is one column wide, and as high as all rows in the present columns.
func (t *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(t.least.Width, t.least.Height*float32(t.rows(len(objects))))
}

// Layout is for Fyne.
func (t *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	t.columns = evenly(max(min(int(size.Width/t.least.Width), len(objects)), 1), len(objects))
	wide := float32(int(size.Width / float32(t.columns)))
	tall := max(float32(int(size.Height/float32(t.rows(len(objects))))), t.least.Height)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%t.columns)*wide, float32(i/t.columns)*tall))
		o.Resize(fyne.NewSize(wide, tall))
	}
}
