package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// Save adds an article or its next version.
func (k *Knowledge) Save(ctx context.Context, by people.Actor, a knowledge.Article, verify bool) (knowledge.Article, error) {
	var kept knowledge.Article
	err := k.changeArticles(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.save(ctx, c, a, verify)
		if err == nil {
			kept = r.article()
		}
		return err
	})
	if err != nil {
		return knowledge.Article{}, err
	}
	return k.Article(ctx, by, kept.ID)
}

// SaveAll adds many new articles in one transaction.
func (k *Knowledge) SaveAll(ctx context.Context, by people.Actor, as []knowledge.Article) ([]knowledge.Article, error) {
	out := make([]knowledge.Article, len(as))
	err := k.changeArticles(ctx, by, func(ctx context.Context, c *change) error {
		for i, a := range as {
			a.ID = ""
			r, err := k.save(ctx, c, a, false)
			if err != nil {
				return fmt.Errorf("article %d, %s: %w", i+1, a.Title, err)
			}
			out[i] = r.article()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (k *Knowledge) changeArticles(ctx context.Context, by people.Actor, do func(ctx context.Context, c *change) error) error {
	if err := by.Require(people.KeepArticles); err != nil {
		return err
	}
	return k.w.change(ctx, by, do)
}

func (k *Knowledge) save(ctx context.Context, c *change, a knowledge.Article, verify bool) (articleRow, error) {
	a.Tidy()
	if err := errors.Join(a.Check(), k.checkPeople(ctx, c, a)); err != nil {
		return articleRow{}, err
	}
	row, err := k.next(ctx, c, &a)
	if err != nil {
		return row, err
	}
	before := row.N
	a.SavedAt, a.SavedBy = c.now, c.by.Name
	if verify {
		if !a.MayVerify(c.by) {
			return row, mayNotVerify(a.VerifierName)
		}
		a.Verify(c.by.Name, c.now)
	}
	if row.N, err = c.next(ctx, "articles", 1); err != nil {
		return row, err
	}
	row.fill(a)
	if err := c.keepArticle(ctx, &row, before); err != nil {
		return row, err
	}
	c.record("save", "article", row.ID, map[string]any{"number": row.Number, "title": row.Title, "verified": verify})
	c.tell(notice.Articles, row.ID)
	return row, nil
}

func mayNotVerify(name string) error {
	return fault.New(fault.Forbidden, "Only the verifier can verify this article: {{.Name}}.", fault.Values{"Name": or(name, "–")})
}

// next makes a the next version of the article with its ID, or a new one, and
// returns the row that it replaces.
func (k *Knowledge) next(ctx context.Context, c *change, a *knowledge.Article) (articleRow, error) {
	if a.Kind == knowledge.KeyCustomer {
		if err := c.by.Require(people.SeeKeyCustomers); err != nil {
			return articleRow{}, err
		}
	}
	if a.ID == "" {
		a.ID, a.Number, a.OrganisationID = newID(), 1, or(c.by.OrganisationID, a.OrganisationID)
		a.Doubt(c.now)
		return articleRow{}, nil
	}
	row, err := k.ownArticle(ctx, c, a.ID)
	if err != nil {
		return row, err
	}
	if row.Number != a.Number {
		return row, fault.New(fault.Conflict, "{{.Name}} saved this article meanwhile. Open it anew; your text is still here.", fault.Values{"Name": row.SavedBy})
	}
	last := row.article()
	name := a.VerifierName
	*a = last.Revise(*a, c.now)
	a.VerifierName = or(name, last.VerifierName)
	return row, nil
}

// ownArticle is an article that the actor may change.
func (k *Knowledge) ownArticle(ctx context.Context, c *change, id string) (articleRow, error) {
	row, err := k.articleBy(ctx, c, c.by, id)
	if err == nil && row.OrganisationID != c.by.OrganisationID && !c.by.May(people.SeeAllCompanies) {
		err = fault.New(fault.Forbidden, "This article is kept by another organisation.", nil)
	}
	return row, err
}

// checkPeople looks whether owner and verifier are there, and in the actor's scope.
func (k *Knowledge) checkPeople(ctx context.Context, c *change, a knowledge.Article) error {
	scope := people.Scope{All: c.by.May(people.SeeAllCompanies), OrganisationID: c.by.OrganisationID}
	here := func(id string) (bool, error) {
		p, err := personBy(ctx, c, scope, id)
		if fault.Is(err, fault.NotFound) {
			return false, nil
		}
		return err == nil && !p.person().Left(c.now), err
	}
	if ok, err := here(a.OwnerID); err != nil || !ok {
		return errors.Join(err, fault.New(fault.Invalid, "The owner is not in the workspace any more. Choose another owner.", nil))
	}
	noVerifier := fault.New(fault.Invalid, "The verifier can't read this article. Choose another verifier.", nil)
	if id := a.Verifier.PersonID; id != "" {
		if ok, err := here(id); err != nil || !ok {
			return errors.Join(err, noVerifier)
		}
	}
	if id := a.Verifier.GroupID; id != "" {
		n := 0
		err := c.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM teams WHERE id = ? AND (? OR organisation_id = ?)) + (SELECT count(*) FROM organisations WHERE id = ? AND (? OR id = ?))`,
			id, scope.All, scope.OrganisationID, id, scope.All, scope.OrganisationID).Scan(&n)
		if err != nil || n == 0 {
			return errors.Join(err, noVerifier)
		}
	}
	return nil
}

// keepArticle writes a row, its version and its words; before is the number of
// the row that it replaces, 0 for none.
func (c *change) keepArticle(ctx context.Context, r *articleRow, before int64) error {
	if before == 0 {
		if _, err := c.NewInsert().Model(r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping an article: %w", err)
		}
	} else if _, err := c.NewUpdate().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping an article: %w", err)
	}
	_, err := c.ExecContext(ctx, `INSERT INTO article_versions (article_id, number, title, body, note, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Number, r.Title, r.Body, r.Note, r.SavedAt, r.SavedBy)
	if err != nil {
		return fmt.Errorf("keeping a version: %w", err)
	}
	return c.indexArticle(ctx, r, before)
}

// Verify answers for an article: its verifier may, whether or not they may write.
func (k *Knowledge) Verify(ctx context.Context, by people.Actor, id string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, err := k.articleBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		a := row.article()
		if !a.MayVerify(by) {
			return mayNotVerify(a.VerifierName)
		}
		a.Verify(by.Name, c.now)
		return c.setTrust(ctx, a, "verify", nil)
	})
}

// Doubt says that an article can't be trusted: everybody who reads it may.
func (k *Knowledge) Doubt(ctx context.Context, by people.Actor, id, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, err := k.articleBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		a := row.article()
		a.Doubt(c.now)
		return c.setTrust(ctx, a, "doubt", map[string]any{"why": why})
	})
}

func (c *change) setTrust(ctx context.Context, a knowledge.Article, verb string, detail map[string]any) error {
	_, err := c.ExecContext(ctx, `UPDATE articles SET verified_at = ?, verified_by = ?, doubted_at = ?, due_at = ? WHERE id = ?`,
		micros(a.VerifiedAt), a.VerifiedBy, micros(a.DoubtedAt), micros(a.Due()), a.ID)
	c.record(verb, "article", a.ID, detail)
	c.tell(notice.Articles, a.ID)
	return err
}

// Archive takes an article out of search, or brings it back.
func (k *Knowledge) Archive(ctx context.Context, by people.Actor, id string, archived bool) error {
	return k.changeArticles(ctx, by, func(ctx context.Context, c *change) error {
		row, err := k.ownArticle(ctx, c, id)
		if err != nil || row.Archived == archived {
			return err
		}
		row.Archived = archived
		if _, err := c.ExecContext(ctx, `UPDATE articles SET archived = ? WHERE id = ?`, archived, id); err != nil {
			return err
		}
		c.record("archive", "article", id, map[string]any{"archived": archived})
		c.tell(notice.Articles, id)
		return c.indexArticle(ctx, &row, row.N)
	})
}
