package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
)

type attemptRow struct {
	bun.BaseModel `bun:"table:exam_attempts,alias:t"`

	ID       string  `bun:"id,pk"`
	ExamID   string  `bun:"exam_id"`
	PersonID string  `bun:"person_id"`
	N        int     `bun:"n"`
	State    string  `bun:"state"`
	Late     bool    `bun:"late"`
	Paper    string  `bun:"paper"`
	Form     int     `bun:"form"`
	BeganAt  int64   `bun:"began_at"`
	EndedAt  int64   `bun:"ended_at"`
	Points   float64 `bun:"points"`
	Most     float64 `bun:"most"`
}

type eventRow struct {
	bun.BaseModel `bun:"table:exam_events,alias:v"`

	AttemptID string `bun:"attempt_id,pk"`
	N         int    `bun:"n,pk"`
	Deed      string `bun:"deed"`
	Place     int    `bun:"place"`
	Here      int    `bun:"here"`
	Answer    string `bun:"answer"`
	Used      int64  `bun:"used"` // nanoseconds
	Wall      int64  `bun:"wall"`
	Mono      int64  `bun:"mono"` // nanoseconds
	Run       string `bun:"run"`
}

func (r eventRow) meter() exam.Meter {
	return exam.Meter{Used: time.Duration(r.Used), Seen: exam.Reading{Wall: instant(r.Wall), Mono: time.Duration(r.Mono), Run: r.Run}}
}

// about is what an answer is sealed to.
func (r eventRow) about() string { return r.AttemptID + "/" + strconv.Itoa(r.N) }

func (r eventRow) event(s seal) (exam.Event, error) {
	e := exam.Event{Deed: exam.Deed(r.Deed), Place: r.Place}
	if r.Answer == "" {
		return e, nil
	}
	answer, err := s.open(r.Answer, r.about())
	if err == nil {
		err = json.Unmarshal([]byte(answer), &e.Answer)
	}
	if err != nil {
		return e, fmt.Errorf("reading answer %d of attempt %s: %w", r.N, r.AttemptID, err)
	}
	return e, nil
}

func (r attemptRow) attempt() (exam.Attempt, error) {
	a := exam.Attempt{ID: r.ID, ExamID: r.ExamID, PersonID: r.PersonID, N: r.N, State: exam.AttemptState(r.State), Late: r.Late,
		Began: instant(r.BeganAt), Ended: instant(r.EndedAt)}
	if err := json.Unmarshal([]byte(r.Paper), &a.Paper); err != nil {
		return a, fmt.Errorf("reading the paper of attempt %s: %w", r.ID, err)
	}
	return a, nil
}

// reading reads the clocks.
func (w *Workspace) reading() exam.Reading {
	return exam.Reading{Wall: w.now().UTC().Truncate(time.Microsecond), Mono: w.mono(), Run: w.run}
}

// sitting is an attempt while something happens in it.
type sitting struct {
	row  attemptRow
	ex   exam.Exam
	a    exam.Attempt
	last eventRow
}

// types reports whether an event goes on with what was typed last: then it takes
// its place, so that an essay that is kept each second stays one row. Readings
// of the clocks before and after bound the same time.
func (s *sitting) types(e exam.Event) bool {
	return e.Deed == exam.Answered && s.last.Deed == string(exam.Answered) && s.last.Place == e.Place && e.Answer.Text != "" && s.last.Run == s.a.Meter.Seen.Run
}

var errNoAttempt = fault.New(fault.NotFound, "This attempt is not in the workspace.", nil)

// ownAttempt returns the actor's own attempt as it stood at its last event;
// without what was answered.
func ownAttempt(ctx context.Context, db bun.IDB, by people.Actor, id string) (s sitting, err error) {
	if err := by.Require(people.SitExams); err != nil {
		return s, err
	}
	err = db.NewSelect().Model(&s.row).Where("t.id = ? AND t.person_id = ?", id, by.PersonID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return s, errNoAttempt
	}
	if err != nil {
		return s, err
	}
	return s, s.open(ctx, db)
}

