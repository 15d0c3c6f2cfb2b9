package library

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/internal/chart"
	"shifu/internal/tablefile"
)

// askExport asks where to write the calls that were found.
func (s *Screen) askExport() {
	if s.rows.count == 0 {
		return
	}
	f, o := s.filter(), s.order
	export.Ask(s.d, export.Job{Title: lang.L("Write {{.N}} calls to a table?", map[string]any{"N": chart.Count(s.rows.count)}),
		Text: lang.L("The table carries your name and the date. Callers' numbers are masked."), Name: lang.L("calls"),
		Write: func(ctx context.Context, to tablefile.File) error { return s.d.Reports.Calls(ctx, s.d.Actor, f, o, to) }})
}
