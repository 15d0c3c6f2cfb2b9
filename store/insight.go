package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/insight"
)

// Insight fits insight.Keeper.
type Insight struct{ w *Workspace }

// Insight returns the keeper of figures.
func (w *Workspace) Insight() *Insight { return &Insight{w} }

var _ insight.Keeper = (*Insight)(nil)

// Figures adds up the evaluations in force that find names, within the actor's
// scope.
func (k *Insight) Figures(ctx context.Context, by people.Actor, find qa.Find, starts []time.Time) (*insight.Board, error) {
	board := insight.NewBoard(starts)
	if err := k.w.facts(ctx, by, find, func(f *insight.Fact) { board.Add(f) }); err != nil {
		return nil, err
	}
	breaks, err := k.breaks(ctx, starts)
	if err != nil {
		return nil, k.w.explain(err)
	}
	board.Keep(breaks)
	return board, nil
}

// breaks are the versions that were published between the starts.
func (k *Insight) breaks(ctx context.Context, starts []time.Time) ([]insight.Break, error) {
	if len(starts) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID, RubricID, Title string
		Number              int
		PublishedAt         int64
	}
	err := k.w.read.NewSelect().TableExpr("rubric_versions").ColumnExpr("id, rubric_id, title, number, published_at").
		Where("published_at >= ? AND published_at < ?", micros(starts[0]), micros(starts[len(starts)-1])).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading the versions: %w", err)
	}
	out := make([]insight.Break, len(rows))
	for i, r := range rows {
		out[i] = insight.Break{VersionID: r.ID, RubricID: r.RubricID, Title: r.Title, Number: r.Number, At: instant(r.PublishedAt)}
	}
	return out, nil
}

// facts calls visit for every evaluation in force that find names, within the
// actor's scope. The fact is the same one each time.
func (w *Workspace) facts(ctx context.Context, by people.Actor, find qa.Find, visit func(*insight.Fact)) error {
	if err := by.Require(people.SeeCalls); err != nil {
		return err
	}
	s, err := callScope(by)
	if err != nil {
		return err
	}
	wanted, err := w.named(ctx, find)
	if err != nil {
		return w.explain(err)
	}
	rows, err := pagesOf(w.read.NewSelect().TableExpr("insight_pages AS p").ColumnExpr("p.facts"), s, find).Rows(ctx)
	if err != nil {
		return w.explain(fmt.Errorf("reading the figures: %w", err))
	}
	defer rows.Close()
	known := map[string]*insight.Form{}
	for rows.Next() {
		var page sql.RawBytes
		if err := rows.Scan(&page); err != nil {
			return w.explain(err)
		}
		err := readPage(page, known, func(f *insight.Fact) bool {
			if insight.Passes(&find, f) && (wanted == nil || wanted[f.ID()]) {
				visit(f)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	return w.explain(rows.Err())
}

func pagesOf(q *bun.SelectQuery, s people.Scope, find qa.Find) *bun.SelectQuery {
	if !s.All {
		q = q.Where("p.organisation_id = ?", s.OrganisationID)
	}
	if find.OrganisationID != "" {
		q = q.Where("p.organisation_id = ?", find.OrganisationID)
	}
	if find.TeamID != "" {
		q = q.Where("p.team_id = ?", find.TeamID)
	}
	if !find.From.IsZero() {
		q = q.Where("p.week >= ?", micros(find.From)/week)
	}
	if !find.Until.IsZero() {
		q = q.Where("p.week <= ?", micros(find.Until)/week)
	}
	return q
}

// named are the evaluations that find names one by one or by their call, nil
// for no such narrowing.
func (w *Workspace) named(ctx context.Context, find qa.Find) (map[string]bool, error) {
	ids := find.IDs
	if find.CallID != "" {
		if err := w.read.NewSelect().TableExpr("evaluations").ColumnExpr("DISTINCT id").Where("call_id = ?", find.CallID).Scan(ctx, &ids); err != nil {
			return nil, err
		}
	} else if len(ids) == 0 {
		return nil, nil
	}
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = len(find.IDs) == 0 || slices.Contains(find.IDs, id)
	}
	return out, nil
}

// counted are the newest evaluations in force that find names.
func (w *Workspace) counted(ctx context.Context, by people.Actor, find qa.Find, limit int) ([]string, error) {
	type dated struct {
		at  int64
		key [16]byte
	}
	var all []dated
	if err := w.facts(ctx, by, find, func(f *insight.Fact) { all = append(all, dated{f.At.UnixMicro(), f.Key}) }); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b dated) int { return cmp.Compare(b.at, a.at) })
	ids := []string{""} // matches nothing, so that none found finds none
	for _, d := range all[:min(limit, len(all))] {
		ids = append(ids, (&insight.Fact{Key: d.key}).ID())
	}
	return ids, nil
}
