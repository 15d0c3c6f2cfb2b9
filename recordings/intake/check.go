package intake

import (
	"cmp"
	"context"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
)

// Tried is one row of a table as an import would take it.
type Tried struct {
	Line    int
	Call    recordings.Call
	Problem *Problem // Taken: a reservation; otherwise the row is refused
}

// Try reads the first rows of a table, and looks through at most `most` rows
// for problems, without keeping anything. The error says why no row can be
// taken at all.
func Try(ctx context.Context, by people.Actor, k people.Keeper, t Table, m Mapping, zone *time.Location, most int) ([]Tried, error) {
	st, err := readStaff(ctx, by, k)
	if err != nil {
		return nil, err
	}
	r := newReader(t, m, st, zone, "")
	if why := r.useless(); why != nil {
		return nil, why
	}
	var all []Tried
	for _, l := range t.Rows[:min(most, len(t.Rows))] {
		c, note, refused := r.call(l)
		_, untagged := r.tags(l)
		note = cmp.Or(note, untagged, r.tryHolds(l, c))
		row := Tried{Line: l.Number, Call: c}
		switch {
		case refused != nil:
			row.Problem = &Problem{File: t.Name, Reason: refused}
		case note != nil:
			row.Problem = &Problem{File: t.Name, Reason: note, Taken: true}
		}
		all = append(all, row)
	}
	return all, ctx.Err()
}

// tryHolds is what is wrong with the holds of a row, nil for nothing.
func (r *reader) tryHolds(l Line, c recordings.Call) *fault.Fault {
	hs, ok := rowHolds(l, r.columns, r.zone)
	if !ok {
		return r.noHold(l)
	}
	if _, wrong := settleHolds(hs, c); len(wrong) > 0 {
		return wrong[0]
	}
	return nil
}
