package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/exam"
	"shifu/training/retrain"
)

func (c *change) tellCase(id string) { c.tell(notice.Retraining, id) }

// take does an event in a case and keeps it, with what follows from it.
func (c *change) take(ctx context.Context, r retrainRow, k *retrain.Case, e retrain.Event, rules retrain.Rules) error {
	had := len(k.Events)
	if e.At.IsZero() {
		e.At = c.now
	}
	if err := k.Take(e, rules); err != nil {
		return err
	}
	for i, e := range k.Events[had:] {
		content, err := asJSON(e)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO retrain_events (case_id, n, at, content) VALUES (?, ?, ?, ?)`, r.ID, had+i, micros(e.At), content); err != nil {
			return fmt.Errorf("keeping what happened in a case: %w", err)
		}
		c.record(string(e.Deed), "case", r.ID, map[string]any{"attempt": e.AttemptID, "for": micros(e.For), "why": e.Why, "mentor": e.MentorID, "organisation": e.OrganisationID})
	}
	r.fill(k)
	if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping a case: %w", err)
	}
	c.tellCase(r.ID)
	return nil
}

// act does one event in a case whose exam the actor keeps.
func (k *Retrain) act(ctx context.Context, by people.Actor, id string, do func(ctx context.Context, c *change, s *retrain.Standing) (retrain.Event, error)) error {
	if err := by.Require(people.KeepExams); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		rows, all, err := k.cases(ctx, c, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return errNoCase
		}
		if !all[0].Keeps {
			return fault.New(fault.Forbidden, "This exam is kept by the client. Ask its trainer.", nil)
		}
		e, err := do(ctx, c, &all[0])
		if err != nil {
			return err
		}
		rules, err := rulesFor(ctx, c, all[0].ExamID)
		if err != nil {
			return err
		}
		e.By = by.PersonID
		return c.take(ctx, rows[0].retrainRow, &all[0].Case, e, rules)
	})
}

// simply is an event that needs nothing but itself.
func simply(e retrain.Event) func(context.Context, *change, *retrain.Standing) (retrain.Event, error) {
	return func(context.Context, *change, *retrain.Standing) (retrain.Event, error) { return e, nil }
}

// Schedule plans the resit, or moves it.
func (k *Retrain) Schedule(ctx context.Context, by people.Actor, id, examID string, at time.Time) error {
	at = at.UTC().Truncate(time.Minute)
	return k.act(ctx, by, id, func(ctx context.Context, c *change, s *retrain.Standing) (retrain.Event, error) {
		row, e, err := examBy(ctx, c, by, cmp.Or(examID, s.ExamID))
		switch {
		case err != nil:
			return retrain.Event{}, err
		case e.State != exam.Published:
			return retrain.Event{}, fault.New(fault.Conflict, "This exam was withdrawn: nobody can sit it. Close the case.", nil)
		case !e.Rules.Closes.IsZero() && !at.Before(e.Rules.Closes):
			return retrain.Event{}, fault.New(fault.Invalid, "The exam closes before that. Choose an earlier time, or another exam.", nil)
		case at.Before(e.Rules.Opens):
			return retrain.Event{}, fault.New(fault.Invalid, "The exam opens after that. Choose a later time.", nil)
		case !row.Wide && row.OrganisationID != s.OrganisationID || len(e.Persons) > 0 && !slices.Contains(e.Persons, s.PersonID):
			return retrain.Event{}, fault.New(fault.Invalid, "{{.Name}} may not sit this exam. Choose another one, or add them to it.", fault.Values{"Name": s.Person})
		}
		return retrain.Event{Deed: retrain.Planned, For: at, ExamID: e.ID}, nil
	})
}

// Unschedule takes the planned resit back.
func (k *Retrain) Unschedule(ctx context.Context, by people.Actor, id, why string) error {
	return k.act(ctx, by, id, simply(retrain.Event{Deed: retrain.Unplanned, Why: why}))
}

// Waive opens the gate for the next sitting all the same.
func (k *Retrain) Waive(ctx context.Context, by people.Actor, id, why string) error {
	return k.act(ctx, by, id, simply(retrain.Event{Deed: retrain.Waived, Why: why}))
}

// Close ends a case without a pass.
func (k *Retrain) Close(ctx context.Context, by people.Actor, id, why string) error {
	return k.act(ctx, by, id, simply(retrain.Event{Deed: retrain.Closed, Why: why}))
}

// Assign makes somebody the person's mentor, here and among the people.
func (k *Retrain) Assign(ctx context.Context, by people.Actor, id, mentorID string) error {
	return k.act(ctx, by, id, func(ctx context.Context, c *change, s *retrain.Standing) (retrain.Event, error) {
		m, err := personBy(ctx, c, people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, mentorID)
		if err != nil {
			return retrain.Event{}, err
		}
		if m.LeftAt > 0 && m.LeftAt <= micros(c.now) {
			return retrain.Event{}, fault.New(fault.Invalid, "{{.Name}} has left. Choose another mentor.", fault.Values{"Name": m.Name})
		}
		if _, err := c.ExecContext(ctx, `UPDATE persons SET mentor_id = ? WHERE id = ?`, m.ID, s.PersonID); err != nil {
			return retrain.Event{}, fmt.Errorf("assigning a mentor: %w", err)
		}
		c.tell(notice.Persons, s.PersonID)
		return retrain.Event{Deed: retrain.Mentored, MentorID: m.ID}, nil
	})
}

// TakeNote is the receipt of a party for the report on a person off duty.
func (k *Retrain) TakeNote(ctx context.Context, by people.Actor, id string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		rows, all, err := k.cases(ctx, c, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return errNoCase
		}
		if !retrain.MayNote(by, all[0].OrganisationID) {
			return fault.New(fault.Forbidden, "The report is for the client, and for supervisors and trainers of the person's organisation.", nil)
		}
		e := retrain.Event{Deed: retrain.Noted, By: by.PersonID, OrganisationID: by.OrganisationID}
		return c.take(ctx, rows[0].retrainRow, &all[0].Case, e, retrain.StandardRules())
	})
}
