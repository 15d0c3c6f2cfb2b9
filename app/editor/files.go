package editor

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/rubricfile"
	"shifu/recordings/formats"
)

// askImport asks for a file whose content replaces the draft's; what is wrong
// with it stands below the field, and nothing changes then. It can be undone.
func (s *Screen) askImport() {
	s.askPath(lang.L("Replace the draft by a file?"), lang.L("Everything in the draft becomes what the file says. Undo brings it back."), "", lang.L("Replace"), s.replace)
}

func (s *Screen) replace(path string, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(context.Context) (qa.Version, error) { return rubricfile.Load(path) }, func(read qa.Version, err error) {
		if err == nil {
			s.chosen = whole
			s.reshape(func(v *qa.Version) {
				read.ID, read.RubricID, read.Number, read.State = v.ID, v.RubricID, v.Number, v.State
				*v = revision.Clone(&read)
			})
			s.d.Toast(lang.L("The draft is what the file says"), s.undo)
			s.d.Trace("imported", map[string]any{"file": path})
		}
		done(err)
	})
}

// askExport asks where to write the draft.
func (s *Screen) askExport() {
	if len(s.problems) > 0 {
		s.goTo(s.problems[0])
		s.d.Fail(s.problems[0].Fault)
		return
	}
	home, _ := os.UserHomeDir() // without one the field starts with the bare name
	name := desk.FileName(s.now().Title) + ".rubric.yaml"
	s.askPath(lang.L("Where to write the rubric?"), "", filepath.Join(home, name), lang.L("Write"), s.export)
}

func (s *Screen) export(path string, done func(error)) {
	v := s.now()
	background.Run(s.ctx, s.d.Stage, func(context.Context) (struct{}, error) {
		return struct{}{}, formats.WriteFile(path, func(w io.Writer) error {
			_, err := w.Write(rubricfile.Write(v))
			return err
		})
	}, func(_ struct{}, err error) {
		if err == nil {
			s.d.Toast(lang.L("Written to {{.File}}", map[string]any{"File": path}), nil)
		}
		done(err)
	})
}

func (s *Screen) askPath(title, text, preset, verb string, do func(path string, done func(error))) {
	ask.Line(s.d, parts.Question{Title: title, Text: text, Act: verb, Kind: parts.Main}, "*.rubric.yaml", preset, do)
}
