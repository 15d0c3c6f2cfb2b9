package review

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/recordings/formats"
)

// reportFolder is where reports go unless another place is typed.
const reportFolder = "Shifu-reports"

// report asks where the PDF of the evaluation should go, and writes it.
func (r *Room) report() {
	where := parts.NewEntry(lang.L("Path of the file")).Wide(420)
	where.SetText(r.reportPath())
	q := parts.Question{Title: lang.L("Where should the report go?"), Content: where, Width: 460, First: where.Typing(),
		Safe: lang.L("Cancel"), Act: lang.L("Save the report"), Kind: parts.Main,
		OnAct: func() { r.writeReport(where.Text()) },
		Check: func() bool { return strings.TrimSpace(where.Text()) != "" }}
	dialog := parts.Ask(r.d.Window.Canvas(), q)
	_, act := dialog.Buttons()
	where.OnSubmitted = func(string) { act.Tapped(nil) }
}

// reportPath is a name that says which call it is, in the folder of reports.
func (r *Room) reportPath() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	c := r.o.call.Call
	name := strings.Join([]string{c.StartedAt.In(r.d.Zone).Format("2006-01-02 1504"), c.AgentName, nameOf(c)}, " ")
	name = strings.TrimSpace(desk.FileName(name))
	if e := r.sheet.e.Edition; e > 1 {
		name = fmt.Sprintf("%s (%d)", name, e)
	}
	return filepath.Join(home, reportFolder, name+".pdf")
}

func (r *Room) writeReport(path string) {
	path = strings.TrimSpace(path)
	if !strings.EqualFold(filepath.Ext(path), ".pdf") {
		path += ".pdf"
	}
	d, id, s := r.d, r.sheet.e.ID, r.saver
	if r.dirty && s != nil {
		r.save()
	}
	background.Run(r.ctx, d.Stage, func(ctx context.Context) (struct{}, error) {
		if err := r.line.Wait(closeLimit); err != nil {
			return struct{}{}, err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return struct{}{}, fmt.Errorf("making the folder: %w", err)
		}
		return struct{}{}, formats.WriteFile(path, func(w io.Writer) error {
			return d.Reports.Evaluation(ctx, d.Actor, id, d.Settings.Language, w)
		})
	}, func(_ struct{}, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		d.Trace("exported", map[string]any{"path": path, "evaluation": id})
		d.Toast(lang.L("Report written: {{.File}}", map[string]any{"File": path}), nil)
	})
}
