package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"shifu/internal/notice"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
)

// cardsFromAttempt makes cards of the wrong answers in an attempt, and lets an
// answer to a question whose card there is already count as a review. Called
// again after a regrade it takes back cards whose answers turned out right and
// that nobody has seen.
func (c *change) cardsFromAttempt(ctx context.Context, attemptID string) error {
	s := sitting{}
	if err := c.NewSelect().Model(&s.row).Where("t.id = ?", attemptID).Scan(ctx); err != nil {
		return fmt.Errorf("reading an attempt: %w", err)
	}
	if err := s.open(ctx, c); err != nil {
		return err
	}
	marks, err := marksOf(ctx, c, attemptID)
	if err != nil {
		return err
	}
	questions, err := questionsOf(ctx, c, s.row.ExamID)
	if err != nil {
		return err
	}
	took, err := c.thought(ctx, attemptID)
	if err != nil {
		return err
	}
	for _, m := range marks[attemptID] {
		if q := questions[m.QuestionID]; q.Marked() && q.Kind != bank.ScoreCall {
			if err := c.cardFromMark(ctx, &s, m, &q, took[m.Place], median(took)); err != nil {
				return err
			}
		}
	}
	c.tell(notice.Cards, "")
	return nil
}

func (c *change) cardFromMark(ctx context.Context, s *sitting, m markRow, q *bank.Question, took, usual time.Duration) error {
	var r cardRow
	err := c.NewSelect().Model(&r).Where("k.person_id = ? AND k.mark = ?", s.row.PersonID, "entry:"+m.EntryID).Scan(ctx)
	right := m.Fraction >= 1
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if right {
			return nil
		}
		_, err := c.addCard(ctx, cardRow{ID: newID(), PersonID: s.row.PersonID, Mark: "entry:" + m.EntryID, Source: string(cards.FromExam), Point: q.Tags.Point, ExamID: s.row.ExamID,
			QuestionID: m.QuestionID, EntryID: m.EntryID, ArticleID: q.Tags.ArticleID, AttemptID: s.row.ID, AddedAt: micros(c.now), ReadyAt: tells(&s.ex.Rules)})
		return err
	case err != nil:
		return fmt.Errorf("reading a card: %w", err)
	case r.AttemptID == s.row.ID && right && r.Reviews == 0:
		_, err := c.NewDelete().Model(&r).WherePK().Exec(ctx)
		return err
	case r.AttemptID == s.row.ID:
		r.QuestionID = m.QuestionID // by the key in force
		return c.putCard(ctx, &r)
	}
	return c.answered(ctx, &r, s.row.ID, cards.GradeOf(right, took, usual), took)
}

// answered lets an attempt count as a review of a card, once.
func (c *change) answered(ctx context.Context, r *cardRow, attemptID string, g cards.Grade, took time.Duration) error {
	n, err := c.NewSelect().Model((*cardReviewRow)(nil)).Where("v.card_id = ? AND v.attempt_id = ?", r.ID, attemptID).Count(ctx)
	if err != nil || n > 0 {
		return err
	}
	return c.review(ctx, r, g, took, attemptID)
}

// tells is from when an exam lets its people know the right answers; 0: from the
// beginning. A card must not tell them before.
func tells(r *exam.Rules) int64 {
	if r.Closes.IsZero() || r.Review[exam.JustAfter].Right || r.Review[exam.LaterOpen].Right {
		return 0
	}
	return micros(r.Closes)
}

// thought is how long the person had each question of an attempt open.
func (c *change) thought(ctx context.Context, attemptID string) (map[int]time.Duration, error) {
	var rows []eventRow
	if err := c.NewSelect().Model(&rows).Column("n", "here", "used").Where("v.attempt_id = ?", attemptID).OrderExpr("v.n").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading attempt %s: %w", attemptID, err)
	}
	out := map[int]time.Duration{}
	for i := 1; i < len(rows); i++ {
		out[rows[i].Here] += time.Duration(rows[i].Used - rows[i-1].Used) // opened before it was answered
	}
	return out, nil
}

func median(of map[int]time.Duration) time.Duration {
	all := make([]time.Duration, 0, len(of))
	for _, d := range of {
		all = append(all, d)
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}
