package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
	"shifu/training/coaching"
)

// Keep keeps a session as it was played.
func (k *Practice) Keep(ctx context.Context, by people.Actor, s logbook.Session) (id string, err error) {
	if err := mayPractise(by); err != nil {
		return "", err
	}
	if err := s.Check(); err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r := &practiceRow{ID: newID(), PersonID: by.PersonID, OrganisationID: by.OrganisationID, Answers: "{}", Regret: "{}"}
		if s.ID != "" {
			var err error
			if r, err = k.own(ctx, c, s.ID); err != nil {
				return err
			}
			if r.Review != "" || r.CommentedAt > 0 {
				return fault.New(fault.Conflict, "This session was reviewed: it stays as it was played. Keep it as another one.", nil)
			}
		}
		r.Scenario, r.Name, r.KeptAt = s.Scenario, s.Name, micros(c.now)
		var errs [2]error
		r.Outcome, errs[0] = asJSON(s.Outcome)
		r.Record, errs[1] = asJSON(s.Record)
		if errs != [2]error{} {
			return fmt.Errorf("writing a practice session: %v", errs)
		}
		id = r.ID
		if s.ID != "" {
			return c.putPractice(ctx, r, "keep", map[string]any{"scenario": r.Scenario}, "scenario", "name", "kept_at", "outcome", "record")
		}
		if _, err := c.NewInsert().Model(r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a practice session: %w", err)
		}
		c.record("keep", "practice", id, map[string]any{"scenario": r.Scenario, "lost": s.Outcome.Lost})
		c.tell(notice.Practice, id)
		return nil
	})
	return keptID(id, err)
}

// KeepReview keeps what the review of an own session found.
func (k *Practice) KeepReview(ctx context.Context, by people.Actor, id string, v practice.Review) error {
	text, err := json.Marshal(v)
	if err == nil && (len(text) > logbook.MostRecord || v.Reruns < practice.LeastReruns) {
		err = fault.New(fault.Invalid, "This is no review of a session that can be kept.", nil)
	}
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.own(ctx, c, id)
		if err != nil {
			return err
		}
		if r.Scenario != v.Scenario {
			return fault.New(fault.Conflict, "This review is of another session.", nil)
		}
		r.Review = string(text)
		if r.Regret, err = asJSON(logbook.AgainstTheRule(&v)); err != nil {
			return err
		}
		return c.putPractice(ctx, r, "review", map[string]any{"reruns": v.Reruns}, "review", "regret")
	})
}

// Answer keeps the answers of whoever played.
func (k *Practice) Answer(ctx context.Context, by people.Actor, id string, a logbook.Answers) error {
	if err := a.Check(); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.own(ctx, c, id)
		if err == nil {
			r.Answers, err = asJSON(a)
		}
		if err != nil {
			return err
		}
		return c.putPractice(ctx, r, "answer", nil, "answers")
	})
}

// Comment keeps what a coach says to a session.
func (k *Practice) Comment(ctx context.Context, by people.Actor, id, text, planID string) error {
	if !coachesPractice(by) || by.PersonID == "" {
		return by.Require(people.KeepCoaching)
	}
	if err := logbook.Tidy(&text); err != nil {
		return err
	}
	if text == "" {
		return fault.New(fault.Invalid, "Write what you say to the session.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.one(ctx, c, by, id)
		if err != nil {
			return err
		}
		if r.PersonID == by.PersonID {
			return fault.New(fault.Forbidden, "Nobody coaches themselves.", nil)
		}
		if planID != "" {
			if err := k.count(ctx, c, r, planID, text); err != nil {
				return err
			}
		}
		r.Comment, r.CoachID, r.CommentedAt = text, by.PersonID, micros(c.now)
		return c.putPractice(ctx, r, "comment", map[string]any{"plan": r.PlanID}, "comment", "coach_id", "commented_at", "plan_id")
	})
}

