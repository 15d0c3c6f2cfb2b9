package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

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
	ids, keys := make([]string, len(marks[attemptID])), make([]string, len(marks[attemptID]))
	for i, m := range marks[attemptID] {
		ids[i], keys[i] = m.QuestionID, "entry:"+m.EntryID
	}
	if len(ids) == 0 {
		return nil
	}
	questions, err := questionsOf(ctx, c, s.row.ExamID, ids...)
	if err != nil {
		return err
	}
	had, err := c.cardsOf(ctx, s.row.PersonID, keys)
	if err != nil {
		return err
	}
	took, err := c.thought(ctx, attemptID)
	if err != nil {
		return err
	}
	ready, err := c.tells(ctx, &s)
	if err != nil {
		return err
	}
	for _, m := range marks[attemptID] {
		if q := questions[m.QuestionID]; q.Marked() && q.Kind != bank.ScoreCall {
			if err := c.cardFromMark(ctx, &s, m, &q, had["entry:"+m.EntryID], ready, took[m.Place], median(took)); err != nil {
				return err
			}
		}
	}
	c.tell(notice.Cards, "")
	return nil
}

// cardsOf returns a person's cards by what makes them the same card again.
func (c *change) cardsOf(ctx context.Context, personID string, keys []string) (map[string]*cardRow, error) {
	var rows []cardRow
	if err := c.NewSelect().Model(&rows).Where("k.person_id = ? AND k.mark IN (?)", personID, bun.List(keys)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading cards: %w", err)
	}
	out := make(map[string]*cardRow, len(rows))
	for i := range rows {
		out[rows[i].Mark] = &rows[i]
	}
	return out, nil
}

// cardFromMark follows one mark; had is the card of its question, nil for none.
func (c *change) cardFromMark(ctx context.Context, s *sitting, m markRow, q *bank.Question, had *cardRow, ready int64, took, usual time.Duration) error {
	right := m.Fraction >= 1
	switch {
	case had == nil && right:
		return nil
	case had == nil:
		_, err := c.addCard(ctx, cardRow{ID: newID(), PersonID: s.row.PersonID, Mark: "entry:" + m.EntryID, Source: string(cards.FromExam), Point: q.Tags.Point, ExamID: s.row.ExamID,
			QuestionID: m.QuestionID, EntryID: m.EntryID, ArticleID: q.Tags.ArticleID, AttemptID: s.row.ID, AddedAt: micros(c.now), ReadyAt: ready})
		return err
	case had.AttemptID == s.row.ID && right && had.Reviews == 0:
		_, err := c.NewDelete().Model(had).WherePK().Exec(ctx)
		return err
	case had.AttemptID == s.row.ID:
		had.QuestionID = m.QuestionID // by the key in force
		return c.putCard(ctx, had)
	}
	return c.answered(ctx, had, s.row.ID, cards.GradeOf(right, took, usual), took)
}

// answered lets an attempt count as a review of a card, once.
func (c *change) answered(ctx context.Context, r *cardRow, attemptID string, g cards.Grade, took time.Duration) error {
	n, err := c.NewSelect().Model((*cardReviewRow)(nil)).Where("v.card_id = ? AND v.attempt_id = ?", r.ID, attemptID).Count(ctx)
	if err != nil || n > 0 {
		return err
	}
	return c.review(ctx, r, g, took, attemptID)
}

// tells is from when a person may know the right answers of an exam; 0: at once.
// A card must not tell them before the rules do, unless its person has failed and
// may sit the exam again: then that is what they have to learn for it.
func (c *change) tells(ctx context.Context, s *sitting) (int64, error) {
	r := &s.ex.Rules
	if r.Closes.IsZero() || r.Review[exam.JustAfter].Right || r.Review[exam.LaterOpen].Right {
		return 0, nil
	}
	retraining, err := rulesFor(ctx, c, s.row.ExamID)
	if again := retraining.On || r.Attempts == 0 || s.row.N < r.Attempts; again && !s.ex.Passes(s.row.Points, s.row.Most) {
		return 0, err
	}
	return micros(r.Closes), err
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
