package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// figureTables are where the rows of each kind lie.
var figureTables = map[indicators.Kind]string{indicators.DayKind: "figure_days", indicators.ShiftKind: "figure_shifts",
	indicators.ComplaintKind: "figure_complaints", indicators.OrderKind: "figure_orders"}

// keepingFigures is the scope of who may import.
func keepingFigures(by people.Actor, k indicators.Kind) (people.Scope, string, error) {
	table, ok := figureTables[k]
	if err := by.Require(people.KeepFigures); err != nil || !ok {
		return people.Scope{}, table, err
	}
	s, err := callScope(by)
	return s, table, err
}

var errKind = fault.New(fault.Invalid, "There is no table of this kind.", nil)

// Import keeps all rows of a batch or none, in place of those of the same kind,
// source and days that are in the actor's scope.
func (k *Figures) Import(ctx context.Context, by people.Actor, b indicators.Batch) (indicators.Taken, error) {
	b.Source = strings.TrimSpace(b.Source)
	taken := indicators.Taken{Added: b.Len(), Dates: b.Dates()}
	s, table, err := keepingFigures(by, b.Kind)
	switch {
	case err != nil:
		return indicators.Taken{}, err
	case table == "":
		return indicators.Taken{}, errKind
	case b.Source == "":
		return indicators.Taken{}, fault.New(fault.Invalid, "Name the system that the table comes from.", nil)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.mayBring(ctx, s, b); err != nil {
			return err
		}
		if taken.Replaced, err = c.putFigures(ctx, s, table, b); err != nil {
			return err
		}
		if err := c.rememberSource(ctx, b); err != nil {
			return err
		}
		if b.Kind == indicators.ComplaintKind {
			if err := c.judgeComplaints(ctx); err != nil {
				return err
			}
		}
		detail := map[string]any{"source": b.Source, "rows": taken.Added, "replaced": taken.Replaced}
		if n := len(taken.Dates); n > 0 {
			detail["from"], detail["to"] = taken.Dates[0].String(), taken.Dates[n-1].String()
		}
		c.record("import", "figures", string(b.Kind), detail)
		c.tell(notice.Figures, string(b.Kind))
		return nil
	})
	if err != nil {
		return indicators.Taken{}, err
	}
	return taken, nil
}

// mayBring refuses rows of people who are not in scope under their organisation.
func (c *change) mayBring(ctx context.Context, s people.Scope, b indicators.Batch) error {
	var rows []personRow
	if err := scoped(c.NewSelect().Model(&rows).Column("id", "organisation_id"), s).Scan(ctx); err != nil {
		return fmt.Errorf("reading persons: %w", err)
	}
	home := make(map[string]string, len(rows))
	for _, r := range rows {
		home[r.ID] = r.OrganisationID
	}
	for _, w := range whos(b) {
		if org, ok := home[w.PersonID]; !ok || org != w.OrganisationID {
			return errNoPerson
		}
	}
	return nil
}

var errNoPerson = fault.New(fault.NotFound, "This person is not in the workspace.", nil)

func whos(b indicators.Batch) []indicators.Who {
	seen := map[indicators.Who]bool{}
	for _, d := range b.Days {
		seen[d.Who] = true
	}
	for _, t := range b.Shifts {
		seen[t.Who] = true
	}
	for _, t := range b.Complaints {
		seen[t.Who] = true
	}
	for _, t := range b.Orders {
		seen[t.Who] = true
	}
	out := make([]indicators.Who, 0, len(seen))
	for w := range seen {
		out = append(out, w)
	}
	return out
}

// ofDays narrows to rows of a source on these days, in scope. Days stand in
// runs, since a table hardly ever leaves one out.
func ofDays(s people.Scope, source string, days []indicators.Date) (where string, args []any) {
	where, args = "source = ?", []any{source}
	if !s.All {
		where, args = where+" AND organisation_id = ?", append(args, s.OrganisationID)
	}
	var runs []string
	for i := 0; i < len(days); {
		j := i + 1
		for j < len(days) && days[j] == days[j-1]+1 {
			j++
		}
		runs = append(runs, "day BETWEEN ? AND ?")
		args = append(args, int(days[i]), int(days[j-1]))
		i = j
	}
	if len(runs) == 0 {
		return "1 = 0", nil
	}
	return where + " AND (" + strings.Join(runs, " OR ") + ")", args
}

// putFigures replaces the rows of these days. What was corrected stays so as
// long as the table tells what it told before.
func (c *change) putFigures(ctx context.Context, s people.Scope, table string, b indicators.Batch) (replaced int, err error) {
	corrected, err := c.correctedRows(ctx, s, table, b)
	if err != nil {
		return 0, err
	}
	if replaced, err = c.clearFigures(ctx, s, table, b.Source, b.Dates()); err != nil {
		return 0, err
	}
	if err := c.addFigures(ctx, b); err != nil {
		return 0, fmt.Errorf("keeping %s: %w", b.Kind, err)
	}
	if err := c.cover(ctx, b); err != nil {
		return 0, fmt.Errorf("keeping which days %s covers: %w", b.Source, err)
	}
	return replaced, c.correctAgain(ctx, table, b.Source, corrected)
}

func (c *change) clearFigures(ctx context.Context, s people.Scope, table, source string, days []indicators.Date) (int, error) {
	where, args := ofDays(s, source, days)
	res, err := c.NewDelete().Table(table).Where(where, args...).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("replacing figures: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// Replaces counts the rows that an import of these days would replace.
func (k *Figures) Replaces(ctx context.Context, by people.Actor, kind indicators.Kind, source string, days []indicators.Date) (int, error) {
	s, table, err := keepingFigures(by, kind)
	if err != nil {
		return 0, err
	}
	if table == "" {
		return 0, errKind
	}
	days = slices.Clone(days)
	slices.Sort(days)
	where, args := ofDays(s, strings.TrimSpace(source), days)
	n, err := k.w.read.NewSelect().Table(table).Where(where, args...).Count(ctx)
	return int(n), k.w.explain(err)
}

func (c *change) rememberSource(ctx context.Context, b indicators.Batch) error {
	columns, err := asJSON(b.Columns)
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `INSERT INTO figure_sources (kind, source, columns) VALUES (?, ?, ?)
		ON CONFLICT (kind, source) DO UPDATE SET columns = excluded.columns`, string(b.Kind), b.Source, columns)
	return err
}

// Sources returns the columns remembered for each source of a kind, by source.
func (k *Figures) Sources(ctx context.Context, by people.Actor, kind indicators.Kind) (map[string]map[string]string, error) {
	if _, _, err := keepingFigures(by, kind); err != nil {
		return nil, err
	}
	var rows []struct{ Source, Columns string }
	err := k.w.read.NewSelect().Table("figure_sources").Column("source", "columns").Where("kind = ?", string(kind)).Scan(ctx, &rows)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := map[string]map[string]string{}
	for _, r := range rows {
		columns := map[string]string{}
		if err := json.Unmarshal([]byte(r.Columns), &columns); err != nil {
			return nil, fmt.Errorf("reading the columns of %s: %w", r.Source, err)
		}
		out[r.Source] = columns
	}
	return out, nil
}
