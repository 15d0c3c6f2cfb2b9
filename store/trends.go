package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
)

// counted narrows to what enters averages: the editions in force of ordinary
// evaluations with a score, of calls that were not chosen for their risk; for an agent their own that were released.
func counted(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	q = q.Where("e.purpose = ? AND e.final IS NOT NULL AND NOT e.risk", string(qa.Ordinary))
	if s.PersonID != "" {
		return q.Where("e.organisation_id = ? AND e.agent_id = ? AND e.shown", s.OrganisationID, s.PersonID)
	}
	if !s.All {
		q = q.Where("e.organisation_id = ?", s.OrganisationID)
	}
	return q.Where("e.counts")
}

// about narrows to the first that is named of an agent, a team, an organisation.
func about(q *bun.SelectQuery, agentID, teamID, organisationID string) *bun.SelectQuery {
	switch {
	case agentID != "":
		return q.Where("e.agent_id = ?", agentID)
	case teamID != "":
		return q.Where("e.team_id = ?", teamID)
	case organisationID != "":
		return q.Where("e.organisation_id = ?", organisationID)
	}
	return q
}

// Monthly returns the months from that of from until that before until, in
// the zone of from, each with mean and sample standard deviation of the final
// scores by the day of submission.
func (k *Quality) Monthly(ctx context.Context, by people.Actor, agentID, teamID, organisationID string, from, until time.Time) ([]qa.Month, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	first := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, from.Location())
	var scores []struct {
		SubmittedAt int64
		Final       float64
	}
	q := counted(k.w.read.NewSelect().Model((*evaluationRow)(nil)).Column("submitted_at", "final"), s)
	err = about(q, agentID, teamID, organisationID).Where("e.submitted_at >= ? AND e.submitted_at < ?", micros(first), micros(until)).
		OrderExpr("e.submitted_at").Scan(ctx, &scores)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading scores: %w", err))
	}
	var months []qa.Month
	i := 0
	for at := first; at.Before(until); at = at.AddDate(0, 1, 0) {
		var sum tally
		for ; i < len(scores) && scores[i].SubmittedAt < micros(at.AddDate(0, 1, 0)); i++ {
			sum.add(scores[i].Final)
		}
		months = append(months, sum.month(at))
	}
	return months, nil
}

// tally sums up by Welford's method (Technometrics 4, 1962, 419-420), which
// does not lose digits when the scores lie close together.
type tally struct {
	n       int
	mean, m float64
}

func (t *tally) add(x float64) {
	t.n++
	d := x - t.mean
	t.mean += d / float64(t.n)
	t.m += d * (x - t.mean)
}

func (t *tally) month(start time.Time) qa.Month {
	m := qa.Month{Start: start, N: t.n}
	if t.n > 0 {
		mean := t.mean
		m.Mean = &mean
	}
	if t.n > 1 {
		m.SD = math.Sqrt(t.m / float64(t.n-1))
	}
	return m
}

// WeakPoints returns, per question, how often and how much points are lost
// over evaluations submitted since; the question with most lost first. Its
// text is that of the newest version that was used.
func (k *Quality) WeakPoints(ctx context.Context, by people.Actor, agentID, teamID string, since time.Time) ([]qa.WeakPoint, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Ref       string
		VersionID string
		N, Lost   int
		Mean      float64
	}
	q := k.w.read.NewSelect().Model((*evaluationRow)(nil)).Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition").
		ColumnExpr("a.ref, max(a.version_id) AS version_id, count(*) AS n").
		ColumnExpr("sum(CASE WHEN a.credit < 1 THEN 1 ELSE 0 END) AS lost, avg(1 - a.credit) AS mean")
	err = about(counted(q, s), agentID, teamID, "").Where("e.submitted_at >= ? AND a.weight > 0", micros(since)).
		GroupExpr("a.ref").OrderExpr("mean DESC, n DESC, a.ref").Scan(ctx, &rows)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading weak points: %w", err))
	}
	out := make([]qa.WeakPoint, len(rows))
	texts := map[string]qa.Version{}
	for i, r := range rows {
		if _, ok := texts[r.VersionID]; !ok {
			if texts[r.VersionID], err = k.Version(ctx, people.Program(), r.VersionID); err != nil {
				return nil, err
			}
		}
		v := texts[r.VersionID]
		out[i] = qa.WeakPoint{Ref: r.Ref, Text: r.Ref, N: r.N, Lost: r.Lost, Mean: r.Mean}
		if question, _, ok := v.Find(r.Ref); ok {
			out[i].Text = question.Text
		}
	}
	return out, nil
}
