package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/training/bank"
	"shifu/training/exam"
)

type examQuestionRow struct {
	bun.BaseModel `bun:"table:exam_questions,alias:q"`

	ExamID     string `bun:"exam_id,pk"`
	QuestionID string `bun:"question_id,pk"`
	EntryID    string `bun:"entry_id"`
	Replaces   string `bun:"replaces"` // the version before a changed key
	Content    string `bun:"content"`
	Why        string `bun:"why"`
	At         int64  `bun:"at"`
}

// about is what a question is sealed to.
func (r examQuestionRow) about() string { return r.ExamID + "/" + r.QuestionID }

func (r examQuestionRow) question(s seal) (bank.Question, error) {
	var q bank.Question
	content, err := s.open(r.Content, r.about())
	if err == nil {
		err = json.Unmarshal([]byte(content), &q)
	}
	if err != nil {
		return q, fmt.Errorf("reading question %s: %w", r.QuestionID, err)
	}
	return q, nil
}

func entryOf(q bank.Question) string { return cmp.Or(q.EntryID, q.ID) }

// keepQuestion keeps a question of an exam as it is now.
func (c *change) keepQuestion(ctx context.Context, examID string, q bank.Question, replaces, why string) error {
	content, err := asJSON(q)
	if err != nil {
		return err
	}
	sealed, err := c.seal(ctx)
	if err != nil {
		return err
	}
	row := examQuestionRow{ExamID: examID, QuestionID: q.ID, EntryID: entryOf(q), Replaces: replaces, Content: content, Why: why, At: micros(c.now)}
	if row.Content, err = sealed.close(content, row.about()); err != nil {
		return err
	}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("keeping a question of an exam: %w", err)
	}
	return nil
}

// questionsOf returns questions of an exam by ID: all of them without IDs.
func questionsOf(ctx context.Context, db bun.IDB, examID string, ids ...string) (map[string]bank.Question, error) {
	var rows []examQuestionRow
	q := db.NewSelect().Model(&rows).Where("q.exam_id = ?", examID)
	if len(ids) > 0 {
		q = q.Where("q.question_id IN (?)", bun.List(ids))
	}
	if err := q.OrderExpr("q.question_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the questions of an exam: %w", err)
	}
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bank.Question, len(rows))
	for _, r := range rows {
		q, err := r.question(sealed)
		if err != nil {
			return nil, err
		}
		out[r.QuestionID] = q
	}
	return out, nil
}

// pool returns the questions that are drawn from: of each entry the version
// that no other replaces.
func poolOf(ctx context.Context, db bun.IDB, examID string) ([]bank.Question, error) {
	var rows []examQuestionRow
	err := db.NewSelect().Model(&rows).Where("q.exam_id = ?", examID).
		Where("q.question_id NOT IN (SELECT replaces FROM exam_questions WHERE exam_id = ?)", examID).OrderExpr("q.question_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the pool of an exam: %w", err)
	}
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return nil, err
	}
	out := make([]bank.Question, len(rows))
	for i, r := range rows {
		if out[i], err = r.question(sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unfrozen are those of the pool that no expired article freezes.
func unfrozen(ctx context.Context, db bun.IDB, examID string, now time.Time) ([]bank.Question, error) {
	pool, err := poolOf(ctx, db, examID)
	if err != nil {
		return nil, err
	}
	ex, err := expiredArticles(ctx, db, now)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(pool, func(q bank.Question) bool { return ex.freezes(&q) }), nil
}

// usesOf adds to questions how often they were used, seen by a person
// (empty: nobody) and answered, and how well.
func usesOf(ctx context.Context, db bun.IDB, pool []bank.Question, personID string) ([]exam.Candidate, error) {
	var uses []struct {
		EntryID   string
		Uses, Had int
	}
	if err := db.NewRaw(`SELECT entry_id, count(*) AS uses, sum(CASE WHEN person_id = ? THEN 1 ELSE 0 END) AS had FROM exam_uses GROUP BY entry_id`, personID).Scan(ctx, &uses); err != nil {
		return nil, fmt.Errorf("counting uses: %w", err)
	}
	var answers []struct {
		EntryID string
		N       int
		P       float64
	}
	if err := db.NewRaw(`SELECT entry_id, count(*) AS n, avg(fraction) AS p FROM exam_marks WHERE newest AND known GROUP BY entry_id`).Scan(ctx, &answers); err != nil {
		return nil, fmt.Errorf("reading facilities: %w", err)
	}
	out, at := make([]exam.Candidate, len(pool)), map[string][]int{}
	for i, q := range pool {
		out[i].Question = q
		at[entryOf(q)] = append(at[entryOf(q)], i)
	}
	for _, u := range uses {
		for _, i := range at[u.EntryID] {
			out[i].Uses, out[i].Seen = u.Uses, u.Had
		}
	}
	for _, a := range answers {
		for _, i := range at[a.EntryID] {
			out[i].Answers, out[i].Facility = a.N, a.P
		}
	}
	return out, nil
}
