package formats

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// sheetReader reads a table: a header row with the titles of the template or
// their usual other names, in any order, and a question a row.
type sheetReader struct {
	Found
	columns, options map[int]int // column of the sheet: column, option
}

func readSheet(name string, raw []byte) (found Found, err error) {
	defer func() { // excelize may panic on a file that was made to break it
		if p := recover(); p != nil {
			found, err = Found{}, noWorkbook(name).Because(fmt.Errorf("%v", p))
		}
	}()
	if bytes.HasPrefix(raw, []byte(olderOffice)) {
		return Found{}, fault.New(fault.Invalid, "{{.File}} is of an older Office. Save it as .docx or .xlsx and try again.", fault.Values{"File": name})
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{RawCellValue: true, UnzipSizeLimit: MostFile, UnzipXMLSizeLimit: MostFile})
	if err != nil {
		return Found{}, noWorkbook(name).Because(err)
	}
	defer func() { _ = book.Close() }()
	r := &sheetReader{}
	seen := 0
	for _, sheet := range book.GetSheetList() {
		ok, err := r.sheet(book, sheet)
		if err != nil {
			return Found{}, noWorkbook(name).Because(err)
		}
		if ok {
			seen++
		}
	}
	if seen == 0 {
		return Found{}, fault.New(fault.Invalid, "{{.File}} has no sheet with the columns 题目 (Question) and 答案 (Answer). Start from the template.", fault.Values{"File": name})
	}
	return r.Found, nil
}

func noWorkbook(name string) *fault.Fault {
	return fault.New(fault.Invalid, "{{.File}} is no Excel workbook (.xlsx), or it is broken.", fault.Values{"File": name})
}

// headerWithin is how many rows the header may lie below the top.
const headerWithin = 20

// sheet reads one sheet; not ok if it has no header.
func (r *sheetReader) sheet(book *excelize.File, sheet string) (ok bool, err error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		switch {
		case err != nil:
			return ok, err
		case ok:
			r.row(at, cells)
		case at > headerWithin:
			return false, nil
		default:
			ok = r.header(cells)
		}
	}
	return ok, rows.Error()
}

func (r *sheetReader) header(cells []string) bool {
	r.columns, r.options = map[int]int{}, map[int]int{}
	seen := map[string]bool{}
	for i, title := range cells {
		if c := named(title); c >= 0 {
			r.columns[i] = c
			seen[columns[c].en] = true
		} else if o := optionAt(title); o >= 0 {
			r.options[i] = o
		}
	}
	return seen["Question"] && seen["Answer"]
}

func (r *sheetReader) row(at int, cells []string) {
	d := &draft{}
	var options [26]string
	last, empty := 0, true
	for i, v := range cells {
		v = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(v, "�"), "\r\n", "\n"), "\r", "\n"))
		if v == "" {
			continue
		}
		if c, ok := r.columns[i]; ok {
			empty = false
			columns[c].set(d, v)
		} else if o, ok := r.options[i]; ok {
			empty = false
			options[o], last = v, max(last, o+1)
		}
	}
	if empty {
		return
	}
	d.options = options[:last]
	for i, o := range d.options {
		if o == "" {
			r.fail(at, words.T("Option {{.Have}} is empty, but a later one isn't.", fault.Values{"Have": letter(i)}))
			return
		}
	}
	if strings.TrimSpace(d.q.Text) == "" {
		r.fail(at, words.T("The question has no text.", nil))
		return
	}
	q, why := d.question()
	if !why.IsZero() {
		r.fail(at, why)
		return
	}
	r.add(at, q)
}

func writeSheet(_ string, qs []bank.Question) ([]byte, error) {
	return sheetFile(words.Chinese, "题库", qs, nil)
}

// sheetFile is a workbook of questions with headers of one language, and a sheet
// of hints if there are any.
func sheetFile(l words.Language, title string, qs []bank.Question, hints [][2]string) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	if err := book.SetSheetName("Sheet1", title); err != nil {
		return nil, err
	}
	w, err := book.NewStreamWriter(title)
	if err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	_ = w.SetColWidth(2, 2, 60)
	_ = w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	most := optionColumns(qs)
	err = w.SetRow("A1", sheetHeader(l, most, bold))
	for i := range qs {
		if err == nil {
			err = w.SetRow(fmt.Sprintf("A%d", i+2), sheetRow(l, &qs[i], most))
		}
	}
	if err == nil {
		err = w.Flush()
	}
	if err == nil && hints != nil {
		err = hintSheet(book, l, hints)
	}
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

// optionColumns is how many options the longest question has, six at least.
func optionColumns(qs []bank.Question) int {
	most := 6
	for _, q := range qs {
		if q.Kind != bank.TrueFalse && q.Kind != bank.Short && q.Kind != bank.Numerical {
			most = max(most, min(len(q.Options), 26))
		}
	}
	return most
}

func sheetHeader(l words.Language, options, style int) []any {
	var cells []any
	for i, c := range columns {
		title := c.en
		if l == words.Chinese {
			title = c.zh
		}
		cells = append(cells, excelize.Cell{StyleID: style, Value: title})
		for o := 0; i == beforeOptions-1 && o < options; o++ {
			title := "Option " + letter(o)
			if l == words.Chinese {
				title = "选项" + letter(o)
			}
			cells = append(cells, excelize.Cell{StyleID: style, Value: title})
		}
	}
	return cells
}

func sheetRow(l words.Language, q *bank.Question, most int) []any {
	options, answer, explanation := sketch(q)
	kind, difficulty := string(q.Kind), string(q.Tags.Difficulty)
	if l == words.Chinese {
		kind, difficulty = kindTitle[q.Kind], difficultyTitle[q.Tags.Difficulty]
	}
	cells := []any{kind, q.Text}
	for i := range most {
		text := ""
		if i < len(options) {
			text = options[i]
		}
		cells = append(cells, text)
	}
	part := any(nil)
	if q.Rule == bank.AllOrPart {
		part = q.Partial
	}
	mark := any(q.Mark)
	if q.Kind == bank.Description {
		mark = nil
	}
	t := q.Tags
	return append(cells, answer, explanation, mark, part, q.Name, q.Category, t.BusinessLine, t.Point,
		difficulty, t.Region, t.Regulation, strings.Join(t.Free, "；"))
}

func hintSheet(book *excelize.File, l words.Language, hints [][2]string) error {
	title := "How to"
	if l == words.Chinese {
		title = "填写说明"
	}
	if _, err := book.NewSheet(title); err != nil {
		return err
	}
	for i, h := range hints {
		if err := book.SetSheetRow(title, fmt.Sprintf("A%d", i+1), &[]any{h[0], h[1]}); err != nil {
			return err
		}
	}
	if err := book.SetColWidth(title, "A", "A", 18); err != nil {
		return err
	}
	return book.SetColWidth(title, "B", "B", 90)
}
