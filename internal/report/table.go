package report

import (
	"iter"
	"time"

	"shifu/internal/words"
)

// table is a list on its way into a file.
type table struct {
	name    string
	columns []column
	rows    iter.Seq[[]any] // string, int, float64, time.Time, time.Duration, or nil for none
	count   int
	stamp   Stamp
	l       words.Language
}

type column struct {
	title string
	width float64 // in characters
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
