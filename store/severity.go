package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/severity"
)

// Severity reads what reviewers judged.
type Severity struct{ w *Workspace }

var _ severity.Keeper = (*Severity)(nil)

// Severity returns the keeper of reviewers' profiles and fair scores.
func (w *Workspace) Severity() *Severity { return &Severity{w: w} }

// mostTimed is of how many of the newest evaluations the seconds on each
// question are read: they stand in the answers as they were written.
const mostTimed = 2000

// Judged returns the ordinary and second evaluations in force that were
// submitted from from and before until, in the actor's scope, oldest first.
// Calls chosen for their risk are left out: they would make whoever scores
// many of them look strict.
func (k *Severity) Judged(ctx context.Context, by people.Actor, from, until time.Time) (severity.Data, error) {
	d := severity.Data{Names: map[string]string{}}
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ReleaseScores)
	}
	if err != nil {
		return d, err
	}
	within := func(q *bun.SelectQuery) *bun.SelectQuery {
		if !s.All {
			q = q.Where("e.organisation_id = ?", s.OrganisationID)
		}
		return q.Where("e.counts AND NOT e.risk AND e.final IS NOT NULL AND e.purpose IN (?)", bun.List([]qa.Purpose{qa.Ordinary, qa.Double})).
			Where("e.submitted_at >= ? AND e.submitted_at < ?", micros(from), micros(until))
	}
	at := map[string]int{}
	if err := k.evaluations(ctx, within, &d, at); err != nil {
		return d, k.w.explain(fmt.Errorf("reading evaluations: %w", err))
	}
	if err := k.answers(ctx, within, &d, at); err != nil {
		return d, k.w.explain(fmt.Errorf("reading answers: %w", err))
	}
	return d, k.w.explain(k.spent(ctx, within, &d, at))
}

type narrowing func(q *bun.SelectQuery) *bun.SelectQuery

func (k *Severity) evaluations(ctx context.Context, within narrowing, d *severity.Data, at map[string]int) error {
	rows, err := within(k.w.read.NewSelect().TableExpr("evaluations AS e").Join("JOIN calls AS c ON c.id = e.call_id")).
		ColumnExpr("e.id, e.call_id, e.rubric_id, e.agent_id, c.agent_name, e.reviewer_id, e.reviewer_name, e.purpose, e.submitted_at, e.final, e.listened, c.duration, coalesce(nullif(c.title, ''), c.business_line)").
		ColumnExpr("EXISTS (SELECT 1 FROM releases AS r WHERE r.evaluation_id = e.id)").ColumnExpr(appealed("1 = 1")).
		ColumnExpr(appealed("a.decided_at > 0")).ColumnExpr(appealed("a.state = 'revised'")).
		OrderExpr("e.submitted_at, e.id").Rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e severity.Evaluation
		var agent, reviewer, purpose string
		var submitted, listened, spoken int64
		err := rows.Scan(&e.ID, &e.CallID, &e.RubricID, &e.AgentID, &agent, &e.ReviewerID, &reviewer, &purpose, &submitted, &e.Final, &listened, &spoken, &e.Title,
			&e.Released, &e.Disputed, &e.Decided, &e.Overturned)
		if err != nil {
			return err
		}
		e.Second, e.At = purpose == string(qa.Double), instant(submitted)
		e.Listened, e.Spoken = time.Duration(listened)*time.Microsecond, time.Duration(spoken)*time.Microsecond
		d.Names[e.AgentID], d.Names[e.ReviewerID] = agent, reviewer
		at[e.ID] = len(d.Evaluations)
		d.Evaluations = append(d.Evaluations, e)
	}
	return rows.Err()
}

// appealed asks whether an evaluation has an appeal of a kind.
func appealed(kind string) string {
	return "EXISTS (SELECT 1 FROM appeals AS a WHERE a.evaluation_id = e.id AND " + kind + ")"
}

func (k *Severity) answers(ctx context.Context, within narrowing, d *severity.Data, at map[string]int) error {
	rows, err := within(k.w.read.NewSelect().TableExpr("evaluations AS e").Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition")).
		ColumnExpr("e.id, e.rubric_id, a.version_id, a.ref, a.credit, a.weight").Where("a.weight > 0").
		OrderExpr("e.submitted_at, e.id, a.ref").Rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	questions, versions := map[severity.Question]int{}, []string{}
	for rows.Next() {
		var id, version string
		var q severity.Question
		var a severity.Answer
		if err := rows.Scan(&id, &q.RubricID, &version, &q.Ref, &a.Credit, &a.Weight); err != nil {
			return err
		}
		i, known := at[id]
		if !known { // submitted since the evaluations were read
			continue
		}
		number, ok := questions[q]
		if !ok {
			number = len(questions)
			questions[q] = number
			d.Questions, versions = append(d.Questions, q), append(versions, "")
		}
		versions[number] = max(versions[number], version) // IDs rise: the newest that was used
		a.Question = number
		e := &d.Evaluations[i]
		e.Answers = append(e.Answers, a)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return k.texts(ctx, d, versions)
}

// texts gives the questions their words.
func (k *Severity) texts(ctx context.Context, d *severity.Data, versions []string) error {
	known := map[string]qa.Version{}
	for i := range d.Questions {
		v, ok := known[versions[i]]
		if !ok {
			var err error
			if v, err = versionBy(ctx, k.w.read, people.Program(), versions[i]); err != nil {
				return err
			}
			known[versions[i]] = v
		}
		d.Questions[i].Text = d.Questions[i].Ref
		if question, _, ok := v.Find(d.Questions[i].Ref); ok {
			d.Questions[i].Text = question.Text
		}
	}
	return nil
}

func (k *Severity) spent(ctx context.Context, within narrowing, d *severity.Data, at map[string]int) error {
	rows, err := within(k.w.read.NewSelect().TableExpr("evaluations AS e")).ColumnExpr("e.id, e.answers").
		OrderExpr("e.submitted_at DESC").Limit(mostTimed).Rows(ctx)
	if err != nil {
		return fmt.Errorf("reading times: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, text string
		var answers map[string]struct {
			Spent time.Duration `json:"spent"`
		}
		if err := rows.Scan(&id, &text); err != nil {
			return fmt.Errorf("reading times: %w", err)
		}
		if err := json.Unmarshal([]byte(text), &answers); err != nil {
			return fmt.Errorf("reading evaluation %s: %w", id, err)
		}
		if i, known := at[id]; known {
			for _, a := range answers {
				d.Evaluations[i].Spent += a.Spent
			}
		}
	}
	return rows.Err()
}
