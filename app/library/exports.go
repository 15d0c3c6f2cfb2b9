package library

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/formats"
)

// askExport asks where to write the calls that were found.
func (s *Screen) askExport() {
	if !s.d.Actor.May(people.Export) || s.rows.count == 0 {
		return
	}
	home, _ := os.UserHomeDir() // without one the field starts with the bare name
	name := lang.L("calls") + "-" + s.d.Now().In(s.d.Zone).Format("2006-01-02-1504") + ".xlsx"
	field := parts.NewEntry("*.xlsx").WithIcon("document").Wide(460)
	field.SetText(filepath.Join(home, name))
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(460)
	var dialog *parts.Dialog
	try := func() {
		s.export(strings.TrimSpace(field.Text()), func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			wrong.Set(words.Sentence(s.d.Settings.Language, err))
		})
	}
	field.OnSubmitted = func(string) { try() }
	text := lang.L("The table carries your name and the date. Callers' numbers are masked.")
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Write {{.N}} calls to an Excel table?", map[string]any{"N": chart.Count(s.rows.count)}),
		Text: text, Content: parts.Stack(6, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Write"), Kind: parts.Main,
		Width: look.Scaled(500), Check: func() bool { try(); return false }})
	s.focus(field)
}

// export writes them, whole or not at all.
func (s *Screen) export(path string, done func(error)) {
	f, o := s.filter(), s.order
	_, end := s.d.Progress(lang.L("Writing the table"), nil)
	background.Run(s.kept, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, formats.WriteFile(path, func(w io.Writer) error {
			return s.d.Reports.Calls(ctx, s.d.Actor, f, o, s.d.Settings.Language, w)
		})
	}, func(_ struct{}, err error) {
		end()
		if err == nil {
			s.d.Toast(lang.L("Written to {{.File}}", map[string]any{"File": path}), nil)
			s.d.Trace("exported", map[string]any{"path": path})
		}
		done(err)
	})
}
