package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

type markRow struct {
	bun.BaseModel `bun:"table:exam_marks,alias:m"`

	AttemptID  string  `bun:"attempt_id,pk"`
	Place      int     `bun:"place,pk"`
	Edition    int     `bun:"edition,pk"`
	Newest     bool    `bun:"newest"`
	QuestionID string  `bun:"question_id"`
	EntryID    string  `bun:"entry_id"`
	Fraction   float64 `bun:"fraction"`
	Points     float64 `bun:"points"`
	Known      bool    `bun:"known"`
	MadeBy     string  `bun:"made_by"`
	At         int64   `bun:"at"`
}

func (r markRow) mark() exam.Mark {
	return exam.Mark{Place: r.Place, Fraction: r.Fraction, Points: r.Points, Known: r.Known}
}

// ended keeps the new state of an attempt and marks it if it was handed in.
func (c *change) ended(ctx context.Context, s *sitting) error {
	if s.a.State == exam.Submitted {
		if err := c.markAttempt(ctx, s); err != nil {
			return err
		}
	}
	s.row.State, s.row.Late, s.row.EndedAt = string(s.a.State), s.a.Late, micros(s.a.Ended)
	if _, err := c.NewUpdate().Model(&s.row).Column("state", "late", "ended_at", "points").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("ending an attempt: %w", err)
	}
	c.record(string(s.a.State), "attempt", s.a.ID, map[string]any{"late": s.a.Late, "used": s.a.Meter.Used.String()})
	c.tell(notice.Exams, s.a.ExamID)
	switch s.a.State {
	case exam.Marked:
		return c.marked(ctx, s.a.ID)
	case exam.Discarded:
		return c.retrainVoided(ctx, s)
	}
	return nil
}

func (c *change) markAttempt(ctx context.Context, s *sitting) error {
	if err := s.byNewestKeys(ctx, c); err != nil {
		return err
	}
	questions, err := questionsOf(ctx, c, s.a.ExamID)
	if err != nil {
		return err
	}
	answers, err := answersOf(ctx, c, s.a.ID)
	if err != nil {
		return err
	}
	if err := agreeAll(ctx, c, s.a.Paper, questions, answers[s.a.ID]); err != nil {
		return err
	}
	marks := s.ex.Rules.MarkAll(s.a.Paper, questions, answers[s.a.ID])
	for _, m := range marks {
		id := s.a.Paper.Items[m.Place].QuestionID
		if err := c.keepMark(ctx, markRow{AttemptID: s.a.ID, Place: m.Place, Edition: 1, QuestionID: id, EntryID: entryOf(questions[id]), Fraction: m.Fraction, Points: m.Points, Known: m.Known}); err != nil {
			return err
		}
	}
	var known bool
	if s.row.Points, known = exam.Total(marks); known {
		s.a.State = exam.Marked
	}
	return nil
}

// byNewestKeys puts the version in force in the place of each question whose
// key was changed while the attempt ran.
func (s *sitting) byNewestKeys(ctx context.Context, db bun.IDB) error {
	var rows []struct{ Replaces, QuestionID string }
	if err := db.NewRaw(`SELECT replaces, question_id FROM exam_questions WHERE exam_id = ? AND replaces <> ''`, s.a.ExamID).Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading changed keys: %w", err)
	}
	next := map[string]string{}
	for _, r := range rows {
		next[r.Replaces] = r.QuestionID
	}
	for i := range s.a.Paper.Items {
		for id := s.a.Paper.Items[i].QuestionID; next[id] != ""; id = next[id] {
			s.a.Paper.Items[i].QuestionID = next[id]
		}
	}
	return nil
}

// keepMark adds an edition of a mark; the ones before it stay.
func (c *change) keepMark(ctx context.Context, r markRow) error {
	if r.Edition > 1 {
		if _, err := c.NewUpdate().Model((*markRow)(nil)).Set("newest = ?", false).Where("attempt_id = ? AND place = ?", r.AttemptID, r.Place).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a mark: %w", err)
		}
	}
	r.Newest, r.MadeBy, r.At = true, c.by.PersonID, micros(c.now)
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("keeping a mark: %w", err)
	}
	return nil
}

