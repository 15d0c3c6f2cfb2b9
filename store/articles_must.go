package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

type mustReadRow struct {
	bun.BaseModel `bun:"table:must_reads,alias:m"`

	ID            string `bun:"id,pk"`
	ArticleID     string `bun:"article_id"`
	Number        int    `bun:"number"`
	Why           string `bun:"why"`
	Quiz          string `bun:"quiz"`
	Organisations string `bun:"organisations"`
	AskedAt       int64  `bun:"asked_at"`
	AskedBy       string `bun:"asked_by"`
	DueAt         int64  `bun:"due_at"`
	Title         string `bun:"title,scanonly"`
}

func (r mustReadRow) mustRead() (knowledge.MustRead, error) {
	m := knowledge.MustRead{ID: r.ID, ArticleID: r.ArticleID, Title: r.Title, Number: r.Number, Why: r.Why, Organisations: unpack[string](r.Organisations),
		AskedAt: instant(r.AskedAt), AskedBy: r.AskedBy, DueAt: instant(r.DueAt)}
	if err := json.Unmarshal([]byte(r.Quiz), &m.Quiz); err != nil {
		return m, fmt.Errorf("reading the quiz of %s: %w", r.ID, err)
	}
	return m, nil
}

// mustReads reads those of articles that the actor may read.
func mustReads(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]knowledge.MustRead, error) {
	var rows []mustReadRow
	q := mayRead(db.NewSelect().Model(&rows).ColumnExpr("m.*, a.title AS title").Join("JOIN articles AS a ON a.id = m.article_id"), by).Where("NOT a.archived")
	if err := which(q).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading what must be read: %w", err)
	}
	out := make([]knowledge.MustRead, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.mustRead(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Demand asks people to read an article as it stands now.
func (k *Knowledge) Demand(ctx context.Context, by people.Actor, m knowledge.MustRead) (string, error) {
	if err := m.Check(); err != nil {
		return "", err
	}
	quiz, err := asJSON(m.Quiz)
	if err != nil {
		return "", err
	}
	row := mustReadRow{ID: newID(), ArticleID: m.ArticleID, Why: strings.TrimSpace(m.Why), Quiz: quiz, Organisations: pack(m.Organisations), AskedBy: by.Name, DueAt: micros(m.DueAt)}
	return keptID(row.ID, k.changeArticles(ctx, by, func(ctx context.Context, c *change) error {
		a, err := k.ownArticle(ctx, c, m.ArticleID)
		if err != nil {
			return err
		}
		row.Number, row.AskedAt = a.Number, micros(c.now)
		if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("keeping what must be read: %w", err)
		}
		c.record("demand", "article", m.ArticleID, map[string]any{"must_read": row.ID, "number": a.Number, "questions": len(m.Quiz)})
		c.tell(notice.Articles, m.ArticleID)
		return nil
	}))
}

// asked narrows must-reads to those that the actor is asked to read: agents
// and trainees of the organisations named.
func asked(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	if by.PersonID == "" || !by.Has(people.Agent) && !by.Has(people.Trainee) {
		return q.Where("1 = 0")
	}
	return q.Where("(m.organisations = '' OR m.organisations LIKE ?)", "% "+by.OrganisationID+" %").
		Where("NOT EXISTS (SELECT 1 FROM receipts AS r WHERE r.must_read_id = m.id AND r.person_id = ? AND r.read_at > 0)", by.PersonID)
}

// Mine returns what the actor has still to read, due first.
func (k *Knowledge) Mine(ctx context.Context, by people.Actor) ([]knowledge.MustRead, error) {
	ms, err := mustReads(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return asked(q, by).OrderExpr("m.due_at = 0, m.due_at, m.id")
	})
	return ms, k.w.explain(err)
}

// Confirm gives the actor's receipt if the quiz was got right.
func (k *Knowledge) Confirm(ctx context.Context, by people.Actor, id string, answers []bank.Answer) (missed []int, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		ms, err := mustReads(ctx, c, by, func(q *bun.SelectQuery) *bun.SelectQuery { return asked(q, by).Where("m.id = ?", id) })
		if err != nil {
			return err
		}
		if len(ms) == 0 {
			return fault.New(fault.NotFound, "This must-read is not in the workspace.", nil)
		}
		at := int64(0)
		if missed = ms[0].Missed(answers); len(missed) == 0 {
			at = micros(c.now)
			c.record("confirm", "must-read", id, map[string]any{"article": ms[0].ArticleID, "number": ms[0].Number})
		}
		_, err = c.ExecContext(ctx, `INSERT INTO receipts (must_read_id, person_id, read_at, tries) VALUES (?, ?, ?, 1)
			ON CONFLICT (must_read_id, person_id) DO UPDATE SET read_at = excluded.read_at, tries = receipts.tries + 1`, id, by.PersonID, at)
		c.tell(notice.Articles, ms[0].ArticleID)
		return err
	})
	return missed, err
}

// Boards returns the must-reads of an article with the receipts of the people
// in the actor's scope, newest first.
func (k *Knowledge) Boards(ctx context.Context, by people.Actor, articleID string) ([]knowledge.Board, error) {
	ms, err := mustReads(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("m.article_id = ?", articleID).OrderExpr("m.asked_at DESC, m.id")
	})
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]knowledge.Board, len(ms))
	for i, m := range ms {
		out[i].MustRead = m
		if out[i].Receipts, err = k.receipts(ctx, by, m); err != nil {
			return nil, k.w.explain(err)
		}
	}
	return out, nil
}

func (k *Knowledge) receipts(ctx context.Context, by people.Actor, m knowledge.MustRead) ([]knowledge.Receipt, error) {
	var rows []struct {
		ID, Name, OrganisationID, Organisation string
		ReadAt                                 int64
		Tries                                  int
	}
	q := scoped(k.w.read.NewSelect().TableExpr("persons AS p"), by.Scope()).
		ColumnExpr("p.id, p.name, p.organisation_id, o.name AS organisation, coalesce(r.read_at, 0) AS read_at, coalesce(r.tries, 0) AS tries").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN receipts AS r ON r.person_id = p.id AND r.must_read_id = ?", m.ID).
		Where("(p.left_at = 0 OR p.left_at > ?) AND (p.roles LIKE ? OR p.roles LIKE ?)", micros(k.w.now()), "% "+string(people.Agent)+" %", "% "+string(people.Trainee)+" %").
		OrderExpr("o.kind, o.name, coalesce(r.read_at, 0) = 0 DESC, p.name")
	if len(m.Organisations) > 0 {
		q = q.Where("p.organisation_id IN (?)", bun.List(m.Organisations))
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading receipts: %w", err)
	}
	out := make([]knowledge.Receipt, len(rows))
	for i, r := range rows {
		out[i] = knowledge.Receipt{PersonID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID, Organisation: r.Organisation, ReadAt: instant(r.ReadAt), Tries: r.Tries}
	}
	return out, nil
}
