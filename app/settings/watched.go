package settings

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings/watch"
)

// pageWatched lists the folders into which recorders write.
const pageWatched = "watched"

// watchedPage is which folders are watched, and what went wrong in them.
type watchedPage struct {
	folders []watch.Folder
	refused map[string][]watch.File
	box     *fyne.Container
}

// mostRefused is how many files of a folder are listed with what is wrong.
const mostRefused = 20

func (s *Screen) mayWatch() bool { return s.d.Watched != nil && s.d.Actor.May(people.ImportCalls) }

func (s *Screen) watchedContent() fyne.CanvasObject {
	s.watched = watchedPage{box: parts.Stack(0)}
	s.readWatched()
	return s.watched.box
}

// readWatched reads the folders, if their page is open.
func (s *Screen) readWatched() {
	if s.watched.box == nil {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (p watchedPage, err error) {
		p.refused = map[string][]watch.File{}
		if p.folders, err = s.d.Watched.Folders(ctx, s.d.Actor); err != nil {
			return p, err
		}
		for _, f := range p.folders {
			if f.Counts[watch.Refused] > 0 {
				if p.refused[f.ID], err = s.d.Watched.Files(ctx, s.d.Actor, f.ID, []watch.State{watch.Refused}); err != nil {
					return p, err
				}
			}
		}
		return p, nil
	}, func(p watchedPage, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.watched.folders, s.watched.refused = p.folders, p.refused
		s.showWatched()
		s.d.Trace("loaded", map[string]any{"place": pageWatched, "folders": len(p.folders)})
	})
}

func (s *Screen) showWatched() {
	add := parts.NewButton(lang.L("Watch a folder"), parts.Main, func() { s.askFolder(watch.Folder{Done: watch.Leave}) }).WithIcon("add").WithKey("Ctrl N")
	rows := []fyne.CanvasObject{}
	for _, f := range s.watched.folders {
		rows = append(rows, s.folderParts(f)...)
	}
	if len(rows) == 0 {
		rows = append(rows, parts.Second(lang.L("No folder is watched yet. Choose the one into which the recorder writes.")), parts.Room(0, 8))
	}
	s.watched.box.Objects = []fyne.CanvasObject{block(lang.L("Watched folders"),
		lang.L("What a recorder writes there is imported while Shifu is open, once a file has stopped growing. Network folders work too. Nothing comes in twice."),
		append(rows, parts.Room(0, 10), parts.Row(8, add))...)}
	s.watched.box.Refresh()
}

// folderParts is a folder with where it stands, and the files that were refused.
func (s *Screen) folderParts(f watch.Folder) []fyne.CanvasObject {
	icon, tone, says := s.standing(f)
	pause := lang.L("Pause")
	if f.Paused {
		pause = lang.L("Go on")
	}
	head := parts.Row(10, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Strong(f.Path).Cutting()), parts.NewLink(lang.L("Change"), func() { s.askFolder(f) }),
		parts.NewLink(pause, func() { s.pauseFolder(f) }), parts.NewLink(lang.L("Stop watching"), func() { s.dropFolder(f) }))
	below := parts.Row(10, parts.Room(16, 0), parts.Grow(parts.Second(says).Cutting()))
	out := []fyne.CanvasObject{parts.High(30, head), parts.High(22, below)}
	if wrong := s.watched.refused[f.ID]; len(wrong) > 0 {
		out = append(out, s.refusedParts(f, wrong)...)
	}
	return append(out, parts.Room(0, 6), parts.NewHairline())
}

// standing is where a folder stands, by shape and in words.
func (s *Screen) standing(f watch.Folder) (icon string, tone look.Token, says string) {
	facts := []string{lang.L("from {{.Source}}", map[string]any{"Source": f.Source}), doneWord(f.Done), lang.L("{{.N}} imported", map[string]any{"N": chart.Count(f.Counts[watch.Taken])})}
	if n := f.Counts[watch.Waiting]; n > 0 {
		facts = append(facts, lang.L("{{.N}} still being written", map[string]any{"N": chart.Count(n)}))
	}
	if n := f.Counts[watch.Refused]; n > 0 {
		facts = append(facts, lang.L("{{.N}} refused", map[string]any{"N": chart.Count(n)}))
	}
	state := lang.L("watched")
	icon, tone = parts.StateGood.Mark()
	switch {
	case f.Paused:
		state = lang.L("paused")
		icon, tone = parts.StateNA.Mark()
	case !f.By.May(people.ImportCalls):
		state = lang.L("stands still: who set it up may not import any more. Save it anew.")
		icon, tone = parts.StateBad.Mark()
	case !f.MissingSince.IsZero():
		state = lang.L("can't be reached since {{.When}}; it is taken up again once it is back", map[string]any{"When": s.d.Moment(f.MissingSince)})
		icon, tone = parts.StateBad.Mark()
	case f.LookedAt.IsZero():
		state = lang.L("not looked at yet")
		icon, tone = parts.StateNA.Mark()
	}
	return icon, tone, strings.Join(append([]string{state}, facts...), " · ")
}

func (s *Screen) refusedParts(f watch.Folder, wrong []watch.File) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, w := range wrong[:min(len(wrong), mostRefused)] {
		why := parts.NewParagraph(w.Why.In(s.d.Settings.Language), look.TextLabel, look.Ink2)
		why.Width = look.Scaled(textWidth - 230)
		out = append(out, parts.Inset(3, 0, 3, 0, parts.Row(10, parts.Room(16, 0), parts.NewIcon("tri", 14, look.Warn),
			parts.Fix(look.Scaled(170), 0, parts.Body(filepath.Base(filepath.FromSlash(w.Path))).Cutting()), why)))
	}
	line := parts.Row(10, parts.Room(16, 0), parts.NewLink(lang.L("Try the refused files again"), func() { s.tryAgain(f) }))
	if more := len(wrong) - mostRefused; more > 0 {
		line.Add(parts.Second(lang.L("and {{.N}} more", map[string]any{"N": chart.Count(more)})))
	}
	return append(out, parts.High(26, line))
}

func doneWord(d watch.Done) string {
	switch d {
	case watch.Move:
		return lang.L("files are moved to “imported”")
	case watch.Remove:
		return lang.L("files are removed")
	}
	return lang.L("files stay")
}