// answersOf returns the last answer to each question, by attempt and place.
func answersOf(ctx context.Context, db bun.IDB, attemptIDs ...string) (map[string]map[int]bank.Answer, error) {
	var rows []eventRow
	err := db.NewSelect().Model(&rows).Where("v.attempt_id IN (?) AND v.deed = ?", bun.List(attemptIDs), string(exam.Answered)).OrderExpr("v.attempt_id, v.n").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading answers: %w", err)
	}
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return nil, err
	}
	out := map[string]map[int]bank.Answer{}
	for _, id := range attemptIDs {
		out[id] = map[int]bank.Answer{}
	}
	for _, r := range rows {
		e, err := r.event(sealed)
		if err != nil {
			return nil, err
		}
		out[r.AttemptID][r.Place] = e.Answer
	}
	return out, nil
}

// marksOf returns the marks in force of attempts, by place.
func marksOf(ctx context.Context, db bun.IDB, attemptIDs ...string) (map[string][]markRow, error) {
	var rows []markRow
	if err := db.NewSelect().Model(&rows).Where("m.attempt_id IN (?) AND m.newest", bun.List(attemptIDs)).OrderExpr("m.attempt_id, m.place").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading marks: %w", err)
	}
	out := map[string][]markRow{}
	for _, r := range rows {
		out[r.AttemptID] = append(out[r.AttemptID], r)
	}
	return out, nil
}

// total brings the points of an attempt in line with its marks, and its state
// once all are known.
func (c *change) total(ctx context.Context, attemptID string) error {
	rows, err := marksOf(ctx, c, attemptID)
	if err != nil {
		return err
	}
	marks := make([]exam.Mark, len(rows[attemptID]))
	for i, r := range rows[attemptID] {
		marks[i] = r.mark()
	}
	points, known := exam.Total(marks)
	q := c.NewUpdate().Model((*attemptRow)(nil)).Set("points = ?", points).Where("id = ?", attemptID)
	if known {
		q = q.Set("state = ?", string(exam.Marked))
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("adding up marks: %w", err)
	}
	if known {
		return c.marked(ctx, attemptID)
	}
	return nil
}

// Settle ends the attempts whose time is up.
func (k *Exams) Settle(ctx context.Context, by people.Actor, id string) (n int, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, _, err := examBy(ctx, c, by, id); err != nil {
			return err
		}
		var rows []attemptRow
		if err := c.NewSelect().Model(&rows).Where("t.exam_id = ? AND t.ended_at = 0", id).OrderExpr("t.id").Scan(ctx); err != nil {
			return fmt.Errorf("reading running attempts: %w", err)
		}
		for _, r := range rows {
			ended, err := c.settle(ctx, r, k.w.reading())
			if err != nil {
				return err
			}
			n += ended
		}
		return nil
	})
	return n, err
}

func (c *change) settle(ctx context.Context, r attemptRow, now exam.Reading) (int, error) {
	s := sitting{row: r}
	if err := s.open(ctx, c); err != nil {
		return 0, err
	}
	n := s.a.Events
	if !s.a.Tick(s.ex.Rules, now) {
		return 0, nil // the reading is not kept: the person's own program goes on with its own
	}
	if err := errors.Join(c.keepEvent(ctx, s.a, n+1, exam.Event{Deed: exam.Read, Place: s.a.Here}), c.ended(ctx, &s)); err != nil {
		return 0, err
	}
	if s.a.State.Ended() {
		return 1, nil
	}
	return 0, nil
}

// endAll ends the running attempts at an exam that is withdrawn, and returns
// how many. One whose time was up already ends by that.
func (c *change) endAll(ctx context.Context, examID string, now exam.Reading) (int, error) {
	var rows []attemptRow
	if err := c.NewSelect().Model(&rows).Where("t.exam_id = ? AND t.ended_at = 0", examID).OrderExpr("t.id").Scan(ctx); err != nil {
		return 0, fmt.Errorf("reading running attempts: %w", err)
	}
	for _, r := range rows {
		s := sitting{row: r}
		if err := s.open(ctx, c); err != nil {
			return 0, err
		}
		n := s.a.Events
		s.a.Tick(s.ex.Rules, now)
		s.a.Withdraw(s.ex.Rules)
		if err := errors.Join(c.keepEvent(ctx, s.a, n+1, exam.Event{Deed: exam.Read, Place: s.a.Here}), c.ended(ctx, &s)); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// readPaper reads the paper of an attempt.
func readPaper(r attemptRow) (p exam.Paper, err error) {
	if err := json.Unmarshal([]byte(r.Paper), &p); err != nil {
		return p, fmt.Errorf("reading the paper of attempt %s: %w", r.ID, err)
	}
	return p, nil
}
