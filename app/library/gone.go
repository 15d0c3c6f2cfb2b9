package library

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings/watch"
)

// readGone looks whether a watched folder can't be reached, and says so over
// the list until it is back.
func (s *Screen) readGone() {
	if s.d.Watched == nil || !s.mayImport() {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]watch.Folder, error) {
		all, err := s.d.Watched.Folders(ctx, s.d.Actor)
		return slices.DeleteFunc(all, func(f watch.Folder) bool { return f.Paused || f.MissingSince.IsZero() }), err
	}, func(gone []watch.Folder, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.showGone(gone)
	})
}

func (s *Screen) showGone(gone []watch.Folder) {
	s.gone.Objects = nil
	if len(gone) > 0 {
		text := lang.L("The watched folder {{.Path}} can't be reached since {{.When}}. It is taken up again once it is back.",
			map[string]any{"Path": gone[0].Path, "When": s.d.Moment(gone[0].MissingSince)})
		if n := len(gone) - 1; n > 0 {
			text += " " + lang.L("{{.N}} other folders can't be reached either.", map[string]any{"N": chart.Count(n)})
		}
		s.gone.Objects = []fyne.CanvasObject{parts.Inset(8, 16, 0, 24, parts.Banner(parts.TintWarn, text, lang.L("Watched folders"), func() {
			s.d.Go(desk.Route{Place: desk.Settings, ID: "watched"})
		}))}
	}
	s.gone.Refresh()
	s.all.Refresh()
}
