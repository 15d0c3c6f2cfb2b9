package agreement

import (
	"shifu/internal/fault"
	"shifu/recordings/intake"
)

// FromTable takes the ratings out of a table: the first column is the unit,
// each further one a rater, an empty cell a missing rating. Columns at the
// right end without name and content are no raters. It refuses rows that are
// longer or shorter than the header, with their line; Excel leaves empty cells
// at the end away, so a shorter row is one with missing ratings there.
func FromTable(t intake.Table) (Ratings, error) {
	width := wide(t)
	if width < 2 {
		return Ratings{}, fault.New(fault.Invalid, "{{.File}} has no column of ratings: the first column is the unit, each further one a rater.", fault.Values{"File": t.Name})
	}
	r := Ratings{Raters: t.Header[1:width]}
	for _, line := range t.Rows {
		cells := line.Cells
		for len(cells) > width && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > width || len(cells) < width && t.Encoding != "xlsx" {
			return Ratings{}, fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} has {{.Have}} cells, the header has {{.Want}}. Leave a cell empty for a missing rating.",
				fault.Values{"Line": line.Number, "File": t.Name, "Have": len(cells), "Want": width})
		}
		r.Units = append(r.Units, cells[0])
		r.Cells = append(r.Cells, cells[1:])
	}
	return r, nil
}

// wide is the number of columns up to the last with a name or a content.
func wide(t intake.Table) int {
	for width := len(t.Header); width > 0; width-- {
		if t.Header[width-1] != "" {
			return width
		}
		for _, line := range t.Rows {
			if len(line.Cells) >= width && line.Cells[width-1] != "" {
				return width
			}
		}
	}
	return 0
}
