package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

var _ exam.Recorder = (*Exams)(nil)

type useRow struct {
	bun.BaseModel `bun:"table:exam_uses"`

	AttemptID string `bun:"attempt_id,pk"`
	EntryID   string `bun:"entry_id,pk"`
	PersonID  string `bun:"person_id"`
}

// hall is an exam with what is known of those who sit it together.
type hall struct {
	row       examRow
	ex        exam.Exam
	questions map[string]bank.Question // in every version
	next      map[string]string        // the version after a changed key
	actors    map[string]people.Actor
	left      map[string]people.Person
	before    map[string][]exam.Before
	conceded  map[string]exam.Concession
	seal      seal
}

// BringIn keeps finished attempts, all of them or none.
func (k *Exams) BringIn(ctx context.Context, by people.Actor, examID string, all []exam.Brought) ([]exam.Entered, error) {
	var out []exam.Entered
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, e, err := examBy(ctx, c, by, examID)
		if err != nil {
			return err
		}
		if e.State != exam.Published || len(all) == 0 {
			return fault.New(fault.Conflict, "Attempts are brought in to a published exam, one or more.", nil)
		}
		h, err := hallOf(ctx, c, row, e, slices.Collect(everybody(all)))
		if err != nil {
			return err
		}
		if h.seal, err = c.seal(ctx); err != nil {
			return err
		}
		var rows broughtRows
		for _, b := range all {
			if err := rows.add(ctx, c, h, b); err != nil {
				return b.About(h.actors[b.PersonID].Name, err)
			}
		}
		out = rows.entered(e)
		return c.keepBrought(ctx, h, rows)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// everybody yields everybody whom attempts name: who sat and who marked.
func everybody(all []exam.Brought) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, b := range all {
			if !yield(b.PersonID) {
				return
			}
			for _, js := range b.Essays {
				for _, j := range js {
					if !yield(j.MarkerID) {
						return
					}
				}
			}
		}
	}
}

// hallOf reads an exam and those persons.
func hallOf(ctx context.Context, db bun.IDB, row examRow, e exam.Exam, ids []string) (h hall, err error) {
	h = hall{row: row, ex: e, next: map[string]string{}, actors: map[string]people.Actor{}, left: map[string]people.Person{},
		before: map[string][]exam.Before{}, conceded: map[string]exam.Concession{}}
	if h.questions, err = questionsOf(ctx, db, e.ID); err != nil {
		return h, err
	}
	return h, errors.Join(h.readKeys(ctx, db), h.readPersons(ctx, db, ids), h.readBefore(ctx, db), h.readConcessions(ctx, db))
}

func (h *hall) readKeys(ctx context.Context, db bun.IDB) error {
	var rows []examQuestionRow
	if err := db.NewSelect().Model(&rows).Column("question_id", "replaces").Where("q.exam_id = ? AND q.replaces <> ''", h.ex.ID).Scan(ctx); err != nil {
		return fmt.Errorf("reading changed keys: %w", err)
	}
	for _, r := range rows {
		h.next[r.Replaces] = r.QuestionID
	}
	return nil
}

// readPersons knows of persons within the exam's reach only.
func (h *hall) readPersons(ctx context.Context, db bun.IDB, ids []string) error {
	var rows []struct {
		personRow `bun:",extend"`
		Kind      string
	}
	q := db.NewSelect().Model(&rows).ColumnExpr("p.*, o.kind").Join("JOIN organisations AS o ON o.id = p.organisation_id").Where("p.id IN (?)", bun.List(append(ids, "")))
	if err := scoped(q, people.Scope{All: h.row.Wide, OrganisationID: h.row.OrganisationID}).Scan(ctx); err != nil {
		return fmt.Errorf("reading persons: %w", err)
	}
	for _, r := range rows {
		h.left[r.ID] = r.person()
		h.actors[r.ID] = people.As(r.person(), people.OrganisationKind(r.Kind))
	}
	return nil
}

func (h *hall) readBefore(ctx context.Context, db bun.IDB) error {
	var rows []attemptRow
	err := db.NewSelect().Model(&rows).Column("person_id", "state", "ended_at", "form").Where("t.exam_id = ?", h.ex.ID).OrderExpr("t.person_id, t.n").Scan(ctx)
	if err != nil {
		return fmt.Errorf("reading earlier attempts: %w", err)
	}
	for _, t := range rows {
		h.before[t.PersonID] = append(h.before[t.PersonID], exam.Before{State: exam.AttemptState(t.State), Ended: instant(t.EndedAt), Form: t.Form})
	}
	return nil
}

func (h *hall) readConcessions(ctx context.Context, db bun.IDB) error {
	for id := range h.actors {
		g, err := concession(ctx, db, h.ex.ID, id)
		if err != nil {
			return fmt.Errorf("reading concessions: %w", err)
		}
		h.conceded[id] = g
	}
	return nil
}

// sitter is somebody who may have sat the exam then.
func (h *hall) sitter(b exam.Brought) (people.Actor, error) {
	a, ok := h.actors[b.PersonID]
	if !ok || !sits(h.ex, a) {
		return a, fault.New(fault.NotFound, "This exam is not meant for this person.", nil)
	}
	if left := h.left[b.PersonID].LeftAt; !left.IsZero() && b.Began.After(left) {
		return a, fault.New(fault.Conflict, "This person had left by then.", nil)
	}
	before := h.before[b.PersonID]
	if n := len(before); n > 0 && (!before[n-1].State.Ended() || b.Began.Before(before[n-1].Ended)) {
		return a, fault.New(fault.Conflict, "Another attempt of this person runs, or ended later.", nil)
	}
	return a, errors.Join(a.Require(people.SitExams), h.ex.Rules.MayBegin(b.Began, before, h.conceded[b.PersonID]))
}

// keepBrought writes all rows, and what follows once a mark is known.
func (c *change) keepBrought(ctx context.Context, h hall, rows broughtRows) error {
	for _, err := range []error{insertAll(ctx, c, rows.attempts), insertAll(ctx, c, rows.uses), insertAll(ctx, c, rows.events),
		insertAll(ctx, c, rows.marks), insertAll(ctx, c, rows.judgements)} {
		if err != nil {
			return fmt.Errorf("bringing in attempts: %w", err)
		}
	}
	for _, r := range rows.attempts {
		c.record("import", "attempt", r.ID, map[string]any{"exam": r.ExamID, "person": r.PersonID, "n": r.N, "state": r.State, "points": r.Points})
		if err := c.retrainBrought(ctx, r); err != nil {
			return err
		}
		if r.State != string(exam.Marked) {
			continue
		}
		if err := c.marked(ctx, r.ID); err != nil {
			return err
		}
	}
	c.tell(notice.Exams, h.ex.ID)
	return nil
}

// insertAll writes rows a batch at a time.
func insertAll[T any](ctx context.Context, c *change, rows []T) error {
	for batch := range slices.Chunk(rows, importBatch) {
		if _, err := c.NewInsert().Model(&batch).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
