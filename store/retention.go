package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/retention"
)

// Retention keeps the rules of retention, holds and tombstones. It fits retention.Keeper.
type Retention struct{ w *Workspace }

var _ retention.Keeper = (*Retention)(nil)

// Retention returns the keeper of retention.
func (w *Workspace) Retention() *Retention { return &Retention{w} }

type retentionRuleRow struct {
	bun.BaseModel `bun:"table:retention_rules,alias:r"`

	ID             string `bun:"id,pk"`
	Name           string `bun:"name"`
	OrganisationID string `bun:"organisation_id"`
	Project        string `bun:"project"`
	BusinessLine   string `bun:"business_line"`
	Days           int    `bun:"days"`
	ScoredDays     int    `bun:"scored_days"`
}

func (r retentionRuleRow) rule() retention.Rule {
	return retention.Rule{ID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID, Project: r.Project, BusinessLine: r.BusinessLine,
		Days: r.Days, ScoredDays: r.ScoredDays}
}

// holding is the scope of who may look after retention.
func holding(by people.Actor) (people.Scope, error) {
	if !retention.May(by) {
		return people.Scope{}, by.Require(people.ReleaseScores)
	}
	return people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, nil
}

// Rules returns the rules by name.
func (k *Retention) Rules(ctx context.Context, by people.Actor) ([]retention.Rule, error) {
	if _, err := holding(by); err != nil {
		return nil, err
	}
	rules, err := retentionRules(ctx, k.w.read)
	return rules, k.w.explain(err)
}

func retentionRules(ctx context.Context, db bun.IDB) ([]retention.Rule, error) {
	var rows []retentionRuleRow
	if err := db.NewSelect().Model(&rows).Order("r.name", "r.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading rules of retention: %w", err)
	}
	rules := make([]retention.Rule, len(rows))
	for i, r := range rows {
		rules[i] = r.rule()
	}
	return rules, nil
}

// SaveRule keeps a rule for all organisations.
func (k *Retention) SaveRule(ctx context.Context, by people.Actor, r retention.Rule) (string, error) {
	if err := errors.Join(by.Require(people.KeepWorkspace), r.Check()); err != nil {
		return "", err
	}
	isNew := r.ID == ""
	if isNew {
		r.ID = newID()
	}
	return r.ID, k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row := retentionRuleRow{ID: r.ID, Name: strings.TrimSpace(r.Name), OrganisationID: r.OrganisationID, Project: r.Project,
			BusinessLine: r.BusinessLine, Days: r.Days, ScoredDays: r.ScoredDays}
		if isNew {
			if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
				return err
			}
		} else if err := onlyOne(c.NewUpdate().Model(&row).WherePK().Exec(ctx)); err != nil {
			return err
		}
		c.record("save", "retention-rule", r.ID, map[string]any{"name": row.Name, "days": r.Days, "scored": r.ScoredDays,
			"organisation": r.OrganisationID, "project": r.Project, "line": r.BusinessLine})
		return nil
	})
}

// DropRule takes a rule away; what only it let go is kept from now on.
func (k *Retention) DropRule(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepWorkspace); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		c.record("drop", "retention-rule", id, nil)
		return onlyOne(c.NewDelete().Model(&retentionRuleRow{ID: id}).WherePK().Exec(ctx))
	})
}

// duePage is how many calls are looked at in one go.
const duePage = 1000

// Due returns at most limit calls whose time is over, the longest first.
func (k *Retention) Due(ctx context.Context, by people.Actor, limit int) ([]retention.Due, error) {
	s, err := holding(by)
	if err != nil {
		return nil, err
	}
	rules, err := retentionRules(ctx, k.w.read)
	if err != nil || len(rules) == 0 {
		return nil, k.w.explain(err)
	}
	var all []retention.Due
	for from := 0; len(all) < limit; from += duePage {
		rows, err := k.oldest(ctx, s, rules, from)
		if err != nil {
			return nil, k.w.explain(err)
		}
		all = append(all, k.over(rows, rules)...)
		if len(rows) < duePage {
			break
		}
	}
	all = all[:min(limit, len(all))]
	return all, k.w.explain(withBlocks(ctx, k.w.read, all))
}

// oldest are calls that still have something to delete and may be due.
func (k *Retention) oldest(ctx context.Context, s people.Scope, rules []retention.Rule, from int) ([]recordings.Row, error) {
	least := rules[0].Days
	for _, r := range rules {
		least = min(least, r.Days)
	}
	var rows []listed
	err := within(withNames(k.w.read.NewSelect().Model(&rows)), s).
		Where("c.started_at > 0 AND c.started_at < ?", micros(k.w.now().AddDate(0, 0, -least))).
		Where("c.id NOT IN (SELECT call_id FROM tombstones)").
		Where("c.audio_hash <> '' OR c.id IN (SELECT call_id FROM transcripts)").
		Order("c.started_at", "c.n").Offset(int64(from)).Limit(duePage).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the oldest calls: %w", err)
	}
	out := make([]recordings.Row, len(rows))
	for i := range rows {
		out[i] = rows[i].row(people.Scope{All: true})
	}
	return out, nil
}

// over are those whose time is over.
func (k *Retention) over(rows []recordings.Row, rules []retention.Rule) (all []retention.Due) {
	for _, row := range rows {
		rule, ok := retention.For(rules, row.Call)
		if !ok {
			continue
		}
		if until := rule.Until(row.Call, scored(row.State)); until.Before(k.w.now()) {
			all = append(all, retention.Due{Call: row, Rule: rule, Until: until})
		}
	}
	return all
}

var errNoRetention = fault.New(fault.NotFound, "This is no longer in the workspace.", nil)

// onlyOne tells when what was to change isn't there.
func onlyOne(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errNoRetention)
	}
	return nil
}

// scored tells whether the newest evaluation of a call has a score.
func scored(state string) bool { return state != "" && qa.State(state) != qa.Draft }
