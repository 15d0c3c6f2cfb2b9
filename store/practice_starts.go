package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/routing/practice/logbook"
)

var _ logbook.Starter = (*Practice)(nil)

type startRow struct {
	bun.BaseModel `bun:"table:practice_starts,alias:v"`

	ID           string `bun:"id,pk"`
	Owner        string `bun:"organisation_id"`
	Name         string `bun:"name"`
	Scenario     string `bun:"scenario"`
	ScenarioName string `bun:"scenario_name"`
	Weekday      int    `bun:"weekday"`
	Clock        int64  `bun:"clock"`
	Record       string `bun:"record"`
	ChangedBy    string `bun:"changed_by"`
	ChangedAt    int64  `bun:"changed_at"`
	RemovedAt    int64  `bun:"removed_at"`
	Person       string `bun:"person,scanonly"`
}

func (r *startRow) mayChange(by people.Actor) bool {
	return by.May(people.KeepPractice) && (r.Owner == by.OrganisationID || by.May(people.SeeAllCompanies))
}

func (r *startRow) start(by people.Actor) (logbook.Start, error) {
	s := logbook.Start{ID: r.ID, Name: r.Name, Scenario: r.Scenario, Of: r.ScenarioName, Weekday: time.Weekday(r.Weekday), Clock: time.Duration(r.Clock),
		ChangedBy: r.Person, ChangedAt: instant(r.ChangedAt), Own: r.mayChange(by)}
	if r.Record != "" {
		if err := json.Unmarshal([]byte(r.Record), &s.Record); err != nil {
			return s, fmt.Errorf("reading starting state %s: %w", r.ID, err)
		}
	}
	return s, nil
}

// startQuery reads the starting states that an actor may begin from.
func startQuery(db bun.IDB, by people.Actor, rows *[]startRow) *bun.SelectQuery {
	return shared(db.NewSelect().Model(rows).ColumnExpr("coalesce(p.name, '') AS person").Join("LEFT JOIN persons AS p ON p.id = v.changed_by"), by).Where("v.removed_at = 0")
}

// Starts lists the own starting states and the client's.
func (k *Practice) Starts(ctx context.Context, by people.Actor) ([]logbook.Start, error) {
	if err := mayPractise(by); err != nil {
		return nil, err
	}
	var rows []startRow
	q := startQuery(k.w.read, by, &rows).Column("v.id", "v.organisation_id", "v.name", "v.scenario", "v.scenario_name", "v.weekday", "v.clock", "v.changed_by", "v.changed_at")
	if err := q.OrderExpr("v.name, v.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading starting states: %w", err))
	}
	out := make([]logbook.Start, len(rows))
	for i := range rows {
		var err error
		if out[i], err = rows[i].start(by); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Start returns one with its record.
func (k *Practice) Start(ctx context.Context, by people.Actor, id string) (logbook.Start, error) {
	r, err := oneStart(ctx, k.w.read, by, id)
	if err != nil {
		return logbook.Start{}, k.w.explain(err)
	}
	return r.start(by)
}

func oneStart(ctx context.Context, db bun.IDB, by people.Actor, id string) (*startRow, error) {
	if err := mayPractise(by); err != nil {
		return nil, err
	}
	var rows []startRow
	if err := startQuery(db, by, &rows).ColumnExpr("v.*").Where("v.id = ?", id).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading a starting state: %w", err)
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.NotFound, "This starting state is not in the workspace.", nil)
	}
	return &rows[0], nil
}

// KeepStart keeps a moment under a name.
func (k *Practice) KeepStart(ctx context.Context, by people.Actor, s logbook.Start) (id string, err error) {
	if err := by.Require(people.KeepPractice); err != nil {
		return "", err
	}
	if err := s.Check(); err != nil {
		return "", err
	}
	record, err := asJSON(s.Record)
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var rows []startRow
		n, err := startQuery(c, by, &rows).Where("v.organisation_id = ? AND v.scenario = ? AND v.name = ?", by.OrganisationID, s.Scenario, s.Name).Count(ctx)
		if err != nil {
			return fmt.Errorf("reading starting states: %w", err)
		}
		if n > 0 {
			return fault.New(fault.Conflict, "There is a starting state \"{{.Name}}\" of this scenario already. Give it another name.", fault.Values{"Name": s.Name})
		}
		r := &startRow{ID: newID(), Owner: by.OrganisationID, Name: s.Name, Scenario: s.Scenario, ScenarioName: s.Of, Weekday: int(s.Weekday), Clock: int64(s.Clock), Record: record, ChangedBy: by.PersonID, ChangedAt: micros(c.now)}
		if _, err := c.NewInsert().Model(r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a starting state: %w", err)
		}
		id = r.ID
		c.record("save", "practice start", id, map[string]any{"name": r.Name, "scenario": r.Scenario})
		c.tell(notice.Practice, id)
		return nil
	})
	return keptID(id, err)
}

// RemoveStart puts one away.
func (k *Practice) RemoveStart(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepPractice); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := oneStart(ctx, c, by, id)
		switch {
		case err != nil:
			return err
		case !r.mayChange(by):
			return fault.New(fault.Forbidden, "This starting state is kept by another organisation.", nil)
		}
		r.RemovedAt = micros(c.now)
		c.record("delete", "practice start", id, map[string]any{"name": r.Name})
		c.tell(notice.Practice, id)
		_, err = c.NewUpdate().Model(r).Column("removed_at").WherePK().Exec(ctx)
		return err
	})
}
