package operations

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa/indicators"
	"shifu/qa/indicators/tables"
	"shifu/recordings/intake"
)

// importPanel asks which table to import and how to read it, and shows every
// row that can't be taken before anything is kept.
type importPanel struct {
	s       *Screen
	ctx     context.Context
	stop    context.CancelFunc
	reading context.CancelFunc
	kind    indicators.Kind
	table   intake.Table
	columns tables.Columns
	looked  looked
	wrong   error

	dialog *parts.Dialog
	path   *parts.Entry
	source *parts.Entry
	fields *fyne.Container
	rows   *parts.Table
	says   *parts.Paragraph
	skip   *parts.Check
}

// looked is what reading the whole table found.
type looked struct {
	batch    indicators.Batch
	problems []tables.Problem
	replaces int
}

func kindWord(k indicators.Kind) string {
	switch k {
	case indicators.ShiftKind:
		return lang.L("Shifts")
	case indicators.ComplaintKind:
		return lang.L("Complaints")
	case indicators.OrderKind:
		return lang.L("Work orders")
	}
	return lang.L("Daily figures")
}

// openImport opens the panel, if it isn't open.
func (s *Screen) openImport() {
	if s.panel != nil || !s.mayKeep() {
		return
	}
	p := &importPanel{s: s, kind: indicators.DayKind, reading: func() {}}
	p.ctx, p.stop = context.WithCancel(s.ctx)
	s.panel = p
	p.dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Import figures"), Content: p.layout(), Safe: lang.L("Cancel"),
		Act: lang.L("Import"), Kind: parts.Main, Width: look.Scaled(900), OnSafe: p.close, Check: p.checked, OnAct: p.take})
	p.showLooked()
	p.path.Focus()
}

func (p *importPanel) close() {
	p.stop()
	p.s.panel = nil
}

func (p *importPanel) layout() fyne.CanvasObject {
	p.path = parts.NewEntry(lang.L("Path of a CSV or Excel table; Enter reads it")).WithIcon("document")
	p.path.OnSubmitted = func(text string) { p.read(text) }
	var names []string
	for _, k := range indicators.Kinds {
		names = append(names, kindWord(k))
	}
	kinds := parts.NewSegments(names, 0, func(i int) { p.kind, p.columns = indicators.Kinds[i], nil; p.look() })
	p.source = parts.NewEntry(lang.L("System it comes from")).Wide(190)
	p.source.SetText("import")
	p.source.OnSubmitted = func(string) { p.columns = nil; p.look() }
	p.skip = parts.NewCheck(lang.L("Skip rows that can't be taken"), false, func(bool) { p.showLooked() })
	p.fields = parts.Stack(4)
	p.rows = parts.NewTable([]parts.TableColumn{{Title: lang.L("Line"), Width: 56, Right: true}, {Title: lang.L("Column"), Width: 110}, {Title: lang.L("Why it can't be taken")}},
		func() int { return len(p.looked.problems) }, p.cell)
	p.rows.List().RowHeight = 28
	p.rows.Left = 0
	p.rows.OnChosen = func(row int) { p.explain(row) }
	p.says = parts.NewParagraph("", look.TextLabel, look.Ink2)
	p.says.Most, p.says.Width = 3, look.Scaled(540)
	top := parts.Row(8, parts.Grow(p.path), parts.NewButton(lang.L("Add file"), parts.Plain, p.browse).WithIcon("add"))
	how := parts.Row(8, kinds, parts.Gap(), parts.Label(lang.L("Source")), p.source)
	left := parts.Fix(look.Scaled(316), 0, parts.Scrolling(parts.Inset(3, 0, 0, 0, p.fields)))
	right := parts.Dock(parts.High(56, p.says), p.skip, nil, nil, p.rows)
	return parts.Stack(10, top, how, parts.Fix(0, look.Scaled(320), parts.FullRow(12, left, parts.NewUpright(1), parts.Grow(right))))
}

func (p *importPanel) browse() { ask.Pick(p.s.d, p.read) }

// read reads the table of a path.
func (p *importPanel) read(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	if path == "" {
		return
	}
	if p.path.Text() != path {
		p.path.SetText(path)
	}
	background.Run(p.ctx, p.s.d.Stage, func(context.Context) (intake.Table, error) { return intake.ReadTable(path) }, func(t intake.Table, err error) {
		p.table, p.columns, p.wrong = t, nil, err
		if err != nil {
			p.looked = looked{}
			p.showLooked()
			return
		}
		p.look()
	})
}

// look reads the rows without keeping anything.
func (p *importPanel) look() {
	if len(p.table.Header) == 0 {
		return
	}
	p.reading()
	ctx, stop := context.WithCancel(p.ctx)
	p.reading = stop
	s, columns := p.s, p.columns
	job := tables.Job{Table: p.table, Kind: p.kind, Source: strings.TrimSpace(p.source.Text()), Zone: s.d.Zone}
	type result struct {
		looked
		columns tables.Columns
		wrong   error
	}
	background.Run(ctx, s.d.Stage, func(ctx context.Context) (r result, err error) {
		if r.columns = columns; columns == nil {
			kept, err := s.d.FigureIntake.Sources(ctx, s.d.Actor, job.Kind)
			if err != nil {
				return r, err
			}
			r.columns = tables.Recall(kept[job.Source], job.Kind, job.Table.Header)
		}
		job.Columns = r.columns
		if r.batch, r.problems, r.wrong = tables.Read(ctx, s.d.Actor, s.d.People, job); r.wrong != nil {
			return r, ctx.Err()
		}
		r.replaces, err = s.d.FigureIntake.Replaces(ctx, s.d.Actor, job.Kind, job.Source, r.batch.Dates())
		return r, err
	}, func(r result, err error) {
		if err != nil {
			r.wrong = err
		}
		p.columns, p.looked, p.wrong = r.columns, r.looked, r.wrong
		p.showFields()
		p.showLooked()
		s.d.Trace("tried", map[string]any{"rows": r.batch.Len(), "problems": len(r.problems)})
	})
}

// checked reads a path that was typed but not yet read.
func (p *importPanel) checked() bool {
	if text := strings.TrimSpace(p.path.Text()); text != "" && filepath.Base(text) != p.table.Name {
		p.read(text)
		return false
	}
	if source := strings.TrimSpace(p.source.Text()); source != p.looked.batch.Source { // first say what it would replace
		p.look()
		return false
	}
	return p.takeable() == nil && p.looked.batch.Len() > 0
}

// take keeps what was read.
func (p *importPanel) take() {
	s, batch := p.s, p.looked.batch
	p.close()
	_, end := s.d.Progress(lang.L("Importing figures"), nil)
	background.Run(s.kept, s.d.Stage, func(ctx context.Context) (indicators.Taken, error) {
		return s.d.FigureIntake.Import(ctx, s.d.Actor, batch)
	}, func(t indicators.Taken, err error) {
		end()
		if err != nil {
			s.d.Fail(err)
			return
		}
		text := lang.L("{{.N}} rows imported.", map[string]any{"N": counted(t.Added)})
		if t.Replaced > 0 {
			text += " " + lang.L("{{.N}} rows replaced.", map[string]any{"N": counted(t.Replaced)})
		}
		s.d.Toast(text, nil)
		s.d.Trace("imported", map[string]any{"rows": t.Added, "replaced": t.Replaced})
	})
}
