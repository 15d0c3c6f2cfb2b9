package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

type judgementRow struct {
	bun.BaseModel `bun:"table:exam_judgements,alias:j"`

	AttemptID string  `bun:"attempt_id,pk"`
	Place     int     `bun:"place,pk"`
	MarkerID  string  `bun:"marker_id,pk"`
	Points    float64 `bun:"points"`
	Note      string  `bun:"note"`
	At        int64   `bun:"at"`
}

// Essays returns what waits for the actor's mark, without names.
func (k *Exams) Essays(ctx context.Context, by people.Actor, examID string) ([]exam.Script, error) {
	if _, _, err := examBy(ctx, k.w.read, by, examID); err != nil {
		return nil, k.w.explain(err)
	}
	var rows []struct {
		AttemptID, QuestionID, Paper string
		Place, Marked                int
	}
	err := k.w.read.NewRaw(`SELECT m.attempt_id, m.place, m.question_id, t.paper,
		(SELECT count(*) FROM exam_judgements AS j WHERE j.attempt_id = m.attempt_id AND j.place = m.place) AS marked
		FROM exam_marks AS m JOIN exam_attempts AS t ON t.id = m.attempt_id
		WHERE t.exam_id = ? AND m.newest AND NOT m.known AND t.person_id <> ?
		AND NOT EXISTS (SELECT 1 FROM exam_judgements AS j WHERE j.attempt_id = m.attempt_id AND j.place = m.place AND j.marker_id = ?)
		ORDER BY m.question_id, m.attempt_id`, examID, by.PersonID, by.PersonID).Scan(ctx, &rows)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading essays: %w", err))
	}
	questions, err := questionsOf(ctx, k.w.read, examID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := []exam.Script{}
	for _, r := range rows {
		answers, err := answersOf(ctx, k.w.read, r.AttemptID)
		if err != nil {
			return nil, k.w.explain(err)
		}
		p, err := readPaper(attemptRow{ID: r.AttemptID, Paper: r.Paper})
		if err != nil {
			return nil, err
		}
		out = append(out, exam.Script{AttemptID: r.AttemptID, Place: r.Place, Question: questions[r.QuestionID], Text: answers[r.AttemptID][r.Place].Text,
			Most: p.Items[r.Place].Mark, Marked: r.Marked})
	}
	return out, nil
}

// Judge marks an essay; the second or third marker settles it.
func (k *Exams) Judge(ctx context.Context, by people.Actor, attemptID string, place int, points float64, note string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := attemptWithin(ctx, c, by, attemptID)
		if err != nil {
			return err
		}
		m, err := c.waiting(ctx, s, place)
		if err != nil {
			return err
		}
		it := s.a.Paper.Items[place]
		if !(points >= 0 && points <= it.Mark) || s.ex.Rules.Round(points) != points {
			return fault.New(fault.Invalid, "Give 0 to {{.Most}} points, in the steps of this exam.", fault.Values{"Most": it.Mark})
		}
		row := judgementRow{AttemptID: attemptID, Place: place, MarkerID: by.PersonID, Points: points, Note: strings.TrimSpace(note), At: micros(c.now)}
		if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
			if isUnique(err) {
				return fault.New(fault.Conflict, "You have marked this answer. Another marker has to be the next.", nil)
			}
			return fmt.Errorf("keeping a judgement: %w", err)
		}
		c.record("judge", "attempt", attemptID, map[string]any{"place": place, "points": points})
		c.tell(notice.Exams, s.a.ExamID)
		return c.settleEssay(ctx, s, m, it.Mark)
	})
}

// waiting is the mark of an essay that waits for people, unless it is the
// actor's own.
func (c *change) waiting(ctx context.Context, s sitting, place int) (m markRow, err error) {
	if s.a.PersonID == c.by.PersonID {
		return m, fault.New(fault.Forbidden, "Nobody marks their own answer.", nil)
	}
	rows, err := marksOf(ctx, c, s.a.ID)
	if err != nil {
		return m, err
	}
	for _, m := range rows[s.a.ID] {
		if m.Place == place && !m.Known {
			return m, nil
		}
	}
	return m, fault.New(fault.Conflict, "This answer does not wait for a mark.", nil)
}

func (c *change) settleEssay(ctx context.Context, s sitting, m markRow, most float64) error {
	var rows []judgementRow
	if err := c.NewSelect().Model(&rows).Where("j.attempt_id = ? AND j.place = ?", m.AttemptID, m.Place).OrderExpr("j.at, j.marker_id").Scan(ctx); err != nil {
		return fmt.Errorf("reading judgements: %w", err)
	}
	js := make([]exam.Judgement, len(rows))
	for i, r := range rows {
		js[i] = exam.Judgement{MarkerID: r.MarkerID, Points: r.Points, Note: r.Note}
	}
	points, need := s.ex.Rules.Settle(most, js)
	if need > 0 {
		return nil
	}
	m.Edition, m.Points, m.Fraction, m.Known = m.Edition+1, points, points/most, true
	if err := c.keepMark(ctx, m); err != nil {
		return err
	}
	return c.total(ctx, m.AttemptID)
}

