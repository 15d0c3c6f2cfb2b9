package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/exam"
)

// Exams keeps exams, attempts and marks. It fits exam.Keeper, exam.Invigilator,
// exam.Sitter and exam.Marker.
type Exams struct{ w *Workspace }

var (
	_ exam.Keeper      = (*Exams)(nil)
	_ exam.Invigilator = (*Exams)(nil)
	_ exam.Sitter      = (*Exams)(nil)
	_ exam.Marker      = (*Exams)(nil)
)

type examRow struct {
	bun.BaseModel `bun:"table:exams,alias:e"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	Wide           bool   `bun:"wide"` // for people of all organisations
	State          string `bun:"state"`
	Content        string `bun:"content"`
	Forms          string `bun:"forms"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	PublishedAt    int64  `bun:"published_at"`
}

func (r examRow) exam() (exam.Exam, error) {
	var e exam.Exam
	if err := json.Unmarshal([]byte(r.Content), &e); err != nil {
		return e, fmt.Errorf("reading exam %s: %w", r.ID, err)
	}
	e.ID, e.OrganisationID, e.State, e.MadeBy, e.MadeAt = r.ID, r.OrganisationID, exam.State(r.State), r.MadeBy, instant(r.MadeAt)
	return e, nil
}

// examScope is whose exams an actor may keep.
func examScope(by people.Actor) (people.Scope, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return people.Scope{}, err
	}
	return people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, nil
}

func examsWithin(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	return q.Where("e.organisation_id = ? AND NOT e.wide", s.OrganisationID)
}

var errNoExam = fault.New(fault.NotFound, "This exam is not in the workspace.", nil)

// examBy returns an exam in the actor's scope.
func examBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (r examRow, e exam.Exam, err error) {
	s, err := examScope(by)
	if err != nil {
		return r, e, err
	}
	return oneExam(ctx, examsWithin(db.NewSelect().Model(&r), s), &r, id)
}

func oneExam(ctx context.Context, q *bun.SelectQuery, r *examRow, id string) (examRow, exam.Exam, error) {
	err := q.Where("e.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return *r, exam.Exam{}, errNoExam
	}
	if err != nil {
		return *r, exam.Exam{}, err
	}
	e, err := r.exam()
	return *r, e, err
}

// Save adds or changes a draft.
func (k *Exams) Save(ctx context.Context, by people.Actor, e exam.Exam) (string, error) {
	s, err := examScope(by)
	e.Name = strings.TrimSpace(e.Name)
	if err == nil {
		err = e.CheckDraft()
	}
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row := examRow{ID: newID(), OrganisationID: by.OrganisationID, Wide: s.All, State: string(exam.Draft), Forms: "null", MadeBy: by.PersonID, MadeAt: micros(c.now)}
		if e.ID != "" {
			if row, _, err = examBy(ctx, c, by, e.ID); err != nil {
				return err
			}
		}
		if row.State != string(exam.Draft) {
			return fault.New(fault.Conflict, "This exam is published. Withdraw it and make a new one to change it.", nil)
		}
		for _, id := range e.Persons {
			if _, err := personBy(ctx, c, s, id); err != nil {
				return err
			}
		}
		isNew := e.ID == ""
		e.ID = row.ID
		return c.keepExam(ctx, row, e, isNew, "save")
	})
	return keptID(e.ID, err)
}

func (c *change) keepExam(ctx context.Context, row examRow, e exam.Exam, isNew bool, verb string) (err error) {
	if row.Content, err = asJSON(e); err != nil {
		return err
	}
	if isNew {
		_, err = c.NewInsert().Model(&row).Exec(ctx)
	} else {
		_, err = c.NewUpdate().Model(&row).WherePK().Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping an exam: %w", err)
	}
	c.record(verb, "exam", row.ID, map[string]any{"name": e.Name, "questions": e.Blueprint.Count()})
	c.tell(notice.Exams, row.ID)
	return nil
}

// Withdraw closes a published exam for good.
func (k *Exams) Withdraw(ctx context.Context, by people.Actor, id, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, _, err := examBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if row.State != string(exam.Published) {
			return fault.New(fault.Conflict, "Only a published exam can be withdrawn.", nil)
		}
		ended, err := c.endAll(ctx, id, k.w.reading())
		if err != nil {
			return err
		}
		row.State = string(exam.Withdrawn)
		if _, err := c.NewUpdate().Model(&row).Column("state").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("withdrawing an exam: %w", err)
		}
		c.record("withdraw", "exam", id, map[string]any{"why": why, "ended": ended})
		c.tell(notice.Exams, id)
		return nil
	})
}
