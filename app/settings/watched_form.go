package settings

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/headers"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/rawread"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/recordings/watch"
)

var dones = []watch.Done{watch.Leave, watch.Move, watch.Remove}

// folderForm asks for a folder and how it is watched. What lies in it is looked
// at as soon as its path is written.
type folderForm struct {
	s            *Screen
	ctx          context.Context
	f            watch.Folder
	path, source *parts.Entry
	lane, done   *parts.Segments
	raw          *rawread.Line
	table        *headers.Chooser
	looked       string // the path that was looked into last
	mapped       bool   // somebody chose a column
}

// formWidth is the width of the form at 100 %.
const formWidth = 860

// askFolder asks for a folder and how it is watched.
func (s *Screen) askFolder(f watch.Folder) *folderForm {
	ctx, stop := context.WithCancel(s.ctx)
	q := &folderForm{s: s, ctx: ctx, f: f}
	fields := q.fields()
	act := lang.L("Start watching")
	if f.ID != "" {
		act = lang.L("Save")
	}
	ask.Form(s.d, parts.Question{Title: lang.L("Which folder is watched, and how?"), Act: act, Kind: parts.Main, Width: look.Scaled(formWidth), OnSafe: stop}, q.path, fields, func(done func(error)) {
		read, err := q.read()
		if err != nil {
			done(err)
			q.mark()
			return
		}
		s.asker().Do(lang.L("The folder is watched"), s.keepFolder(read), func(err error) {
			if done(err); err == nil {
				stop()
			}
		})
	})
	q.source.OnSubmitted = q.path.OnSubmitted
	q.look()
	return q
}

func (q *folderForm) fields() fyne.CanvasObject {
	q.path = parts.NewEntry(lang.L("/srv/recorder or \\\\server\\recorder")).WithIcon("storage")
	q.path.SetText(q.f.Path)
	q.path.OnChanged = func(string) { q.s.d.Stage.After(q.ctx, 400*time.Millisecond, q.look) }
	q.source = parts.NewEntry(lang.L("Name of the recorder")).Wide(200)
	q.source.SetText(q.f.Source)
	q.source.OnChanged = func(string) { q.source.SetWrong(false) }
	q.lane = parts.NewSegments([]string{lang.L("left"), lang.L("right")}, q.f.AgentLane, nil)
	q.done = parts.NewSegments([]string{lang.L("Leave it there"), lang.L("Move it"), lang.L("Remove it")}, max(slices.Index(dones, q.f.Done), 0), nil)
	q.raw = rawread.NewLine(q.ctx, q.s.d, q.rawBefore)
	q.table = headers.New(q.ctx, q.s.d)
	q.table.None = lang.L("No table lies in the folder yet. Once one does, its columns are known by their names, or chosen here.")
	q.table.Kept = q.columnsBefore
	q.table.Changed = func() { q.mapped = true }
	second := parts.Row(8, parts.Label(lang.L("Source")), q.source, parts.Room(8, 0), parts.Label(lang.L("Agent's channel")), q.lane,
		parts.Gap(), parts.Label(lang.L("Once it is imported")), q.done)
	return parts.Stack(8, parts.FullRow(8, parts.Grow(q.path)), second, q.raw.Content(), parts.Label(lang.L("Columns of its tables")), q.table.Content(190))
}

// rawBefore is how the folder's files of an ending are read as it is kept, else
// as the ending says.
func (q *folderForm) rawBefore(_ context.Context, ext string) formats.Raw {
	if as, kept := q.f.Raw[ext]; kept {
		return as
	}
	assumed, _ := formats.RawOf(ext)
	return assumed
}

func (q *folderForm) columnsBefore(ctx context.Context, header []string) intake.Mapping {
	if q.f.Mapping != nil {
		return q.f.Mapping
	}
	return headers.Remembered(ctx, q.s.d, header)
}

// look looks into the folder: its first table, and its files without a header.
func (q *folderForm) look() {
	path := strings.TrimSpace(q.path.Text())
	if path == q.looked {
		return
	}
	q.looked = path
	background.Run(q.ctx, q.s.d.Stage, func(ctx context.Context) (intake.Finding, error) {
		if path == "" {
			return intake.Finding{}, nil
		}
		return intake.Find(ctx, []string{path}), ctx.Err()
	}, func(f intake.Finding, err error) {
		if err != nil || q.looked != path {
			return
		}
		q.raw.Show(f.Raw)
		table := ""
		if len(f.Tables) > 0 {
			table = f.Tables[0]
		}
		q.table.Read(table)
		q.s.d.Trace("looked-into", map[string]any{"tables": len(f.Tables), "raw": len(f.Raw)})
	})
}

// mark shows which field can't be right, and puts the caret there.
func (q *folderForm) mark() {
	path, source := !filepath.IsAbs(strings.TrimSpace(q.path.Text())), strings.TrimSpace(q.source.Text()) == ""
	q.path.SetWrong(path)
	q.source.SetWrong(source && !path)
	if source && !path {
		q.source.Focus()
	}
}

// read is the folder as the form says. Columns are kept once somebody chose
// them; until then they are known by their names.
func (q *folderForm) read() (watch.Folder, error) {
	f := q.f
	f.Path, f.Source, f.AgentLane, f.Done = strings.TrimSpace(q.path.Text()), strings.TrimSpace(q.source.Text()), max(q.lane.Chosen, 0), dones[max(q.done.Chosen, 0)]
	if q.mapped {
		f.Mapping = q.table.Columns
	}
	f.Raw = maps.Clone(f.Raw)
	for ext, as := range q.raw.By {
		if f.Raw == nil {
			f.Raw = map[string]formats.Raw{}
		}
		f.Raw[ext] = as
	}
	return f, f.Check()
}
