package parts

import (
	"strconv"
	"strings"

	"shifu/internal/chart"
)

// Titles are the titles of the columns that can be taken out into a file:
// those with one that are not hidden.
func (t *Table) Titles() []string {
	var out []string
	for _, c := range t.Columns {
		if c.takes() {
			out = append(out, c.Title)
		}
	}
	return out
}

// Values are what a row of that table is in a file: the Value of a cell, else
// the number that its text writes in a column of numbers, else the text.
func (t *Table) Values(row int) []any {
	var out []any
	for i, c := range t.Columns {
		if c.takes() {
			out = append(out, t.Cell(row, i).value(c.Right))
		}
	}
	return out
}

func (c TableColumn) takes() bool { return !c.Hide && c.Title != "" }

func (c Cell) value(number bool) any {
	if c.Value != nil {
		return c.Value
	}
	if c.Text == "" || c.Text == chart.None {
		return nil
	}
	if number {
		if v, ok := written(c.Text); ok {
			return v
		}
	}
	return c.Text
}

// written reads what chart.Number writes.
func written(text string) (float64, bool) {
	text = strings.ReplaceAll(strings.Replace(text, chart.Minus, "-", 1), ",", "")
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}
