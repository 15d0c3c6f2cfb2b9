package insight

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

// withRows is the chart with its figures below it, where there are any.
func (f face) withRows() fyne.CanvasObject {
	t := f.rows
	if t.form == "" || len(t.rows) > mostBelow {
		return f.chart
	}
	columns := make([]parts.TableColumn, len(t.columns))
	for i, title := range t.columns {
		columns[i] = parts.TableColumn{Title: title, Width: 120, Right: t.form[i] != 't'}
	}
	columns[0].Width = 0
	below := parts.NewTable(columns, func() int { return len(t.rows) }, t.cell)
	below.Left = 8
	return parts.Dock(parts.Fix(0, f.chart.MinSize().Height, f.chart), nil, nil, nil, parts.Inset(16, 0, 0, 0, parts.Dock(parts.NewHairline(), nil, nil, nil, below)))
}

// mostBelow is how many rows leave room for the chart.
const mostBelow = 9

func (t *table) cell(row, column int) parts.Cell {
	value := t.rows[row][column]
	c := parts.Cell{Tone: look.Ink2, Value: value, Text: chart.None}
	switch v := value.(type) {
	case string:
		c.Text, c.Tone = v, look.Ink
	case int:
		c.Text = chart.Count(v)
	case float64:
		c.Text = written(t.form[column], v)
	}
	return c
}

func written(form byte, v float64) string {
	switch form {
	case 'p':
		return chart.Percent(v, 1)
	case 'd':
		return chart.Signed(v, 1)
	}
	return chart.Number(v, 1)
}
