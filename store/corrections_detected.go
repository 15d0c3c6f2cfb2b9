package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/speech"
)

// Detected keeps what the detector found when it looked again; corrections stay
// on top of it.
func (k *Corrections) Detected(ctx context.Context, by people.Actor, callID string, found speech.Activity) (before speech.Activity, err error) {
	s, err := hearing(by)
	if err == nil && !by.May(people.ImportCalls) {
		err = by.Require(people.ScoreCalls)
	}
	if err != nil {
		return before, err
	}
	if found.Corrected || len(found.Lanes) == 0 {
		return before, fault.New(fault.Invalid, "This is not what the detector found.", nil)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		old, cs, err := correctionsOf(ctx, c, callID)
		if err != nil {
			return err
		}
		if before, err = c.foundBefore(ctx, callID, old); err != nil {
			return err
		}
		c.record("analyse", "speech", callID, map[string]any{"version": found.Version, "before": before.Version})
		c.tell(notice.Calls, callID)
		return c.keepFound(ctx, callID, found, cs)
	})
	return before, err
}

// foundBefore is what the detector found until now, before any correction.
func (c *change) foundBefore(ctx context.Context, callID string, corrected []byte) (before speech.Activity, err error) {
	blob := corrected
	if blob == nil {
		err = c.QueryRowContext(ctx, `SELECT content FROM derived WHERE call_id = ? AND kind = ?`, callID, speech.Kind).Scan(&blob)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return before, nil
	}
	if err != nil {
		return before, fmt.Errorf("reading who speaks when: %w", err)
	}
	if before, err = speech.Recall(blob); errors.Is(err, speech.ErrPacked) {
		return speech.Activity{}, nil // nothing that could be gone back to
	}
	return before, err
}

// keepFound keeps what was found, and what corrections make of it.
func (c *change) keepFound(ctx context.Context, callID string, found speech.Activity, cs []speech.Correction) error {
	_, err := c.Tx.Tx.ExecContext(ctx, `INSERT INTO derived (call_id, kind, content) VALUES (?, ?, ?)
		ON CONFLICT (call_id, kind) DO UPDATE SET content = excluded.content`, callID, speech.Kind, found.With(cs).Marshal())
	if err != nil {
		return fmt.Errorf("keeping who speaks when: %w", err)
	}
	_, err = c.Tx.Tx.ExecContext(ctx, `UPDATE speech_corrections SET found = ? WHERE call_id = ?`, found.Marshal(), callID)
	return err
}
