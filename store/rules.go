package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/rules"
)

// Rules keeps sets of rules. It fits rules.Keeper.
type Rules struct{ w *Workspace }

var _ rules.Keeper = (*Rules)(nil)

// Rules returns the keeper of rules.
func (w *Workspace) Rules() *Rules { return &Rules{w: w} }

type ruleSetRow struct {
	bun.BaseModel `bun:"table:rule_sets,alias:v"`

	ID      string `bun:"id,pk"`
	SetID   string `bun:"set_id"`
	Owner   string `bun:"organisation_id"`
	Number  int    `bun:"number"`
	Active  bool   `bun:"active"`
	Title   string `bun:"title"`
	Content string `bun:"content"`
	SavedAt int64  `bun:"saved_at"`
	SavedBy string `bun:"saved_by"`
}

func (r ruleSetRow) set() (rules.Set, error) {
	s, err := rules.Read(r.Title, []byte(r.Content))
	if err != nil {
		return s, fmt.Errorf("reading rules %s: %w", r.ID, err)
	}
	s.ID, s.SetID, s.Number, s.Active, s.SavedAt, s.SavedBy = r.ID, r.SetID, r.Number, r.Active, instant(r.SavedAt), r.SavedBy
	return s, nil
}

func ruleSets(rows []ruleSetRow) (out []rules.Set, err error) {
	out = make([]rules.Set, len(rows))
	for i, r := range rows {
		if out[i], err = r.set(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mayReadRules: who scores, and who keeps rubrics.
func mayReadRules(by people.Actor) error {
	if by.May(people.KeepRubrics) {
		return nil
	}
	return by.Require(people.ScoreCalls)
}

// Sets returns the version in force of every set that the actor may use: those
// of the own organisation and those of the client.
func (k *Rules) Sets(ctx context.Context, by people.Actor) ([]rules.Set, error) {
	return k.read(ctx, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("v.active = ?", true).OrderExpr("v.title, v.id")
	})
}

// Versions returns all versions of a set, newest first.
func (k *Rules) Versions(ctx context.Context, by people.Actor, setID string) ([]rules.Set, error) {
	return k.read(ctx, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("v.set_id = ?", setID).OrderExpr("v.number DESC")
	})
}

func (k *Rules) read(ctx context.Context, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]rules.Set, error) {
	if err := mayReadRules(by); err != nil {
		return nil, err
	}
	var rows []ruleSetRow
	if err := which(shared(k.w.read.NewSelect().Model(&rows), by)).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading rules: %w", err))
	}
	return ruleSets(rows)
}

// Save checks s and puts it in force as the next version of its set.
func (k *Rules) Save(ctx context.Context, by people.Actor, s rules.Set) (rules.Set, error) {
	if err := errors.Join(by.Require(people.KeepRubrics), s.Check()); err != nil {
		return rules.Set{}, err
	}
	var row ruleSetRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if row, err = c.nextRules(ctx, s); err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE rule_sets SET active = ? WHERE set_id = ?`, false, row.SetID); err != nil {
			return fmt.Errorf("replacing rules: %w", err)
		}
		if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("keeping rules: %w", err)
		}
		c.record("save", "rules", row.SetID, map[string]any{"version": row.ID, "number": row.Number, "rules": len(s.Rules)})
		c.tell(notice.Rules, row.SetID)
		return nil
	})
	if err != nil {
		return rules.Set{}, err
	}
	return row.set()
}

func (c *change) nextRules(ctx context.Context, s rules.Set) (ruleSetRow, error) {
	row := ruleSetRow{ID: newID(), SetID: or(s.SetID, newID()), Owner: c.by.OrganisationID, Number: 1, Active: true, Title: s.Title,
		Content: string(s.Write()), SavedAt: micros(c.now), SavedBy: c.by.Name}
	if s.SetID == "" {
		return row, nil
	}
	var last []ruleSetRow
	err := shared(c.NewSelect().Model(&last), c.by).Where("v.set_id = ? AND v.active = ?", s.SetID, true).Scan(ctx)
	switch {
	case err != nil:
		return row, err
	case len(last) == 0:
		return row, fault.New(fault.NotFound, "These rules are not in the workspace.", nil)
	case last[0].Owner != c.by.OrganisationID && !c.by.May(people.SeeAllCompanies):
		return row, fault.New(fault.Forbidden, "These rules are kept by another organisation. Save a copy of your own.", nil)
	case last[0].Number != s.Number:
		return row, fault.New(fault.Conflict, "{{.Name}} saved these rules meanwhile. Open them anew; your text is still here.", fault.Values{"Name": last[0].SavedBy})
	}
	row.Owner, row.Number = last[0].Owner, last[0].Number+1
	return row, nil
}

// heardRow is a call with its transcript and who speaks when.
type heardRow struct {
	callRow    `bun:",extend"`
	Utterances string `bun:"utterances"`
	Speech     []byte `bun:"speech"`
}
