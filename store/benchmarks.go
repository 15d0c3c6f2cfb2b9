package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/benchmark"
)

// Benchmarks keeps benchmark calls. It fits benchmark.Keeper and
// benchmark.Player.
type Benchmarks struct{ w *Workspace }

var (
	_ benchmark.Keeper = (*Benchmarks)(nil)
	_ benchmark.Player = (*Benchmarks)(nil)
)

// Benchmarks returns the keeper of benchmark calls.
func (w *Workspace) Benchmarks() *Benchmarks { return &Benchmarks{w} }

type benchmarkRow struct {
	bun.BaseModel `bun:"table:benchmarks,alias:b"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	CallID         string `bun:"call_id"`
	EvaluationID   string `bun:"evaluation_id"`
	ArticleID      string `bun:"article_id"`
	State          string `bun:"state"`
	ByID           string `bun:"by_id"`
	At             int64  `bun:"at"`
	Line           string `bun:"line"`
	Content        string `bun:"content"`
}

func (r *benchmarkRow) call() (b benchmark.Call, err error) {
	if err := json.Unmarshal([]byte(r.Content), &b); err != nil {
		return b, fmt.Errorf("reading benchmark call %s: %w", r.ID, err)
	}
	b.ID, b.OrganisationID, b.CallID, b.EvaluationID, b.State = r.ID, r.OrganisationID, r.CallID, r.EvaluationID, benchmark.State(r.State)
	return b, nil
}

func (r *benchmarkRow) fill(b *benchmark.Call) (err error) {
	r.ID, r.OrganisationID, r.CallID, r.EvaluationID, r.ArticleID = b.ID, b.OrganisationID, b.CallID, b.EvaluationID, b.ArticleID
	r.State, r.ByID, r.At, r.Line = string(b.State), b.ByID, micros(b.At), b.Line
	r.Content, err = asJSON(b)
	return err
}

// shownBenchmark is a row with what stands around it.
type shownBenchmark struct {
	benchmarkRow  `bun:",extend"`
	Organisation  string
	AgentID       string
	AgentName     string
	ArticleTitle  *string
	ArticleUntil  int64
	ArticleGone   bool
	Plays, Copies int
	Hearers       int
}

func (r *shownBenchmark) standing(by people.Actor) (s benchmark.Standing, err error) {
	if s.Call, err = r.call(); err != nil {
		return s, err
	}
	s.Organisation, s.Agent, s.Plays, s.Copies, s.Hearers = r.Organisation, r.AgentName, r.Plays, r.Copies, r.Hearers
	if scope, err := callScope(by); err != nil || !scope.Sees(r.OrganisationID, r.AgentID) {
		s.Agent, s.CallID, s.EvaluationID = "", "", ""
	}
	if r.ArticleTitle != nil {
		s.Article = &benchmark.Article{Title: *r.ArticleTitle, Until: instant(r.ArticleUntil), Archived: r.ArticleGone}
	}
	return s, nil
}

// benchmarksWithin narrows benchmark calls to those that the actor may know of.
func benchmarksWithin(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if err := by.Require(people.ListenCalls); err != nil {
		return nil, err
	}
	const shared = "(b.organisation_id = ? OR b.id IN (SELECT benchmark_id FROM benchmark_shares WHERE organisation_id = ?))"
	return q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("b.by_id = ?", by.PersonID)
		switch all := by.May(people.SeeAllCompanies); {
		case all && by.May(people.KeepBenchmarks):
			return q.WhereOr("1 = 1")
		case all:
			return q.WhereOr("b.state = ?", string(benchmark.Approved))
		case by.May(people.KeepBenchmarks):
			q = q.WhereOr("b.organisation_id = ?", by.OrganisationID)
		}
		return q.WhereOr("b.state = ? AND "+shared, string(benchmark.Approved), by.OrganisationID, by.OrganisationID)
	}), nil
}

func (k *Benchmarks) read(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]benchmark.Standing, error) {
	var rows []shownBenchmark
	q, err := benchmarksWithin(db.NewSelect().Model(&rows).ColumnExpr("b.*").
		ColumnExpr("o.name AS organisation, c.agent_id, c.agent_name, a.title AS article_title, coalesce(a.until_at, 0) AS article_until, coalesce(a.archived, ?) AS article_gone", false).
		ColumnExpr("(SELECT count(*) FROM benchmark_plays AS p WHERE p.benchmark_id = b.id AND NOT p.copied) AS plays").
		ColumnExpr("(SELECT count(DISTINCT p.person_id) FROM benchmark_plays AS p WHERE p.benchmark_id = b.id AND NOT p.copied) AS hearers").
		ColumnExpr("(SELECT count(*) FROM benchmark_plays AS p WHERE p.benchmark_id = b.id AND p.copied) AS copies").
		Join("JOIN organisations AS o ON o.id = b.organisation_id").Join("JOIN calls AS c ON c.id = b.call_id").
		Join("LEFT JOIN articles AS a ON a.id = b.article_id"), by)
	if err != nil {
		return nil, err
	}
	if err := which(q).OrderExpr("b.at DESC, b.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading benchmark calls: %w", err)
	}
	out := make([]benchmark.Standing, 0, len(rows))
	for i := range rows {
		s, err := rows[i].standing(by)
		if err != nil {
			return nil, err
		}
		if s.Expired(k.w.now()) && !by.May(people.KeepBenchmarks) && s.ByID != by.PersonID {
			continue
		}
		out = append(out, s)
	}
	return out, k.addShares(ctx, db, out)
}

func (k *Benchmarks) addShares(ctx context.Context, db bun.IDB, all []benchmark.Standing) error {
	if len(all) == 0 {
		return nil
	}
	place, ids := map[string]*benchmark.Standing{}, make([]string, len(all))
	for i := range all {
		ids[i], place[all[i].ID] = all[i].ID, &all[i]
	}
	var rows []struct{ BenchmarkID, OrganisationID, Name string }
	err := db.NewRaw(`SELECT s.benchmark_id, s.organisation_id, o.name FROM benchmark_shares AS s JOIN organisations AS o ON o.id = s.organisation_id
		WHERE s.benchmark_id IN (?) ORDER BY o.name`, bun.List(ids)).Scan(ctx, &rows)
	for _, r := range rows {
		s := place[r.BenchmarkID]
		s.Shared, s.SharedNames = append(s.Shared, r.OrganisationID), append(s.SharedNames, r.Name)
	}
	return err
}

var errNoBenchmark = fault.New(fault.NotFound, "This benchmark call is not in the workspace, or no longer in use.", nil)

func (k *Benchmarks) one(ctx context.Context, db bun.IDB, by people.Actor, id string) (benchmark.Standing, error) {
	all, err := k.read(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("b.id = ?", id) })
	if err == nil && len(all) == 0 {
		err = errNoBenchmark
	}
	if err != nil {
		return benchmark.Standing{}, err
	}
	return all[0], nil
}

// Benchmark returns one.
func (k *Benchmarks) Benchmark(ctx context.Context, by people.Actor, id string) (benchmark.Standing, error) {
	s, err := k.one(ctx, k.w.read, by, id)
	return s, k.w.explain(err)
}

// Benchmarks returns those that match, the newest first.
func (k *Benchmarks) Benchmarks(ctx context.Context, by people.Actor, f benchmark.Find) ([]benchmark.Standing, error) {
	all, err := k.read(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		for column, value := range map[string]string{"b.state": string(f.State), "b.line": f.Line, "b.call_id": f.CallID} {
			if value != "" {
				q = q.Where("? = ?", bun.Ident(column), value)
			}
		}
		return q
	})
	out := all[:0]
	for _, s := range all {
		if !f.Usable || s.Usable(k.w.now()) {
			out = append(out, s)
		}
	}
	return out, k.w.explain(err)
}
