package store

import (
	"context"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// drawable are the questions of the bank that an exam could draw now, with what
// is known of each.
func drawable(ctx context.Context, db bun.IDB, by people.Actor, e *exam.Exam, now int64) ([]exam.Candidate, error) {
	var pool []bank.Question
	return usesOf(ctx, db, e.Askable(pool, instant(now)), "")
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
	pool, err := drawable(ctx, k.w.read, by, &e, micros(k.w.now()))
	if err != nil {
		return out, k.w.explain(err)
	}
	return e.Prospect(pool), nil
}
