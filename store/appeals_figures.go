package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
)

// Statistics sums up appeals since a day, in the actor's scope.
func (k *Appeals) Statistics(ctx context.Context, by people.Actor, since time.Time) (appeal.Statistics, error) {
	var out appeal.Statistics
	s, err := callScope(by)
	if err == nil && !by.May(people.DecideAppeals) && !by.Has(people.Client) {
		err = by.Require(people.ReleaseScores)
	}
	if err != nil {
		return out, err
	}
	if out.Limit, err = limitOf(ctx, k.w.read); err != nil {
		return out, k.w.explain(err)
	}
	if out.Funnel, err = k.funnel(ctx, s, since); err != nil {
		return out, k.w.explain(fmt.Errorf("counting appeals: %w", err))
	}
	if out.Questions, err = questionRates(ctx, k.w.read, s, since, out.Limit); err != nil {
		return out, k.w.explain(err)
	}
	if out.Reviewers, err = k.reviewerRates(ctx, s, since); err != nil {
		return out, k.w.explain(fmt.Errorf("counting appeals: %w", err))
	}
	out.Sort()
	return out, nil
}

// inScope narrows a question to the organisations, or the agent, of a scope.
func inScope(q *bun.SelectQuery, table string, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	q = q.Where("?.organisation_id = ?", bun.Ident(table), s.OrganisationID)
	if s.PersonID != "" {
		q = q.Where("?.agent_id = ?", bun.Ident(table), s.PersonID)
	}
	return q
}

func (k *Appeals) funnel(ctx context.Context, s people.Scope, since time.Time) (f appeal.Funnel, err error) {
	const some = "coalesce(sum(CASE WHEN %s THEN 1 ELSE 0 END), 0)"
	count := func(when string) string { return fmt.Sprintf(some, when) }
	err = inScope(k.w.read.NewSelect().TableExpr("releases AS r").Join("JOIN evaluations AS e ON e.id = r.evaluation_id AND e.newest"), "e", s).
		ColumnExpr("count(*)").ColumnExpr(count("r.acknowledged_at > 0")).
		ColumnExpr(count("EXISTS (SELECT 1 FROM score_messages AS m WHERE m.evaluation_id = r.evaluation_id)")).
		ColumnExpr(count("EXISTS (SELECT 1 FROM appeals AS x WHERE x.evaluation_id = r.evaluation_id)")).
		Where("r.released_at >= ? AND e.purpose = ? AND e.state <> ?", micros(since), string(qa.Ordinary), string(qa.Voided)).
		Scan(ctx, &f.Released, &f.Acknowledged, &f.Asked, &f.Appealed)
	if err != nil {
		return f, err
	}
	err = inScope(k.w.read.NewSelect().TableExpr("appeals AS a"), "a", s).ColumnExpr("count(*)").
		ColumnExpr(count("a.decide_by = 0 OR a.decided_at <= a.decide_by")).ColumnExpr(count("a.state = 'revised'")).
		Where("a.decided_at >= ? AND a.decided_at > 0", micros(since)).Scan(ctx, &f.Decided, &f.InTime, &f.Revised)
	return f, err
}

func (k *Appeals) reviewerRates(ctx context.Context, s people.Scope, since time.Time) ([]appeal.ReviewerRate, error) {
	var rows []struct {
		ReviewerID, Name string
		Hits, N          int
	}
	err := inScope(k.w.read.NewSelect().TableExpr("appeal_points AS x").Join("JOIN appeals AS a ON a.id = x.appeal_id"), "a", s).
		ColumnExpr("x.reviewer_id, max(a.reviewer_name) AS name, count(*) AS n, sum(CASE WHEN x.overturned THEN 1 ELSE 0 END) AS hits").
		Where("x.decided_at >= ?", micros(since)).GroupExpr("x.reviewer_id").OrderExpr("name, x.reviewer_id").Scan(ctx, &rows)
	out := make([]appeal.ReviewerRate, len(rows))
	for i, r := range rows {
		out[i] = appeal.ReviewerRate{ReviewerID: r.ReviewerID, Name: r.Name, Rate: appeal.Rate{Hits: r.Hits, N: r.N}}
	}
	return out, err
}

