package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/qa/indicators"
)

// cover is a stretch of days of which a list tells everything: a day without a
// row had no complaint and no faulty work order.
type cover struct {
	bun.BaseModel `bun:"table:figure_lists,alias:c"`
	Kind          string `bun:"kind"`
	Source        string `bun:"source"`
	FirstDay      int    `bun:"first_day"`
	LastDay       int    `bun:"last_day"`
	Whole         bool   `bun:"whole"`    // right work orders are listed too
	Projects      bool   `bun:"projects"` // every row names its project
}

type covers []cover

// covers are those that can answer a question: one by project needs lists that
// name projects, and complaints never do.
func (k *Figures) covers(ctx context.Context, q indicators.Question) (cs covers, err error) {
	first, last := q.Periods[0], q.Periods[len(q.Periods)-1]
	find := k.w.read.NewSelect().Model(&cs).Where("c.last_day >= ? AND c.first_day < ?", int(first.From), int(last.Until))
	if q.By == indicators.ByProject || len(q.Projects) > 0 {
		find = find.Where("c.projects")
	}
	if err := find.OrderExpr("c.kind, c.source, c.first_day").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading which days lists cover: %w", err)
	}
	return cs, nil
}

// days says when alias.day is covered by a list of a kind that passes.
func (cs covers) days(alias string, k indicators.Kind, pass func(cover) bool) string {
	var any []string
	for _, c := range cs {
		if c.Kind == string(k) && pass(c) {
			any = append(any, fmt.Sprintf("%s.day BETWEEN %d AND %d", alias, c.FirstDay, c.LastDay))
		}
	}
	if len(any) == 0 {
		return "(1 = 0)"
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

func (cs covers) whole(alias string) string {
	return cs.days(alias, indicators.OrderKind, func(c cover) bool { return c.Whole })
}

func (cs covers) some(alias string, k indicators.Kind) string {
	return cs.days(alias, k, func(cover) bool { return true })
}

type condition struct {
	where string
	args  []any
}

// rows says which rows of a list count: on a day with a whole list only its
// own, since a list of the faulty ones names some of the same.
func (cs covers) rows(k indicators.Kind) (c condition) {
	var any []string
	for _, at := range cs {
		if at.Kind != string(k) {
			continue
		}
		one := "f.source = ? AND f.day BETWEEN ? AND ?"
		if k == indicators.OrderKind && !at.Whole {
			one += " AND NOT " + cs.whole("f")
		}
		any = append(any, "("+one+")")
		c.args = append(c.args, at.Source, at.FirstDay, at.LastDay)
	}
	c.where = strings.Join(any, " OR ")
	return c
}

// near is how many days from a complaint its agent must have been at work for
// the complaint to count on a day off.
const near = 31

// workedNear tells that fact is told of the person on some day close by: then
// this day without it was a day off and not one that no table tells of.
func workedNear(fact string) string {
	return fmt.Sprintf("EXISTS (SELECT 1 FROM figure_days AS t WHERE t.person_id = j.person_id AND t.%s IS NOT NULL AND t.day BETWEEN j.day - %d AND j.day + %d)",
		fact, near, near)
}

// resolved decides for each joined day whether the daily table or a list tells.
func (cs covers) resolved(joined *bun.SelectQuery) *bun.SelectQuery {
	orders, whole, complaints := cs.some("j", indicators.OrderKind), cs.whole("j"), cs.some("j", indicators.ComplaintKind)
	special := map[indicators.Fact]string{
		indicators.Faulty: "CASE WHEN j.faulty IS NOT NULL THEN j.faulty WHEN " + orders + " THEN coalesce(j.list_faulty, 0) END",
		indicators.Orders: "CASE WHEN j.faulty IS NOT NULL THEN j.orders WHEN " + whole + " THEN coalesce(j.list_orders, 0)" +
			" WHEN j.orders IS NULL AND j.list_faulty > 0 AND " + workedNear("orders") + " THEN 0 ELSE j.orders END",
		indicators.Attitude: "CASE WHEN j.attitude IS NOT NULL THEN j.attitude WHEN " + complaints + " THEN coalesce(j.list_attitude, 0) END",
		indicators.Answered: "CASE WHEN j.answered IS NULL AND j.attitude IS NULL AND j.list_attitude > 0 AND " + workedNear("answered") + " THEN 0 ELSE j.answered END",
	}
	q := joined.DB().NewSelect().TableExpr("(?) AS j", joined).ColumnExpr("grp, period").
		ColumnExpr(fmt.Sprintf("(CASE WHEN j.faulty IS NULL AND %s THEN %d ELSE 0 END) + (CASE WHEN j.faulty IS NULL AND %s THEN %d ELSE 0 END) + (CASE WHEN j.attitude IS NULL AND %s THEN %d ELSE 0 END) AS listed",
			orders, indicators.Of(indicators.Faulty), whole, indicators.Of(indicators.Orders), complaints, indicators.Of(indicators.Attitude)))
	for _, f := range indicators.Facts {
		expr, ok := special[f]
		if !ok || len(cs) == 0 {
			expr = "j." + f.Key()
		}
		q = q.ColumnExpr(expr + " AS " + f.Key())
	}
	return q
}

// cover remembers the days of a list that was imported, joined with those of
// the same source that touch them.
func (c *change) cover(ctx context.Context, b indicators.Batch) error {
	days := b.Dates()
	if len(days) == 0 || b.Kind != indicators.OrderKind && b.Kind != indicators.ComplaintKind {
		return nil
	}
	all := cover{Kind: string(b.Kind), Source: b.Source, FirstDay: int(days[0]), LastDay: int(days[len(days)-1]), Projects: b.Kind == indicators.OrderKind}
	for _, o := range b.Orders {
		all.Whole = all.Whole || !o.Faulty
		all.Projects = all.Projects && o.Project != ""
	}
	var old []cover
	touching := "kind = ? AND source = ? AND first_day <= ? AND last_day >= ?"
	args := []any{all.Kind, all.Source, all.LastDay + 1, all.FirstDay - 1}
	if err := c.NewSelect().Model(&old).Where(touching, args...).Scan(ctx); err != nil {
		return err
	}
	if _, err := c.NewDelete().Table("figure_lists").Where(touching, args...).Exec(ctx); err != nil {
		return err
	}
	for _, o := range old {
		all.FirstDay, all.LastDay = min(all.FirstDay, o.FirstDay), max(all.LastDay, o.LastDay)
		all.Whole, all.Projects = all.Whole || o.Whole, all.Projects && o.Projects
	}
	_, err := c.NewInsert().Model(&all).Exec(ctx)
	return err
}
