package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// offered keeps of exams those that the actor may know of: published ones of
// their organisation.
func offered(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	return q.Where("e.state <> ?", string(exam.Draft)).Where("(e.wide OR e.organisation_id = ?)", by.OrganisationID)
}

// sits reports whether the exam is meant for the actor.
func sits(e exam.Exam, by people.Actor) bool {
	return by.PersonID != "" && e.For(by.PersonID)
}

// Begin begins an attempt or goes on with the one that runs.
func (k *Exams) Begin(ctx context.Context, by people.Actor, examID string) (out exam.Sitting, err error) {
	if err := by.Require(people.SitExams); err != nil {
		return out, err
	}
	var s sitting
	var over bool
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var r examRow
		row, e, err := oneExam(ctx, offered(c.NewSelect().Model(&r), by), &r, examID)
		if err == nil && !sits(e, by) {
			err = errNoExam
		}
		if err == nil && e.State == exam.Withdrawn {
			err = c.withdrawn(ctx, e.ID)
		}
		if err != nil {
			return err
		}
		if s, over, err = c.goOn(ctx, examID, k.w.reading()); err != nil || s.a.ID != "" {
			return err
		}
		if s, err = c.beginNew(ctx, row, e, k.w.reading()); err != nil {
			return err
		}
		return k.w.Retrain().sit(ctx, c, s.a)
	})
	if err == nil && over {
		err = fault.New(fault.Conflict, "The time is up: what you had answered was handed in.", nil)
	}
	if err != nil {
		return out, err
	}
	return k.seat(ctx, s)
}

// withdrawn is the refusal of a withdrawn exam, by how the actor's last attempt
// at it ended.
func (c *change) withdrawn(ctx context.Context, examID string) error {
	var rows []attemptRow
	if err := c.NewSelect().Model(&rows).Where("t.exam_id = ? AND t.person_id = ?", examID, c.by.PersonID).OrderExpr("t.n DESC").Limit(1).Scan(ctx); err != nil {
		return fmt.Errorf("reading earlier attempts: %w", err)
	}
	if len(rows) == 0 {
		return exam.ErrWithdrawn("")
	}
	return exam.ErrWithdrawn(exam.AttemptState(rows[0].State))
}

// goOn returns the running attempt of the actor, if there is one; over tells
// that its time ran out.
func (c *change) goOn(ctx context.Context, examID string, now exam.Reading) (s sitting, over bool, err error) {
	var rows []attemptRow
	err = c.NewSelect().Model(&rows).Where("t.exam_id = ? AND t.person_id = ? AND t.ended_at = 0", examID, c.by.PersonID).Limit(1).Scan(ctx)
	if err != nil || len(rows) == 0 {
		return s, false, err
	}
	s.row = rows[0]
	if err := errors.Join(s.open(ctx, c), s.again(ctx, c)); err != nil {
		return s, false, err
	}
	n := s.a.Events
	changed := s.a.Tick(s.ex.Rules, now)
	if err := c.keepEvent(ctx, s.a, n+1, exam.Event{Deed: exam.Read, Place: s.a.Here}); err != nil {
		return s, false, err
	}
	if changed {
		err = c.ended(ctx, &s)
	}
	return s, s.a.State.Ended(), err
}

// beginNew draws a paper and begins an attempt with it.
func (c *change) beginNew(ctx context.Context, row examRow, e exam.Exam, now exam.Reading) (s sitting, err error) {
	var earlier []attemptRow
	if err := c.NewSelect().Model(&earlier).Where("t.exam_id = ? AND t.person_id = ?", e.ID, c.by.PersonID).OrderExpr("t.n").Scan(ctx); err != nil {
		return s, fmt.Errorf("reading earlier attempts: %w", err)
	}
	before := make([]exam.Before, len(earlier))
	for i, t := range earlier {
		before[i] = exam.Before{State: exam.AttemptState(t.State), Ended: instant(t.EndedAt), Form: t.Form}
	}
	g, err := concession(ctx, c, e.ID, c.by.PersonID)
	if err != nil {
		return s, err
	}
	resits, err := c.resits(ctx, e.ID)
	if resits {
		g.Attempts += len(earlier)
	}
	if err == nil {
		err = e.Rules.MayBegin(latest(now.Wall, before), before, g)
	}
	if err != nil {
		return s, err
	}
	s.ex, s.a = e, exam.Attempt{ID: newID(), ExamID: e.ID, PersonID: c.by.PersonID, N: len(earlier) + 1, State: exam.Running, Began: now.Wall, Meter: exam.Meter{Seen: now}}
	if s.a.Paper, err = c.paper(ctx, row, e, before, s.a); err != nil {
		return s, err
	}
	return s, errors.Join(s.limit(ctx, c), c.keepAttempt(ctx, &s))
}

