package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
)

func (k *Bank) changeBank(ctx context.Context, by people.Actor, do func(ctx context.Context, c *change) error) error {
	if err := by.Require(people.KeepExams); err != nil {
		return err
	}
	return k.w.change(ctx, by, do)
}

// ownEntries are the newest versions of entries that the actor may change.
func (c *change) ownEntries(ctx context.Context, entryIDs []string) ([]bankRow, error) {
	var rows []bankRow
	err := mayDraw(c.NewSelect().Model(&rows), c.by).Where("b.newest AND b.entry_id IN (?)", bun.List(entryIDs)).OrderExpr("b.entry_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading questions: %w", err)
	}
	distinct := slices.Compact(slices.Sorted(slices.Values(entryIDs)))
	if len(rows) == 0 || len(rows) < len(distinct) {
		return nil, errNoQuestion
	}
	for _, r := range rows {
		if !keepsQuestion(c.by, r.OrganisationID) {
			return nil, fault.New(fault.Forbidden, "This question is kept by another organisation. Duplicate it to change it.", nil)
		}
	}
	return rows, nil
}

// Save adds a question, changes a draft in place, or makes the next version.
func (k *Bank) Save(ctx context.Context, by people.Actor, q bank.Question) (bank.Question, error) {
	q.Tidy()
	if err := errors.Join(by.Require(people.KeepExams), q.CheckDraft()); err != nil {
		return bank.Question{}, err
	}
	err := k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.checkTies(ctx, []bank.Question{q}); err != nil {
			return err
		}
		if q.EntryID == "" {
			q.ID, q.EntryID, q.Number, q.State = newID(), newID(), 1, bank.Draft
			row := bankRow{OrganisationID: by.OrganisationID}
			return c.keepVersion(ctx, &row, q, false)
		}
		rows, err := c.ownEntries(ctx, []string{q.EntryID})
		if err != nil {
			return err
		}
		q, err = c.nextQuestion(ctx, rows[0], q)
		return err
	})
	if err != nil {
		return bank.Question{}, err
	}
	return q, nil
}

// nextQuestion keeps a change of the newest version of an entry.
func (c *change) nextQuestion(ctx context.Context, row bankRow, q bank.Question) (bank.Question, error) {
	if q.Number != row.Number {
		return q, fault.New(fault.Conflict, "{{.Name}} saved this question meanwhile. Open it anew; your text is still here.", fault.Values{"Name": row.MadeBy})
	}
	q.ID, q.State = row.ID, bank.Draft
	held, err := c.held(ctx, row.ID)
	if err != nil {
		return q, err
	}
	if row.State == string(bank.Draft) && !held {
		return q, c.keepVersion(ctx, &row, q, true)
	}
	if _, err := c.ExecContext(ctx, `UPDATE bank_questions SET newest = ? WHERE id = ?`, false, row.ID); err != nil {
		return q, fmt.Errorf("keeping a question: %w", err)
	}
	q.ID, q.Number = newID(), row.Number+1
	return q, c.keepVersion(ctx, &bankRow{OrganisationID: row.OrganisationID}, q, false)
}

// rekeyedInBank keeps a changed key as the next version of its entry, in force at
// once, where the bank has the entry and the actor keeps it. It returns the number of the version.
func (c *change) rekeyedInBank(ctx context.Context, q bank.Question, why string) (int, error) {
	var rows []bankRow
	if err := c.NewSelect().Model(&rows).Where("b.entry_id = ? AND b.newest", entryOf(q)).Scan(ctx); err != nil || len(rows) == 0 || !keepsQuestion(c.by, rows[0].OrganisationID) {
		return q.Number, err
	}
	row, state := rows[0], bank.Active
	if row.State == string(bank.Retired) {
		state = bank.Retired
	}
	if _, err := c.ExecContext(ctx, `UPDATE bank_questions SET newest = ? WHERE id = ?`, false, row.ID); err != nil {
		return 0, fmt.Errorf("keeping a changed key: %w", err)
	}
	q.EntryID, q.Number, q.State = row.EntryID, row.Number+1, state
	next := bankRow{OrganisationID: row.OrganisationID}
	if err := c.keepVersion(ctx, &next, q, false); err != nil {
		return 0, err
	}
	_, err := c.ExecContext(ctx, `UPDATE bank_questions SET why = ? WHERE id = ?`, why, q.ID)
	return q.Number, err
}

// held reports whether an exam holds a version.
func (c *change) held(ctx context.Context, ids ...string) (bool, error) {
	n, err := c.NewSelect().Model((*examQuestionRow)(nil)).Where("q.question_id IN (?)", bun.List(ids)).Count(ctx)
	return n > 0, err
}

func (c *change) keepVersion(ctx context.Context, row *bankRow, q bank.Question, there bool) error {
	if err := row.fill(q); err != nil {
		return err
	}
	row.Newest, row.MadeBy, row.MadeAt, row.Why = true, c.by.Name, micros(c.now), ""
	var err error
	if there {
		_, err = c.NewUpdate().Model(row).WherePK().Exec(ctx)
	} else {
		_, err = c.NewInsert().Model(row).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping a question: %w", err)
	}
	c.record("save", "question", q.EntryID, map[string]any{"version": q.ID, "number": q.Number, "title": q.Title()})
	c.tell(notice.Bank, q.EntryID)
	return nil
}

// checkTies looks whether the articles, calls and evaluations that questions
// rest on are there, and in the actor's scope.
func (c *change) checkTies(ctx context.Context, qs []bank.Question) error {
	seen := map[string]bool{}
	for _, q := range qs {
		for kind, id := range map[string]string{"article": q.Tags.ArticleID, "call": clipCall(q), "evaluation": q.ExpertID} {
			if id == "" || seen[kind+id] {
				continue
			}
			seen[kind+id] = true
			if err := c.checkTie(ctx, kind, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func clipCall(q bank.Question) string {
	if q.Clip == nil {
		return ""
	}
	return q.Clip.CallID
}

func (c *change) checkTie(ctx context.Context, kind, id string) error {
	switch kind {
	case "call":
		s, err := callScope(c.by)
		if err == nil {
			_, err = callBy(ctx, c, s, id)
		}
		return err
	case "evaluation":
		_, err := evaluationBy(ctx, c, c.by, id)
		return err
	}
	n, err := mayRead(c.NewSelect().TableExpr("articles AS a"), c.by).Where("a.id = ?", id).Count(ctx)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "This article is not in the workspace.", nil)
	}
	return err
}
