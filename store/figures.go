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

// within keeps of a figures table, called f, what is in scope.
func figuresWithin(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	q = q.Where("f.organisation_id = ?", s.OrganisationID)
	if s.PersonID != "" {
		q = q.Where("f.person_id = ?", s.PersonID)
	}
	return q
}

// groupColumns say by what sums are told apart.
var groupColumns = map[indicators.Group]string{indicators.Everybody: "''", indicators.ByPerson: "f.person_id", indicators.ByTeam: "f.team_id",
	indicators.ByOrganisation: "f.organisation_id", indicators.ByProject: "f.project", indicators.ByHouse: "o.kind"}

// Sums answers a question. What different sources tell of one person's day is
// joined first, so that a rate may take its facts from two of them.
func (k *Figures) Sums(ctx context.Context, by people.Actor, q indicators.Question) ([]indicators.Line, error) {
	s, err := callScope(by)
	if err != nil || len(q.Periods) == 0 {
		return nil, err
	}
	group, ok := groupColumns[q.By]
	if !ok {
		return nil, fmt.Errorf("sums by %q: no such group", q.By)
	}
	inner := figuresWithin(k.w.read.NewSelect().TableExpr("figure_days AS f"), s).
		Join("JOIN organisations AS o ON o.id = f.organisation_id").
		ColumnExpr(group+" AS grp").ColumnExpr("? AS period", periodOf(q.Periods))
	for _, f := range indicators.Facts {
		inner = inner.ColumnExpr("sum(f.?0) AS ?0", bun.Ident(f.Key()))
	}
	inner = narrowSums(inner, q).GroupExpr("grp, period, f.day, f.person_id, f.organisation_id")
	outer := k.w.read.NewSelect().TableExpr("(?) AS d", inner).ColumnExpr("grp, period, count(*), " + knownExpr + " AS told")
	for _, f := range indicators.Facts {
		outer = outer.ColumnExpr("coalesce(sum(d.?), 0)", bun.Ident(f.Key()))
	}
	rows, err := outer.Where("period >= 0").GroupExpr("grp, period, told").OrderExpr("grp, period, told").Rows(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("adding up figures: %w", err))
	}
	defer rows.Close()
	lines, err := readLines(rows)
	return lines, k.w.explain(err)
}

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

// knownExpr is the set of facts that a joined day tells.
var knownExpr = func() string {
	terms := make([]string, len(indicators.Facts))
	for i, f := range indicators.Facts {
		terms[i] = fmt.Sprintf("(CASE WHEN d.%s IS NULL THEN 0 ELSE %d END)", f.Key(), indicators.Of(f))
	}
	return strings.Join(terms, " + ")
}()

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
		into := []any{&l.Group, &l.Period, &p.Days, &p.Known}
		for _, f := range indicators.Facts {
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

// Extent is the period from the first to the last day with figures.
func (k *Figures) Extent(ctx context.Context, by people.Actor) (indicators.Period, error) {
	s, err := callScope(by)
	if err != nil {
		return indicators.Period{}, err
	}
	var first, last sql.NullInt64
	err = figuresWithin(k.w.read.NewSelect().TableExpr("figure_days AS f"), s).ColumnExpr("min(f.day), max(f.day)").Scan(ctx, &first, &last)
	if err != nil || !first.Valid {
		return indicators.Period{}, k.w.explain(err)
	}
	return indicators.Period{From: indicators.Date(first.Int64), Until: indicators.Date(last.Int64) + 1}, nil
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
