package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"shifu/internal/fault"
	"shifu/internal/hanzi"
)

// Table is a table of facts about calls: CSV or Excel, as a telephone system
// exports it.
type Table struct {
	Name     string
	Path     string // where it lies; empty: nowhere
	Encoding string // utf-8, utf-16, gb18030 or xlsx
	Header   []string
	Rows     []Line
}

// Line is one row of a table with its line number in the file, from 1.
type Line struct {
	Number int
	Cells  []string
}

// mostTable is the largest table that is read, in bytes: some four million calls.
const mostTable = 1 << 30

// ReadTable reads a CSV (comma, semicolon or tab; UTF-8, UTF-16 or GB18030) or
// an Excel file. It fails with a sentence that names the file and line.
func ReadTable(path string) (Table, error) {
	name := filepath.Base(path)
	st, err := os.Stat(path)
	if err != nil {
		return Table{}, unreadable(name, err)
	}
	if st.Size() > mostTable {
		return Table{}, fault.New(fault.Invalid, "The table {{.File}} is larger than 1 GB. Split it and import the parts.", fault.Values{"File": name})
	}
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		t, err := readExcel(path, name)
		t.Path = path
		return t, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return Table{}, unreadable(name, err)
	}
	t, err := ParseCSV(name, raw)
	t.Path = path
	return t, err
}

func unreadable(name string, err error) error {
	return fault.New(fault.Invalid, "{{.File}} can't be read. Check that it exists and that you may open it.", fault.Values{"File": name}).Because(err)
}

// ParseCSV reads the bytes of a CSV file called name.
func ParseCSV(name string, raw []byte) (Table, error) {
	text, enc, err := hanzi.Decode(raw)
	if err != nil {
		return Table{}, fault.New(fault.Invalid, "The encoding of {{.File}} is neither UTF-8, UTF-16 nor GB18030. Save it as CSV UTF-8 and import it again.", fault.Values{"File": name}).Because(err)
	}
	t := Table{Name: name, Encoding: enc}
	err = t.parse(text, false)
	if errors.Is(err, csv.ErrBareQuote) { // a quotation mark inside a word is harmless
		t = Table{Name: name, Encoding: enc}
		err = t.parse(text, true)
	}
	if err != nil {
		return Table{}, brokenLine(name, err)
	}
	return t, t.check()
}

func (t *Table) parse(text []byte, lazy bool) error {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = lazy
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		number, _ := r.FieldPos(0)
		t.add(number, cells)
	}
}

func brokenLine(name string, err error) error {
	line := 0
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		line = pe.StartLine
	}
	return fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} is no line of a table. Mend it and import again.",
		fault.Values{"File": name, "Line": line}).Because(err)
}

func (t *Table) add(number int, cells []string) {
	empty := true
	for i, c := range cells {
		cells[i] = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
		empty = empty && cells[i] == ""
	}
	switch {
	case empty:
	case t.Header == nil:
		t.Header = cells
	default:
		t.Rows = append(t.Rows, Line{Number: number, Cells: cells})
	}
}

func (t *Table) check() error {
	if len(t.Rows) == 0 {
		return fault.New(fault.Invalid, "The table {{.File}} has no rows below its header.", fault.Values{"File": t.Name})
	}
	return nil
}

// separator is the one of comma, semicolon and tab that the first line has most of.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n "), []byte("\n"))
	best, most := ',', bytes.Count(first, []byte(","))
	for _, c := range ";\t" {
		if n := bytes.Count(first, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

func readExcel(path, name string) (Table, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return Table{}, fault.New(fault.Invalid, "{{.File}} is no Excel file that can be read. Save it anew as .xlsx or CSV.", fault.Values{"File": name}).Because(err)
	}
	defer f.Close()
	t := Table{Name: name, Encoding: "xlsx"}
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return Table{}, unreadable(name, err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return Table{}, fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} is no line of a table. Mend it and import again.",
				fault.Values{"File": name, "Line": number}).Because(err)
		}
		t.add(number, cells)
	}
	return t, t.check()
}
