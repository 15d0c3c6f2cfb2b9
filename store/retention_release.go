package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings/retention"
)

// Release lets one call go of every hold of the actor's scope and says which
// those were. Other calls of the same holds stay held.
func (k *Retention) Release(ctx context.Context, by people.Actor, callID, why string) (ids []string, err error) {
	s, err := holding(by)
	if err != nil {
		return nil, err
	}
	if err := retention.CheckWhy(why); err != nil {
		return nil, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		q := c.NewSelect().TableExpr("retention_held AS d").Column("d.hold_id").Join("JOIN retention_holds AS h ON h.id = d.hold_id").
			Where("d.call_id = ? AND d.released_at = 0 AND h.lifted_at = 0", callID)
		if err := ofHolder(q, s).Order("d.hold_id").Scan(ctx, &ids); err != nil {
			return fmt.Errorf("reading what holds a call: %w", err)
		}
		if len(ids) == 0 {
			return fault.New(fault.Conflict, "This call is not on hold.", nil)
		}
		c.record("release", "call", callID, map[string]any{"why": strings.TrimSpace(why), "holds": ids})
		_, err := c.NewUpdate().Table("retention_held").Set("released_at = ?", micros(c.now)).Where("call_id = ? AND hold_id IN (?)", callID, bun.List(ids)).Exec(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// HoldAgain puts a call back under holds that it was let go of.
func (k *Retention) HoldAgain(ctx context.Context, by people.Actor, callID string, holdIDs []string) error {
	s, err := holding(by)
	if err != nil {
		return err
	}
	if len(holdIDs) == 0 {
		return errNoRetention
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		var open []string
		q := c.NewSelect().TableExpr("retention_holds AS h").Column("h.id").Where("h.id IN (?) AND h.lifted_at = 0", bun.List(holdIDs))
		if err := ofHolder(q, s).Scan(ctx, &open); err != nil {
			return fmt.Errorf("reading holds: %w", err)
		}
		if len(open) == 0 {
			return errNoRetention
		}
		c.record("hold", "call", callID, map[string]any{"holds": open})
		return onlyOne(c.NewUpdate().Table("retention_held").Set("released_at = 0").Where("call_id = ? AND hold_id IN (?) AND released_at > 0", callID, bun.List(open)).Exec(ctx))
	})
}

// ofHolder narrows a question about holds, named h there, to those of a scope.
func ofHolder(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	return q.Where("h.organisation_id = ?", s.OrganisationID)
}
