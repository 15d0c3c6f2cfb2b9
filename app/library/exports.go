package library

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/internal/chart"
	"shifu/internal/tablefile"
	"shifu/recordings"
)

// askExport asks where to write the marked calls, or all that were found.
func (s *Screen) askExport() {
	n, f, o := s.rows.count, s.filter(), s.order
	if ids := s.markedIDs(); len(ids) > 0 {
		n, f = len(ids), recordings.Filter{IDs: ids}
	}
	if n == 0 {
		return
	}
	export.Ask(s.d, export.Job{Title: lang.L("Write {{.N}} calls to a table?", map[string]any{"N": chart.Count(n)}),
		Text: lang.L("The table carries your name and the date. Callers' numbers are masked."), Name: lang.L("calls"),
		Write: func(ctx context.Context, to tablefile.File) error { return s.d.Reports.Calls(ctx, s.d.Actor, f, o, to) }})
}
