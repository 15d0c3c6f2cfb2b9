package desktest

import (
	"strings"

	"fyne.io/fyne/v2"

	"shifu/app/parts"
)

// Texts are the words that can be read on an object, a line each, in the order
// in which they stand.
func Texts(in fyne.CanvasObject) string {
	var all []string
	walk(in, func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case *parts.Text:
			all = append(all, x.Value)
		case *parts.Paragraph:
			all = append(all, x.Value)
		case *parts.Button:
			all = append(all, x.Word)
		case *parts.Link:
			all = append(all, x.Word)
		case *parts.Pill:
			all = append(all, x.Word)
		default:
			return true
		}
		return false
	})
	return strings.Join(all, "\n")
}
