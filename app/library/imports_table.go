package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

// rowsTried is how many rows of a table are looked at before the import.
const rowsTried = 200

// columnsKey names the remembered columns among the preferences: by the
// signature of a table's header.
const columnsKey = "import-columns"

// tableLine shows which column is what, and the first rows as they will be read.
func (p *importPanel) tableLine() fyne.CanvasObject {
	p.fields = parts.Stack(4)
	p.rows = parts.NewTable([]parts.TableColumn{{Title: lang.L("Line"), Width: 44, Right: true}, {Title: lang.L("Start"), Width: 124},
		{Title: lang.L("Agent"), Width: 96}, {Title: lang.L("Length"), Width: 62, Right: true}, {Title: lang.L("Remark")}},
		func() int { return len(p.tried) }, p.cell)
	p.rows.Left = 0
	p.rows.List().RowHeight = 28
	p.rows.OnChosen = func(row int) { p.explain(row) }
	p.says = parts.NewParagraph("", look.TextLabel, look.Ink2)
	p.says.Most, p.says.Width = 2, look.Scaled(540)
	left := parts.Fix(look.Scaled(300), 0, parts.Scrolling(p.fields))
	right := parts.Dock(nil, parts.High(40, p.says), nil, nil, p.rows)
	return parts.Fix(0, look.Scaled(250), parts.FullRow(12, left, parts.NewUpright(1), parts.Grow(right)))
}

// taken is a table with the columns that were guessed or remembered.
type taken struct {
	table   intake.Table
	columns intake.Mapping
	tried   []intake.Tried
	wrong   error
}

// readTable reads the chosen table.
func (p *importPanel) readTable() {
	i := p.which.Chosen - 1
	if i < 0 || i >= len(p.found.Tables) {
		p.showTable(taken{})
		return
	}
	path, d := p.found.Tables[i], p.s.d
	background.Run(p.ctx, d.Stage, func(ctx context.Context) (t taken, err error) {
		if t.table, err = intake.ReadTable(path); err != nil {
			return t, err
		}
		t.columns = intake.Guess(t.table.Header)
		if kept := p.remembered(ctx)[signature(t.table.Header)]; kept != nil {
			t.columns = kept
		}
		t.tried, t.wrong = intake.Try(ctx, d.Actor, d.People, t.table, t.columns, d.Zone, rowsTried)
		return t, nil
	}, func(t taken, err error) {
		if err != nil {
			t = taken{wrong: err}
		}
		p.showTable(t)
	})
}

func (p *importPanel) showTable(t taken) {
	p.looked = true
	p.table, p.columns, p.tried, p.wrong = t.table, t.columns, t.tried, t.wrong
	p.fields.Objects = nil
	if len(p.table.Header) > 0 {
		for _, f := range intake.Fields {
			p.fields.Add(p.fieldLine(f))
		}
	}
	p.fields.Refresh()
	p.showTried()
}

// fieldLine lets the person say which column holds a fact.
func (p *importPanel) fieldLine(f intake.Field) fyne.CanvasObject {
	options := append([]string{chart.None}, p.table.Header...)
	at := max(slices.Index(p.table.Header, p.columns[f])+1, 0)
	choose := parts.NewSelect(options, at, func(i int) { p.mapped(f, i) }).Wide(170)
	choose.Small = true
	return parts.Row(8, parts.Fix(look.Scaled(104), 0, parts.Label(fieldName(f)).Cutting()), parts.Grow(choose), parts.Room(10, 0))
}

// mapped changes a column, remembers it for tables with the same header, and
// reads the rows again.
func (p *importPanel) mapped(f intake.Field, option int) {
	p.columns = maps.Clone(p.columns)
	delete(p.columns, f)
	if option > 0 {
		p.columns[f] = p.table.Header[option-1]
	}
	table, columns, d := p.table, p.columns, p.s.d
	p.s.saving.Do(func() error { return p.rememberColumns(table.Header, columns) }, d.Fail)
	background.Run(p.ctx, d.Stage, func(ctx context.Context) ([]intake.Tried, error) {
		return intake.Try(ctx, d.Actor, d.People, table, columns, d.Zone, rowsTried)
	}, func(tried []intake.Tried, err error) {
		p.tried, p.wrong = tried, err
		p.showTried()
	})
}