// Preview tells what a changed key would do.
func (k *Exams) Preview(ctx context.Context, by people.Actor, examID string, next bank.Question) ([]exam.Shift, error) {
	_, e, err := examBy(ctx, k.w.read, by, examID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	shifts, err := regraded(ctx, k.w.read, e, next)
	return shifts, k.w.explain(err)
}

// regraded marks by the key of next, whose ID is that of the version in force.
func regraded(ctx context.Context, db bun.IDB, e exam.Exam, next bank.Question) ([]exam.Shift, error) {
	var now examQuestionRow
	err := db.NewSelect().Model(&now).Where("q.exam_id = ? AND q.question_id = ?", e.ID, next.ID).
		Where("q.question_id NOT IN (SELECT replaces FROM exam_questions WHERE exam_id = ?)", e.ID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "This question is not in force in this exam.", nil)
	}
	if err != nil {
		return nil, err
	}
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return nil, err
	}
	was, err := now.question(sealed)
	if err != nil {
		return nil, err
	}
	if err := exam.CheckKey(&was, &next); err != nil {
		return nil, err
	}
	sat, err := satBy(ctx, db, e.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range sat {
		for i, it := range s.Paper.Items {
			if it.QuestionID != next.ID {
				continue
			}
			if s.Answers[i], err = agreed(ctx, db, next, s.Answers[i]); err != nil {
				return nil, err
			}
		}
	}
	return e.Regrade(next.ID, &next, sat), nil
}

// satBy returns the marked attempts at an exam, each paper with the versions
// that marked it.
func satBy(ctx context.Context, db bun.IDB, examID string) ([]exam.Sat, error) {
	var rows []named
	err := withPersons(db.NewSelect().Model(&rows)).
		Where("t.exam_id = ? AND t.state IN (?)", examID, bun.List([]string{string(exam.Submitted), string(exam.Marked)})).OrderExpr("p.name, p.id, t.n").Scan(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	marks, err := marksOf(ctx, db, ids...)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(ctx, db, ids...)
	if err != nil {
		return nil, err
	}
	out := make([]exam.Sat, len(rows))
	for i, r := range rows {
		out[i] = exam.Sat{AttemptID: r.ID, PersonID: r.PersonID, Person: r.Name, OrganisationID: r.OrganisationID, Organisation: r.Organisation,
			N: r.N, Ended: instant(r.EndedAt), Answers: answers[r.ID]}
		if out[i].Paper, err = readPaper(r.attemptRow); err != nil {
			return nil, err
		}
		for _, m := range marks[r.ID] {
			out[i].Paper.Items[m.Place].QuestionID = m.QuestionID
			out[i].Marks = append(out[i].Marks, m.mark())
		}
	}
	return out, nil
}

// Rekey keeps the changed key as the next version and marks by it.
func (k *Exams) Rekey(ctx context.Context, by people.Actor, examID string, next bank.Question, why string) (out []exam.Shift, err error) {
	if why = strings.TrimSpace(why); why == "" {
		return nil, fault.New(fault.Invalid, "Give a reason.", nil)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, e, err := examBy(ctx, c, by, examID)
		if err != nil {
			return err
		}
		if out, err = regraded(ctx, c, e, next); err != nil {
			return err
		}
		was := next.ID
		next.ID, next.Number = newID(), next.Number+1
		if next.Number, err = c.rekeyedInBank(ctx, next, why); err != nil {
			return err
		}
		if err := c.keepQuestion(ctx, examID, next, was, why); err != nil {
			return err
		}
		if err := c.replaceInForms(ctx, row, was, next.ID); err != nil {
			return err
		}
		for _, s := range out {
			if err := c.remark(ctx, s, next); err != nil {
				return err
			}
		}
		c.record("rekey", "exam", examID, map[string]any{"question": was, "version": next.ID, "attempts": len(out), "why": why})
		c.tell(notice.Exams, examID)
		return nil
	})
	return out, err
}

// remark gives one answer its mark by the new key.
func (c *change) remark(ctx context.Context, s exam.Shift, next bank.Question) error {
	rows, err := marksOf(ctx, c, s.AttemptID)
	if err != nil {
		return err
	}
	answers, err := answersOf(ctx, c, s.AttemptID)
	if err != nil {
		return err
	}
	for _, m := range rows[s.AttemptID] {
		if m.Place != s.Place {
			continue
		}
		m.Edition, m.QuestionID, m.Points = m.Edition+1, next.ID, s.New
		a, err := agreed(ctx, c, next, answers[s.AttemptID][s.Place])
		if err != nil {
			return err
		}
		if f, known := next.Fraction(a); known {
			m.Fraction = f
		}
		if err := c.keepMark(ctx, m); err != nil {
			return err
		}
	}
	return c.total(ctx, s.AttemptID)
}
