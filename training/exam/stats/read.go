package stats

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/recordings/intake"
)

// grid is a table whose rows are as wide as its header.
type grid struct {
	file   string
	header []string
	lines  []int // of the file, by row
	rows   [][]string
}

// square takes a table apart. It refuses rows that are longer than the header,
// and empty tables; what Excel leaves away at the end of a row is empty.
func square(t intake.Table, least int) (grid, error) {
	g := grid{file: t.Name, header: t.Header}
	for len(g.header) > 0 && g.header[len(g.header)-1] == "" {
		g.header = g.header[:len(g.header)-1]
	}
	if len(g.header) < least {
		return g, fault.New(fault.Invalid, "{{.File}} has {{.Have}} columns; at least {{.Want}} are needed.", fault.Values{"File": t.Name, "Have": len(g.header), "Want": least})
	}
	for _, line := range t.Rows {
		cells := slices.Clone(line.Cells)
		for len(cells) > len(g.header) && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > len(g.header) || len(cells) < len(g.header) && t.Encoding != "xlsx" {
			return g, fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} has {{.Have}} cells, the header has {{.Want}}.",
				fault.Values{"Line": line.Number, "File": t.Name, "Have": len(cells), "Want": len(g.header)})
		}
		for len(cells) < len(g.header) {
			cells = append(cells, "")
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		g.rows, g.lines = append(g.rows, cells), append(g.lines, line.Number)
	}
	if len(g.rows) == 0 {
		return g, fault.New(fault.Invalid, "{{.File}} has a header and nothing below it.", fault.Values{"File": t.Name})
	}
	return g, nil
}

// number reads a cell; an empty one is 0.
func (g grid) number(row, column int, least, most float64) (float64, error) {
	text := g.rows[row][column]
	if text == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || x < least || x > most {
		return 0, g.refuse(row, column, "Line {{.Line}} of {{.File}}, column {{.Column}}: {{.Have}} is no number from {{.From}} to {{.To}}.",
			fault.Values{"From": plain(least), "To": plain(most)})
	}
	return x, nil
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func (g grid) refuse(row, column int, key string, more fault.Values) error {
	values := fault.Values{"Line": g.lines[row], "File": g.file, "Column": g.header[column], "Have": g.rows[row][column]}
	for k, v := range more {
		values[k] = v
	}
	return fault.New(fault.Invalid, key, values)
}

// mostMark is the highest mark that is taken for one.
const mostMark = 1e6

// SheetFrom reads marks: a header, the person in the first column, then a
// column a question. An empty cell is a question not answered: 0. most is the
// highest mark of each question; empty: 1 each.
func SheetFrom(t intake.Table, most []float64) (Sheet, error) {
	g, err := square(t, 2)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Questions: g.header[1:], Max: most}
	if len(most) == 0 {
		s.Max = slices.Repeat([]float64{1}, len(s.Questions))
	}
	if len(s.Max) != len(s.Questions) {
		return Sheet{}, fault.New(fault.Invalid, "{{.File}} has {{.Want}} questions, but {{.Have}} maximum marks were given.",
			fault.Values{"File": t.Name, "Want": len(s.Questions), "Have": len(most)})
	}
	for r, row := range g.rows {
		marks := make([]float64, len(s.Questions))
		for i := range marks {
			if marks[i], err = g.number(r, i+1, -mostMark, mostMark); err != nil {
				return Sheet{}, err
			}
		}
		s.Persons, s.Marks = append(s.Persons, row[0]), append(s.Marks, marks)
	}
	return s, nil
}

// keyRow is the person in whose row the right options stand.
const keyRow = "KEY"

// ResponsesFrom reads chosen options in the same shape; the row of the person
// KEY holds the right ones.
func ResponsesFrom(t intake.Table) (Responses, error) {
	g, err := square(t, 2)
	if err != nil {
		return Responses{}, err
	}
	r := Responses{Questions: g.header[1:]}
	for i, row := range g.rows {
		if !strings.EqualFold(row[0], keyRow) {
			r.Persons, r.Cells = append(r.Persons, row[0]), append(r.Cells, row[1:])
			continue
		}
		if r.Key != nil {
			return r, g.refuse(i, 0, "Line {{.Line}} of {{.File}} is a second row of the person KEY.", nil)
		}
		r.Key = row[1:]
		if c := slices.Index(r.Key, ""); c >= 0 {
			return r, g.refuse(i, c+1, "Line {{.Line}} of {{.File}}: the key of {{.Column}} is empty.", nil)
		}
	}
	switch {
	case r.Key == nil:
		return r, fault.New(fault.Invalid, "{{.File}} has no row of the person KEY with the right options.", fault.Values{"File": t.Name})
	case len(r.Cells) == 0:
		return r, fault.New(fault.Invalid, "{{.File}} has a key and no person's answers.", fault.Values{"File": t.Name})
	}
	return r, nil
}

// countColumn holds how many persons gave a pattern.
const countColumn = "count"

// PatternsFrom reads patterns of answers: a header with the names of the
// questions, cells 0 or 1, and perhaps a column "count". Rows that are alike
// are one pattern.
func PatternsFrom(t intake.Table) (Patterns, error) {
	g, err := square(t, 2)
	if err != nil {
		return Patterns{}, err
	}
	p, counts := Patterns{}, slices.IndexFunc(g.header, func(h string) bool { return strings.EqualFold(h, countColumn) })
	for i, h := range g.header {
		if i != counts {
			p.Items = append(p.Items, h)
		}
	}
	places := map[string]int{}
	for r := range g.rows {
		row, n, err := g.pattern(r, counts)
		if err != nil {
			return Patterns{}, err
		}
		key := spell(row)
		if at, ok := places[key]; ok {
			p.Count[at] += n
			continue
		}
		places[key] = len(p.Rows)
		p.Rows, p.Count = append(p.Rows, row), append(p.Count, n)
	}
	if sum(p.Count) == 0 {
		return p, fault.New(fault.Invalid, "{{.File}} counts nobody.", fault.Values{"File": t.Name})
	}
	return p, nil
}

func (g grid) pattern(r, counts int) (row []bool, n float64, err error) {
	n = 1
	for i, cell := range g.rows[r] {
		switch {
		case i == counts:
			if n, err = g.number(r, i, 0, 1e9); err != nil {
				return nil, 0, err
			}
			if n != math.Trunc(n) || cell == "" {
				return nil, 0, g.refuse(r, i, "Line {{.Line}} of {{.File}}: the count {{.Have}} is no whole number.", nil)
			}
		case cell == "1" || cell == "0":
			row = append(row, cell == "1")
		default:
			return nil, 0, g.refuse(r, i, "Line {{.Line}} of {{.File}}, column {{.Column}}: {{.Have}} is neither 0 nor 1.", nil)
		}
	}
	return row, n, nil
}
