package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/sampling"
)

// Sampling keeps sampling plans, draws from them and deals the work. It fits
// sampling.Keeper and sampling.Drawer.
type Sampling struct{ w *Workspace }

var (
	_ sampling.Keeper = (*Sampling)(nil)
	_ sampling.Drawer = (*Sampling)(nil)
)

// Sampling returns the keeper of sampling plans.
func (w *Workspace) Sampling() *Sampling { return &Sampling{w: w} }

type planRow struct {
	bun.BaseModel `bun:"table:sampling_plans,alias:p"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	Wide           bool   `bun:"wide"` // over all organisations
	Content        string `bun:"content"`
	UntilAt        int64  `bun:"until_at"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	Closed         bool   `bun:"closed"`
}

func (r planRow) plan() (sampling.Plan, error) {
	var p sampling.Plan
	if err := json.Unmarshal([]byte(r.Content), &p); err != nil {
		return p, fmt.Errorf("reading sampling plan %s: %w", r.ID, err)
	}
	p.ID, p.OrganisationID, p.MadeBy, p.MadeAt, p.Closed = r.ID, r.OrganisationID, r.MadeBy, instant(r.MadeAt), r.Closed
	return p, nil
}

// scope is whose calls the plan draws from.
func (r planRow) scope() people.Scope {
	return people.Scope{All: r.Wide, OrganisationID: r.OrganisationID}
}

// samplingScope is whose plans an actor may keep.
func samplingScope(by people.Actor) (people.Scope, error) {
	if err := errors.Join(by.Require(people.ReleaseScores), by.Require(people.SeeCalls)); err != nil {
		return people.Scope{}, err
	}
	return callScope(by)
}

func plansWithin(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	return q.Where("p.organisation_id = ? AND NOT p.wide", s.OrganisationID)
}

var errNoPlan = fault.New(fault.NotFound, "This sampling plan is not in the workspace.", nil)

// planBy returns a plan of the actor's scope.
func planBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (r planRow, p sampling.Plan, err error) {
	s, err := samplingScope(by)
	if err != nil {
		return r, p, err
	}
	err = plansWithin(db.NewSelect().Model(&r), s).Where("p.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, p, errNoPlan
	}
	if err == nil {
		p, err = r.plan()
	}
	return r, p, err
}

// Plans returns the plans in the actor's scope, open ones first, those that
// end last first.
func (k *Sampling) Plans(ctx context.Context, by people.Actor) ([]sampling.Standing, error) {
	s, err := samplingScope(by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		planRow     `bun:",extend"`
		Drawn, Done int
	}
	q := plansWithin(k.w.read.NewSelect().Model(&rows), s).ColumnExpr("p.*").ColumnExpr(counting("", "drawn")).ColumnExpr(counting("AND k.done_at > 0", "done"))
	if err := q.OrderExpr("p.closed, p.until_at DESC, p.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading sampling plans: %w", err))
	}
	out := make([]sampling.Standing, len(rows))
	for i, r := range rows {
		out[i].Drawn, out[i].Done = r.Drawn, r.Done
		if out[i].Plan, err = r.plan(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// counting counts the calls of a plan that are used.
func counting(more, name string) string {
	return `(SELECT count(*) FROM sampling_picks AS x LEFT JOIN tasks AS k ON k.id = x.task_id WHERE x.plan_id = p.id AND x.unusable = '' ` + more + `) AS ` + name
}

// SavePlan adds or changes a plan. Its reviewers must be in the actor's scope
// and able to score, its rubric in use.
func (k *Sampling) SavePlan(ctx context.Context, by people.Actor, p sampling.Plan) (string, error) {
	s, err := samplingScope(by)
	if err == nil {
		p.Name = strings.TrimSpace(p.Name)
		err = p.Check()
	}
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row := planRow{ID: newID(), OrganisationID: by.OrganisationID, Wide: s.All, MadeBy: by.PersonID, MadeAt: micros(c.now)}
		if p.ID != "" {
			if row, _, err = planBy(ctx, c, by, p.ID); err != nil {
				return err
			}
		}
		if err := c.checkPlan(ctx, s, p); err != nil {
			return err
		}
		if row.Content, err = asJSON(p); err != nil {
			return err
		}
		row.UntilAt = micros(p.Until)
		return c.keepPlan(ctx, &p, row)
	})
	return keptID(p.ID, err)
}

func (c *change) keepPlan(ctx context.Context, p *sampling.Plan, row planRow) (err error) {
	if p.ID == "" {
		_, err = c.NewInsert().Model(&row).Exec(ctx)
	} else {
		_, err = c.NewUpdate().Model(&row).WherePK().Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping a sampling plan: %w", err)
	}
	p.ID = row.ID
	c.record("save", "sampling plan", row.ID, map[string]any{"name": p.Name, "method": p.Method, "n": p.N})
	c.tell(notice.Sampling, row.ID)
	return nil
}

func (c *change) checkPlan(ctx context.Context, s people.Scope, p sampling.Plan) error {
	if _, err := activeVersion(ctx, c, c.by, p.RubricID); err != nil {
		return err
	}
	for _, id := range p.Reviewers {
		if _, err := reviewerBy(ctx, c, s, id); err != nil {
			return err
		}
	}
	return nil
}

// reviewerBy is a person in scope who can score, as an actor.
func reviewerBy(ctx context.Context, db bun.IDB, s people.Scope, id string) (people.Actor, error) {
	r, err := personBy(ctx, db, people.Scope{All: s.All, OrganisationID: s.OrganisationID}, id)
	if err != nil {
		return people.Actor{}, err
	}
	kinds, err := organisationKinds(ctx, db)
	if err != nil {
		return people.Actor{}, err
	}
	a := people.As(r.person(), kinds[r.OrganisationID])
	if !a.May(people.ScoreCalls) {
		return a, fault.New(fault.Invalid, "{{.Name}} may not score calls. Choose another reviewer.", fault.Values{"Name": r.Name})
	}
	return a, nil
}

// activeVersion is the ID of the version of a rubric that is in use.
func activeVersion(ctx context.Context, db bun.IDB, by people.Actor, rubricID string) (string, error) {
	var r versionRow
	err := shared(db.NewSelect().Model(&r), by).Where("v.rubric_id = ? AND v.state = ?", rubricID, "active").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, "The rubric of this plan is no longer in use. Choose another one.", nil)
	}
	return r.ID, err
}

// ClosePlan ends a plan or opens it again.
func (k *Sampling) ClosePlan(ctx context.Context, by people.Actor, id string, closed bool) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, _, err := planBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		row.Closed = closed
		if _, err := c.NewUpdate().Model(&row).Column("closed").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("closing a sampling plan: %w", err)
		}
		c.record("close", "sampling plan", id, map[string]any{"closed": closed})
		c.tell(notice.Sampling, id)
		return nil
	})
}
