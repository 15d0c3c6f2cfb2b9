package review

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// paged lays out tabs, their tools, a hairline and the page below: the tools at
// the right of the tabs, or in a row of their own where they don't fit beside.
type paged struct{}

const (
	pageSide = 16 // px at either side of tabs and tools
	toolGap  = 12
)

// MinSize is for Fyne: any width does.
func (paged) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, o[0].MinSize().Height+o[1].MinSize().Height+1+o[3].MinSize().Height)
}

// Layout is for Fyne.
func (paged) Layout(o []fyne.CanvasObject, size fyne.Size) {
	tabs, tools, rule, page := o[0], o[1], o[2], o[3]
	room, head := size.Width-2*pageSide, tabs.MinSize()
	wanted := wantedBy(tools)
	at := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	at(tabs, pageSide, 0, min(head.Width, room), head.Height)
	at(rule, 0, head.Height, size.Width, 1)
	top := head.Height + 1
	if wanted > 0 && head.Width+toolGap+wanted > room {
		row := tools.MinSize().Height + look.Scaled(12)
		at(tools, pageSide, top, room, row)
		top += row
	} else {
		at(tools, pageSide+room-wanted, 0, wanted, head.Height)
	}
	at(page, 0, top, size.Width, size.Height-top)
}

// wantedBy is how wide the tools of a page are together.
func wantedBy(tools fyne.CanvasObject) (wide float32) {
	for i, o := range tools.(*fyne.Container).Objects {
		if i > 0 {
			wide += toolGap
		}
		wide += o.MinSize().Width
	}
	return wide
}
