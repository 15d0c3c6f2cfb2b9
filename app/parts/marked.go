package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// Marked is text of a size in a tone that breaks into lines of a width, most at
// the most, with the characters that at names in bold and accent. A cut end is
// what the text itself ends in.
func Marked(text string, at func(i int) bool, size float32, tone look.Token, width float32, most int) fyne.CanvasObject {
	column := Stack(0)
	high := look.Scaled(size) * 1.448
	runes := []rune(text)
	for from := 0; from < len(runes) && len(column.Objects) < most; {
		line := Row(0)
		wide := float32(0)
		i := from
		for i < len(runes) {
			until := i + 1
			for until < len(runes) && at(until) == at(i) && until-i < 12 && runes[until-1] != ' ' {
				until++
			}
			piece := fyne.MeasureText(string(runes[i:until]), look.Text(size), fyne.TextStyle{Bold: at(i)}).Width
			for wide+piece > width && until > i+1 {
				until--
				piece = fyne.MeasureText(string(runes[i:until]), look.Text(size), fyne.TextStyle{Bold: at(i)}).Width
			}
			if wide+piece > width && wide > 0 && !closes(runes[i]) {
				break // a closing mark may hang over the edge
			}
			line.Add(NewText(string(runes[i:until]), size, markedTone(at(i), tone), at(i)))
			wide += piece
			i = until
		}
		column.Add(Fix(width, high, line))
		from = i
	}
	return column
}

func markedTone(marked bool, tone look.Token) look.Token {
	if marked {
		return look.Accent
	}
	return tone
}
