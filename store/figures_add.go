package store

import (
	"context"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/qa/indicators"
)

// addFigures writes the rows of a batch.
func (c *change) addFigures(ctx context.Context, b indicators.Batch) error {
	if err := c.addDays(ctx, b); err != nil {
		return err
	}
	shifts := make([]shiftRow, len(b.Shifts))
	for i, t := range b.Shifts {
		reasons, err := asJSON(t.NotReady)
		if err != nil {
			return err
		}
		shifts[i] = shiftRow{listRow: rowOf(b.Source, t.Date, t.Who), StartedAt: micros(t.Start), EndedAt: micros(t.End), Project: t.Project, Duty: t.Duty, NotReady: reasons}
	}
	complaints := make([]complaintRow, len(b.Complaints))
	for i, t := range b.Complaints {
		complaints[i] = complaintRow{listRow: rowOf(b.Source, t.Date, t.Who), ID: newID(), Number: t.Number, Attitude: t.Attitude,
			Outcome: string(t.Outcome), Told: string(t.Outcome), CallID: t.CallID, Reason: t.Reason}
	}
	orders := make([]orderRow, len(b.Orders))
	for i, t := range b.Orders {
		orders[i] = orderRow{listRow: rowOf(b.Source, t.Date, t.Who), ID: newID(), Number: t.Number, Project: t.Project, Faulty: t.Faulty, Told: t.Faulty, Reason: t.Reason}
	}
	for _, add := range []func() error{func() error { return inChunks(ctx, c.Tx, shifts) }, func() error { return inChunks(ctx, c.Tx, complaints) },
		func() error { return inChunks(ctx, c.Tx, orders) }} {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

// inChunks inserts rows, some at a time.
func inChunks[T any](ctx context.Context, tx bun.Tx, rows []T) error {
	for part := range slices.Chunk(rows, 500) {
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// addDays writes daily figures by one prepared statement: there are many.
func (c *change) addDays(ctx context.Context, b indicators.Batch) error {
	if len(b.Days) == 0 {
		return nil
	}
	columns := "source, day, person_id, project, organisation_id, team_id, known"
	for _, f := range indicators.Facts {
		columns += ", " + f.Key()
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", 7+len(indicators.Facts)), ", ")
	add, err := c.PrepareContext(ctx, "INSERT INTO figure_days ("+columns+") VALUES ("+marks+")")
	if err != nil {
		return err
	}
	defer add.Close()
	for _, d := range b.Days {
		args := []any{b.Source, int(d.Date), d.Who.PersonID, d.Project, d.Who.OrganisationID, d.Who.TeamID, int64(d.Known)}
		for _, f := range indicators.Facts {
			if d.Known.Has(f) {
				args = append(args, d.N[f])
			} else {
				args = append(args, nil)
			}
		}
		if _, err := add.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return c.toldTwice(ctx, b)
}

// toldTwice refuses facts of a person's day that another source tells already:
// they would be added up twice.
func (c *change) toldTwice(ctx context.Context, b indicators.Batch) error {
	days := b.Dates()
	var found []struct {
		Name, Source string
		Day          int
		Both         int64
	}
	err := c.NewSelect().TableExpr("figure_days AS f").
		Join("JOIN figure_days AS g ON g.day = f.day AND g.person_id = f.person_id AND g.project = f.project AND g.source <> f.source AND (g.known & f.known) <> 0").
		Join("JOIN persons AS p ON p.id = f.person_id").ColumnExpr("p.name, g.source, f.day, (g.known & f.known) AS both").
		Where("f.source = ? AND f.day BETWEEN ? AND ?", b.Source, int(days[0]), int(days[len(days)-1])).
		OrderExpr("f.day, p.name").Limit(1).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return err
	}
	at := found[0]
	v := fault.Values{"Date": indicators.Date(at.Day).String(), "Name": at.Name, "Source": at.Source, "Fact": ""}
	for _, f := range indicators.Facts {
		if indicators.Set(at.Both).Has(f) {
			v["Fact"] = f.Name()
			break
		}
	}
	return fault.New(fault.Conflict, "{{.Fact}} of {{.Name}} on {{.Date}} was told by {{.Source}} already. Import under that name to replace it, or leave the column out.", v)
}
