package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/redaction"
	"shifu/recordings/speech"
)

// Redactions keeps what was taken out of calls. It fits redaction.Keeper.
type Redactions struct{ w *Workspace }

var _ redaction.Keeper = (*Redactions)(nil)

// Redactions returns the keeper of redactions.
func (w *Workspace) Redactions() *Redactions { return &Redactions{w} }

type redactionRow struct {
	bun.BaseModel `bun:"table:redactions,alias:x"`

	CallID string `bun:"call_id,pk"`
	Marks  string `bun:"marks"`
	Fill   string `bun:"fill"`
	Before string `bun:"before_hash"`
	After  string `bun:"after_hash"`
	Said   string `bun:"said"`
	ByID   string `bun:"by_id"`
	By     string `bun:"by_name"`
	At     int64  `bun:"at"`
}

func (r redactionRow) redaction() (out redaction.Redaction, err error) {
	out = redaction.Redaction{CallID: r.CallID, Fill: redaction.Fill(r.Fill), Before: r.Before, After: r.After, ByID: r.ByID, By: r.By, At: instant(r.At)}
	if err := json.Unmarshal([]byte(r.Marks), &out.Marks); err != nil {
		return out, fmt.Errorf("reading a redaction: %w", err)
	}
	return out, nil
}

// redactionOf is what was taken out of a call; the zero row for nothing.
func redactionOf(ctx context.Context, db bun.IDB, callID string) (redactionRow, error) {
	var row redactionRow
	err := db.NewSelect().Model(&row).Where("x.call_id = ?", callID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return redactionRow{}, nil
	}
	return row, err
}

// Redaction returns what was taken out of a call.
func (k *Redactions) Redaction(ctx context.Context, by people.Actor, callID string) (redaction.Redaction, error) {
	s, err := hearing(by)
	if err != nil {
		return redaction.Redaction{}, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return redaction.Redaction{}, k.w.explain(err)
	}
	row, err := redactionOf(ctx, k.w.read, callID)
	if err != nil || row.CallID == "" {
		return redaction.Redaction{}, k.w.explain(err)
	}
	return row.redaction()
}

// Source returns recording and transcript as they were, for more redaction.
func (k *Redactions) Source(ctx context.Context, by people.Actor, callID string) (string, []recordings.Utterance, error) {
	s, err := k.may(by, people.RedactCalls)
	if err != nil {
		return "", nil, err
	}
	return k.source(ctx, k.w.read, s, callID)
}

// Whole is Source for hearing it, with its trace.
func (k *Redactions) Whole(ctx context.Context, by people.Actor, callID string) (path string, said []recordings.Utterance, err error) {
	s, err := k.may(by, people.HearUnredacted)
	if err != nil {
		return "", nil, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		path, said, err = k.source(ctx, c, s, callID)
		c.record("open-unredacted", "call", callID, nil)
		return err
	})
	return path, said, err
}

func (k *Redactions) may(by people.Actor, r people.Right) (people.Scope, error) {
	if err := by.Require(r); err != nil {
		return people.Scope{}, err
	}
	return hearing(by)
}

func (k *Redactions) source(ctx context.Context, db bun.IDB, s people.Scope, callID string) (string, []recordings.Utterance, error) {
	call, err := callBy(ctx, db, s, callID)
	if err != nil {
		return "", nil, k.w.explain(err)
	}
	row, err := redactionOf(ctx, db, callID)
	if err != nil {
		return "", nil, k.w.explain(err)
	}
	said, err := transcriptOf(ctx, db, callID)
	if err == nil && row.CallID != "" {
		said, err = utterances(row.Said)
	}
	if err != nil {
		return "", nil, k.w.explain(err)
	}
	path, err := k.w.Shelf().Path(call.AudioHash)
	return path, said, err
}

func utterances(text string) (us []recordings.Utterance, err error) {
	if text == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(text), &us); err != nil {
		return nil, fmt.Errorf("reading a transcript: %w", err)
	}
	return us, nil
}

// instead changes how a call is redacted; a redacted copy that nothing names
// afterwards leaves the shelf.
func (k *Redactions) instead(ctx context.Context, by people.Actor, callID string, do func(ctx context.Context, c *change) error) error {
	was := ""
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		old, err := redactionOf(ctx, c, callID)
		if err != nil {
			return err
		}
		was = old.After
		return do(ctx, c)
	})
	if err != nil {
		return err
	}
	return k.w.dropUnnamed(ctx, was)
}

