package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Figures keeps the figures of operations. It fits indicators.Keeper, Aims and Intake.
type Figures struct{ w *Workspace }

// figuresWithin keeps of a figures table, called f, what is in scope.
func figuresWithin(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	return narrowed(q, s, "f.organisation_id", "f.person_id")
}

// groupColumns say by what sums are told apart.
var groupColumns = map[indicators.Group]string{indicators.Everybody: "''", indicators.ByPerson: "f.person_id", indicators.ByTeam: "f.team_id",
	indicators.ByOrganisation: "f.organisation_id", indicators.ByProject: "f.project", indicators.ByHouse: "o.kind"}

// periodOf is the index of the period in which a day lies, -1 for none.
func periodOf(ps []indicators.Period) bun.Safe {
	var b strings.Builder
	b.WriteString("CASE")
	for i, p := range ps {
		fmt.Fprintf(&b, " WHEN f.day >= %d AND f.day < %d THEN %d", int(p.From), int(p.Until), i)
	}
	b.WriteString(" ELSE -1 END")
	return bun.Safe(b.String())
}

func narrowSums(q *bun.SelectQuery, ask indicators.Question) *bun.SelectQuery {
	for column, values := range map[string][]string{"person_id": ask.PersonIDs, "team_id": ask.TeamIDs,
		"organisation_id": ask.OrganisationIDs, "project": ask.Projects} {
		if len(values) > 0 {
			q = q.Where("f.? IN (?)", bun.Ident(column), bun.List(values))
		}
	}
	if ask.Kind != "" {
		q = q.Where("o.kind = ?", string(ask.Kind))
	}
	first, last := ask.Periods[0], ask.Periods[len(ask.Periods)-1]
	return q.Where("f.day >= ? AND f.day < ?", int(first.From), int(last.Until))
}

func readLines(rows *sql.Rows) ([]indicators.Line, error) {
	var out []indicators.Line
	for rows.Next() {
		var l indicators.Line
		var p indicators.Part
		into := []any{&l.Group, &l.Period, &p.Days, &p.Known, &p.Listed}
		for _, f := range summed {
			into = append(into, &p.N[f])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("reading sums: %w", err)
		}
		if n := len(out); n > 0 && out[n-1].Group == l.Group && out[n-1].Period == l.Period {
			out[n-1].Sums = out[n-1].Sums.Add(p)
			continue
		}
		l.Sums = indicators.Sums{p}
		out = append(out, l)
	}
	return out, rows.Err()
}

// Extent is the period from the first to the last day with daily figures or,
// where there are none, with complaints or work orders.
func (k *Figures) Extent(ctx context.Context, by people.Actor) (p indicators.Period, err error) {
	s, err := callScope(by)
	if err != nil {
		return p, err
	}
	for _, tables := range [][]string{{"figure_days"}, {"figure_complaints", "figure_orders"}} {
		for _, table := range tables {
			var first, last sql.NullInt64
			q := figuresWithin(k.w.read.NewSelect().TableExpr("? AS f", bun.Ident(table)), s)
			if err := q.ColumnExpr("min(f.day), max(f.day)").Scan(ctx, &first, &last); err != nil {
				return p, k.w.explain(err)
			}
			if first.Valid {
				p = p.Around(indicators.Period{From: indicators.Date(first.Int64), Until: indicators.Date(last.Int64) + 1})
			}
		}
		if p.Days() > 0 {
			break
		}
	}
	return p, nil
}

// Projects returns the projects that have figures or shifts, by name.
func (k *Figures) Projects(ctx context.Context, by people.Actor) ([]string, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var out []string
	q := figuresWithin(k.w.read.NewSelect().TableExpr("figure_days AS f"), s).ColumnExpr("f.project AS project").Where("f.project <> ''")
	also := figuresWithin(k.w.read.NewSelect().TableExpr("figure_shifts AS f"), s).ColumnExpr("f.project").Where("f.project <> ''")
	err = k.w.read.NewSelect().TableExpr("(?) AS p", q.Union(also)).ColumnExpr("p.project").OrderExpr("p.project").Scan(ctx, &out)
	return out, k.w.explain(err)
}
