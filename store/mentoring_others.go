package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/insight"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// compare tells the effect on each line beside similar agents of the mentee's
// organisation without a mentor in both windows.
func (r *lineReader) compare(ctx context.Context, lines []mentoring.Line, all []scoredAnswer) error {
	a, b, c, d := r.plan.Windows(r.now)
	others, err := r.others(ctx, lines)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		own := mentoring.Change{PersonID: r.p.Mentee.PersonID}
		for _, x := range all {
			at := instant(x.SubmittedAt)
			switch {
			case x.key() != l.Source.Ref:
			case !at.Before(a) && at.Before(b):
				own.Before.Add(x.Value)
			case !at.Before(c) && at.Before(d):
				own.After.Add(x.Value)
			}
		}
		l.Effect = mentoring.EffectOf(own, others[l.Source.Ref])
	}
	return nil
}

// others are the scores of agents without a mentor in both windows, by source.
func (r *lineReader) others(ctx context.Context, lines []mentoring.Line) (map[string][]mentoring.Change, error) {
	mentored, err := r.mentored(ctx)
	if err != nil {
		return nil, err
	}
	var refs []string
	whole := false
	for _, l := range lines {
		if _, ref := (contract.Source{Ref: l.Source.Ref}).Question(); l.Source.Kind == contract.RubricQuestion {
			refs = append(refs, ref)
		}
		whole = whole || l.Source.Kind == contract.WholeRubric
	}
	out := map[string][]mentoring.Change{}
	if len(refs) > 0 {
		q := r.w.read.NewSelect().Model((*evaluationRow)(nil)).Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition").
			ColumnExpr("e.agent_id, e.rubric_id, a.ref, count(*) AS n, sum(100 * a.credit) AS sum, sum(10000 * a.credit * a.credit) AS squares").
			Where("a.weight > 0 AND a.ref IN (?)", bun.List(refs)).GroupExpr("a.ref")
		if err := r.sums(ctx, q, mentored, out); err != nil {
			return nil, err
		}
	}
	if whole {
		q := r.w.read.NewSelect().Model((*evaluationRow)(nil)).ColumnExpr("e.agent_id, e.rubric_id, '' AS ref, count(*) AS n, sum(e.final) AS sum, sum(e.final * e.final) AS squares")
		if err := r.sums(ctx, q, mentored, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sums adds up by agent, rubric and window.
func (r *lineReader) sums(ctx context.Context, q *bun.SelectQuery, without []string, out map[string][]mentoring.Change) error {
	a, b, c, d := r.plan.Windows(r.now)
	var rows []struct {
		AgentID, RubricID, Ref string
		Later                  bool
		N                      int
		Sum, Squares           float64
	}
	err := counted(q, people.Scope{OrganisationID: r.p.Mentee.OrganisationID}).ColumnExpr("(e.submitted_at >= ?) AS later", micros(b)).
		Where("e.agent_id NOT IN (?)", bun.List(without)).
		Where("(e.submitted_at >= ? AND e.submitted_at < ? OR e.submitted_at >= ? AND e.submitted_at < ?)", micros(a), micros(b), micros(c), micros(d)).
		GroupExpr("e.agent_id, e.rubric_id, later").OrderExpr("e.agent_id, e.rubric_id, later").Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("adding up what others scored: %w", err)
	}
	for _, row := range rows {
		x := scoredAnswer{RubricID: row.RubricID, Ref: row.Ref}
		all := out[x.key()]
		i := slices.IndexFunc(all, func(c mentoring.Change) bool { return c.PersonID == row.AgentID })
		if i < 0 {
			all, i = append(all, mentoring.Change{PersonID: row.AgentID}), len(all)
		}
		if sum := insight.SumOf(row.N, row.Sum, row.Squares); row.Later {
			all[i].After = sum
		} else {
			all[i].Before = sum
		}
		out[x.key()] = all
	}
	return nil
}

// mentored are those who had a mentor at some time of the two windows.
func (r *lineReader) mentored(ctx context.Context) ([]string, error) {
	all, err := r.w.pairs(ctx, r.w.read, people.Program(), func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	if err != nil {
		return nil, err
	}
	from, _, _, until := r.plan.Windows(r.now)
	out := []string{r.p.Mentee.PersonID}
	for i := range all {
		p := &all[i]
		if c := p.InForce(); c != nil {
			plan := mentoring.PlanOf(c.Terms, r.w.zone)
			ended := !p.EndedAt.IsZero() && p.EndedAt.Before(from)
			if plan.Begins.Before(until) && plan.Ends.After(from) && !ended {
				out = append(out, p.Mentee.PersonID)
			}
		}
	}
	return out, nil
}
