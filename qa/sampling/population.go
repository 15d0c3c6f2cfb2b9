package sampling

import (
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/recordings/intake"
)

// Population is a table of calls to draw from.
type Population struct {
	Calls    []Candidate
	IDColumn string
	Guessed  bool // no column is called id: the first one is taken
}

// ReadPopulation takes the calls of a table: their IDs from the column id (in
// whatever case), else from the first column; their stratum from the column
// named by, which may be empty. It refuses with the line a missing column, an
// empty ID, and an ID that stands twice.
func ReadPopulation(t intake.Table, by string) (Population, error) {
	p := Population{}
	at, err := column(t, "id")
	if err != nil {
		at, p.Guessed = 0, true
	}
	p.IDColumn = t.Header[at]
	stratum := -1
	if by != "" {
		if stratum, err = column(t, by); err != nil {
			return p, err
		}
	}
	lines := make(map[string]int, len(t.Rows))
	for _, row := range t.Rows {
		id := cell(row, at)
		values := fault.Values{"File": t.Name, "Line": row.Number, "Column": p.IDColumn, "ID": id, "First": lines[id]}
		switch {
		case id == "":
			return p, fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} has nothing in the column {{.Column}}. Each call needs an ID.", values)
		case lines[id] > 0:
			return p, fault.New(fault.Invalid, "The ID {{.ID}} stands in lines {{.First}} and {{.Line}} of {{.File}}. Leave one of them out.", values)
		}
		lines[id] = row.Number
		p.Calls = append(p.Calls, Candidate{ID: id, Stratum: cell(row, stratum)})
	}
	return p, nil
}

func cell(row intake.Line, at int) string {
	if at < 0 || at >= len(row.Cells) {
		return ""
	}
	return row.Cells[at]
}

// column is where the header has the name: as it stands, or in another case.
func column(t intake.Table, name string) (int, error) {
	same := func(h string) bool { return h == name }
	folded := func(h string) bool { return strings.EqualFold(h, strings.TrimSpace(name)) }
	for _, is := range []func(string) bool{same, folded} {
		if at := slices.IndexFunc(t.Header, is); at >= 0 {
			if slices.ContainsFunc(t.Header[at+1:], is) {
				return 0, fault.New(fault.Invalid, "{{.File}} has two columns {{.Column}}. Rename one of them.", fault.Values{"File": t.Name, "Column": name})
			}
			return at, nil
		}
	}
	return 0, fault.New(fault.Invalid, "{{.File}} has no column {{.Column}}. It has: {{.Have}}.",
		fault.Values{"File": t.Name, "Column": name, "Have": strings.Join(t.Header, ", ")})
}
