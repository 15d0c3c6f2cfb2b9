package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/cards"
)

// cardsFromEvaluation makes cards of what an evaluation that its agent knows of
// found wanting. A question that failed again lays its new moment on the card
// and makes it due. Cards whose question is no longer lost, or whose evaluation
// is void, go if nobody has seen them.
func (c *change) cardsFromEvaluation(ctx context.Context, r *evaluationRow) error {
	if r.AgentID == "" || r.Purpose != string(qa.Ordinary) {
		return nil
	}
	var failed []cards.Failed
	if r.Shown && r.State != string(qa.Voided) {
		v, err := versionBy(ctx, c, people.Program(), r.VersionID)
		if err != nil {
			return err
		}
		var a qa.Answers
		if err := json.Unmarshal([]byte(r.Answers), &a); err != nil {
			return fmt.Errorf("reading evaluation %s: %w", r.ID, err)
		}
		failed = cards.FailedOf(&v, a)
	}
	marks := make([]string, 0, len(failed)+1) // never empty: NOT IN of nothing is unknown
	for _, f := range failed {
		mark := "rubric:" + r.RubricID + ":" + f.Ref
		marks = append(marks, mark)
		if err := c.cardFromFailed(ctx, r, f, mark); err != nil {
			return err
		}
	}
	_, err := c.ExecContext(ctx, `DELETE FROM cards WHERE person_id = ? AND evaluation_id = ? AND reviews = 0 AND mark NOT IN (?)`, r.AgentID, r.ID, bun.List(append(marks, "")))
	if err != nil {
		return fmt.Errorf("taking cards back: %w", err)
	}
	c.tell(notice.Cards, "")
	return nil
}

func (c *change) cardFromFailed(ctx context.Context, e *evaluationRow, f cards.Failed, mark string) error {
	n := f.Note
	if f.Moment != nil {
		n.Clip = cards.Around(e.CallID, *f.Moment)
	}
	text, err := asJSON(n)
	if err != nil {
		return err
	}
	var r cardRow
	err = c.NewSelect().Model(&r).Where("k.person_id = ? AND k.mark = ?", e.AgentID, mark).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = c.addCard(ctx, cardRow{ID: newID(), PersonID: e.AgentID, Mark: mark, Source: string(cards.FromEvaluation), Point: n.Point,
			EvaluationID: e.ID, CallID: e.CallID, Content: text, AddedAt: micros(c.now)})
		return err
	}
	if err != nil {
		return fmt.Errorf("reading a card: %w", err)
	}
	again := r.EvaluationID != e.ID
	r.EvaluationID, r.CallID, r.Content = e.ID, e.CallID, text
	if again && r.DueAt > micros(c.now) {
		r.DueAt = micros(c.now)
	}
	return c.putCard(ctx, &r)
}
