package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
)

// importBatch is how many rows are written at once: SQLite takes 32,766 values.
const importBatch = 500

// Import adds all of them or none.
func (k *Bank) Import(ctx context.Context, by people.Actor, qs []bank.Question) ([]bank.Question, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return nil, err
	}
	out := slices.Clone(qs)
	for i := range out {
		q := &out[i]
		q.Tidy()
		q.ID, q.EntryID, q.Number = newID(), newID(), 1
		if q.State != bank.Active {
			q.State = bank.Draft
		}
		if err := q.Check(); err != nil {
			return nil, q.About(err)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "There is no question to take in.", nil)
	}
	err := k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.checkTies(ctx, out); err != nil {
			return err
		}
		for batch := range slices.Chunk(out, importBatch) {
			if err := c.addAll(ctx, batch); err != nil {
				return err
			}
		}
		c.record("import", "question", out[0].EntryID, map[string]any{"questions": len(out)})
		c.tell(notice.Bank, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (c *change) addAll(ctx context.Context, qs []bank.Question) error {
	rows := make([]bankRow, len(qs))
	for i, q := range qs {
		rows[i] = bankRow{Newest: true, OrganisationID: c.by.OrganisationID, MadeBy: c.by.Name, MadeAt: micros(c.now)}
		if err := rows[i].fill(q); err != nil {
			return err
		}
	}
	if _, err := c.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("taking in questions: %w", err)
	}
	return nil
}

// Export returns questions to be written to a file, and notes it.
func (k *Bank) Export(ctx context.Context, by people.Actor, entryIDs []string) ([]bank.Question, error) {
	out := make([]bank.Question, 0, len(entryIDs))
	err := k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		var rows []bankRow
		if err := mayDraw(c.NewSelect().Model(&rows), by).Where("b.newest AND b.entry_id IN (?)", bun.List(entryIDs)).Scan(ctx); err != nil {
			return fmt.Errorf("reading questions: %w", err)
		}
		byEntry := map[string]bankRow{}
		for _, r := range rows {
			byEntry[r.EntryID] = r
		}
		for _, id := range entryIDs {
			r, ok := byEntry[id]
			if !ok {
				return errNoQuestion
			}
			if !keepsQuestion(by, r.OrganisationID) && !by.May(people.Export) {
				return fault.New(fault.Forbidden, "These questions are kept by another organisation: you may draw from them, not take them out.", nil)
			}
			q, err := r.question()
			if err != nil {
				return err
			}
			out = append(out, q)
		}
		c.record("export", "question", "", map[string]any{"questions": len(out)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
