package routinglab

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
)

func (p *comparing) shown() fyne.CanvasObject {
	head := parts.Inset(8, 24, 4, 24, parts.Row(8, p.s.measures(p.show), parts.Gap(), parts.Label(lang.L("{{.N}} runs with the same calls", map[string]any{"N": p.found.Runs}))))
	differences := parts.Inset(4, 24, 10, 24, parts.Fix(0, look.Scaled(float32(24+28*len(p.found.Sides))), p.differences()))
	said := lang.L("Differences from the first, paired run by run, 95 %. In brackets: the interval without the same calls.")
	if len(p.found.Sides) > few {
		said = lang.L("Differences from the first, paired run by run, 95 %.")
	}
	note := parts.Inset(4, 24, 6, 24, parts.Label(said).Cutting())
	return parts.Dock(parts.Stack(0, head, differences, parts.NewHairline()), note, nil, nil, p.across(p.table()))
}

// differences are the paired intervals of the shown measure.
func (p *comparing) differences() fyne.CanvasObject {
	m := p.s.measure()
	var rows []parts.RowMark
	for _, side := range p.found.Sides[1:] {
		d, there := side.Differences[m]
		if !there {
			rows = append(rows, parts.RowMark{Name: side.Name, Text: chart.None + "  " + p.s.nothing(m), Tone: look.NaM})
			continue
		}
		half := 0.0
		if d.Half != nil {
			half = *d.Half
		}
		tone := look.NaM
		if d.Clear() && m.Better() != 0 {
			if tone = look.BadM; (d.Mean > 0) == (m.Better() > 0) {
				tone = look.GoodM
			}
		}
		rows = append(rows, parts.RowMark{Name: side.Name, Text: differenceText(m, d), Value: drawn(m, d.Mean), Span: true, Low: drawn(m, d.Mean-half), High: drawn(m, d.Mean+half), Tone: tone})
	}
	return spans(rows, 210, 250)
}

func differenceText(m lab.Measure, d lab.Difference) string {
	switch {
	case d.Half == nil:
		return signedText(m, d.Mean)
	case d.Mean == 0 && *d.Half == 0:
		return lang.L("the same in every run")
	case !d.Clear() && math.Abs(d.Mean) <= *d.Half:
		return lang.L("{{.N}}, no clear difference", map[string]any{"N": signedText(m, d.Mean)})
	case m.Better() == 0:
		return signedText(m, d.Mean)
	case (d.Mean > 0) == (m.Better() > 0):
		return lang.L("{{.N}}, better", map[string]any{"N": signedText(m, d.Mean)})
	}
	return lang.L("{{.N}}, worse", map[string]any{"N": signedText(m, d.Mean)})
}

// few is how many sides have room for the interval without the same calls.
const few = 3

// across lets the table of very many sides be moved sideways.
func (p *comparing) across(t *parts.Table) fyne.CanvasObject {
	if len(p.found.Sides) <= few+2 {
		return t
	}
	return container.NewHScroll(parts.Fix(look.Scaled(float32(300+116*len(p.found.Sides))), 0, t))
}

// table shows every measure of every side.
func (p *comparing) table() *parts.Table {
	brief := len(p.found.Sides) > few
	wide := []float32{116, 176}
	if brief {
		wide[1] = 116
	}
	columns := []parts.TableColumn{{Title: lang.L("Measure"), Least: 130}}
	for i, side := range p.found.Sides {
		columns = append(columns, parts.TableColumn{Title: p.title(i, side, brief), Width: wide[min(i, 1)], Right: true})
	}
	t := parts.NewTable(columns, func() int { return len(lab.Measures) }, func(row, column int) parts.Cell {
		m := lab.Measures[row]
		if column == 0 {
			return parts.Cell{Text: measureWord(m)}
		}
		side := p.found.Sides[column-1]
		e, there := side.Figures[m]
		d, differs := side.Differences[m]
		if !there || column > 1 && !differs {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		if column == 1 {
			return parts.Cell{Text: valueText(m, e.Mean) + " " + plusMinus(m, e.HalfWidth), Value: e.Mean}
		}
		text := pointsText(m, d.Mean) + " " + plusMinus(m, d.Half)
		if d.Alone != nil && !brief {
			text += " (" + plusMinus(m, d.Alone) + ")"
		}
		tone := look.Ink2
		if d.Clear() {
			tone = look.Ink
		}
		return parts.Cell{Text: text, Tone: tone, Bold: d.Clear(), Value: d.Mean}
	})
	t.Left, t.List().RowHeight = 24, 26
	return t
}

// title names a side over a column of the table.
func (p *comparing) title(i int, side lab.Compared, brief bool) string {
	if i == 0 {
		return lang.L("As it stands")
	}
	for o := range briefOrders {
		if brief && side.Name == presetWord(lab.ByOrder+string(o)) {
			return briefOrders.Of(o)
		}
	}
	return side.Name
}

// pointsText is signedText where there is little room.
func pointsText(m lab.Measure, v float64) string {
	if m.Share() {
		return lang.L("{{.N}} pts", map[string]any{"N": chart.Signed(100*v, 1)})
	}
	return signedText(m, v)
}
