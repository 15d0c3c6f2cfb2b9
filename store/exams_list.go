package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/exam"
)

// Exams returns the exams in the actor's scope, the newest first.
func (k *Exams) Exams(ctx context.Context, by people.Actor) ([]exam.Standing, error) {
	s, err := examScope(by)
	if err != nil {
		return nil, err
	}
	var rows []examRow
	if err := examsWithin(k.w.read.NewSelect().Model(&rows), s).OrderExpr("e.made_at DESC, e.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading exams: %w", err))
	}
	out, at := make([]exam.Standing, len(rows)), map[string]int{}
	for i, r := range rows {
		if out[i].Exam, err = r.exam(); err != nil {
			return nil, err
		}
		at[r.ID] = i
	}
	if len(out) == 0 {
		return out, nil
	}
	return out, k.w.explain(countAttempts(ctx, k.w.read, out, at))
}

// countAttempts counts the attempts of exams and the persons who passed; at is where
// each exam stands.
func countAttempts(ctx context.Context, db bun.IDB, all []exam.Standing, at map[string]int) error {
	ids := make([]string, 0, len(at))
	for id := range at {
		ids = append(ids, id)
	}
	var rows []attemptRow
	err := db.NewSelect().Model(&rows).Column("id", "exam_id", "person_id", "n", "state", "ended_at", "points", "most").
		Where("t.exam_id IN (?)", bun.List(ids)).OrderExpr("t.exam_id, t.person_id, t.n").Scan(ctx)
	if err != nil {
		return fmt.Errorf("counting attempts: %w", err)
	}
	for from := 0; from < len(rows); {
		e := &all[at[rows[from].ExamID]]
		until := from
		for until < len(rows) && rows[until].ExamID == rows[from].ExamID && rows[until].PersonID == rows[from].PersonID {
			until++
		}
		countPerson(e, rows[from:until])
		from = until
	}
	return nil
}

// countPerson counts the attempts of one person.
func countPerson(e *exam.Standing, rows []attemptRow) {
	var shares []float64
	for _, r := range rows {
		switch {
		case r.EndedAt == 0:
			e.Running++
			continue
		case r.State == string(exam.Submitted):
			e.Waiting++
		case r.State == string(exam.Marked) && r.Most > 0:
			shares = append(shares, r.Points/r.Most)
		}
		e.Ended++
	}
	if share, ok := e.Rules.Grade(shares); ok {
		e.Persons++
		if e.Passes(share, 1) {
			e.Passed++
		}
	}
}

// Discard deletes a draft.
func (k *Exams) Discard(ctx context.Context, by people.Actor, id string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, e, err := examBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if row.State != string(exam.Draft) {
			return fault.New(fault.Conflict, "Only a draft can be deleted. Withdraw the exam instead.", nil)
		}
		for _, table := range []string{"exam_concessions", "exam_questions"} {
			if _, err := c.ExecContext(ctx, "DELETE FROM "+table+" WHERE exam_id = ?", id); err != nil {
				return fmt.Errorf("deleting a draft: %w", err)
			}
		}
		if _, err := c.NewDelete().Model(&row).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("deleting a draft: %w", err)
		}
		c.record("discard", "exam", id, map[string]any{"name": e.Name})
		c.tell(notice.Exams, id)
		return nil
	})
}
