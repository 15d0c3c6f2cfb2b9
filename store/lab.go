package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/routing/lab"
)

// Lab keeps scenarios and what was found with them. It fits lab.Keeper.
type Lab struct{ w *Workspace }

var _ lab.Keeper = (*Lab)(nil)

// Lab returns the keeper of scenarios.
func (w *Workspace) Lab() *Lab { return &Lab{w} }

type scenarioRow struct {
	bun.BaseModel `bun:"table:scenarios,alias:v"`

	ID        string `bun:"id,pk"`
	Owner     string `bun:"organisation_id"`
	Name      string `bun:"name"`
	Note      string `bun:"note"`
	Content   string `bun:"content"`
	Revision  int    `bun:"revision"`
	ChangedBy string `bun:"changed_by"`
	ChangedAt int64  `bun:"changed_at"`
	RemovedAt int64  `bun:"removed_at"`
	Person    string `bun:"person,scanonly"`
}

func (r *scenarioRow) scenario() lab.Scenario {
	return lab.Scenario{ID: r.ID, Name: r.Name, Note: r.Note, Text: r.Content, Revision: r.Revision, ChangedBy: r.Person, ChangedAt: instant(r.ChangedAt)}
}

// scenarioQuery reads the scenarios that an actor may use, those put away too.
func scenarioQuery(db bun.IDB, by people.Actor, rows *[]scenarioRow) *bun.SelectQuery {
	q := db.NewSelect().Model(rows).ColumnExpr("v.*, coalesce(p.name, '') AS person").Join("LEFT JOIN persons AS p ON p.id = v.changed_by")
	return shared(q, by)
}

// Scenarios lists what the actor may use, by name.
func (k *Lab) Scenarios(ctx context.Context, by people.Actor) ([]lab.Scenario, error) {
	if err := by.Require(people.RunScenarios); err != nil {
		return nil, err
	}
	var rows []scenarioRow
	if err := scenarioQuery(k.w.read, by, &rows).Where("v.removed_at = 0").OrderExpr("v.name, v.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading scenarios: %w", err))
	}
	out := make([]lab.Scenario, len(rows))
	for i := range rows {
		out[i] = rows[i].scenario()
	}
	return out, nil
}

var errNoScenario = fault.New(fault.NotFound, "This scenario is not in the workspace.", nil)

// scenario is one that the actor may use; own ones may be changed too.
func (c *change) scenario(ctx context.Context, id string, toChange bool) (scenarioRow, error) {
	if err := c.by.Require(people.RunScenarios); err != nil {
		return scenarioRow{}, err
	}
	var rows []scenarioRow
	if err := scenarioQuery(c, c.by, &rows).Where("v.id = ?", id).Scan(ctx); err != nil {
		return scenarioRow{}, fmt.Errorf("reading a scenario: %w", err)
	}
	switch {
	case len(rows) == 0:
		return scenarioRow{}, errNoScenario
	case toChange && rows[0].Owner != c.by.OrganisationID && !c.by.May(people.SeeAllCompanies):
		return scenarioRow{}, fault.New(fault.Forbidden, "This scenario is kept by another organisation. Make a copy of your own.", nil)
	}
	return rows[0], nil
}

// Save adds a scenario or keeps a change of it.
func (k *Lab) Save(ctx context.Context, by people.Actor, s lab.Scenario) (lab.Scenario, error) {
	s.Name, s.Note = strings.TrimSpace(s.Name), strings.TrimSpace(s.Note)
	if err := errors.Join(by.Require(people.RunScenarios), s.Check()); err != nil {
		return lab.Scenario{}, err
	}
	var kept lab.Scenario
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r := scenarioRow{ID: newID(), Owner: by.OrganisationID}
		if s.ID != "" {
			var err error
			if r, err = c.scenario(ctx, s.ID, true); err != nil {
				return err
			}
			if r.Revision != s.Revision || r.RemovedAt != 0 {
				return fault.New(fault.Conflict, "{{.Name}} was changed meanwhile. Open the scenario again and repeat the change.", fault.Values{"Name": r.Name})
			}
		}
		r.Name, r.Note, r.Content, r.Revision, r.ChangedBy, r.ChangedAt, r.Person = s.Name, s.Note, s.Text, r.Revision+1, by.PersonID, micros(c.now), by.Name
		if err := c.keepScenario(ctx, &r, s.ID == ""); err != nil {
			return err
		}
		kept = r.scenario()
		return nil
	})
	return kept, err
}

