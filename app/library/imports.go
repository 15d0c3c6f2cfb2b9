package library

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/headers"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/rawread"
	"shifu/internal/chart"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
)

// importPanel asks what to import and how to read it.
type importPanel struct {
	s       *Screen
	ctx     context.Context
	stop    context.CancelFunc
	finding context.CancelFunc
	paths   []string
	found   intake.Finding
	table   *headers.Chooser
	raw     *rawread.Line
	looked  bool // paths and table were looked at as they stand

	dialog *parts.Dialog
	entry  *parts.Entry
	list   *parts.List
	count  *parts.Text
	which  *parts.Select
	source *parts.Entry
	lane   *parts.Segments
}

// importWidth is the width of the panel at 100 %.
const importWidth = 900

// Dropped takes files and folders that were dragged onto the window.
func (s *Screen) Dropped(paths []string) {
	if !s.mayImport() {
		return
	}
	s.openImport()
	s.panel.add(paths...)
}

// openImport opens the panel, if it isn't open.
func (s *Screen) openImport() {
	if s.panel != nil || !s.mayImport() {
		return
	}
	p := &importPanel{s: s}
	p.ctx, p.stop = context.WithCancel(s.ctx)
	p.finding = func() {}
	s.panel = p
	p.dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Import calls"), Content: p.layout(), Safe: lang.L("Cancel"),
		Act: lang.L("Start import"), Kind: parts.Main, Width: look.Scaled(importWidth), OnSafe: p.close,
		Check: func() bool { p.entered(); return len(p.paths) > 0 }, OnAct: p.start})
	p.drawPaths()
	s.focus(p.entry)
}

// start imports what is on the list.
func (p *importPanel) start() {
	job, source, raw := p.job(), p.source.Text(), p.raw.By
	if d := p.s.d; len(raw) > 0 {
		p.s.saving.Do(func() error { return rawread.Remember(p.s.kept, d, source, raw) }, d.Fail)
	}
	p.close()
	p.s.importAll(job)
}

func (p *importPanel) close() {
	p.stop()
	p.s.panel = nil
}

func (p *importPanel) layout() fyne.CanvasObject {
	p.raw = rawread.NewLine(p.ctx, p.s.d, func(ctx context.Context, ext string) formats.Raw {
		return rawread.Remembered(ctx, p.s.d, p.source.Text(), ext)
	})
	p.entry = parts.NewEntry(lang.L("Path of a file or folder; Enter adds it")).WithIcon("document")
	p.entry.OnSubmitted = p.submitted
	p.list = parts.NewList(func() int { return len(p.paths) }, newPathRow, p.fillPath)
	p.list.RowHeight = 30
	p.list.OnTapped = p.tapPath
	p.count = parts.Second("")
	top := parts.Row(8, parts.Grow(p.entry), parts.NewButton(lang.L("Add folder"), parts.Plain, p.browseFolder).WithIcon("storage"),
		parts.NewButton(lang.L("Add file"), parts.Plain, p.browseFile).WithIcon("add"))
	ground := parts.Over(parts.NewFrame(look.Well, look.Line, look.RadiusButton), parts.Inset(1, 1, 1, 1, p.list))
	return parts.Stack(10, top, parts.Fix(0, look.Scaled(94), ground), p.count, p.howLine(), p.raw.Content(), p.tableLine())
}

// howLine asks for what the files don't tell themselves.
func (p *importPanel) howLine() fyne.CanvasObject {
	p.which = parts.NewSelect([]string{lang.L("None")}, 0, func(int) { p.readTable() }).Wide(220)
	p.source = parts.NewEntry(lang.L("Name of the recorder")).Wide(150)
	p.source.OnChanged = func(string) { p.raw.Recall() }
	p.lane = parts.NewSegments([]string{lang.L("left"), lang.L("right")}, 0, nil)
	return parts.Row(8, parts.Label(lang.L("Table of facts")), p.which, parts.Gap(), parts.Label(lang.L("Agent's channel")), p.lane,
		parts.Room(8, 0), parts.Label(lang.L("Source")), p.source)
}

func newPathRow() fyne.CanvasObject {
	return parts.Inset(0, 10, 0, 10, parts.Row(8, parts.Grow(parts.Body("").Cutting()), parts.NewIcon("cancel", 14, look.Ink3)))
}

func (p *importPanel) fillPath(i int, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	row.Objects[0].(*fyne.Container).Objects[0].(*parts.Text).Set(p.paths[i])
}

