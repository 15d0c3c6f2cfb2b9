package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// TakeBack takes tasks back that were dealt by hand, all or none. Nothing was
// judged by then, so the rows go; that they were there stands in the audit log.
func (k *Quality) TakeBack(ctx context.Context, by people.Actor, taskIDs []string) error {
	s, err := handing(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		for _, id := range taskIDs {
			if err := c.takeTaskBack(ctx, s, id); err != nil {
				return err
			}
		}
		c.tell(notice.Evaluations, "")
		return nil
	})
}

func (c *change) takeTaskBack(ctx context.Context, s people.Scope, id string) error {
	var r taskRow
	err := within(c.NewSelect().Model(&r).Join("JOIN calls AS c ON c.id = k.call_id"), s).Where("k.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "This task is not there any more.", nil)
	}
	if err != nil {
		return fmt.Errorf("reading a task: %w", err)
	}
	if r.DoneAt > 0 || r.Skipped != "" {
		return errBegun
	}
	var begun int
	err = c.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM evaluations WHERE newest = 1 AND state <> 'voided' AND call_id = ? AND reviewer_id = ? AND purpose = ?)
		+ (SELECT count(*) FROM sampling_picks WHERE task_id = ? OR double_id = ?)`, r.CallID, r.ReviewerID, r.Purpose, id, id).Scan(&begun)
	if err != nil {
		return fmt.Errorf("looking whether somebody began: %w", err)
	}
	if begun > 0 {
		return errBegun
	}
	if _, err := c.NewDelete().Model(&r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("taking a task back: %w", err)
	}
	c.record("take back", "task", id, map[string]any{"call": r.CallID, "reviewer": r.ReviewerID})
	return nil
}

var errBegun = fault.New(fault.Conflict, "A reviewer has begun with this call, so it stays with them. They can skip it.", nil)
