package routinglab

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/app/parts"
)

// number reads what was typed; an empty field is 0.
func number(text string) (float64, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if text == "" {
		return 0, true
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// row is a word before fields.
func row(word string, wide float32, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(wide), 0, parts.Second(word).Cutting())}, fields...)...))
}

// side is a panel on the well at the left of a page.
func side(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.FullRow(0, parts.Fix(look.Scaled(width), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(12, 16, 16, 20, o)))), parts.NewUpright(1))
}

// swap shows other objects in a container.
func swap(in *fyne.Container, objects ...fyne.CanvasObject) {
	in.Objects = objects
	in.Refresh()
}

// entryField is a small field for a number. Escape gives the keyboard back to
// the page, Enter does what the page is for.
func (s *Screen) entryField(text string, width float32, enter func()) *parts.Entry {
	e := parts.NewEntry("").Wide(width)
	e.SetText(text)
	e.OnEscape = s.unfocus
	e.OnSubmitted = func(string) {
		if s.unfocus(); enter != nil {
			enter()
		}
	}
	return e
}

// show sets a field's text, if it is another one.
func show(e *parts.Entry, text string) {
	if e.Text() != text {
		e.SetText(text)
	}
}

// unfocus gives the keyboard back to the page.
func (s *Screen) unfocus() { s.d.Window.Canvas().Unfocus() }

// titled is a heading over a chart.
func titled(head, note string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Dock(parts.High(24, parts.Row(8, parts.Strong(head), parts.Grow(parts.Label(note).Cutting()))), nil, nil, nil, o)
}
