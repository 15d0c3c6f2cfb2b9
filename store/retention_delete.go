package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/retention"
)

type tombstoneRow struct {
	bun.BaseModel `bun:"table:tombstones,alias:z"`

	CallID   string `bun:"call_id,pk"`
	Hash     string `bun:"hash"`
	FileGone bool   `bun:"file_gone"`
	ByName   string `bun:"by_name"`
	At       int64  `bun:"at"`
	Why      string `bun:"why"`
}

// Delete takes recordings away for good. First the workspace forgets them, in
// one transaction, then the files go: if the power fails in between, the next
// deletion and the next opening remove what was left.
func (k *Retention) Delete(ctx context.Context, by people.Actor, callIDs []string, why string) error {
	why = strings.TrimSpace(why)
	if err := by.Require(people.KeepWorkspace); err != nil {
		return err
	}
	if why == "" {
		return fault.New(fault.Invalid, "Say why the recordings are deleted.", nil)
	}
	s, err := holding(by)
	if err != nil {
		return err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		stands, err := blocks(ctx, c, callIDs)
		if err != nil {
			return err
		}
		for _, id := range callIDs {
			r, err := callBy(ctx, c, s, id)
			if err != nil {
				return err
			}
			if b := stands[id]; len(b) > 0 {
				return stillNeeded(r, b[0])
			}
			if err := c.bury(ctx, r, why); err != nil {
				return err
			}
		}
		c.tell(notice.Calls, "")
		return nil
	})
	if err != nil {
		return err
	}
	return k.w.removeBuried(ctx)
}

func stillNeeded(r listed, b retention.Block) error {
	v := fault.Values{"Call": or(r.ExternalID, r.ID)}
	switch b {
	case retention.Held:
		return fault.New(fault.Conflict, "Call {{.Call}} is on hold. Nothing was deleted; lift the hold first.", v)
	case retention.Evaluated:
		return fault.New(fault.Conflict, "Call {{.Call}} is being scored. Nothing was deleted; release or void the evaluation first.", v)
	case retention.Appealed:
		return fault.New(fault.Conflict, "An appeal about call {{.Call}} is open. Nothing was deleted; decide it first.", v)
	case retention.Calibrated:
		return fault.New(fault.Conflict, "Call {{.Call}} is in an open calibration session. Nothing was deleted; close the session first.", v)
	case retention.Analysed:
		return fault.New(fault.Conflict, "A joint listening to call {{.Call}} is planned. Nothing was deleted; hold or cancel it first.", v)
	case retention.Exemplified:
		return fault.New(fault.Conflict, "Call {{.Call}} is a benchmark call. Nothing was deleted; withdraw it first.", v)
	}
	return fault.New(fault.Conflict, "A question of the bank plays call {{.Call}}. Nothing was deleted; retire the question first.", v)
}

// bury leaves a tombstone and takes all that was said and heard from the call.
func (c *change) bury(ctx context.Context, r listed, why string) error {
	row := tombstoneRow{CallID: r.ID, Hash: r.AudioHash, FileGone: r.AudioHash == "", ByName: c.by.Name, At: micros(c.now), Why: why}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("leaving a tombstone: %w", err)
	}
	for _, table := range []string{"derived", "transcripts", "transcribe_answers", "speech_corrections", "call_holds"} {
		if _, err := c.NewDelete().Table(table).Where("call_id = ?", r.ID).Exec(ctx); err != nil {
			return fmt.Errorf("deleting %s: %w", table, err)
		}
	}
	if _, err := c.NewUpdate().Table("redactions").Set("said = ''").Where("call_id = ?", r.ID).Exec(ctx); err != nil {
		return fmt.Errorf("deleting what was redacted: %w", err)
	}
	call := r.callRow
	call.Title, call.Caller, call.Tags, call.AudioHash, call.FileName, call.Frames = "", "", "", "", "", 0
	problem, err := keptProblem(words.T("The recording was deleted on {{.Day}}: {{.Why}}.", map[string]any{"Day": c.now.In(c.zone).Format("2006-01-02"), "Why": why}))
	if err != nil {
		return err
	}
	call.Problem = problem
	if call.Changed, err = c.next(ctx, "changes", 1); err != nil {
		return err
	}
	if _, err := c.NewUpdate().Model(&call).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("emptying a call: %w", err)
	}
	c.record("delete", "recording", r.ID, map[string]any{"hash": r.AudioHash, "why": why})
	if err := forget(ctx, c.Tx.Tx, r.N); err != nil {
		return fmt.Errorf("taking what was said out of the index: %w", err)
	}
	return keepTitle(ctx, c.Tx.Tx, r.N, "")
}

// removeBuried removes the files of deleted recordings that are still there.
func (w *Workspace) removeBuried(ctx context.Context) error {
	hashes, err := column(ctx, w.read.DB, `SELECT hash FROM tombstones WHERE file_gone = 0
		UNION SELECT x.after_hash FROM redactions AS x JOIN tombstones AS z ON z.call_id = x.call_id WHERE z.file_gone = 0`)
	if err != nil || len(hashes) == 0 {
		return w.explain(err)
	}
	var gone []string
	for _, h := range hashes {
		if !hashForm.MatchString(h) {
			continue
		}
		if err := w.Shelf().drop(h); err != nil {
			return fault.New(fault.Conflict, "A deleted recording can't be removed from the disk yet: {{.Why}}. Shifu tries again when the workspace is opened next.",
				fault.Values{"Why": plainCause(err)}).Because(err)
		}
		gone = append(gone, h)
	}
	return w.change(ctx, people.Program(), func(ctx context.Context, c *change) error {
		if _, err := c.NewDelete().Table("redactions").Where("after_hash IN (?)", bun.List(gone)).Exec(ctx); err != nil {
			return err
		}
		_, err := c.NewUpdate().Table("tombstones").Set("file_gone = 1").Where("hash IN (?)", bun.List(gone)).Exec(ctx)
		return err
	})
}

// Tombstones returns at most limit, the newest first.
func (k *Retention) Tombstones(ctx context.Context, by people.Actor, limit int) ([]retention.Tombstone, error) {
	s, err := holding(by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		tombstoneRow `bun:",extend"`
		ExternalID   string
		Source       string
		StartedAt    int64
	}
	err = within(k.w.read.NewSelect().Model(&rows).ColumnExpr("z.*").ColumnExpr("c.external_id, c.source, c.started_at").
		Join("JOIN calls AS c ON c.id = z.call_id"), s).Order("z.at DESC", "z.call_id").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading tombstones: %w", err))
	}
	all := make([]retention.Tombstone, len(rows))
	for i, r := range rows {
		all[i] = retention.Tombstone{CallID: r.CallID, ExternalID: r.ExternalID, Source: r.Source, StartedAt: instant(r.StartedAt),
			Hash: r.Hash, By: r.ByName, At: instant(r.At), Why: r.Why}
	}
	return all, nil
}
