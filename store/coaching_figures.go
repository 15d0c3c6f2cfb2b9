package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/coaching"
)

// credits selects answers to a question that enter averages.
func credits(db bun.IDB, from, until time.Time) *bun.SelectQuery {
	return counted(db.NewSelect().Model((*evaluationRow)(nil)), people.Scope{All: true}).Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition").
		Where("a.weight > 0 AND e.submitted_at >= ? AND e.submitted_at < ?", micros(from), micros(until))
}

// sample is how a person did on a question in the Window before an instant.
func (k *Coaching) sample(ctx context.Context, db bun.IDB, personID, rubricID, ref string, until time.Time) (coaching.Sample, error) {
	var out []float64
	err := credits(db, until.Add(-coaching.Window), until).ColumnExpr("a.credit").Where("e.agent_id = ? AND e.rubric_id = ? AND a.ref = ?", personID, rubricID, ref).Scan(ctx, &out)
	if err != nil {
		return coaching.Sample{}, fmt.Errorf("reading a baseline: %w", err)
	}
	return coaching.SampleOf(out), nil
}

// Baseline is how a person has done on a question.
func (k *Coaching) Baseline(ctx context.Context, by people.Actor, personID, rubricID, ref string) (coaching.Sample, error) {
	scope, err := coached(by)
	if err != nil {
		return coaching.Sample{}, err
	}
	if _, err := personBy(ctx, k.w.read, scope, personID); err != nil {
		return coaching.Sample{}, k.w.explain(err)
	}
	s, err := k.sample(ctx, k.w.read, personID, rubricID, ref, k.w.now())
	return s, k.w.explain(err)
}

// Draft is the plan that an evaluation calls for.
func (k *Coaching) Draft(ctx context.Context, by people.Actor, evaluationID string) (s coaching.Standing, err error) {
	scope, err := coached(by)
	if err != nil {
		return s, err
	}
	e, err := evaluationBy(ctx, k.w.read, by, evaluationID)
	if err != nil {
		return s, k.w.explain(err)
	}
	p, err := personBy(ctx, k.w.read, scope, e.AgentID)
	if err != nil {
		return s, k.w.explain(err)
	}
	v, err := versionBy(ctx, k.w.read, people.Program(), e.VersionID)
	if err != nil {
		return s, err
	}
	var answers qa.Answers
	if err := json.Unmarshal([]byte(e.Answers), &answers); err != nil {
		return s, fmt.Errorf("reading evaluation %s: %w", e.ID, err)
	}
	now := k.w.now()
	s = coaching.Standing{Plan: coaching.Plan{PersonID: e.AgentID, CoachID: by.PersonID, EvaluationIDs: []string{e.ID}, State: coaching.ToDo, Goal: coaching.Goal{RubricID: e.RubricID, By: now.Add(coaching.Window)}},
		Person: p.Name, Coach: by.Name, TeamID: p.TeamID.String, OrganisationID: p.OrganisationID}
	if q := coaching.Worst(&v, answers); q != nil {
		s.Goal.Ref, s.Goal.Question, s.Expected = q.Ref, q.Text, coaching.Expected(q)
	}
	had, err := k.sample(ctx, k.w.read, e.AgentID, e.RubricID, s.Goal.Ref, now)
	s.Goal.Baseline, s.Goal.N, s.Goal.Target = had.Mean, had.N, coaching.Aim(had)
	return s, k.w.explain(err)
}

