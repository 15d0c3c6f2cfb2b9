package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/coaching"
)

// Coaching keeps coaching plans. It fits coaching.Keeper and coaching.Figures.
type Coaching struct{ w *Workspace }

var (
	_ coaching.Keeper  = (*Coaching)(nil)
	_ coaching.Figures = (*Coaching)(nil)
)

// Coaching returns the keeper of coaching plans.
func (w *Workspace) Coaching() *Coaching { return &Coaching{w} }

type coachingRow struct {
	bun.BaseModel `bun:"table:coaching_plans,alias:k"`

	ID       string `bun:"id,pk"`
	PersonID string `bun:"person_id"`
	CoachID  string `bun:"coach_id"`
	State    string `bun:"state"`
	RubricID string `bun:"rubric_id"`
	Ref      string `bun:"ref"`
	GoalBy   int64  `bun:"goal_by"`
	BegunAt  int64  `bun:"begun_at"`
	Content  string `bun:"content"`
}

type shownPlan struct {
	coachingRow            `bun:",extend"`
	Person, Coach          string
	TeamID, Team           string
	OrganisationID         string
	Organisation, MentorID string
}

func (r *shownPlan) standing() (s coaching.Standing, err error) {
	if err := json.Unmarshal([]byte(r.Content), &s.Plan); err != nil {
		return s, fmt.Errorf("reading coaching plan %s: %w", r.ID, err)
	}
	s.ID, s.PersonID, s.CoachID, s.State = r.ID, r.PersonID, r.CoachID, coaching.State(r.State)
	s.Person, s.Coach, s.TeamID, s.Team, s.OrganisationID, s.Organisation = r.Person, r.Coach, r.TeamID, r.Team, r.OrganisationID, r.Organisation
	return s, nil
}

// coachingWithin narrows plans to those that the actor may know of.
func coachingWithin(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if by.PersonID == "" && !by.May(people.KeepCoaching) {
		return nil, by.Require(people.KeepCoaching)
	}
	const own = "k.person_id = ? OR k.coach_id = ? OR p.mentor_id = ?"
	switch {
	case by.May(people.KeepCoaching) && by.May(people.SeeAllCompanies):
		return q, nil
	case by.May(people.KeepCoaching):
		return q.Where("p.organisation_id = ?", by.OrganisationID), nil
	}
	return q.Where("p.organisation_id = ? AND ("+own+")", by.OrganisationID, by.PersonID, by.PersonID, by.PersonID), nil
}

func (k *Coaching) read(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]coaching.Standing, error) {
	var rows []shownPlan
	q, err := coachingWithin(db.NewSelect().Model(&rows).ColumnExpr("k.*").
		ColumnExpr("p.name AS person, b.name AS coach, p.team_id, coalesce(t.name, '') AS team, p.organisation_id, o.name AS organisation, p.mentor_id").
		Join("JOIN persons AS p ON p.id = k.person_id").Join("JOIN persons AS b ON b.id = k.coach_id").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id"), by)
	if err != nil {
		return nil, err
	}
	if err := which(q).OrderExpr("k.goal_by, k.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading coaching plans: %w", err)
	}
	out := make([]coaching.Standing, len(rows))
	for i := range rows {
		if out[i], err = rows[i].standing(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Plans returns those that match.
func (k *Coaching) Plans(ctx context.Context, by people.Actor, f coaching.Find) ([]coaching.Standing, error) {
	out, err := k.read(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		for column, value := range map[string]string{"k.state": string(f.State), "k.person_id": f.PersonID, "p.team_id": f.TeamID} {
			if value != "" {
				q = q.Where("? = ?", bun.Ident(column), value)
			}
		}
		if f.Open {
			q = q.Where("k.state <> ?", string(coaching.Done))
		}
		if f.EvaluationID != "" {
			q = q.Where("k.id IN (SELECT plan_id FROM coaching_evaluations WHERE evaluation_id = ?)", f.EvaluationID)
		}
		return q
	})
	return out, k.w.explain(err)
}

var errNoCoaching = fault.New(fault.NotFound, "This coaching plan is not in the workspace.", nil)

func (k *Coaching) one(ctx context.Context, db bun.IDB, by people.Actor, id string) (coaching.Standing, error) {
	all, err := k.read(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	if err == nil && len(all) == 0 {
		err = errNoCoaching
	}
	if err != nil {
		return coaching.Standing{}, err
	}
	return all[0], nil
}

// Plan returns one.
func (k *Coaching) Plan(ctx context.Context, by people.Actor, id string) (coaching.Standing, error) {
	s, err := k.one(ctx, k.w.read, by, id)
	return s, k.w.explain(err)
}

func (c *change) putPlan(ctx context.Context, p *coaching.Plan) error {
	content, err := asJSON(p)
	if err != nil {
		return err
	}
	r := coachingRow{ID: p.ID, PersonID: p.PersonID, CoachID: p.CoachID, State: string(p.State), RubricID: p.Goal.RubricID, Ref: p.Goal.Ref,
		GoalBy: micros(p.Goal.By), BegunAt: micros(p.BegunAt), Content: content}
	_, err = c.NewInsert().Model(&r).On("CONFLICT (id) DO UPDATE").
		Set("state = excluded.state, rubric_id = excluded.rubric_id, ref = excluded.ref, goal_by = excluded.goal_by, begun_at = excluded.begun_at, content = excluded.content").Exec(ctx)
	if err != nil {
		return fmt.Errorf("keeping a coaching plan: %w", err)
	}
	c.tell(notice.Coaching, p.ID)
	return nil
}
