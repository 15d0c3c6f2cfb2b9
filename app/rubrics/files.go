package rubrics

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
	"shifu/qa/revision"
	"shifu/qa/rubricfile"
	"shifu/recordings/formats"
)

// askImport asks for a file and opens it as a draft: of the next version of the
// rubric with its title, or of a new one. What is wrong with the file stands
// below the field, by line, and nothing changes then.
func (s *Screen) askImport() {
	s.askPath(lang.L("Import a rubric from a file?"), lang.L("It opens as a draft. Nothing is in use before you publish it."),
		"", lang.L("Import"), s.importFile)
}

func (s *Screen) importFile(path string, done func(error)) {
	all := s.rubrics
	s.opens(func(ctx context.Context) (revision.Draft, error) {
		v, err := rubricfile.Load(path)
		if err != nil {
			return revision.Draft{}, err
		}
		for i := range all {
			if a := all[i].Active(); a != nil && all[i].Mine && a.Title == v.Title && a.Language == v.Language {
				v.RubricID = all[i].ID
			}
		}
		return s.d.Revisions.Start(ctx, s.d.Actor, v)
	}, done)
}

// askExport asks where to write the version shown.
func (s *Screen) askExport() {
	v := s.version
	if v == nil {
		return
	}
	home, _ := os.UserHomeDir() // without one the field starts with the bare name
	name := desk.FileName(v.Title) + ".rubric.yaml"
	s.askPath(lang.L("Where to write the rubric?"), "", filepath.Join(home, name), lang.L("Write"), s.export)
}

func (s *Screen) export(path string, done func(error)) {
	v := s.version
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