func (c *change) keepAttempt(ctx context.Context, s *sitting) error {
	paper, err := asJSON(s.a.Paper)
	if err != nil {
		return err
	}
	s.row = attemptRow{ID: s.a.ID, ExamID: s.a.ExamID, PersonID: s.a.PersonID, N: s.a.N, State: string(s.a.State), Paper: paper, Form: s.a.Paper.Form,
		BeganAt: micros(s.a.Began), Most: s.a.Paper.Marks()}
	if _, err := c.NewInsert().Model(&s.row).Exec(ctx); err != nil {
		return fmt.Errorf("beginning an attempt: %w", err)
	}
	questions, err := questionsOf(ctx, c, s.a.ExamID)
	if err != nil {
		return err
	}
	for _, it := range s.a.Paper.Items {
		if _, err := c.ExecContext(ctx, `INSERT INTO exam_uses (attempt_id, entry_id, person_id) VALUES (?, ?, ?)`, s.a.ID, entryOf(questions[it.QuestionID]), s.a.PersonID); err != nil {
			return fmt.Errorf("noting the use of a question: %w", err)
		}
	}
	c.record("begin", "attempt", s.a.ID, map[string]any{"exam": s.a.ExamID, "n": s.a.N, "form": s.a.Paper.Form, "seed": fmt.Sprint(s.a.Paper.Seed)})
	c.tell(notice.Exams, s.a.ExamID)
	return c.keepEvent(ctx, s.a, 0, exam.Event{Deed: exam.Read})
}

// seat hands a sitting over without any key.
func (k *Exams) seat(ctx context.Context, s sitting) (exam.Sitting, error) {
	out := exam.Sitting{Attempt: s.a, Name: s.ex.Name, Rules: s.ex.Rules, PassShare: s.ex.PassShare}
	questions, err := questionsOf(ctx, k.w.read, s.a.ExamID)
	if err != nil {
		return out, k.w.explain(err)
	}
	for _, it := range s.a.Paper.Items {
		out.Questions = append(out.Questions, exam.Bare(questions[it.QuestionID]))
	}
	out.Rubrics, err = rubricsOf(ctx, k.w.read, out.Questions)
	return out, k.w.explain(err)
}

// Keep keeps one event of the actor's attempt.
func (k *Exams) Keep(ctx context.Context, by people.Actor, attemptID string, e exam.Event) (out exam.Clock, err error) {
	var refused error
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := ownAttempt(ctx, c, by, attemptID)
		if err != nil {
			return err
		}
		if s.ex.State == exam.Withdrawn {
			out.State = s.a.State
			return exam.ErrWithdrawn(s.a.State)
		}
		e.Answer.Agreement = 0 // nobody marks themselves
		clip, err := s.clip(ctx, c, e)
		if err != nil {
			return err
		}
		n, was := s.a.Events, s.a.State
		if refused = s.a.Apply(s.ex.Rules, e, clip, k.w.reading()); refused != nil && s.a.State == was {
			return refused
		}
		if refused != nil {
			e = exam.Event{Deed: exam.Read, Place: s.a.Here}
		}
		if s.types(e) {
			err = c.typeOn(ctx, s.a, n, e)
		} else {
			err = c.keepEvent(ctx, s.a, n+1, e)
		}
		if err != nil {
			return err
		}
		if s.a.State != was {
			err = c.ended(ctx, &s)
		}
		out = exam.Clock{State: s.a.State, Left: s.a.Left(), SavedAt: c.now}
		return err
	})
	return out, errors.Join(err, differing(refused, err))
}

// differing is err unless it is other already.
func differing(err, other error) error {
	if other != nil {
		return nil
	}
	return err
}

// clip returns the recording at the place of an event that plays one, with how
// often it was played.
func (s *sitting) clip(ctx context.Context, db bun.IDB, e exam.Event) (*bank.Clip, error) {
	if e.Deed != exam.Played || e.Place < 0 || e.Place >= len(s.a.Paper.Items) {
		return nil, nil
	}
	id := s.a.Paper.Items[e.Place].QuestionID
	questions, err := questionsOf(ctx, db, s.a.ExamID, id)
	if err != nil {
		return nil, err
	}
	n, err := db.NewSelect().Model((*eventRow)(nil)).Where("v.attempt_id = ? AND v.deed = ? AND v.place = ?", s.a.ID, string(exam.Played), e.Place).Count(ctx)
	s.a.Plays = map[int]int{e.Place: int(n)}
	return questions[id].Clip, err
}

// Submit hands the actor's attempt in.
func (k *Exams) Submit(ctx context.Context, by people.Actor, attemptID string) (out exam.Clock, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := ownAttempt(ctx, c, by, attemptID)
		if err != nil {
			return err
		}
		if s.ex.State == exam.Withdrawn {
			out.State = s.a.State
			return exam.ErrWithdrawn(s.a.State)
		}
		n := s.a.Events
		if !s.a.Tick(s.ex.Rules, k.w.reading()) || !s.a.State.Ended() { // the time ran out just now: then it is handed in by itself
			if err := s.a.Submit(); err != nil {
				return err
			}
		}
		if err := c.keepEvent(ctx, s.a, n+1, exam.Event{Deed: exam.Read, Place: s.a.Here}); err != nil {
			return err
		}
		err = c.ended(ctx, &s)
		out = exam.Clock{State: s.a.State, Left: s.a.Left(), SavedAt: c.now}
		return err
	})
	return out, err
}
