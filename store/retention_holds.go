package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/retention"
)

type holdRow struct {
	bun.BaseModel `bun:"table:retention_holds,alias:h"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	Reason         string `bun:"reason"`
	ByName         string `bun:"by_name"`
	At             int64  `bun:"at"`
	LiftedBy       string `bun:"lifted_by"`
	LiftedAt       int64  `bun:"lifted_at"`
	Why            string `bun:"why"`
}

type heldCallRow struct {
	bun.BaseModel `bun:"table:retention_held"`

	HoldID string `bun:"hold_id,pk"`
	CallID string `bun:"call_id,pk"`

	ReleasedAt int64 `bun:"released_at"`
}

// heldBatch is how many rows go into one statement.
const heldBatch = 400

// Hold keeps calls of the actor's scope from deletion.
func (k *Retention) Hold(ctx context.Context, by people.Actor, reason string, callIDs []string) (string, error) {
	s, err := holding(by)
	if err != nil {
		return "", err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return "", fault.New(fault.Invalid, "Say for which case the calls are held.", nil)
	}
	if len(callIDs) == 0 {
		return "", fault.New(fault.Invalid, "There is no call to hold.", nil)
	}
	id := newID()
	return id, k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row := holdRow{ID: id, OrganisationID: by.OrganisationID, Reason: reason, ByName: by.Name, At: micros(c.now)}
		if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a hold: %w", err)
		}
		c.record("hold", "calls", id, map[string]any{"reason": reason, "calls": len(callIDs)})
		return c.holdCalls(ctx, s, id, callIDs)
	})
}

func (c *change) holdCalls(ctx context.Context, s people.Scope, id string, callIDs []string) error {
	for len(callIDs) > 0 {
		n := min(len(callIDs), heldBatch)
		seen, err := within(c.NewSelect().TableExpr("calls AS c").Where("c.id IN (?)", bun.List(callIDs[:n])), s).Count(ctx)
		if err != nil {
			return err
		}
		if int(seen) < n {
			return errNoCall
		}
		rows := make([]heldCallRow, n)
		for i, call := range callIDs[:n] {
			rows[i] = heldCallRow{HoldID: id, CallID: call}
		}
		if _, err := c.NewInsert().Model(&rows).Exec(ctx); err != nil {
			return fmt.Errorf("holding calls: %w", err)
		}
		callIDs = callIDs[n:]
	}
	return nil
}

// HoldAll holds all calls that pass a filter now.
func (k *Retention) HoldAll(ctx context.Context, by people.Actor, reason string, f recordings.Filter) (string, int, error) {
	if _, err := holding(by); err != nil {
		return "", 0, err
	}
	var ids []string
	for {
		rows, err := k.w.Calls().List(ctx, by, f, recordings.Order{By: recordings.ByStart}, len(ids), heldBatch)
		if err != nil {
			return "", 0, err
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if len(rows) < heldBatch {
			break
		}
	}
	id, err := k.Hold(ctx, by, reason, ids)
	return id, len(ids), err
}

// Lift ends a hold, for who may put one on within its organisation.
func (k *Retention) Lift(ctx context.Context, by people.Actor, id, why string) error {
	s, err := holding(by)
	if err != nil {
		return err
	}
	if err := retention.CheckWhy(why); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		q := c.NewUpdate().Table("retention_holds").Set("lifted_by = ?, lifted_at = ?, why = ?", by.Name, micros(c.now), strings.TrimSpace(why)).Where("id = ? AND lifted_at = 0", id)
		if !s.All {
			q = q.Where("organisation_id = ?", s.OrganisationID)
		}
		c.record("lift", "hold", id, map[string]any{"why": why})
		return onlyOne(q.Exec(ctx))
	})
}

// Holds returns those that hold first, then the lifted ones, the newest first.
func (k *Retention) Holds(ctx context.Context, by people.Actor) ([]retention.Hold, error) {
	s, err := holding(by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		holdRow `bun:",extend"`
		Calls   int
	}
	q := k.w.read.NewSelect().Model(&rows).ColumnExpr("h.*").ColumnExpr("(SELECT count(*) FROM retention_held AS d WHERE d.hold_id = h.id AND d.released_at = 0) AS calls")
	if err := ofHolder(q, s).OrderExpr("h.lifted_at > 0, h.at DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading holds: %w", err))
	}
	all := make([]retention.Hold, len(rows))
	for i, r := range rows {
		all[i] = retention.Hold{ID: r.ID, Reason: r.Reason, By: r.ByName, At: instant(r.At), Calls: r.Calls,
			LiftedBy: r.LiftedBy, LiftedAt: instant(r.LiftedAt), Why: r.Why}
	}
	return all, nil
}