// questionRates are the questions with decided points. Whether one is over the
// limit, and was put up for calibration, is told to who sees everything.
func questionRates(ctx context.Context, db bun.IDB, s people.Scope, since time.Time, l appeal.Limit) ([]appeal.QuestionRate, error) {
	var rows []struct {
		RubricID, Ref, VersionID string
		Hits, N                  int
		ProposedAt               int64
	}
	err := inScope(db.NewSelect().TableExpr("appeal_points AS x").Join("JOIN appeals AS a ON a.id = x.appeal_id"), "a", s).
		ColumnExpr("x.rubric_id, x.ref, max(x.version_id) AS version_id, count(*) AS n, sum(CASE WHEN x.overturned THEN 1 ELSE 0 END) AS hits").
		ColumnExpr("coalesce((SELECT max(p.at) FROM calibration_proposals AS p WHERE p.rubric_id = x.rubric_id AND p.ref = x.ref), 0) AS proposed_at").
		Where("x.decided_at >= ?", micros(since)).GroupExpr("x.rubric_id, x.ref").OrderExpr("x.ref").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("counting appeals: %w", err)
	}
	out := make([]appeal.QuestionRate, len(rows))
	known := map[string]qa.Version{}
	for i, r := range rows {
		v, ok := known[r.VersionID]
		if !ok {
			if v, err = versionBy(ctx, db, people.Program(), r.VersionID); err != nil {
				return nil, err
			}
			known[r.VersionID] = v
		}
		q := appeal.QuestionRate{RubricID: r.RubricID, VersionID: r.VersionID, Ref: r.Ref, Text: r.Ref, Title: v.Title, Rate: appeal.Rate{Hits: r.Hits, N: r.N}}
		if s.All {
			q.Over, q.ProposedAt = l.Over(q.Rate), instant(r.ProposedAt)
		}
		if question, _, ok := v.Find(r.Ref); ok {
			q.Text = question.Text
		}
		out[i] = q
	}
	return out, nil
}

// propose puts questions of a decided appeal up for calibration that are over
// the limit now, unless they were put up within the time that is looked back.
func (k *Appeals) propose(ctx context.Context, c *change, a appeal.Appeal) error {
	l, err := limitOf(ctx, c)
	if err != nil {
		return err
	}
	since := c.now.AddDate(0, 0, -l.Days)
	rates, err := questionRates(ctx, c, people.Scope{All: true}, since, l)
	if err != nil {
		return err
	}
	contested := map[string]bool{}
	for _, p := range a.Points {
		contested[p.Ref] = true
	}
	for _, q := range rates {
		if q.RubricID != a.RubricID || !contested[q.Ref] || !q.Over || q.ProposedAt.After(since) {
			continue
		}
		why := words.T("Overturned on appeal: {{.Hits}} of {{.N}}", fault.Values{"Hits": q.Hits, "N": q.N})
		if err := c.byItself(ctx, calibration.Proposal{VersionID: q.VersionID, Ref: q.Ref, Why: why}); err != nil {
			return err
		}
	}
	return nil
}

// byItself puts a question up in the name of the program, whoever decided last.
func (c *change) byItself(ctx context.Context, p calibration.Proposal) error {
	program := &change{Tx: c.Tx, by: people.Program(), now: c.now}
	err := program.propose(ctx, p)
	c.acts, c.after = append(c.acts, program.acts...), append(c.after, program.after...)
	return err
}

// Waiting returns what waits for the actor.
func (k *Appeals) Waiting(ctx context.Context, by people.Actor) (w appeal.Waiting, err error) {
	if _, err := callScope(by); err != nil || by.PersonID == "" {
		return w, err
	}
	if w.ToAcknowledge, err = k.toAcknowledge(ctx, by); err != nil {
		return w, k.w.explain(err)
	}
	if w.Questions, err = k.questions(ctx, by); err != nil {
		return w, k.w.explain(err)
	}
	open, err := k.Cases(ctx, by, appeal.Find{State: []appeal.State{appeal.Filed, appeal.Taken}}, mostWaiting)
	if err != nil {
		return w, err
	}
	for _, a := range open {
		free := a.DeciderID == "" || a.DeciderID == by.PersonID
		if free && appeal.MayDecide(by, a.Appeal) == nil {
			w.Appeals = append(w.Appeals, a)
		}
	}
	w.Decided, err = k.decidedOf(ctx, by)
	return w, k.w.explain(err)
}

