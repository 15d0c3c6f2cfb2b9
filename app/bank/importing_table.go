package bank

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

// newTable lists the questions of the file.
func (im *importing) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Line"), Width: 52, Right: true}, {Title: lang.L("Exam question"), Least: 200}, {Title: lang.L("Kind of question"), Width: 108},
		{Title: lang.L("Full mark"), Width: 56, Right: true, Yield: 2}, {Title: lang.L("Knowledge point"), Width: 110, Yield: 1}, {Title: lang.L("In the bank"), Width: 150}},
		func() int { return len(im.take) }, im.cell)
	t.Left = 12
	t.Marked = func(row int) bool { return row < len(im.take) && im.take[row] }
	t.OnMarked = func(row int, marked bool) { im.take[row] = marked; im.show() }
	t.AllMarked = func() bool { return len(im.take) > 0 && im.taken() == len(im.take) }
	t.OnAllMarked = im.takeAll
	t.OnChosen = func(int) { im.showSheet() }
	t.List().Chosen = 0
	return t
}

func (im *importing) cell(row, column int) parts.Cell {
	if row >= len(im.take) {
		return parts.Cell{}
	}
	q := &im.found.Questions[row]
	switch column {
	case 0:
		return parts.Cell{Text: fmt.Sprint(im.found.Lines[row]), Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: q.Title()}
	case 2:
		return parts.Cell{Text: desk.KindName(q.Kind), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: chart.Number(q.Mark, decimals(q.Mark)), Tone: look.Ink2}
	case 4:
		return parts.Cell{Text: orNone(q.Tags.Point), Tone: look.Ink2}
	}
	switch t := im.twins[row]; {
	case t.Bank != "":
		return parts.StateCell(lang.L("there already"), parts.StateWarn)
	case t.Before > 0:
		return parts.StateCell(lang.L("same as line {{.N}}", map[string]any{"N": im.found.Lines[t.Before-1]}), parts.StateWarn)
	}
	return parts.StateCell(lang.L("new"), parts.StateGood)
}

// newErrors lists the errors of the file.
func (im *importing) newErrors() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Line"), Width: 60, Right: true}, {Title: lang.L("What is wrong"), Least: 300}, {Title: lang.L("File"), Width: 140, Yield: 1}},
		func() int { return len(im.found.Errors) }, func(row, column int) parts.Cell {
			e := im.found.Errors[row]
			switch column {
			case 0:
				if e.Line == 0 {
					return parts.Cell{Text: chart.None, Tone: look.Ink3}
				}
				return parts.Cell{Text: fmt.Sprint(e.Line), Tone: look.Ink3}
			case 1:
				return parts.StateCell(e.Reason.In(im.s.d.Settings.Language), parts.StateBad)
			}
			return parts.Cell{Text: e.File, Tone: look.Ink2}
		})
	t.Left = 12
	return t
}

// showSheet shows the chosen question as the candidate will see it.
func (im *importing) showSheet() {
	im.sheet.Objects = []fyne.CanvasObject{parts.NewPlate(look.Surface)}
	if row := im.table.Chosen(); im.page == pageQuestions && row >= 0 && row < len(im.take) {
		p := paper{d: im.s.d, q: &im.found.Questions[row], wide: previewWide() - look.Scaled(36), play: func() {}}
		im.sheet.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(14, 18, 16, 16, p.content()))}
	}
	im.sheet.Refresh()
}
