package settings

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/recordings/watch"
)

func (s *Screen) asker() ask.Asker { return ask.Asker{Ctx: s.ctx, Desk: s.d, Done: s.readWatched} }

func (s *Screen) keepFolder(f watch.Folder) ask.Work {
	return func(ctx context.Context) error {
		_, err := s.d.Watched.Save(ctx, s.d.Actor, f)
		return err
	}
}

func (s *Screen) pauseFolder(f watch.Folder) {
	f.Paused = !f.Paused
	said := lang.L("The folder is watched")
	if f.Paused {
		said = lang.L("The folder is not looked at any more")
	}
	s.asker().Do(said, s.keepFolder(f), s.failed)
}

// dropFolder stops watching; it can be undone.
func (s *Screen) dropFolder(f watch.Folder) {
	a := s.asker()
	a.Done = func() {
		s.readWatched()
		s.d.Toast(lang.L("The folder is not watched any more; its calls stay"), func() {
			f.ID = ""
			s.asker().Do(lang.L("The folder is watched"), s.keepFolder(f), s.failed)
		})
	}
	a.Do(lang.L("The folder is not watched any more; its calls stay"), func(ctx context.Context) error { return s.d.Watched.Drop(ctx, s.d.Actor, f.ID) }, s.failed)
}

func (s *Screen) tryAgain(f watch.Folder) {
	s.asker().Do(lang.L("They are tried again at the next look"), func(ctx context.Context) error { return s.d.Watched.Again(ctx, s.d.Actor, f.ID) }, s.failed)
}

func (s *Screen) failed(err error) {
	if err != nil {
		s.d.Fail(err)
	}
}
