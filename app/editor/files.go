package editor

import (
	"context"
	"io"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/rubricfile"
)

// askImport asks for a file whose content replaces the draft's; what is wrong
// with it stands below the field, and nothing changes then. It can be undone.
func (s *Screen) askImport() {
	ask.Line(s.d, parts.Question{Title: lang.L("Replace the draft by a file?"), Text: lang.L("Everything in the draft becomes what the file says. Undo brings it back."), Act: lang.L("Replace"), Kind: parts.Main},
		"*"+rubricfile.Ending, "", s.replace)
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
	v := s.now()
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: lang.L("Where to write the rubric?"), Name: v.Title, Ending: rubricfile.Ending, Write: func(_ context.Context, w io.Writer) error {
		_, err := w.Write(rubricfile.Write(v))
		return err
	}})
}