// open reads the exam, the paper and the last event.
func (s *sitting) open(ctx context.Context, db bun.IDB) (err error) {
	var r examRow
	if _, s.ex, err = oneExam(ctx, db.NewSelect().Model(&r), &r, s.row.ExamID); err != nil {
		return err
	}
	if s.a, err = s.row.attempt(); err != nil {
		return err
	}
	if err := s.limit(ctx, db); err != nil {
		return err
	}
	var last eventRow
	if err := db.NewSelect().Model(&last).Where("v.attempt_id = ?", s.a.ID).OrderExpr("v.n DESC").Limit(1).Scan(ctx); err != nil {
		return fmt.Errorf("reading attempt %s: %w", s.a.ID, err)
	}
	s.last = last
	s.a.Meter, s.a.Here, s.a.Events = last.meter(), last.Here, last.N
	return nil
}

// limit is the time limit with what the person was conceded by now.
func (s *sitting) limit(ctx context.Context, db bun.IDB) error {
	c, err := concession(ctx, db, s.a.ExamID, s.a.PersonID)
	if s.ex.Rules.Limit > 0 {
		s.a.Limit = s.ex.Rules.Limit + c.Time
	}
	return err
}

func concession(ctx context.Context, db bun.IDB, examID, personID string) (exam.Concession, error) {
	var extra int64
	c := exam.Concession{PersonID: personID}
	err := db.NewRaw(`SELECT extra, attempts FROM exam_concessions WHERE exam_id = ? AND person_id = ?`, examID, personID).Scan(ctx, &extra, &c.Attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	c.Time = time.Duration(extra)
	return c, err
}

// again brings back what happened in the attempt, event by event.
func (s *sitting) again(ctx context.Context, db bun.IDB) error {
	var rows []eventRow
	if err := db.NewSelect().Model(&rows).Where("v.attempt_id = ?", s.a.ID).OrderExpr("v.n").Scan(ctx); err != nil {
		return fmt.Errorf("reading attempt %s: %w", s.a.ID, err)
	}
	if len(rows) == 0 {
		return fmt.Errorf("attempt %s has no beginning", s.a.ID)
	}
	s.a.Meter, s.a.Events = rows[0].meter(), 0
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return err
	}
	for _, r := range rows[1:] {
		e, err := r.event(sealed)
		if err != nil {
			return err
		}
		s.a.Again(e, r.meter())
	}
	return nil
}

// keepEvent adds one event with the reading of the clocks.
func (c *change) keepEvent(ctx context.Context, a exam.Attempt, n int, e exam.Event) error {
	r, err := c.newEventRow(ctx, a, n, e)
	if err != nil {
		return err
	}
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("keeping what happened in an exam: %w", err)
	}
	return nil
}

// typeOn puts what was typed in the place of what was typed before.
func (c *change) typeOn(ctx context.Context, a exam.Attempt, n int, e exam.Event) error {
	r, err := c.newEventRow(ctx, a, n, e)
	if err != nil {
		return err
	}
	if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping what was typed in an exam: %w", err)
	}
	return nil
}

func (c *change) newEventRow(ctx context.Context, a exam.Attempt, n int, e exam.Event) (eventRow, error) {
	if e.Deed != exam.Answered {
		return seal{}.eventRow(a, n, e)
	}
	s, err := c.seal(ctx)
	if err != nil {
		return eventRow{}, err
	}
	return s.eventRow(a, n, e)
}

// eventRow is the row of an event after which the attempt stands like a.
func (s seal) eventRow(a exam.Attempt, n int, e exam.Event) (r eventRow, err error) {
	r = eventRow{AttemptID: a.ID, N: n, Deed: string(e.Deed), Place: e.Place, Here: a.Here, Used: int64(a.Meter.Used),
		Wall: micros(a.Meter.Seen.Wall), Mono: int64(a.Meter.Seen.Mono), Run: a.Meter.Seen.Run}
	if e.Deed != exam.Answered {
		return r, nil
	}
	if r.Answer, err = asJSON(e.Answer); err == nil {
		r.Answer, err = s.close(r.Answer, r.about())
	}
	return r, err
}
