package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Bring is called with the top and the height of what should be in view.
type Bring func(top, height float32)

// ScrollingTo is Scrolling with a way to bring something into view.
func ScrollingTo(o fyne.CanvasObject) (fyne.CanvasObject, Bring) {
	s := container.NewVScroll(o)
	return flatScroll(s), func(top, height float32) {
		if s.Size().Height < height {
			return // nothing is laid out yet
		}
		at := s.Offset.Y
		if room := s.Size().Height; top+height > at+room {
			at = top + height - room
		}
		s.ScrollToOffset(fyne.NewPos(0, max(min(at, top), 0)))
	}
}

// Scrolling lets an object be scrolled up and down where it is higher than its
// room, without the grey fades of Fyne.
func Scrolling(o fyne.CanvasObject) fyne.CanvasObject { return flatScroll(container.NewVScroll(o)) }
