package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
)

// SetState activates the newest version of entries, makes it a draft again, or
// retires whole entries.
func (k *Bank) SetState(ctx context.Context, by people.Actor, entryIDs []string, to bank.State, why string) (was []bank.Standing, err error) {
	if !slices.Contains([]bank.State{bank.Draft, bank.Active, bank.Retired}, to) {
		return nil, fault.New(fault.Invalid, "A question is made a draft, active, or retired.", nil)
	}
	if why = strings.TrimSpace(why); why == "" {
		return nil, fault.New(fault.Invalid, "Give a reason.", nil)
	}
	err = k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		rows, err := c.ownEntries(ctx, entryIDs)
		if err != nil {
			return err
		}
		if to == bank.Retired {
			if rows, err = c.allVersions(ctx, entryIDs); err != nil {
				return err
			}
		}
		for _, r := range rows {
			if r.State == string(to) {
				continue
			}
			was = append(was, bank.Standing{VersionID: r.ID, State: bank.State(r.State)})
			if err := c.stand(ctx, &r, to, why); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return was, nil
}

func (c *change) allVersions(ctx context.Context, entryIDs []string) (rows []bankRow, err error) {
	err = c.NewSelect().Model(&rows).Where("b.entry_id IN (?)", bun.List(entryIDs)).OrderExpr("b.entry_id, b.number").Scan(ctx)
	return rows, err
}

// stand gives a version a state.
func (c *change) stand(ctx context.Context, r *bankRow, to bank.State, why string) error {
	if err := c.mayStand(ctx, r, to); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `UPDATE bank_questions SET state = ?, why = ? WHERE id = ?`, string(to), why, r.ID); err != nil {
		return fmt.Errorf("setting the state of a question: %w", err)
	}
	c.record(string(to), "question", r.EntryID, map[string]any{"version": r.ID, "number": r.Number, "was": r.State, "why": why})
	c.tell(notice.Bank, r.EntryID)
	return nil
}

func (c *change) mayStand(ctx context.Context, r *bankRow, to bank.State) error {
	q, err := r.question()
	if err != nil {
		return err
	}
	switch to {
	case bank.Active:
		if err := q.Check(); err != nil {
			return q.About(err)
		}
	case bank.Draft:
		held, err := c.held(ctx, r.ID)
		if err != nil {
			return err
		}
		if held {
			return q.About(fault.New(fault.Conflict, "An exam holds this version. Change it to get a new draft.", nil))
		}
	}
	return nil
}

// Restore gives versions the states that they had.
func (k *Bank) Restore(ctx context.Context, by people.Actor, was []bank.Standing) error {
	return k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		for _, w := range was {
			r, err := c.ownVersion(ctx, w.VersionID)
			if err != nil {
				return err
			}
			if !slices.Contains([]bank.State{bank.Draft, bank.Active, bank.Retired}, w.State) {
				return fault.New(fault.Invalid, "A question is made a draft, active, or retired.", nil)
			}
			if err := c.stand(ctx, &r, w.State, "undo"); err != nil {
				return err
			}
		}
		return nil
	})
}

// ownVersion is a version that the actor may change.
func (c *change) ownVersion(ctx context.Context, id string) (bankRow, error) {
	var rows []bankRow
	if err := mayDraw(c.NewSelect().Model(&rows), c.by).Where("b.id = ?", id).Scan(ctx); err != nil {
		return bankRow{}, fmt.Errorf("reading a question: %w", err)
	}
	if len(rows) == 0 || !keepsQuestion(c.by, rows[0].OrganisationID) {
		return bankRow{}, errNoQuestion
	}
	return rows[0], nil
}

// Drop takes out drafts that no exam holds.
func (k *Bank) Drop(ctx context.Context, by people.Actor, versionIDs []string) error {
	return k.changeBank(ctx, by, func(ctx context.Context, c *change) error {
		for _, id := range versionIDs {
			r, err := c.ownVersion(ctx, id)
			if err != nil {
				return err
			}
			if err := c.dropDraft(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *change) dropDraft(ctx context.Context, r bankRow) error {
	held, err := c.held(ctx, r.ID)
	if err != nil {
		return err
	}
	if r.State != string(bank.Draft) || !r.Newest || held {
		return fault.New(fault.Conflict, "Only a draft that no exam holds can be taken out. Retire the question.", nil)
	}
	if _, err := c.NewDelete().Model(&r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("taking out a question: %w", err)
	}
	if _, err := c.ExecContext(ctx, `UPDATE bank_questions SET newest = ? WHERE entry_id = ? AND number = ?`, true, r.EntryID, r.Number-1); err != nil {
		return fmt.Errorf("taking out a question: %w", err)
	}
	c.record("drop", "question", r.EntryID, map[string]any{"version": r.ID, "number": r.Number})
	c.tell(notice.Bank, r.EntryID)
	return nil
}
