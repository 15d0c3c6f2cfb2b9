// Package export writes what a screen shows into a file: it asks where, writes
// with progress and a way to stop, and says when it is done. Every screen with
// a table offers it with Action and Table.
package export

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/internal/words"
)

// Job is something that can be written as a table.
type Job struct {
	Kind  string // its word where several are offered: "Answers"
	Title string // the question: "Write 318 calls to a table?"
	Text  string // below it; empty: what every file carries
	Name  string // of the file, without ending
	Write func(ctx context.Context, to tablefile.File) error
}

// May reports whether whoever works at d may take files out.
func May(d *desk.Desk) bool { return d.Reports != nil && d.Actor.May(people.Export) }

// Action is the menu entry of an export, with Ctrl E.
func Action(label string, do func(), off bool) desk.Action {
	return desk.Action{Menu: desk.FileMenu, Label: label, Key: fyne.KeyE, Mod: fyne.KeyModifierShortcutDefault, Do: do, Off: off}
}

// Button is the same as a button.
func Button(do func()) *parts.Button {
	return parts.NewButton(lang.L("Export"), parts.Plain, do).WithIcon("download").WithKey("Ctrl E")
}

// Table asks where to write all rows of t, as they stand; name says what they
// are. Nothing happens for an empty table.
func Table(d *desk.Desk, name string, t *parts.Table) {
	rows := make([][]any, t.Length())
	for i := range rows {
		rows[i] = t.Values(i)
	}
	Rows(d, tablefile.Table{Name: name, Columns: t.Titles(), Count: len(rows), Rows: slices.Values(rows)})
}

// Rows is Table for rows that stand in no parts.Table.
func Rows(d *desk.Desk, t tablefile.Table) {
	if t.Count == 0 || !May(d) {
		return
	}
	Ask(d, Job{Title: lang.L("Write {{.N}} rows to a table?", map[string]any{"N": chart.Count(t.Count)}), Name: t.Name,
		Write: func(ctx context.Context, to tablefile.File) error { return d.Reports.Table(ctx, d.Actor, t, to) }})
}

const wide = 460

// Ask asks where to write one of the jobs and in which format, and writes it.
func Ask(d *desk.Desk, jobs ...Job) {
	if !May(d) {
		return
	}
	w := &writing{d: d, job: jobs[0]}
	field := parts.NewEntry("*.xlsx").WithIcon("document").Wide(wide)
	field.SetText(path(d, w.job.Name))
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(wide)
	w.wrong = func(err error) { wrong.Set(words.Sentence(d.Settings.Language, err)) }
	formats := parts.NewSegments([]string{"Excel", "CSV"}, 0, func(i int) { field.SetText(ended(field.Text(), tablefile.Formats[i])) })
	field.OnChanged = func(typed string) {
		formats.Chosen = slices.Index(tablefile.Formats, formatOf(typed))
		formats.Refresh()
	}
	choices := parts.Row(12)
	if len(jobs) > 1 {
		choices.Add(parts.NewSegments(kinds(jobs), 0, func(i int) {
			w.job = jobs[i]
			field.SetText(ended(path(d, w.job.Name), formatOf(field.Text())))
		}))
	}
	choices.Add(formats)
	try := func() { w.begin(strings.TrimSpace(field.Text())) }
	field.OnSubmitted = func(string) { try() }
	w.dialog = parts.Ask(d.Window.Canvas(), parts.Question{Title: w.job.Title, Text: text(w.job), Content: parts.Stack(8, choices, field, wrong),
		Safe: lang.L("Cancel"), Act: lang.L("Write"), Kind: parts.Main, Width: look.Scaled(wide + 40), Check: func() bool { try(); return false }})
	d.Window.Canvas().Focus(field.Typing())
}

func kinds(jobs []Job) []string {
	out := make([]string, len(jobs))
	for i, j := range jobs {
		out[i] = j.Kind
	}
	return out
}

func text(j Job) string {
	if j.Text == "" {
		return lang.L("The table carries your name and the date.")
	}
	return j.Text
}

// path is where the file goes unless another place is typed.
func path(d *desk.Desk, name string) string {
	return ask.File{Name: name + "-" + d.Now().In(d.Zone).Format("2006-01-02-1504"), Ending: "." + string(tablefile.Excel)}.Path()
}

func formatOf(path string) tablefile.Format {
	if strings.EqualFold(filepath.Ext(path), "."+string(tablefile.CSV)) {
		return tablefile.CSV
	}
	return tablefile.Excel
}

// ended is a path with the ending of a format.
func ended(path string, f tablefile.Format) string {
	for _, known := range tablefile.Formats {
		if end := "." + string(known); strings.EqualFold(filepath.Ext(path), end) {
			path = path[:len(path)-len(end)]
		}
	}
	return path + "." + string(f)
}

// writing is one file on its way. The dialog stays until it is known whether
// the file can be written, and goes when the writing takes longer.
type writing struct {
	d      *desk.Desk
	job    Job
	dialog *parts.Dialog
	wrong  func(error)
	busy   bool
	left   bool // the dialog is gone
}

func (w *writing) leave() {
	if !w.left {
		w.left = true
		w.dialog.Close()
	}
}

// begin writes the file, whole or not at all. Leaving the screen does not stop
// it; the status bar does.
func (w *writing) begin(path string) {
	if w.busy {
		return
	}
	w.busy = true
	ctx, cancel := context.WithCancel(context.Background())
	show, end := w.d.Progress(lang.L("Writing the table"), cancel)
	move := steps(func(done, total int) { w.d.Stage.Show(func() { w.leave(); show(done, total) }) })
	background.Run(context.Background(), w.d.Stage, func(context.Context) (struct{}, error) {
		return struct{}{}, ask.WriteFile(path, func(out io.Writer) error {
			return w.job.Write(ctx, tablefile.File{Writer: out, Format: formatOf(path), Language: w.d.Settings.Language, Move: move})
		})
	}, func(_ struct{}, err error) {
		stopped := ctx.Err() != nil
		cancel()
		end()
		w.busy = false
		w.end(path, stopped, err)
	})
}

func (w *writing) end(path string, stopped bool, err error) {
	switch {
	case stopped:
		w.leave()
	case err == nil:
		w.leave()
		w.d.Toast(lang.L("Written to {{.File}}", map[string]any{"File": path}), nil)
		w.d.Trace("exported", map[string]any{"path": path})
	case w.left:
		w.d.Fail(err)
	default:
		w.wrong(err)
	}
}

// steps passes on every thousandth row only.
func steps(move func(done, total int)) func(done, total int) {
	return func(done, total int) {
		if done%1000 == 0 {
			move(done, total)
		}
	}
}
