package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

const (
	month      = 30 * 24 * time.Hour
	mostMissed = 100
)

// Work returns what somebody has to verify: who keeps articles sees all that
// they may change, others what they answer for themselves.
func (k *Knowledge) Work(ctx context.Context, by people.Actor) ([]knowledge.Article, error) {
	now := k.w.now()
	soon := micros(now.AddDate(0, 0, 7))
	rows, err := k.articles(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("NOT a.archived AND (a.doubted_at > 0 OR a.verified_at = 0 OR a.due_at > 0 AND a.due_at <= ? OR a.until_at > 0 AND a.until_at <= ?)", soon, soon)
		if !by.May(people.SeeAllCompanies) {
			q = q.Where("a.organisation_id = ?", by.OrganisationID)
		}
		return q
	})
	if err != nil {
		return nil, err
	}
	var all []knowledge.Article
	for i := range rows {
		if a := rows[i].article(); by.May(people.KeepArticles) || a.MayVerify(by) {
			all = append(all, a)
		}
	}
	return knowledge.Work(all, now), nil
}

// Opened notes that an article was read, and that a search led to it.
func (k *Knowledge) Opened(ctx context.Context, by people.Actor, id, words string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := k.articleBy(ctx, c, by, id); err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE articles SET views = views + 1, opened_at = ? WHERE id = ?`, micros(c.now), id); err != nil {
			return err
		}
		if words = plainWords(words); words == "" {
			return nil
		}
		return c.noteSearch(ctx, words, 1, true)
	})
}

// Searched notes a search that ended without an article being opened.
func (k *Knowledge) Searched(ctx context.Context, by people.Actor, words string) error {
	if words = plainWords(words); words == "" {
		return nil
	}
	found, err := k.Search(ctx, by, knowledge.Ask{Text: words, Most: 1})
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		return c.noteSearch(ctx, words, int(found.Total), false)
	})
}

func plainWords(words string) string {
	words = strings.Join(strings.Fields(hanzi.Fold(words)), " ")
	if rs := []rune(words); len(rs) > 60 {
		words = string(rs[:60])
	}
	return words
}

func (c *change) noteSearch(ctx context.Context, words string, hits int, opened bool) error {
	_, err := c.ExecContext(ctx, `INSERT INTO article_searches (id, at, organisation_id, words, hits, opened) VALUES (?, ?, ?, ?, ?, ?)`,
		newID(), micros(c.now), c.by.OrganisationID, words, hits, opened)
	return err
}

// searches are those that the actor may know of.
func (k *Knowledge) searches(by people.Actor, since time.Time) *bun.SelectQuery {
	q := k.w.read.NewSelect().TableExpr("article_searches AS s").Where("s.at >= ?", micros(since))
	if !by.May(people.SeeAllCompanies) {
		q = q.Where("s.organisation_id = ?", by.OrganisationID)
	}
	return q
}

// Missing returns what was looked for within 90 days and is still not found,
// most often first.
func (k *Knowledge) Missing(ctx context.Context, by people.Actor) ([]knowledge.Missing, error) {
	if err := by.Require(people.KeepArticles); err != nil {
		return nil, err
	}
	var rows []struct {
		Words string
		Times int
		Last  int64
	}
	q := k.searches(by, k.w.now().Add(-3*month)).ColumnExpr("s.words, count(*) AS times, max(s.at) AS last").
		Where("s.hits = 0").GroupExpr("s.words").OrderExpr("count(*) DESC, max(s.at) DESC").Limit(mostMissed)
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading what was not found: %w", err))
	}
	var out []knowledge.Missing
	for _, r := range rows {
		now, err := k.Search(ctx, by, knowledge.Ask{Text: r.Words, Most: 1})
		if err != nil {
			return nil, err
		}
		if now.Total == 0 {
			out = append(out, knowledge.Missing{Words: r.Words, Times: knowledge.Count(r.Times), Last: instant(r.Last)})
		}
	}
	return out, nil
}

// Health returns the numbers of the articles that the actor keeps.
func (k *Knowledge) Health(ctx context.Context, by people.Actor) (knowledge.Health, error) {
	var h knowledge.Health
	if err := by.Require(people.KeepArticles); err != nil {
		return h, err
	}
	work, err := k.Work(ctx, by)
	if err != nil {
		return h, err
	}
	now := k.w.now()
	q := mayRead(k.w.read.NewSelect().TableExpr("articles AS a").ColumnExpr("count(*)"), by).Where("NOT a.archived AND a.from_at <= ?", micros(now))
	if !by.May(people.SeeAllCompanies) {
		q = q.Where("a.organisation_id = ?", by.OrganisationID)
	}
	if err := q.Scan(ctx, &h.Trust.All); err != nil {
		return h, k.w.explain(err)
	}
	work = slices.DeleteFunc(work, func(a knowledge.Article) bool { return a.Standing(now).Trusted() })
	h.Trust.Trusted = h.Trust.All - len(work)
	h.Overdue, h.TopDoubted = knowledge.Overdues(work, now), knowledge.MostRead(work, 10)
	h.LateDoubts, h.Unused = knowledge.Neglected(work, now), knowledge.Unused(work, now)
	if h.Uses, err = k.uses(ctx, by, now.Add(-month)); err != nil {
		return h, err
	}
	return h, k.w.explain(k.searches(by, now.Add(-month)).
		ColumnExpr("count(*), coalesce(sum(CASE WHEN s.hits = 0 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN s.hits > 0 AND NOT s.opened THEN 1 ELSE 0 END), 0)").
		Scan(ctx, &h.Searches, &h.WithoutHit, &h.WithoutOpen))
}
