package store

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// Related returns the articles that one names, and those that name it.
func (k *Knowledge) Related(ctx context.Context, by people.Actor, id string) ([]knowledge.Article, error) {
	a, err := k.articleBy(ctx, k.w.read, by, id)
	if err != nil {
		return nil, err
	}
	rows, err := k.articles(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("NOT a.archived AND a.id <> ?", id).OrderExpr("a.title, a.id")
		if named := unlist(a.Related); len(named) > 0 {
			return q.Where("(a.related LIKE ? OR a.id IN (?))", `%"`+id+`"%`, bun.List(named))
		}
		return q.Where("a.related LIKE ?", `%"`+id+`"%`)
	})
	if err != nil {
		return nil, err
	}
	out := make([]knowledge.Article, len(rows))
	for i := range rows {
		out[i] = rows[i].article()
	}
	return out, nil
}

// Relate lays another article beside one of the actor's, or takes it away. Where
// the other one names this article, and may be changed too, its line goes as well.
func (k *Knowledge) Relate(ctx context.Context, by people.Actor, id, other string, related bool) error {
	return k.changeArticles(ctx, by, func(ctx context.Context, c *change) error {
		a, err := k.ownArticle(ctx, c, id)
		if err != nil {
			return err
		}
		if id == other {
			return fault.New(fault.Invalid, "An article can't be related to itself.", nil)
		}
		b, err := k.articleBy(ctx, c, by, other)
		if err != nil {
			return err
		}
		if err := c.setRelated(ctx, a, other, related); err != nil {
			return err
		}
		if _, err := k.ownArticle(ctx, c, other); err == nil && !related {
			return c.setRelated(ctx, b, id, false)
		}
		return nil
	})
}

// setRelated writes into an article that another one belongs to it, or not.
func (c *change) setRelated(ctx context.Context, a articleRow, other string, related bool) error {
	named := unlist(a.Related)
	if slices.Contains(named, other) == related {
		return nil
	}
	if named = slices.DeleteFunc(named, func(n string) bool { return n == other }); related {
		named = append(named, other)
	}
	_, err := c.ExecContext(ctx, `UPDATE articles SET related = ? WHERE id = ?`, list(named), a.ID)
	c.record("relate", "article", a.ID, map[string]any{"other": other, "related": related})
	c.tell(notice.Articles, a.ID)
	return err
}

// Used notes that an article was opened for a call, which both must be readable.
func (k *Knowledge) Used(ctx context.Context, by people.Actor, id, callID string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := k.articleBy(ctx, c, by, id); err != nil {
			return err
		}
		scope, err := callScope(by)
		if err != nil {
			return err
		}
		if _, err := callBy(ctx, c, scope, callID); err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO article_uses (id, article_id, call_id, organisation_id, person_id, at) VALUES (?, ?, ?, ?, ?, ?)`,
			newID(), id, callID, by.OrganisationID, by.PersonID, micros(c.now))
		return err
	})
}

// uses counts what was opened for calls since then: a call and its article once.
func (k *Knowledge) uses(ctx context.Context, by people.Actor, since time.Time) (n knowledge.Count, err error) {
	q := k.w.read.NewSelect().TableExpr("(SELECT DISTINCT article_id, call_id, organisation_id FROM article_uses WHERE at >= ?) AS u", micros(since)).ColumnExpr("count(*)")
	if !by.May(people.SeeAllCompanies) {
		q = q.Where("u.organisation_id = ?", by.OrganisationID)
	}
	return n, k.w.explain(q.Scan(ctx, &n))
}
