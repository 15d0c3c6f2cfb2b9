package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/parts"
	"shifu/recordings/intake"
	"shifu/recordings/watch"
)

var dones = []watch.Done{watch.Leave, watch.Move, watch.Remove}

func (s *Screen) asker() ask.Asker { return ask.Asker{Ctx: s.ctx, Desk: s.d, Done: s.readWatched} }

// askFolder asks for a folder and how it is watched.
func (s *Screen) askFolder(f watch.Folder) {
	path := parts.NewEntry(lang.L("/srv/recorder or \\\\server\\recorder")).WithIcon("storage").Wide(ask.Wide)
	path.SetText(f.Path)
	source := parts.NewEntry(lang.L("Name of the recorder")).Wide(200)
	source.SetText(f.Source)
	lane := parts.NewSegments([]string{lang.L("left"), lang.L("right")}, f.AgentLane, nil)
	done := parts.NewSegments([]string{lang.L("Leave it there"), lang.L("Move it"), lang.L("Remove it")}, max(slices.Index(dones, f.Done), 0), nil)
	columns := parts.NewNote(lang.L("call-id = 流水号"), 4).Wide(ask.Wide)
	columns.SetText(intake.MappingLines(f.Mapping))
	fields := parts.Stack(8, ask.Labelled(lang.L("Folder"), path), ask.Labelled(lang.L("Source"), source), ask.Labelled(lang.L("Agent's channel"), parts.Row(0, lane)),
		parts.Label(lang.L("What happens to a file once it is imported")), parts.Row(0, done),
		parts.Label(lang.L("Columns of its tables, a line each: field = header. Empty: known by their names.")), columns)
	q := parts.Question{Title: lang.L("Which folder is watched, and how?"), Act: lang.L("Start watching")}
	s.asker().Fields(q, fields, path, lang.L("The folder is watched"), func() (ask.Work, error) {
		f.Path, f.Source, f.AgentLane, f.Done = strings.TrimSpace(path.Text()), strings.TrimSpace(source.Text()), max(lane.Chosen, 0), dones[max(done.Chosen, 0)]
		var err error
		if f.Mapping, err = intake.ParseMapping(columns.Text()); err != nil {
			return nil, err
		}
		return s.keepFolder(f), f.Check()
	})
}

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