// count makes a session one of a coaching plan.
func (k *Practice) count(ctx context.Context, c *change, r *practiceRow, planID, note string) error {
	if _, err := coached(c.by); err != nil {
		return err
	}
	p, err := k.w.Coaching().one(ctx, c, c.by, planID)
	switch {
	case err != nil:
		return err
	case p.PersonID != r.PersonID:
		return errNoCoaching
	case r.PlanID != "":
		return fault.New(fault.Conflict, "This session counts in a coaching plan already.", nil)
	}
	if err := p.Hold(coaching.Session{At: c.now, Note: note, By: c.by.Name, PracticeID: r.ID}, c.now); err != nil {
		return err
	}
	r.PlanID = planID
	c.record("hold", "coaching", planID, map[string]any{"state": string(p.State), "practice": r.ID})
	return c.putPlan(ctx, &p.Plan)
}

type ownScenarioRow struct {
	bun.BaseModel `bun:"table:practice_scenarios,alias:v"`

	ID        string `bun:"id,pk"`
	Owner     string `bun:"organisation_id"`
	Name      string `bun:"name"`
	Content   string `bun:"content"`
	ChangedBy string `bun:"changed_by"`
	ChangedAt int64  `bun:"changed_at"`
	RemovedAt int64  `bun:"removed_at"`
	Person    string `bun:"person,scanonly"`
}

// Scenarios lists the own ones and the client's.
func (k *Practice) Scenarios(ctx context.Context, by people.Actor) ([]logbook.Scenario, error) {
	rows, err := ownScenarios(ctx, k.w.read, by, "")
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]logbook.Scenario, len(rows))
	for i, r := range rows {
		out[i] = logbook.Scenario{ID: r.ID, Name: r.Name, Text: r.Content, ChangedBy: r.Person, ChangedAt: instant(r.ChangedAt), Own: r.mayChange(by)}
	}
	return out, nil
}

func (r *ownScenarioRow) mayChange(by people.Actor) bool {
	return by.May(people.KeepPractice) && (r.Owner == by.OrganisationID || by.May(people.SeeAllCompanies))
}

func ownScenarios(ctx context.Context, db bun.IDB, by people.Actor, id string) ([]ownScenarioRow, error) {
	if err := mayPractise(by); err != nil {
		return nil, err
	}
	var rows []ownScenarioRow
	q := shared(db.NewSelect().Model(&rows).ColumnExpr("v.*, coalesce(p.name, '') AS person").Join("LEFT JOIN persons AS p ON p.id = v.changed_by"), by).Where("v.removed_at = 0")
	if id != "" {
		q = q.Where("v.id = ?", id)
	}
	if err := q.OrderExpr("v.name, v.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading practice scenarios: %w", err)
	}
	return rows, nil
}

// changeable is a scenario that the actor may change.
func (c *change) changeable(ctx context.Context, id string) (*ownScenarioRow, error) {
	rows, err := ownScenarios(ctx, c, c.by, id)
	switch {
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, errNoScenario
	case !rows[0].mayChange(c.by):
		return nil, fault.New(fault.Forbidden, "This scenario is kept by another organisation. Make a copy of your own.", nil)
	}
	return &rows[0], nil
}

// Save adds a scenario, or changes one.
func (k *Practice) Save(ctx context.Context, by people.Actor, s logbook.Scenario) (id string, err error) {
	if err := by.Require(people.KeepPractice); err != nil {
		return "", err
	}
	read, err := s.Read()
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) (err error) {
		r := &ownScenarioRow{ID: newID(), Owner: by.OrganisationID}
		if s.ID != "" {
			if r, err = c.changeable(ctx, s.ID); err != nil {
				return err
			}
		}
		r.Name, r.Content, r.ChangedBy, r.ChangedAt = read.Name, s.Text, by.PersonID, micros(c.now)
		if s.ID == "" {
			_, err = c.NewInsert().Model(r).Exec(ctx)
		} else {
			_, err = c.NewUpdate().Model(r).WherePK().Exec(ctx)
		}
		id = r.ID
		c.record("save", "practice scenario", id, map[string]any{"name": r.Name})
		c.tell(notice.Practice, id)
		return err
	})
	return keptID(id, err)
}

// Remove puts one away.
func (k *Practice) Remove(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepPractice); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.changeable(ctx, id)
		if err != nil {
			return err
		}
		r.RemovedAt = micros(c.now)
		c.record("delete", "practice scenario", id, map[string]any{"name": r.Name})
		c.tell(notice.Practice, id)
		_, err = c.NewUpdate().Model(r).Column("removed_at").WherePK().Exec(ctx)
		return err
	})
}
