package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

type allowanceRow struct {
	bun.BaseModel `bun:"table:allowances,alias:w"`

	CallID     string `bun:"call_id,pk"`
	ReviewerID string `bun:"reviewer_id,pk"`
	AllowedBy  string `bun:"allowed_by"`
	Why        string `bun:"why"`
	At         int64  `bun:"at"`
}

// Allow lets a reviewer score a call although it is their own, their mentee's
// or their report's: for this call, with the reason. A further one replaces it.
func (k *Quality) Allow(ctx context.Context, by people.Actor, callID, reviewerID, why string) error {
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ReleaseScores)
	}
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		p, err := personBy(ctx, c, by.Scope(), reviewerID)
		if err != nil {
			return err
		}
		if p.ID == by.PersonID {
			return fault.New(fault.Forbidden, "Another lead has to allow this for you.", nil)
		}
		row := allowanceRow{CallID: callID, ReviewerID: p.ID, AllowedBy: by.PersonID, Why: why, At: micros(c.now)}
		if _, err := c.NewInsert().Model(&row).On("CONFLICT (call_id, reviewer_id) DO UPDATE").
			Set("allowed_by = EXCLUDED.allowed_by, why = EXCLUDED.why, at = EXCLUDED.at").Exec(ctx); err != nil {
			return fmt.Errorf("keeping an allowance: %w", err)
		}
		c.record("allow", "call", callID, map[string]any{"reviewer": p.ID, "why": why})
		c.tell(notice.Evaluations, "")
		return nil
	})
}

// allowance is why the actor may score a call against the rule; empty: may not.
func (c *change) allowance(ctx context.Context, callID string) (why string, err error) {
	var r allowanceRow
	err = c.NewSelect().Model(&r).Where("w.call_id = ? AND w.reviewer_id = ?", callID, c.by.PersonID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return r.Why, err
}
