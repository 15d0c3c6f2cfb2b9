package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/coaching"
)

// coached is the scope of whoever keeps coaching.
func coached(by people.Actor) (people.Scope, error) {
	return people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, by.Require(people.KeepCoaching)
}

// Save adds a plan or changes one.
func (k *Coaching) Save(ctx context.Context, by people.Actor, p coaching.Plan) (string, error) {
	scope, err := coached(by)
	if err != nil {
		return "", err
	}
	id := p.ID
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		kept := coaching.Plan{PersonID: p.PersonID, CoachID: by.PersonID, State: coaching.ToDo, MadeAt: c.now}
		if p.ID != "" {
			old, err := k.one(ctx, c, by, p.ID)
			if err != nil {
				return err
			}
			kept = old.Plan
		}
		if err := k.complete(ctx, c, scope, &p, kept.PersonID); err != nil {
			return err
		}
		if err := kept.Rewrite(p, c.now); err != nil {
			return err
		}
		if kept.ID == "" {
			kept.ID = newID()
		}
		id = kept.ID
		c.record("plan", "coaching", id, map[string]any{"person": kept.PersonID, "ref": kept.Goal.Ref, "target": kept.Goal.Target, "by": micros(kept.Goal.By)})
		if err := c.putPlan(ctx, &kept); err != nil {
			return err
		}
		return c.linkEvaluations(ctx, &kept)
	})
	return keptID(id, err)
}

// complete checks what a plan refers to, and fills in its question and baseline.
func (k *Coaching) complete(ctx context.Context, c *change, scope people.Scope, p *coaching.Plan, personID string) error {
	if personID == "" {
		return nil // Check says so
	}
	person, err := personBy(ctx, c, scope, personID)
	if err != nil {
		return err
	}
	if person.person().Left(c.now) {
		return fault.New(fault.Invalid, "{{.Name}} has left. Nobody is coached after that.", fault.Values{"Name": person.Name})
	}
	for _, id := range p.EvaluationIDs {
		e, err := evaluationBy(ctx, c, c.by, id)
		if err != nil {
			return err
		}
		if e.AgentID != personID {
			return errNoEvaluation
		}
	}
	p.EvaluationIDs = slices.Compact(slices.Sorted(slices.Values(p.EvaluationIDs)))
	if p.Goal.Ref == "" {
		return nil
	}
	q, err := k.question(ctx, c, p.Goal.RubricID, p.Goal.Ref)
	if err != nil {
		return err
	}
	s, err := k.sample(ctx, c, personID, p.Goal.RubricID, p.Goal.Ref, c.now)
	p.Goal.Question, p.Goal.Baseline, p.Goal.N = q.Text, s.Mean, s.N
	return err
}

func (c *change) linkEvaluations(ctx context.Context, p *coaching.Plan) error {
	if _, err := c.ExecContext(ctx, `DELETE FROM coaching_evaluations WHERE plan_id = ?`, p.ID); err != nil {
		return fmt.Errorf("linking evaluations: %w", err)
	}
	for _, id := range p.EvaluationIDs {
		if _, err := c.ExecContext(ctx, `INSERT INTO coaching_evaluations (plan_id, evaluation_id) VALUES (?, ?)`, p.ID, id); err != nil {
			return fmt.Errorf("linking evaluations: %w", err)
		}
	}
	return nil
}

// act does something to a plan of the actor's scope.
func (k *Coaching) act(ctx context.Context, by people.Actor, id, verb string, do func(c *change, p *coaching.Plan) error) error {
	if _, err := coached(by); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := k.one(ctx, c, by, id)
		if err != nil {
			return err
		}
		if s.PersonID == by.PersonID {
			return fault.New(fault.Forbidden, "Nobody coaches themselves.", nil)
		}
		if err := do(c, &s.Plan); err != nil {
			return err
		}
		c.record(verb, "coaching", id, map[string]any{"state": string(s.State)})
		return c.putPlan(ctx, &s.Plan)
	})
}

// Arrange plans the next session.
func (k *Coaching) Arrange(ctx context.Context, by people.Actor, id string, at time.Time) error {
	return k.act(ctx, by, id, "arrange", func(c *change, p *coaching.Plan) error { return p.Arrange(at.UTC().Truncate(time.Minute), c.now) })
}

// Hold notes a session that was held.
func (k *Coaching) Hold(ctx context.Context, by people.Actor, id string, at time.Time, note string) error {
	return k.act(ctx, by, id, "hold", func(c *change, p *coaching.Plan) error {
		return p.Hold(coaching.Session{At: at.UTC().Truncate(time.Minute), Note: note, By: by.Name}, c.now)
	})
}

// Follow lets the calls prove it.
func (k *Coaching) Follow(ctx context.Context, by people.Actor, id string) error {
	return k.act(ctx, by, id, "follow-up", func(c *change, p *coaching.Plan) error { return p.Follow(c.now) })
}

// Resume takes a plan up again.
func (k *Coaching) Resume(ctx context.Context, by people.Actor, id string) error {
	return k.act(ctx, by, id, "resume", func(_ *change, p *coaching.Plan) error { return p.Resume() })
}

// Close ends the follow-up.
func (k *Coaching) Close(ctx context.Context, by people.Actor, id string, met bool, verdict string) error {
	return k.act(ctx, by, id, "close", func(c *change, p *coaching.Plan) error { return p.Close(met, verdict, c.now) })
}

// Acknowledge is the agent's own.
func (k *Coaching) Acknowledge(ctx context.Context, by people.Actor, id, words string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := k.one(ctx, c, by, id)
		if err == nil && (s.PersonID != by.PersonID || by.PersonID == "") {
			err = errNoCoaching
		}
		if err != nil {
			return err
		}
		if err := s.Acknowledge(words, c.now); err != nil {
			return err
		}
		c.record("acknowledge", "coaching", id, nil)
		return c.putPlan(ctx, &s.Plan)
	})
}

var errNotAsked = fault.New(fault.NotFound, "This question is not in the rubric.", nil)

// question is the newest wording of a question of a rubric.
func (k *Coaching) question(ctx context.Context, db bun.IDB, rubricID, ref string) (*qa.Question, error) {
	var ids []string
	if err := db.NewRaw(`SELECT id FROM rubric_versions WHERE rubric_id = ? ORDER BY number DESC`, rubricID).Scan(ctx, &ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		v, err := versionBy(ctx, db, people.Program(), id)
		if err != nil {
			return nil, err
		}
		if q, _, ok := v.Find(ref); ok {
			return q, nil
		}
	}
	return nil, errNotAsked
}
