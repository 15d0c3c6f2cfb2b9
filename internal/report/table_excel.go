package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"shifu/internal/fault"
	"shifu/internal/words"
)

const mostRows = 1<<20 - 3 // of a sheet, less its head and foot

// excel writes the table as one sheet: the head stays in view and filters;
// below the rows stands who exported them. Texts are text cells, so that none
// that begins with = + - @ is ever a formula.
func (t table) excel(w io.Writer) error {
	if t.count > mostRows {
		return tooMany()
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	if err := t.describe(f); err != nil {
		return fmt.Errorf("beginning an Excel file: %w", err)
	}
	if err := t.fill(f); err != nil {
		return fmt.Errorf("filling an Excel sheet: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing an Excel file: %w", err)
	}
	return nil
}

func tooMany() error {
	return fault.New(fault.Invalid, "An Excel sheet holds {{.Most}} rows at most, and this list has more. Narrow it, or export it as CSV.", fault.Values{"Most": mostRows})
}

func (t table) describe(f *excelize.File) error {
	if err := f.SetSheetName(f.GetSheetName(0), t.tab()); err != nil {
		return err
	}
	at := t.stamp.At.UTC().Format(time.RFC3339)
	return f.SetDocProps(&excelize.DocProperties{Title: t.say(t.name), Creator: t.stamp.By, LastModifiedBy: t.stamp.By,
		Created: at, Modified: at, Description: t.foot(t.count)})
}

// tab is the name as a sheet may have it: 31 characters, without a few.
func (t table) tab() string {
	name := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\\/?*[]'`, r) {
			return ' '
		}
		return r
	}, t.say(t.name)))
	return string(name[:min(len(name), 31)])
}

func (t table) foot(rows int) string {
	return words.Say(t.l, "Exported by {{.Name}} at {{.Time}} from {{.Workspace}}. Rows: {{.N}}.", fault.Values{"Name": orNone(t.stamp.By),
		"Time": t.stamp.At.In(t.stamp.zone()).Format("2006-01-02 15:04:05 -07:00"), "Workspace": orNone(t.stamp.Workspace), "N": rows})
}

// looks are the numbers of the cell styles in the file.
type looks struct{ head, instant, length, number, foot int }

func newLooks(f *excelize.File) (l looks, err error) {
	day, length := "yyyy-mm-dd hh:mm", "[h]:mm:ss"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&l.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F1F1EE"}}}},
		{&l.instant, excelize.Style{CustomNumFmt: &day}},
		{&l.length, excelize.Style{CustomNumFmt: &length}},
		{&l.number, excelize.Style{NumFmt: 4}},
		{&l.foot, excelize.Style{Font: &excelize.Font{Color: "666660"}}},
	} {
		if *s.id, err = f.NewStyle(&s.style); err != nil {
			return l, err
		}
	}
	return l, nil
}

func (t table) fill(f *excelize.File) error {
	look, err := newLooks(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(t.tab())
	if err != nil {
		return err
	}
	for i, c := range t.columns {
		if err := out.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", t.titles(), excelize.RowOpts{StyleID: look.head}); err != nil {
		return err
	}
	rows, err := t.fillRows(out, look)
	if err != nil {
		return err
	}
	if err := t.filters(out, rows); err != nil {
		return err
	}
	return out.Flush()
}

// filters makes the rows a table with filters in its head.
func (t table) filters(out *excelize.StreamWriter, rows int) error {
	if rows == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(t.columns), rows+1)
	if err != nil {
		return err
	}
	stripes := false
	return out.AddTable(&excelize.Table{Range: "A1:" + last, Name: "Shifu", ShowRowStripes: &stripes})
}

// fillRows writes the rows and the foot, and says how many rows there were.
func (t table) fillRows(out *excelize.StreamWriter, look looks) (int, error) {
	n := 0
	for row, err := range t.rows {
		if err != nil {
			return n, err
		}
		if n++; n > mostRows {
			return n, tooMany()
		}
		for i := range row {
			row[i] = look.cell(row[i])
		}
		if err := out.SetRow(fmt.Sprintf("A%d", n+1), row); err != nil {
			return n, err
		}
	}
	return n, out.SetRow(fmt.Sprintf("A%d", n+3), []any{excelize.Cell{StyleID: look.foot, Value: t.foot(n)}})
}

func (l looks) cell(v any) any {
	switch v := v.(type) {
	case time.Time:
		return excelize.Cell{StyleID: l.instant, Value: v}
	case time.Duration:
		return excelize.Cell{StyleID: l.length, Value: v.Seconds() / (24 * 3600)}
	case float64:
		return excelize.Cell{StyleID: l.number, Value: v}
	}
	return v
}