// mostWaiting bounds what is read for a look at the day.
const mostWaiting = 200

// reminded is an evaluation that somebody is reminded of, with its call.
type reminded struct {
	evaluationRow `bun:",extend"`
	Title         string `bun:"title"`
	Content       string `bun:"content"`
}

func (k *Appeals) reminders(ctx context.Context, dates bool, rows []reminded) ([]appeal.Reminder, error) {
	out := make([]appeal.Reminder, len(rows))
	for i, r := range rows {
		out[i] = appeal.Reminder{EvaluationID: r.ID, CallID: r.CallID, Title: r.Title, Text: r.Content}
		if !dates {
			continue
		}
		t, err := k.terms(ctx, k.w.read, r.evaluationRow)
		if err != nil {
			return nil, err
		}
		out[i].Due, out[i].AppealBy = t.AcknowledgeBy, t.AppealBy
	}
	return out, nil
}

func (k *Appeals) toAcknowledge(ctx context.Context, by people.Actor) ([]appeal.Reminder, error) {
	if !by.May(people.SeeOwnCalls) {
		return nil, nil
	}
	var rows []reminded
	err := k.w.read.NewSelect().Model(&rows).ColumnExpr("e.*, c.title, '' AS content").Join("JOIN calls AS c ON c.id = e.call_id").
		Where("e.agent_id = ? AND e.organisation_id = ? AND e.shown AND e.state = ? AND e.purpose = ?", by.PersonID, by.OrganisationID, string(qa.Released), string(qa.Ordinary)).
		OrderExpr("e.submitted_at, e.id").Limit(mostWaiting).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading what is to be acknowledged: %w", err)
	}
	return k.reminders(ctx, true, rows)
}

// questions are those that nobody has answered yet.
func (k *Appeals) questions(ctx context.Context, by people.Actor) ([]appeal.Reminder, error) {
	s, err := callScope(by)
	if err != nil || s.PersonID != "" {
		return nil, err
	}
	var rows []reminded
	q := inScope(k.w.read.NewSelect().Model(&rows), "e", s).ColumnExpr("e.*, c.title, m.content").Join("JOIN calls AS c ON c.id = e.call_id").
		Join("JOIN score_messages AS m ON m.evaluation_id = e.id AND m.by_agent").
		Where("e.newest AND NOT EXISTS (SELECT 1 FROM score_messages AS n WHERE n.evaluation_id = e.id AND (n.sent_at > m.sent_at OR n.sent_at = m.sent_at AND n.id > m.id))")
	if !by.May(people.DecideAppeals) {
		q = q.Where("e.reviewer_id = ?", by.PersonID)
	}
	if err := q.OrderExpr("m.sent_at, m.id").Limit(mostWaiting).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading questions: %w", err)
	}
	return k.reminders(ctx, false, rows)
}

// decidedOf are the actor's own appeals whose evaluations are not closed yet.
func (k *Appeals) decidedOf(ctx context.Context, by people.Actor) ([]appeal.Case, error) {
	var rows []caseRow
	err := withCall(k.w.read.NewSelect().Model(&rows)).Join("JOIN evaluations AS e ON e.id = a.evaluation_id AND e.newest").
		Where("a.agent_id = ? AND a.organisation_id = ? AND a.decided_at > 0 AND e.state IN (?)", by.PersonID, by.OrganisationID, bun.List([]qa.State{qa.Upheld, qa.Revised})).
		OrderExpr("a.decided_at DESC").Limit(mostWaiting).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading decided appeals: %w", err)
	}
	return k.cases(ctx, by, rows)
}

// told is until when the agent is to have read a decision; zero without one.
func told(clock appeal.Clock, decidedAt int64, t qa.Timers) time.Time {
	return clock.After(instant(decidedAt), cmp.Or(t.AcknowledgeWithin, 1))
}
