package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/cards"
)

type cardReviewRow struct {
	bun.BaseModel `bun:"table:card_reviews,alias:v"`

	ID          string  `bun:"id,pk"`
	CardID      string  `bun:"card_id"`
	PersonID    string  `bun:"person_id"`
	At          int64   `bun:"at"`
	Day         int     `bun:"day"`
	Grade       int     `bun:"grade"`
	Took        int64   `bun:"took"`
	AttemptID   string  `bun:"attempt_id"` // graded by an answer in an exam
	Before      string  `bun:"before"`     // the card, for undoing
	StateBefore string  `bun:"state_before"`
	Stability   float64 `bun:"stability"` // after it
	Difficulty  float64 `bun:"difficulty"`
}

// before is what a review changes of a card.
type before struct {
	cards.Card
	Takes      int64  `json:"takes"`
	Aside      string `json:"aside,omitempty"`
	AsideUntil int64  `json:"aside_until,omitempty"`
}

// Review keeps a grade with its line of the log.
func (k *Cards) Review(ctx context.Context, by people.Actor, cardID string, g cards.Grade, took time.Duration) (out cards.Entry, err error) {
	if g < cards.Again || g > cards.Easy {
		return out, fault.New(fault.Invalid, "A grade is 1, 2, 3 or 4.", nil)
	}
	if err := learner(by); err != nil {
		return out, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.own(ctx, c, by, cardID)
		if err != nil {
			return err
		}
		ex, err := expiredArticles(ctx, c, c.now)
		if err != nil {
			return err
		}
		if ex.holds(&r) {
			return fault.New(fault.Conflict, "The article behind this card has expired. The card waits until it is verified again.", nil)
		}
		if err := c.review(ctx, &r, g, took, ""); err != nil {
			return err
		}
		es, err := k.entries(ctx, c, []cardRow{r})
		if err == nil {
			out = es[0]
		}
		return err
	})
	return out, err
}

// review answers a card; attemptID names the attempt at an exam that graded it.
func (c *change) review(ctx context.Context, r *cardRow, g cards.Grade, took time.Duration, attemptID string) error {
	now, p := c.now.In(c.zone), cards.StandardPlan()
	was := r.card(c.zone)
	text, err := asJSON(before{was, r.Takes, r.Aside, r.AsideUntil})
	if err != nil {
		return err
	}
	is := p.Answer(was, g, now)
	took = min(max(took, 0), cards.MostTook)
	if took > 0 {
		n := int64(min(was.Reviews, 9)) // recent reviews say more than the first
		r.Takes = (r.Takes*n + took.Microseconds()) / (n + 1)
	}
	r.put(is)
	if r.Aside = ""; is.Leech() && is.Lapses > was.Lapses {
		r.Aside = string(cards.LeechOut)
	}
	r.AsideUntil = 0
	row := cardReviewRow{ID: newID(), CardID: r.ID, PersonID: r.PersonID, At: micros(now), Day: cards.Day(now), Grade: int(g), Took: took.Microseconds(),
		AttemptID: attemptID, Before: text, StateBefore: string(was.State), Stability: is.Stability, Difficulty: is.Difficulty}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("keeping a review: %w", err)
	}
	return c.putCard(ctx, r)
}

func (c *change) putCard(ctx context.Context, r *cardRow) error {
	if _, err := c.NewUpdate().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping a card: %w", err)
	}
	c.tell(notice.Cards, r.ID)
	return nil
}

var errNoReview = fault.New(fault.NotFound, "There is no review of today to undo.", nil)

// Undo takes back the last review of the local day.
func (k *Cards) Undo(ctx context.Context, by people.Actor) (out cards.Entry, err error) {
	if err := learner(by); err != nil {
		return out, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var v cardReviewRow
		q := c.NewSelect().Model(&v).Where("v.person_id = ? AND v.attempt_id = '' AND v.day = ?", by.PersonID, cards.Day(c.now.In(k.w.zone)))
		err := q.OrderExpr("v.at DESC, v.id DESC").Limit(1).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return errNoReview
		}
		if err != nil {
			return err
		}
		r, err := k.own(ctx, c, by, v.CardID)
		if err != nil {
			return err
		}
		later, err := c.NewSelect().Model((*cardReviewRow)(nil)).Where("v.card_id = ? AND v.at > ?", v.CardID, v.At).Count(ctx)
		if err != nil {
			return err
		}
		if later > 0 { // an exam has graded the card since
			return errNoReview
		}
		if err := c.takeBack(ctx, &r, v); err != nil {
			return err
		}
		es, err := k.entries(ctx, c, []cardRow{r})
		if err == nil {
			out = es[0]
		}
		return err
	})
	return out, err
}

func (c *change) takeBack(ctx context.Context, r *cardRow, v cardReviewRow) error {
	var was before
	if err := json.Unmarshal([]byte(v.Before), &was); err != nil {
		return fmt.Errorf("reading review %s: %w", v.ID, err)
	}
	r.put(was.Card)
	r.Takes, r.Aside, r.AsideUntil = was.Takes, was.Aside, was.AsideUntil
	if _, err := c.NewDelete().Model(&v).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("undoing a review: %w", err)
	}
	c.record("undo", "card", r.ID, map[string]any{"grade": v.Grade, "at": instant(v.At)})
	return c.putCard(ctx, r)
}
