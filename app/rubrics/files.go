package rubrics

import (
	"context"
	"io"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/parts"
	"shifu/qa/revision"
	"shifu/qa/rubricfile"
)

// askImport asks for a file and opens it as a draft: of the next version of the
// rubric with its title, or of a new one. What is wrong with the file stands
// below the field, by line, and nothing changes then.
func (s *Screen) askImport() {
	ask.Line(s.d, parts.Question{Title: lang.L("Import a rubric from a file?"), Text: lang.L("It opens as a draft. Nothing is in use before you publish it."), Act: lang.L("Import"), Kind: parts.Main},
		"*"+rubricfile.Ending, "", s.importFile)
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
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: lang.L("Where to write the rubric?"), Name: v.Title, Ending: rubricfile.Ending, Write: func(_ context.Context, w io.Writer) error {
		_, err := w.Write(rubricfile.Write(v))
		return err
	}})
}
