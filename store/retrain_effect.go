package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/retrain"
)

// Effect compares the person's scores before the first failure and after the
// pass. A person sees in it those of their own that were released.
func (k *Retrain) Effect(ctx context.Context, by people.Actor, id string) (e retrain.Effect, err error) {
	_, all, err := k.cases(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	if err == nil && len(all) == 0 {
		err = errNoCase
	}
	if err != nil {
		return e, k.w.explain(err)
	}
	s := all[0]
	before, err := k.scores(ctx, by, &s, s.OpenedAt.Add(-retrain.Window), s.OpenedAt)
	if err != nil || s.State != retrain.Done {
		return retrain.EffectOf(before, nil), err
	}
	until := s.ClosedAt.Add(retrain.Window)
	after, err := k.scores(ctx, by, &s, s.ClosedAt, until)
	e = retrain.EffectOf(before, after)
	e.Until = until
	return e, err
}

func (k *Retrain) scores(ctx context.Context, by people.Actor, s *retrain.Standing, from, until time.Time) ([]float64, error) {
	scope := people.Scope{All: true}
	if by.PersonID == s.PersonID {
		scope = people.Scope{OrganisationID: s.OrganisationID, PersonID: s.PersonID}
	}
	var out []float64
	q := counted(k.w.read.NewSelect().Model((*evaluationRow)(nil)).Column("final"), scope).
		Where("e.agent_id = ? AND e.submitted_at >= ? AND e.submitted_at < ?", s.PersonID, micros(from), micros(until)).OrderExpr("e.submitted_at")
	if err := q.Scan(ctx, &out); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading scores: %w", err))
	}
	return out, nil
}