// Priorities says what to coach first.
func (k *Coaching) Priorities(ctx context.Context, by people.Actor, g coaching.Group, since time.Time) ([]coaching.Priority, error) {
	scope, err := coached(by)
	if err != nil {
		return nil, err
	}
	narrow := func(q *bun.SelectQuery) *bun.SelectQuery {
		if !scope.All {
			q = q.Where("e.organisation_id = ?", scope.OrganisationID)
		}
		return about(q, g.PersonID, g.TeamID, g.OrganisationID)
	}
	var answers []coaching.Scored
	until := k.w.now()
	if err := narrow(credits(k.w.read, since, until)).ColumnExpr("e.rubric_id, a.ref, a.credit, a.weight").Scan(ctx, &answers); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading answers: %w", err))
	}
	q := counted(k.w.read.NewSelect().Model((*evaluationRow)(nil)), people.Scope{All: true}).Where("e.submitted_at >= ? AND e.submitted_at < ?", micros(since), micros(until))
	evaluations, err := narrow(q).Count(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("counting evaluations: %w", err))
	}
	out := coaching.Priorities(answers, int(evaluations))
	for i := range out {
		q, err := k.question(ctx, k.w.read, out[i].RubricID, out[i].Ref)
		switch {
		case err == nil:
			out[i].Question = q.Text
		case !fault.Is(err, fault.NotFound):
			return nil, k.w.explain(err)
		}
	}
	return out, nil
}

// Effect is what a plan brought.
func (k *Coaching) Effect(ctx context.Context, by people.Actor, id string) (e coaching.Effect, err error) {
	s, err := k.one(ctx, k.w.read, by, id)
	if err != nil {
		return e, k.w.explain(err)
	}
	if s.BegunAt.IsZero() {
		return e, nil
	}
	before := [2]time.Time{s.BegunAt.Add(-coaching.Window), s.BegunAt}
	after := [2]time.Time{s.FollowAt, s.FollowAt.Add(coaching.Window)}
	if s.FollowAt.IsZero() {
		after = [2]time.Time{}
	}
	all, err := k.around(ctx, &s, before, after)
	if err != nil {
		return e, k.w.explain(err)
	}
	taken, err := k.coachedElse(ctx, &s, before[0], after[1])
	if err != nil {
		return e, k.w.explain(err)
	}
	var others []coaching.Around
	for agent, a := range all {
		if agent != s.PersonID && !taken[agent] {
			others = append(others, *a)
		}
	}
	own := coaching.Around{}
	if a := all[s.PersonID]; a != nil {
		own = *a
	}
	e = coaching.EffectOf(own, others)
	e.Until = after[1]
	return e, nil
}

// around are the credits of every agent of the organisation in both windows.
func (k *Coaching) around(ctx context.Context, s *coaching.Standing, before, after [2]time.Time) (map[string]*coaching.Around, error) {
	out := map[string]*coaching.Around{}
	for i, w := range [][2]time.Time{before, after} {
		if w[1].IsZero() {
			continue
		}
		var rows []struct {
			AgentID string
			Credit  float64
		}
		err := credits(k.w.read, w[0], w[1]).ColumnExpr("e.agent_id, a.credit").
			Where("e.organisation_id = ? AND e.rubric_id = ? AND a.ref = ?", s.OrganisationID, s.Goal.RubricID, s.Goal.Ref).OrderExpr("e.submitted_at, e.id").Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("reading the calls around a coaching: %w", err)
		}
		for _, r := range rows {
			a := out[r.AgentID]
			if a == nil {
				a = &coaching.Around{}
				out[r.AgentID] = a
			}
			if i == 0 {
				a.Before = append(a.Before, r.Credit)
			} else {
				a.After = append(a.After, r.Credit)
			}
		}
	}
	return out, nil
}

// coachedElse are those who were coached on the same question in the windows.
func (k *Coaching) coachedElse(ctx context.Context, s *coaching.Standing, from, until time.Time) (map[string]bool, error) {
	var ids []string
	err := k.w.read.NewRaw(`SELECT DISTINCT person_id FROM coaching_plans WHERE rubric_id = ? AND ref = ? AND begun_at > 0 AND begun_at < ? AND (state <> ? OR begun_at >= ?)`,
		s.Goal.RubricID, s.Goal.Ref, micros(until), string(coaching.Done), micros(from)).Scan(ctx, &ids)
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
