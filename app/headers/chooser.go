// Package headers lets a person say which column of a table is what, and shows
// its first rows as they will be read.
package headers

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/intake"
)

// rowsTried is how many rows of a table are looked at before they are imported.
const rowsTried = 200

// Chooser is a table with what its columns hold.
type Chooser struct {
	Table   intake.Table // without rows: none
	Columns intake.Mapping
	Tried   []intake.Tried
	Wrong   error // why no row of the table can be taken
	Says    *parts.Paragraph
	// Changed hears that a person chose a column; nil: nobody.
	Changed func()
	// Kept are the columns chosen before for a header, nil for none.
	Kept func(ctx context.Context, header []string) intake.Mapping
	// None is what is said while there is no table.
	None string

	d      *desk.Desk
	ctx    context.Context
	fields *fyne.Container
	rows   *parts.Table
}

// New makes a chooser that lives as long as ctx.
func New(ctx context.Context, d *desk.Desk) *Chooser {
	return &Chooser{d: d, ctx: ctx}
}

// Content shows which column is what, and the first rows as they will be read;
// tall is its height at 100 %.
func (p *Chooser) Content(tall float32) fyne.CanvasObject {
	p.fields = parts.Stack(4)
	p.rows = parts.NewTable([]parts.TableColumn{{Title: lang.L("Line"), Width: 44, Right: true}, {Title: lang.L("Start"), Width: 124},
		{Title: lang.L("Agent"), Width: 96}, {Title: lang.L("Length"), Width: 62, Right: true}, {Title: lang.L("Remark")}},
		func() int { return len(p.Tried) }, p.cell)
	p.rows.Left = 0
	p.rows.List().RowHeight = 28
	p.rows.OnChosen = func(row int) { p.explain(row) }
	p.Says = parts.NewParagraph("", look.TextLabel, look.Ink2)
	p.Says.Most, p.Says.Width = 2, look.Scaled(540)
	left := parts.Fix(look.Scaled(300), 0, parts.Scrolling(p.fields))
	right := parts.Dock(nil, parts.High(40, p.Says), nil, nil, p.rows)
	return parts.Fix(0, look.Scaled(tall), parts.FullRow(12, left, parts.NewUpright(1), parts.Grow(right)))
}

// found is a table with the columns that were guessed or kept.
type found struct {
	table   intake.Table
	columns intake.Mapping
	tried   []intake.Tried
	wrong   error
}

// Read reads the table at path; an empty path shows none.
func (p *Chooser) Read(path string) {
	if path == "" {
		p.show(found{})
		return
	}
	d := p.d
	background.Run(p.ctx, d.Stage, func(ctx context.Context) (t found, err error) {
		if t.table, err = intake.ReadTable(path); err != nil {
			return t, err
		}
		t.columns = intake.Guess(t.table.Header)
		if p.Kept != nil {
			if kept := p.Kept(ctx, t.table.Header); kept != nil {
				t.columns = kept
			}
		}
		t.tried, t.wrong = intake.Try(ctx, d.Actor, d.People, t.table, t.columns, d.Zone, rowsTried)
		return t, nil
	}, func(t found, err error) {
		if err != nil {
			t = found{wrong: err}
		}
		p.show(t)
	})
}

func (p *Chooser) show(t found) {
	p.Table, p.Columns, p.Tried, p.Wrong = t.table, t.columns, t.tried, t.wrong
	p.fields.Objects = nil
	if len(p.Table.Header) > 0 {
		for _, f := range intake.Fields {
			p.fields.Add(p.fieldLine(f))
		}
	}
	p.fields.Refresh()
	p.showTried()
}

// fieldLine lets the person say which column holds a fact.
func (p *Chooser) fieldLine(f intake.Field) fyne.CanvasObject {
	options := append([]string{chart.None}, p.Table.Header...)
	at := max(slices.Index(p.Table.Header, p.Columns[f])+1, 0)
	choose := parts.NewSelect(options, at, func(i int) { p.Map(f, i) }).Wide(170)
	choose.Small = true
	return parts.Row(8, parts.Fix(look.Scaled(104), 0, parts.Label(fieldNames.Of(f)).Cutting()), parts.Grow(choose), parts.Room(10, 0))
}

// Map says which column holds a fact, 0 for none, and reads the rows again.
func (p *Chooser) Map(f intake.Field, option int) {
	p.Columns = maps.Clone(p.Columns)
	delete(p.Columns, f)
	if option > 0 {
		if p.Columns == nil {
			p.Columns = intake.Mapping{}
		}
		p.Columns[f] = p.Table.Header[option-1]
	}
	if p.Changed != nil {
		p.Changed()
	}
	table, columns, d := p.Table, p.Columns, p.d
	background.Run(p.ctx, d.Stage, func(ctx context.Context) ([]intake.Tried, error) {
		return intake.Try(ctx, d.Actor, d.People, table, columns, d.Zone, rowsTried)
	}, func(tried []intake.Tried, err error) {
		p.Tried, p.Wrong = tried, err
		p.showTried()
	})
}

// showTried shows the first rows, problems first in words.
func (p *Chooser) showTried() {
	p.rows.Refresh()
	bad := 0
	first := -1
	for i, t := range p.Tried {
		if t.Problem != nil {
			bad++
			if first < 0 {
				first = i
			}
		}
	}
	p.Says.Tone = look.Ink2
	switch {
	case p.Wrong != nil:
		p.Says.Tone = look.Bad
		p.Says.Set(words.Sentence(p.d.Settings.Language, p.Wrong))
	case len(p.Table.Rows) == 0:
		p.Says.Set(p.None)
	case bad > 0:
		p.explain(first)
	default:
		p.Says.Set(lang.L("{{.Rows}} rows in {{.Encoding}}. The first {{.N}} can be read.",
			map[string]any{"Rows": chart.Count(len(p.Table.Rows)), "Encoding": strings.ToUpper(p.Table.Encoding), "N": len(p.Tried)}))
	}
	p.d.Trace("tried", map[string]any{"rows": len(p.Tried), "problems": bad})
}

// explain writes what is wrong with a row.
func (p *Chooser) explain(row int) {
	if row < len(p.Tried) && p.Tried[row].Problem != nil {
		p.Says.Set(words.Sentence(p.d.Settings.Language, p.Tried[row].Problem.Reason))
	}
}

func (p *Chooser) cell(row, col int) parts.Cell {
	t := p.Tried[row]
	switch col {
	case 0:
		return parts.Cell{Text: strconv.Itoa(t.Line), Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: p.d.Moment(t.Call.StartedAt)}
	case 2:
		return parts.Cell{Text: cmp.Or(t.Call.AgentName, t.Call.StaffNumber, chart.None)}
	case 3:
		return parts.Cell{Text: length(t.Call)}
	}
	switch {
	case t.Problem == nil:
		return parts.StateCell(cmp.Or(t.Call.BusinessLine, lang.L("can be read")), parts.StateGood)
	case t.Problem.Taken:
		return parts.StateCell(words.Sentence(p.d.Settings.Language, t.Problem.Reason), parts.StateWarn)
	}
	return parts.StateCell(words.Sentence(p.d.Settings.Language, t.Problem.Reason), parts.StateBad)
}

func length(c recordings.Call) string {
	if c.Duration <= 0 {
		return chart.None
	}
	return chart.Clock(c.Duration)
}