// Keep puts a redacted recording in the place of the call's.
func (k *Redactions) Keep(ctx context.Context, by people.Actor, r redaction.Redaction) error {
	s, err := k.may(by, people.RedactCalls)
	if err != nil {
		return err
	}
	marks, err := asJSON(r.Marks)
	if err != nil {
		return err
	}
	return k.instead(ctx, by, r.CallID, func(ctx context.Context, c *change) error {
		call, err := callBy(ctx, c, s, r.CallID)
		if err != nil {
			return err
		}
		if _, err := k.w.Shelf().Path(r.After); err != nil {
			return err
		}
		_, said, err := k.source(ctx, c, s, r.CallID)
		if err != nil {
			return err
		}
		whole, err := asJSON(said)
		if err != nil {
			return err
		}
		row := redactionRow{CallID: r.CallID, Marks: marks, Fill: string(r.Fill), Before: call.AudioHash, After: r.After, Said: whole,
			ByID: by.PersonID, By: by.Name, At: micros(c.now)}
		if _, err := c.NewInsert().Model(&row).On("CONFLICT (call_id) DO UPDATE").Exec(ctx); err != nil {
			return fmt.Errorf("keeping a redaction: %w", err)
		}
		c.record("redact", "call", r.CallID, map[string]any{"spans": spansOf(r.Marks), "with": string(r.Fill), "before": call.AudioHash, "after": r.After})
		return c.heardAnew(ctx, r.CallID, redaction.Mask(said, r.Marks))
	})
}

// spansOf are the stretches as the audit log says them, in seconds.
func spansOf(marks []redaction.Mark) []string {
	out := make([]string, len(marks))
	for i, m := range marks {
		out[i] = fmt.Sprintf("%.3f-%.3f", m.From.Seconds(), m.To.Seconds())
	}
	return out
}

// heardAnew keeps another transcript and drops what was made of the sound; who
// speaks when gives nobody away.
func (c *change) heardAnew(ctx context.Context, callID string, said []recordings.Utterance) error {
	if _, err := c.ExecContext(ctx, `DELETE FROM derived WHERE call_id = ? AND kind <> ?`, callID, speech.Kind); err != nil {
		return fmt.Errorf("dropping what was made of the sound: %w", err)
	}
	if err := c.forgetAnswers(ctx, callID); err != nil {
		return err
	}
	c.tell(notice.Calls, callID)
	if len(said) == 0 {
		return nil
	}
	return c.keepSaid(ctx, callID, said)
}

// Undo brings back the call as it was.
func (k *Redactions) Undo(ctx context.Context, by people.Actor, callID string) error {
	s, err := k.may(by, people.RedactCalls)
	if err != nil {
		return err
	}
	return k.instead(ctx, by, callID, func(ctx context.Context, c *change) error {
		_, said, err := k.source(ctx, c, s, callID)
		if err != nil {
			return err
		}
		res, err := c.ExecContext(ctx, `DELETE FROM redactions WHERE call_id = ?`, callID)
		if err != nil {
			return fmt.Errorf("undoing a redaction: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fault.New(fault.NotFound, "Nothing was taken out of this call.", nil)
		}
		c.record("unredact", "call", callID, nil)
		return c.heardAnew(ctx, callID, said)
	})
}

// Clipped leaves the trace of a clip that was copied out.
func (k *Redactions) Clipped(ctx context.Context, by people.Actor, callID string, from, to time.Duration) error {
	s, err := k.may(by, people.CopyOut)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		c.record("clip", "call", callID, map[string]any{"from": from.Seconds(), "to": to.Seconds()})
		return nil
	})
}

// withoutRedacted is a transcript as it may be kept: what is said during
// redacted sound is taken out again, and the whole stays beside the redaction.
func (c *change) withoutRedacted(ctx context.Context, callID string, us []recordings.Utterance) ([]recordings.Utterance, error) {
	row, err := redactionOf(ctx, c, callID)
	if err != nil || row.CallID == "" {
		return us, err
	}
	text, err := asJSON(us)
	if err != nil {
		return nil, err
	}
	r, err := row.redaction()
	if err != nil {
		return nil, err
	}
	for i := range r.Marks { // the pieces of text are those of the transcript before
		r.Marks[i].Utterance = -1
	}
	if _, err := c.ExecContext(ctx, `UPDATE redactions SET said = ? WHERE call_id = ?`, text, callID); err != nil {
		return nil, fmt.Errorf("keeping a transcript: %w", err)
	}
	return redaction.Mask(us, r.Marks), nil
}
