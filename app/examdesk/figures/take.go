package figures

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/recordings/formats"
)

// askExport writes the open tab as a table.
func (s *Screen) askExport() {
	if s.a == nil || s.a.N() == 0 {
		return
	}
	if t := s.table(); t != nil {
		export.Table(s.d, s.record.Exam.Name+" "+lang.L("Statistics"), t)
		return
	}
	var rows [][]any
	for _, f := range s.a.Figures() {
		row := []any{f.Name.In(s.d.Settings.Language), f.Value, nil, nil, f.Reading.Word.In(s.d.Settings.Language), s.a.N()}
		if f.Likely != nil {
			row[2], row[3] = f.Likely.Low, f.Likely.High
		}
		rows = append(rows, row)
	}
	export.Rows(s.d, tablefile.Table{Name: s.record.Exam.Name + " " + lang.L("Statistics"), Count: len(rows), Rows: slices.Values(rows),
		Columns: []string{lang.L("Figure"), lang.L("Value"), lang.L("Low"), lang.L("High"), lang.L("How to read it"), lang.L("n")}})
}

// askReport asks where the PDF should go, and writes it.
func (s *Screen) askReport() {
	if s.a == nil || s.a.N() == 0 || !s.mayPrint() {
		return
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	name := desk.FileName(s.d.Now().In(s.d.Zone).Format("2006-01-02") + " " + s.record.Exam.Name)
	where := parts.NewEntry(lang.L("Path of the file")).Wide(440)
	where.SetText(filepath.Join(home, "Shifu-reports", name+".pdf"))
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(440)
	var dialog *parts.Dialog
	try := func() {
		s.write(strings.TrimSpace(where.Text()), func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			wrong.Set(words.Sentence(s.d.Settings.Language, err))
		})
	}
	where.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Where should the report go?"), Text: lang.L("Figures, questions, options and curves, with your name and the head of the audit log."),
		Content: parts.Stack(6, where, wrong), Width: look.Scaled(480), First: where.Typing(), Safe: lang.L("Cancel"), Act: lang.L("Save the report"), Kind: parts.Main,
		Check: func() bool { try(); return false }})
}

func (s *Screen) write(path string, done func(error)) {
	if !strings.EqualFold(filepath.Ext(path), ".pdf") {
		path += ".pdf"
	}
	d, id, ask, fitted := s.d, s.id, s.ask, s.fitted
	background.Run(s.ctx, d.Stage, func(ctx context.Context) (struct{}, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return struct{}{}, fmt.Errorf("making the folder: %w", err)
		}
		return struct{}{}, formats.WriteFile(path, func(w io.Writer) error { return d.Reports.Exam(ctx, d.Actor, id, ask, fitted, d.Settings.Language, w) })
	}, func(_ struct{}, err error) {
		done(err)
		if err == nil {
			d.Trace("exported", map[string]any{"path": path, "exam": id})
			d.Toast(lang.L("Report written: {{.File}}", map[string]any{"File": path}), nil)
		}
	})
}
