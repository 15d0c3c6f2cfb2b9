package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// Fact is a label over a value.
type Fact struct {
	Label, Value string
	Strong       bool       // bold value
	Tone         look.Token // of the value; empty for ink
	Icon         string     // behind the value, in its tone
	Note         string     // behind it, in the label's ink
}

// FactRow sets facts side by side, spread over the width.
func FactRow(facts ...Fact) *fyne.Container {
	row := Row(0)
	for i, f := range facts {
		if i > 0 {
			row.Add(Gap())
		}
		row.Add(factPiece(f))
	}
	return row
}

// FactLine is a fact in one line, as in a side panel: the label 72 wide, then
// the value.
func FactLine(f Fact) fyne.CanvasObject {
	return High(24, Row(0, Fix(look.Scaled(72), 0, Label(f.Label)), Grow(factValue(f))))
}

func factPiece(f Fact) fyne.CanvasObject {
	return Stack(1, High(17, Label(f.Label)), High(19, factValue(f)))
}

func factValue(f Fact) fyne.CanvasObject {
	tone := f.Tone
	if tone == "" {
		tone = look.Ink
	}
	row := Row(6, NewText(f.Value, look.TextBody, tone, f.Strong))
	if f.Icon != "" {
		row.Add(NewIcon(f.Icon, 11, tone))
	}
	if f.Note != "" {
		row.Add(Label(f.Note))
	}
	return row
}
