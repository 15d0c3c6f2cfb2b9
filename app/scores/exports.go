package scores

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/internal/chart"
	"shifu/internal/tablefile"
	"shifu/qa"
)

// askExport asks where to write what is listed: a row an evaluation, or a row
// an answer.
func (s *Screen) askExport() {
	if len(s.shown) == 0 {
		return
	}
	title := lang.L("Write {{.N}} evaluations to a table?", map[string]any{"N": chart.Count(len(s.shown))})
	rows := make([][]any, len(s.shown))
	for i := range rows {
		rows[i] = s.table.Values(i)
	}
	listed := tablefile.Table{Name: lang.L("Evaluations"), Columns: s.table.Titles(), Count: len(rows), Rows: slices.Values(rows)}
	find := s.listed()
	export.Ask(s.d,
		export.Job{Kind: lang.L("Evaluations"), Title: title, Name: lang.L("evaluations"),
			Write: func(ctx context.Context, to tablefile.File) error {
				return s.d.Reports.Table(ctx, s.d.Actor, listed, to)
			}},
		export.Job{Kind: lang.L("Answers, a row each"), Title: title, Name: lang.L("answers"),
			Write: func(ctx context.Context, to tablefile.File) error {
				return s.d.Reports.Answers(ctx, s.d.Actor, find, to)
			}})
}

// listed finds exactly what is listed.
func (s *Screen) listed() qa.Find {
	var find qa.Find
	for _, e := range s.shown {
		find.IDs = append(find.IDs, e.ID)
	}
	return find
}
