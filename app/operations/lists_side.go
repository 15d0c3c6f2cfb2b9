package operations

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
)

// drawSide counts the rows by reason and by team, the most first.
func (l *list[T]) drawSide() {
	l.side.Objects = nil
	if len(l.all) > 0 {
		box := parts.Stack(0, l.ranked(lang.L("By reason"), l.reason), parts.Room(0, 14), l.ranked(lang.L("By team"), l.person))
		l.side.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(12, 18, 12, 18, box))}
	}
	l.side.Refresh()
}

// mostRanked is how many reasons are shown.
const mostRanked = 9

// narrow lists only the rows of which of says word; nil: all of them again.
func (l *list[T]) narrow(word string, of func(T) string) {
	l.rows, l.narrowed = l.all, of != nil
	if of != nil {
		l.rows = nil
		for _, r := range l.all {
			if of(r) == word {
				l.rows = append(l.rows, r)
			}
		}
	}
	l.count.Set("")
	if len(l.rows) > 0 {
		l.count.Set(l.sums(l.rows))
		l.grid.Choose(0)
	}
	l.grid.Refresh()
	l.s.d.Changed()
}

// ranked is a bar for each word that rows have, as long as it is frequent; a
// press lists these rows only.
func (l *list[T]) ranked(title string, of func(T) string) fyne.CanvasObject {
	n := map[string]int{}
	for _, r := range l.all {
		n[of(r)]++
	}
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), strings.Compare(a, b)) })
	box := parts.Stack(0, parts.High(26, parts.Strong(title)))
	for _, name := range names[:min(len(names), mostRanked)] {
		label := parts.NewLink(cmp.Or(name, chart.None), func() { l.narrow(name, of) })
		box.Add(parts.High(22, parts.Row(6, parts.Grow(label), parts.Label(chart.Count(n[name])))))
		box.Add(parts.Inset(0, 0, 4, 0, parts.NewProgressLine(float64(n[name])/float64(n[names[0]]), 60)))
	}
	return box
}