// tapPath takes a path away on the cross at its end.
func (p *importPanel) tapPath(row int, at fyne.Position) bool {
	if at.X < p.list.Size().Width-look.Scaled(36) {
		return false
	}
	p.paths = slices.Delete(p.paths, row, row+1)
	p.drawPaths()
	p.find()
	return true
}

// submitted adds what is typed; Enter in the empty field starts the import.
func (p *importPanel) submitted(text string) {
	if strings.TrimSpace(text) != "" || len(p.paths) == 0 {
		p.entered()
		return
	}
	_, start := p.dialog.Buttons()
	start.Tapped(nil)
}

// entered adds what is typed.
func (p *importPanel) entered() {
	if text := strings.Trim(strings.TrimSpace(p.entry.Text()), `"'`); text != "" {
		p.entry.SetText("")
		p.add(text)
	}
}

// add puts paths on the list and looks at what is there.
func (p *importPanel) add(paths ...string) {
	for _, path := range paths {
		if path != "" && !slices.Contains(p.paths, path) {
			p.paths = append(p.paths, path)
		}
	}
	p.drawPaths()
	p.find()
}

func (p *importPanel) drawPaths() {
	p.list.Refresh()
	if _, act := p.dialog.Buttons(); len(p.paths) == 0 {
		p.count.Set(lang.L("Nothing chosen yet. Files and folders can be dropped here too."))
		act.Disable()
	} else {
		act.Enable()
	}
}

// find counts recordings and tables below the paths.
func (p *importPanel) find() {
	p.finding()
	p.looked = false
	ctx, stop := context.WithCancel(p.ctx)
	p.finding = stop
	paths := slices.Clone(p.paths)
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (intake.Finding, error) {
		return intake.Find(ctx, paths), ctx.Err()
	}, func(f intake.Finding, err error) {
		if err != nil || len(p.paths) == 0 {
			return
		}
		p.found = f
		p.count.Set(p.counted())
		p.raw.Show(f.Raw)
		p.offerTables()
	})
}

func (p *importPanel) counted() string {
	text := lang.L("{{.N}} recordings, {{.Texts}} transcripts, {{.Tables}} tables", map[string]any{"N": chart.Count(p.found.Sounds), "Texts": chart.Count(p.found.Texts), "Tables": len(p.found.Tables)})
	if n := len(p.found.Problems); n > 0 {
		text += lang.L(", ") + lang.L("{{.N}} can't be opened", map[string]any{"N": n})
	}
	return text
}

// offerTables offers the tables that were found; the first one is taken unless
// another was chosen.
func (p *importPanel) offerTables() {
	chosen := ""
	if i := p.which.Chosen - 1; i >= 0 && i < len(p.which.Options)-1 {
		chosen = p.which.Options[i+1]
	}
	names := []string{lang.L("None")}
	at := min(len(p.found.Tables), 1)
	for i, t := range p.found.Tables {
		names = append(names, filepath.Base(t))
		if filepath.Base(t) == chosen {
			at = i + 1
		}
	}
	p.which.SetOptions(names, at)
	p.readTable()
}

// tableLine shows which column is what; what is chosen is remembered for tables
// with the same header.
func (p *importPanel) tableLine() fyne.CanvasObject {
	d := p.s.d
	p.table = headers.New(p.ctx, d)
	p.table.None = lang.L("Without a table, the time comes from the file's name or date. Agent and business line stay open.")
	p.table.Kept = func(ctx context.Context, header []string) intake.Mapping { return headers.Remembered(ctx, d, header) }
	p.table.Changed = func() {
		header, chosen := p.table.Table.Header, p.table.Columns
		p.s.saving.Do(func() error { return headers.Remember(p.s.kept, d, header, chosen) }, d.Fail)
	}
	return p.table.Content(250)
}

// readTable reads the chosen table.
func (p *importPanel) readTable() {
	p.looked = true
	path := ""
	if i := p.which.Chosen - 1; i >= 0 && i < len(p.found.Tables) {
		path = p.found.Tables[i]
	}
	p.table.Read(path)
}

func (p *importPanel) browseFolder() { ask.PickFolder(p.s.d, func(path string) { p.add(path) }) }

func (p *importPanel) browseFile() { ask.Pick(p.s.d, func(path string) { p.add(path) }) }

// job is what was asked for.
func (p *importPanel) job() intake.Job {
	job := intake.Job{Paths: p.paths, Source: p.source.Text(), Zone: p.s.d.Zone, AgentLane: max(p.lane.Chosen, 0), Raw: p.raw.By}
	if p.looked { // otherwise the import looks for tables itself
		t := p.table.Table
		job.Table, job.Mapping = &t, p.table.Columns
	}
	return job
}
