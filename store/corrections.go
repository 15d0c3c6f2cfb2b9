package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/speech"
)

// Corrections keeps what reviewers correct in who speaks when. It fits
// speech.Keeper.
type Corrections struct{ w *Workspace }

var _ speech.Keeper = (*Corrections)(nil)

// Spans returns the keeper of corrections to who speaks when.
func (w *Workspace) Spans() *Corrections { return &Corrections{w} }

// Corrections returns those of a call.
func (k *Corrections) Corrections(ctx context.Context, by people.Actor, callID string) ([]speech.Correction, error) {
	s, err := hearing(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	_, cs, err := correctionsOf(ctx, k.w.read, callID)
	return cs, k.w.explain(err)
}

// correctionsOf is what the detector found, nil if nobody corrected it, and what
// was corrected.
func correctionsOf(ctx context.Context, db bun.IDB, callID string) (found []byte, cs []speech.Correction, err error) {
	var text string
	err = db.QueryRowContext(ctx, `SELECT found, content FROM speech_corrections WHERE call_id = ?`, callID).Scan(&found, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading corrections: %w", err)
	}
	if err := json.Unmarshal([]byte(text), &cs); err != nil {
		return nil, nil, fmt.Errorf("reading corrections: %w", err)
	}
	return found, cs, nil
}

// Correct adds a correction.
func (k *Corrections) Correct(ctx context.Context, by people.Actor, callID string, c speech.Correction) (speech.Activity, error) {
	return k.corrected(ctx, by, callID, func(ch *change, a speech.Activity, cs []speech.Correction) ([]speech.Correction, error) {
		if err := c.Check(a); err != nil {
			return nil, err
		}
		c.ID, c.ByID, c.By, c.At = newID(), by.PersonID, by.Name, ch.now
		c.From, c.To = c.From.Round(time.Microsecond), c.To.Round(time.Microsecond)
		ch.record("correct", "speech", callID, correctionFacts(c))
		return append(cs, c), nil
	})
}

// Withdraw takes a correction back.
func (k *Corrections) Withdraw(ctx context.Context, by people.Actor, callID, id string) (speech.Activity, error) {
	return k.corrected(ctx, by, callID, func(ch *change, _ speech.Activity, cs []speech.Correction) ([]speech.Correction, error) {
		i := slices.IndexFunc(cs, func(c speech.Correction) bool { return c.ID == id })
		if i < 0 {
			return nil, fault.New(fault.NotFound, "This correction was taken back already.", nil)
		}
		ch.record("withdraw", "speech", callID, correctionFacts(cs[i]))
		return slices.Delete(cs, i, i+1), nil
	})
}

func correctionFacts(c speech.Correction) map[string]any {
	return map[string]any{"from": c.From.Seconds(), "to": c.To.Seconds(), "is": string(c.Is), "lane": c.Lane, "id": c.ID}
}

// corrected changes the corrections of a call, and with them who speaks when.
func (k *Corrections) corrected(ctx context.Context, by people.Actor, callID string, do func(*change, speech.Activity, []speech.Correction) ([]speech.Correction, error)) (now speech.Activity, err error) {
	if err := by.Require(people.ScoreCalls); err != nil {
		return now, err
	}
	s, err := hearing(by)
	if err != nil {
		return now, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := callBy(ctx, c, s, callID)
		if err != nil {
			return err
		}
		found, cs, err := correctionsOf(ctx, c, callID)
		if err != nil {
			return err
		}
		if found == nil {
			if found, err = c.detected(ctx, callID); err != nil {
				return err
			}
		}
		a, err := speech.Recall(found)
		if err != nil {
			return fmt.Errorf("reading who speaks when: %w", err)
		}
		if cs, err = do(c, a, cs); err != nil {
			return err
		}
		now = a.With(cs)
		now.AgentLane = r.AgentLane
		c.tell(notice.Calls, callID)
		return c.keepCorrections(ctx, callID, found, cs, now)
	})
	return now, err
}

// detected is what the detector found in a call.
func (c *change) detected(ctx context.Context, callID string) (found []byte, err error) {
	err = c.QueryRowContext(ctx, `SELECT content FROM derived WHERE call_id = ? AND kind = ?`, callID, speech.Kind).Scan(&found)
	if err == nil {
		_, err = speech.Unmarshal(found)
	}
	if errors.Is(err, sql.ErrNoRows) || errors.Is(err, speech.ErrPacked) {
		err = fault.New(fault.Conflict, "Nobody looked for speech in this recording with this version yet. Open the call, then correct it.", nil)
	}
	return found, err
}

// keepCorrections keeps corrections and what came out of them; without any, what
// the detector found is back.
func (c *change) keepCorrections(ctx context.Context, callID string, found []byte, cs []speech.Correction, now speech.Activity) error {
	content, err := asJSON(cs)
	if err != nil {
		return err
	}
	blob := now.Marshal()
	query, args := `INSERT INTO speech_corrections (call_id, found, content) VALUES (?, ?, ?)
		ON CONFLICT (call_id) DO UPDATE SET content = excluded.content`, []any{callID, found, content}
	if len(cs) == 0 {
		query, args, blob = `DELETE FROM speech_corrections WHERE call_id = ?`, []any{callID}, found
	}
	if _, err := c.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("keeping corrections: %w", err)
	}
	_, err = c.Tx.Tx.ExecContext(ctx, `UPDATE derived SET content = ? WHERE call_id = ? AND kind = ?`, blob, callID, speech.Kind)
	if err != nil {
		return fmt.Errorf("keeping who speaks when: %w", err)
	}
	return nil
}
