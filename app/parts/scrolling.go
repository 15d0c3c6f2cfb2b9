package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Scrolling lets an object be scrolled up and down where it is higher than its
// room, without the grey fades of Fyne.
func Scrolling(o fyne.CanvasObject) fyne.CanvasObject { return flatScroll(container.NewVScroll(o)) }
