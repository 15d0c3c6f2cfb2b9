package figures

import (
	"context"
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/export"
	"shifu/internal/tablefile"
)

// askExport writes the open tab as a table.
func (s *Screen) askExport() {
	if s.a == nil || s.a.N() == 0 {
		return
	}
	if t := s.table(); t != nil {
		export.Table(s.d, s.record.Exam.Name+" "+lang.L("Statistics"), t)
		return
	}
	var rows [][]any
	for _, f := range s.a.Figures() {
		row := []any{f.Name.In(s.d.Settings.Language), f.Value, nil, nil, f.Reading.Word.In(s.d.Settings.Language), s.a.N()}
		if f.Likely != nil {
			row[2], row[3] = f.Likely.Low, f.Likely.High
		}
		rows = append(rows, row)
	}
	export.Rows(s.d, tablefile.Table{Name: s.record.Exam.Name + " " + lang.L("Statistics"), Count: len(rows), Rows: slices.Values(rows),
		Columns: []string{lang.L("Figure"), lang.L("Value"), lang.L("Low"), lang.L("High"), lang.L("How to read it"), lang.L("n")}})
}

// askReport asks where the PDF should go, and writes it.
func (s *Screen) askReport() {
	if s.a == nil || s.a.N() == 0 || !s.mayPrint() {
		return
	}
	d, id, asked, fitted := s.d, s.id, s.ask, s.fitted
	ask.Asker{Ctx: s.ctx, Desk: d}.File(ask.File{Title: lang.L("Where should the report go?"), Text: lang.L("Figures, questions, options and curves, with your name and the head of the audit log."), Act: lang.L("Save the report"),
		Name: d.Now().In(d.Zone).Format(time.DateOnly) + " " + s.record.Exam.Name, Ending: ".pdf", Facts: map[string]any{"exam": id},
		Write: func(ctx context.Context, w io.Writer) error {
			return d.Reports.Exam(ctx, d.Actor, id, asked, fitted, d.Settings.Language, w)
		}})
}