func (c *change) keepScenario(ctx context.Context, r *scenarioRow, added bool) (err error) {
	if added {
		_, err = c.NewInsert().Model(r).Exec(ctx)
	} else {
		_, err = c.NewUpdate().Model(r).WherePK().Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping a scenario: %w", err)
	}
	c.record("save", "scenario", r.ID, map[string]any{"name": r.Name, "revision": r.Revision})
	c.tell(notice.Scenarios, r.ID)
	return nil
}

// Remove puts a scenario away.
func (k *Lab) Remove(ctx context.Context, by people.Actor, id string) error {
	return k.put(ctx, by, id, "delete", func(c *change) int64 { return micros(c.now) })
}

// Restore brings a scenario back.
func (k *Lab) Restore(ctx context.Context, by people.Actor, id string) error {
	return k.put(ctx, by, id, "restore", func(*change) int64 { return 0 })
}

func (k *Lab) put(ctx context.Context, by people.Actor, id, verb string, at func(*change) int64) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.scenario(ctx, id, true)
		if err != nil {
			return err
		}
		r.RemovedAt = at(c)
		if _, err := c.NewUpdate().Model(&r).Column("removed_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("putting a scenario away: %w", err)
		}
		c.record(verb, "scenario", id, map[string]any{"name": r.Name})
		c.tell(notice.Scenarios, id)
		return nil
	})
}

type studyRow struct {
	bun.BaseModel `bun:"table:scenario_studies,alias:s"`

	ID         string `bun:"id,pk"`
	ScenarioID string `bun:"scenario_id"`
	Revision   int    `bun:"revision"`
	Kind       string `bun:"kind"`
	Name       string `bun:"name"`
	Result     string `bun:"result"`
	MadeBy     string `bun:"made_by"`
	MadeAt     int64  `bun:"made_at"`
	Person     string `bun:"person,scanonly"`
}

// Studies lists what is kept of a scenario, the newest first.
func (k *Lab) Studies(ctx context.Context, by people.Actor, scenarioID string) ([]lab.Study, error) {
	if err := by.Require(people.RunScenarios); err != nil {
		return nil, err
	}
	var rows []studyRow
	q := k.w.read.NewSelect().Model(&rows).ColumnExpr("s.*, coalesce(p.name, '') AS person").Join("JOIN scenarios AS v ON v.id = s.scenario_id").
		Join("LEFT JOIN persons AS p ON p.id = s.made_by").Where("s.scenario_id = ?", scenarioID)
	if err := shared(q, by).OrderExpr("s.made_at DESC, s.id DESC").Limit(100).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading studies: %w", err))
	}
	out := make([]lab.Study, len(rows))
	for i, r := range rows {
		out[i] = lab.Study{ID: r.ID, ScenarioID: r.ScenarioID, Revision: r.Revision, Kind: lab.Kind(r.Kind), Name: r.Name, Result: []byte(r.Result), MadeBy: r.Person, MadeAt: instant(r.MadeAt)}
	}
	return out, nil
}

// KeepStudy keeps a result of a scenario that the actor may use.
func (k *Lab) KeepStudy(ctx context.Context, by people.Actor, s lab.Study) (id string, err error) {
	if err := errors.Join(by.Require(people.RunScenarios), s.Check()); err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := c.scenario(ctx, s.ScenarioID, false); err != nil {
			return err
		}
		r := studyRow{ID: newID(), ScenarioID: s.ScenarioID, Revision: s.Revision, Kind: string(s.Kind), Name: strings.TrimSpace(s.Name), Result: string(s.Result), MadeBy: by.PersonID, MadeAt: micros(c.now)}
		if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a study: %w", err)
		}
		id = r.ID
		c.record("save", "study", r.ID, map[string]any{"scenario": s.ScenarioID, "kind": r.Kind})
		c.tell(notice.Scenarios, s.ScenarioID)
		return nil
	})
	return id, err
}
