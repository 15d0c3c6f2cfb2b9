package report

import (
	"context"
	"iter"
	"slices"
	"time"

	"shifu/internal/tablefile"
	"shifu/internal/words"
)

// table is a list on its way into a file.
type table struct {
	name    string
	columns []column
	rows    iter.Seq2[[]any, error] // string, int, float64, time.Time, time.Duration, or nil for none
	count   int                     // roughly, for the progress
	stamp   Stamp
	l       words.Language
}

type column struct {
	title string
	width float64 // in characters
}

// WriteTable writes any table, with the names that stamp holds of who took it.
// It ends early with ctx's error. Invalid for more rows than an Excel sheet holds.
func WriteTable(ctx context.Context, f tablefile.File, t tablefile.Table, s Stamp) error {
	own := table{name: t.Name, count: t.Count, stamp: s, l: f.Language, rows: s.local(t.Rows)}
	for _, title := range t.Columns {
		own.columns = append(own.columns, column{title, 18})
	}
	return own.write(ctx, f)
}

// local are rows of which none can fail, with their instants on the clock of
// the zone.
func (s Stamp) local(rows iter.Seq[[]any]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row := range rows {
			own := slices.Clone(row)
			for i, v := range own {
				if at, ok := v.(time.Time); ok {
					own[i] = s.wall(at)
				}
			}
			if !yield(own, nil) {
				return
			}
		}
	}
}

// write writes the table into f, in its format.
func (t table) write(ctx context.Context, f tablefile.File) error {
	t.rows = t.watched(ctx, f.Move)
	if f.Format == tablefile.CSV {
		return t.csv(f)
	}
	return t.excel(f)
}

// watched ends the rows when ctx does, and tells how far they have come.
func (t table) watched(ctx context.Context, move func(done, total int)) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		done := 0
		for row, err := range t.rows {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(row, err) || err != nil {
				return
			}
			if done++; move != nil {
				move(done, max(t.count, done))
			}
		}
	}
}

func (t table) say(key string) string { return words.Say(t.l, key, nil) }

func (t table) titles() []any {
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		out[i] = t.say(c.title)
	}
	return out
}

// wall is the time on the clock of the zone, as tables have no zones; nil for none.
func (s Stamp) wall(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	y, m, d := t.In(s.zone()).Date()
	h, min, sec := t.In(s.zone()).Clock()
	return time.Date(y, m, d, h, min, sec, 0, time.UTC)
}

// optional is the number behind x, or nil.
func optional(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}