// signature names a header whatever the file is called.
func signature(header []string) string {
	sum := sha256.Sum256([]byte(strings.Join(header, "\x1f")))
	return hex.EncodeToString(sum[:8])
}

// remembered are the columns chosen before; what can't be read is forgotten.
func (p *importPanel) remembered(ctx context.Context) map[string]intake.Mapping {
	all := map[string]intake.Mapping{}
	blob, err := p.s.d.Preferences.Preference(ctx, p.s.d.Actor, columnsKey)
	if err != nil || blob == nil || json.Unmarshal(blob, &all) != nil {
		return map[string]intake.Mapping{}
	}
	return all
}

func (p *importPanel) rememberColumns(header []string, m intake.Mapping) error {
	all := p.remembered(p.s.kept)
	all[signature(header)] = m
	blob, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return p.s.d.Preferences.SetPreference(p.s.kept, p.s.d.Actor, columnsKey, blob)
}

// showTried shows the first rows, problems first in words.
func (p *importPanel) showTried() {
	p.rows.Refresh()
	bad := 0
	first := -1
	for i, t := range p.tried {
		if t.Problem != nil {
			bad++
			if first < 0 {
				first = i
			}
		}
	}
	p.says.Tone = look.Ink2
	switch {
	case p.wrong != nil:
		p.says.Tone = look.Bad
		p.says.Set(words.Sentence(p.s.d.Settings.Language, p.wrong))
	case len(p.table.Rows) == 0:
		p.says.Set(lang.L("Without a table, the time comes from the file's name or date. Agent and business line stay open."))
	case bad > 0:
		p.explain(first)
	default:
		p.says.Set(lang.L("{{.Rows}} rows in {{.Encoding}}. The first {{.N}} can be read.",
			map[string]any{"Rows": chart.Count(len(p.table.Rows)), "Encoding": strings.ToUpper(p.table.Encoding), "N": len(p.tried)}))
	}
	p.s.d.Trace("tried", map[string]any{"rows": len(p.tried), "problems": bad})
}

// explain writes what is wrong with a row.
func (p *importPanel) explain(row int) {
	if row < len(p.tried) && p.tried[row].Problem != nil {
		p.says.Set(words.Sentence(p.s.d.Settings.Language, p.tried[row].Problem.Reason))
	}
}

func (p *importPanel) cell(row, col int) parts.Cell {
	t := p.tried[row]
	switch col {
	case 0:
		return parts.Cell{Text: strconv.Itoa(t.Line), Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: p.s.d.Moment(t.Call.StartedAt)}
	case 2:
		return dashed(or(t.Call.AgentName, t.Call.StaffNumber))
	case 3:
		return parts.Cell{Text: lengthText(t.Call.Duration)}
	}
	switch {
	case t.Problem == nil:
		return parts.StateCell(or(t.Call.BusinessLine, lang.L("can be read")), parts.StateGood)
	case t.Problem.Taken:
		return parts.StateCell(words.Sentence(p.s.d.Settings.Language, t.Problem.Reason), parts.StateWarn)
	}
	return parts.StateCell(words.Sentence(p.s.d.Settings.Language, t.Problem.Reason), parts.StateBad)
}

// fieldName is the word for a fact of a call.
func fieldName(f intake.Field) string {
	switch f {
	case intake.FileName:
		return lang.L("File name")
	case intake.CallID:
		return lang.L("Call id")
	case intake.Start:
		return lang.L("Start")
	case intake.Length:
		return lang.L("Length")
	case intake.Agent:
		return lang.L("Agent")
	case intake.StaffNumber:
		return lang.L("Staff number")
	case intake.Organisation:
		return lang.L("Organisation")
	case intake.Team:
		return lang.L("Team")
	case intake.Project:
		return lang.L("Project")
	}
	return fieldNameOn(f)
}

func fieldNameOn(f intake.Field) string {
	switch f {
	case intake.BusinessLine:
		return lang.L("Business line")
	case intake.Caller:
		return lang.L("Caller")
	case intake.Direction:
		return lang.L("Direction")
	case intake.Queue:
		return lang.L("Queue")
	case intake.Satisfaction:
		return lang.L("Satisfaction")
	case intake.Title:
		return lang.L("Subject")
	case intake.AgentLane:
		return lang.L("Agent's channel")
	}
	return string(f)
}
