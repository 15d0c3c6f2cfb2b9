package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
)

// drawable are the questions of the bank that an exam could draw now, with what
// is known of each.
func drawable(ctx context.Context, db bun.IDB, by people.Actor, e *exam.Exam, now time.Time) ([]exam.Candidate, error) {
	pool, err := bankPool(ctx, db, by, now)
	if err != nil {
		return nil, err
	}
	return usesOf(ctx, db, e.Askable(pool, now), "")
}

// Prospect tells what an exam would be if it were published now.
func (k *Exams) Prospect(ctx context.Context, by people.Actor, e exam.Exam) (out exam.Prospect, err error) {
	if _, err := examScope(by); err != nil {
		return out, err
	}
	if e.ID != "" {
		_, kept, err := examBy(ctx, k.w.read, by, e.ID)
		if err != nil {
			return out, k.w.explain(err)
		}
		e.Seed = kept.Seed
	}
	pool, err := drawable(ctx, k.w.read, by, &e, k.w.now())
	if err != nil {
		return out, k.w.explain(err)
	}
	return e.Prospect(pool), nil
}

// Publish opens a draft with the questions of the bank.
func (k *Exams) Publish(ctx context.Context, by people.Actor, id string, uneven bool) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, e, err := examBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if row.State != string(exam.Draft) {
			return fault.New(fault.Conflict, "This exam is published already.", nil)
		}
		pool, err := drawable(ctx, c, by, &e, c.now)
		if err != nil {
			return err
		}
		p := e.Prospect(pool)
		if p.Problem != nil {
			return p.Problem
		}
		if !p.Even() && !uneven {
			return exam.Uneven(p)
		}
		if e.Forms > 0 {
			if row.Forms, err = asJSON(p.Forms); err != nil {
				return err
			}
		}
		for _, q := range pool {
			if err := c.keepQuestion(ctx, id, q.Question, "", ""); err != nil {
				return err
			}
		}
		row.State, row.PublishedAt = string(exam.Published), micros(c.now)
		return c.keepExam(ctx, row, e, false, "publish")
	})
}

// replaceInForms puts the next version of a question on the forms, for those
// who sit from now on.
func (c *change) replaceInForms(ctx context.Context, row examRow, was, next string) error {
	forms, err := formsOf(row)
	if err != nil || forms == nil {
		return err
	}
	for _, f := range forms {
		for i := range f.Picks {
			if f.Picks[i].QuestionID == was {
				f.Picks[i].QuestionID = next
			}
		}
	}
	if row.Forms, err = asJSON(forms); err != nil {
		return err
	}
	_, err = c.NewUpdate().Model(&row).Column("forms").WherePK().Exec(ctx)
	return err
}
