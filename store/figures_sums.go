package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Sums answers a question. What different sources tell of one person's day is
// joined first, so that a rate may take its facts from two of them; where the
// daily table is silent, the lists of complaints and work orders speak.
func (k *Figures) Sums(ctx context.Context, by people.Actor, q indicators.Question) ([]indicators.Line, error) {
	s, err := callScope(by)
	if err != nil || len(q.Periods) == 0 {
		return nil, err
	}
	if _, ok := groupColumns[q.By]; !ok {
		return nil, fmt.Errorf("sums by %q: no such group", q.By)
	}
	covers, err := k.covers(ctx, q)
	if err != nil {
		return nil, k.w.explain(err)
	}
	told := k.told(s, q, "figure_days", "f.project")
	for _, f := range indicators.Facts {
		told = told.ColumnExpr("f.?", bun.Ident(f.Key()))
	}
	told = told.ColumnExpr("CAST(NULL AS BIGINT) AS list_orders, CAST(NULL AS BIGINT) AS list_faulty, CAST(NULL AS BIGINT) AS list_attitude, 1 AS worked")
	if rows := covers.rows(indicators.OrderKind); rows.where != "" {
		told = told.UnionAll(silent(k.told(s, q, "figure_orders", "f.project"), "faulty").Where(rows.where, rows.args...).
			ColumnExpr("CASE WHEN " + covers.whole("f") + " THEN 1 END, f.faulty, NULL, NULL"))
	}
	if rows := covers.rows(indicators.ComplaintKind); rows.where != "" {
		told = told.UnionAll(silent(k.told(s, q, "figure_complaints", "''"), "attitude").Where(rows.where, rows.args...).
			ColumnExpr("NULL, NULL, CASE WHEN f.attitude AND f.outcome = ? THEN 1 ELSE 0 END, NULL", string(indicators.Upheld)))
	}
	onDuty, certified, err := k.dutyFacts(ctx)
	if err != nil {
		return nil, k.w.explain(err)
	}
	days := covers.resolved(k.joined(told)).ColumnExpr(onDuty + " AS on_duty").ColumnExpr(certified + " AS certified")
	rows, err := k.added(days).Rows(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("adding up figures: %w", err))
	}
	defer rows.Close()
	lines, err := readLines(rows)
	return lines, k.w.explain(err)
}

// told are the rows of a table that a question is about, in scope; project is
// where the table names one.
func (k *Figures) told(s people.Scope, q indicators.Question, table, project string) *bun.SelectQuery {
	group := groupColumns[q.By]
	if q.By == indicators.ByProject {
		group = project
	}
	rows := figuresWithin(k.w.read.NewSelect().TableExpr("? AS f", bun.Ident(table)), s).Join("JOIN organisations AS o ON o.id = f.organisation_id").
		ColumnExpr(group+" AS grp").ColumnExpr("? AS period", periodOf(q.Periods)).ColumnExpr("f.day, f.person_id, f.organisation_id")
	return narrowSums(rows, q)
}

// silent keeps the rows of a list for whose person and day no daily figures
// tell fact, each number once, and has them tell nothing of their own.
func silent(q *bun.SelectQuery, fact string) *bun.SelectQuery {
	list := map[string]string{"faulty": "figure_orders", "attitude": "figure_complaints"}[fact]
	return q.ColumnExpr(strings.TrimSuffix(strings.Repeat("NULL, ", len(indicators.Facts)), ", ")).
		Where("NOT EXISTS (SELECT 1 FROM figure_days AS t WHERE t.day = f.day AND t.person_id = f.person_id AND t.? IS NOT NULL)", bun.Ident(fact)).
		Where("NOT EXISTS (SELECT 1 FROM ? AS g WHERE g.number = f.number AND f.number <> '' AND g.person_id = f.person_id AND g.id < f.id)", bun.Ident(list))
}

// joined is one row for each group, person and day.
func (k *Figures) joined(told *bun.SelectQuery) *bun.SelectQuery {
	q := k.w.read.NewSelect().TableExpr("(?) AS u", told).ColumnExpr("grp, period, day, person_id")
	for _, f := range indicators.Facts {
		q = q.ColumnExpr("sum(u.?0) AS ?0", bun.Ident(f.Key()))
	}
	return q.ColumnExpr("sum(list_orders) AS list_orders, sum(list_faulty) AS list_faulty, sum(list_attitude) AS list_attitude, max(worked) AS worked, organisation_id").
		Where("period >= 0").GroupExpr("grp, period, day, person_id, organisation_id")
}

// summed are the facts that sums hold: those of tables, and those that
// certificates tell of the same days.
var summed = append(slices.Clone(indicators.Facts), indicators.OnDuty, indicators.Certified)

// added sums up by group, period and by what is known and from where.
func (k *Figures) added(resolved *bun.SelectQuery) *bun.SelectQuery {
	q := k.w.read.NewSelect().TableExpr("(?) AS d", resolved).ColumnExpr("grp, period, count(*), " + knownExpr + " AS told, listed")
	for _, f := range summed {
		q = q.ColumnExpr("coalesce(sum(d.?), 0)", bun.Ident(f.Key()))
	}
	return q.GroupExpr("grp, period, told, listed").OrderExpr("grp, period, told, listed")
}

// knownExpr is the set of facts that a joined day tells.
var knownExpr = func() string {
	terms := make([]string, len(summed))
	for i, f := range summed {
		terms[i] = fmt.Sprintf("(CASE WHEN d.%s IS NULL THEN 0 ELSE %d END)", f.Key(), indicators.Of(f))
	}
	return strings.Join(terms, " + ")
}()
