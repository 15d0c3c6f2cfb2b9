package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/cards"
)

// Today is what the local day has left.
func (k *Cards) Today(ctx context.Context, by people.Actor) (q cards.Queue, err error) {
	w, err := k.Wishes(ctx, by)
	if err != nil {
		return q, err
	}
	aim, err := k.aim(ctx, by, w)
	if err != nil {
		return q, k.w.explain(err)
	}
	now := k.w.now().In(k.w.zone)
	done, err := k.done(ctx, by, now)
	if err != nil {
		return q, k.w.explain(err)
	}
	rows, err := k.candidates(ctx, by, w.Limits, aim, now)
	if err != nil {
		return q, k.w.explain(err)
	}
	ex, err := expiredArticles(ctx, k.w.read, k.w.now())
	if err != nil {
		return q, k.w.explain(err)
	}
	all, at := make([]cards.Entry, len(rows)), make(map[string]int, len(rows))
	for i := range rows {
		all[i], at[rows[i].ID] = rows[i].entry(k.w.zone), i
		if ex.holds(&rows[i]) {
			all[i].Aside = cards.Frozen
		}
	}
	plan := cards.StandardPlan()
	q = plan.Draw(all, done, w.Limits, aim, now)
	if q.Cards, err = k.spoken(ctx, rows, at, q.Cards); err != nil {
		return q, k.w.explain(err)
	}
	if q.Usual, err = k.usual(ctx, by); err != nil {
		return q, k.w.explain(err)
	}
	q.Aside, err = k.setAside(ctx, by, rows, ex)
	return q, k.w.explain(err)
}

// setAside counts what is not asked in the whole deck: leeches and suspended
// cards, and of what a day would ask what is frozen.
func (k *Cards) setAside(ctx context.Context, by people.Actor, rows []cardRow, ex expired) (int, error) {
	n, err := k.w.read.NewSelect().Model((*cardRow)(nil)).Where("k.person_id = ? AND k.aside IN (?)", by.PersonID, bun.List([]cards.Aside{cards.LeechOut, cards.Suspended})).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting cards: %w", err)
	}
	count := int(n)
	for i := range rows {
		if aside := cards.Aside(rows[i].Aside); ex.holds(&rows[i]) && aside != cards.LeechOut && aside != cards.Suspended {
			count++
		}
	}
	return count, nil
}

// usual is the median of the time that the actor's latest right answers took.
func (k *Cards) usual(ctx context.Context, by people.Actor) (time.Duration, error) {
	var took []int64
	err := k.w.read.NewRaw(`SELECT v.took FROM card_reviews AS v JOIN cards AS k ON k.id = v.card_id
		WHERE v.person_id = ? AND v.grade > 1 AND v.took > 0 AND v.attempt_id = '' AND k.exam_id <> '' ORDER BY v.at DESC LIMIT 200`, by.PersonID).Scan(ctx, &took)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("reading reviews: %w", err)
	}
	if len(took) == 0 {
		return 0, nil
	}
	slices.Sort(took)
	return time.Duration(took[len(took)/2]) * time.Microsecond, nil
}

// spoken are the cards of a queue with what they say.
func (k *Cards) spoken(ctx context.Context, rows []cardRow, at map[string]int, queue []cards.Entry) ([]cards.Entry, error) {
	some := make([]cardRow, len(queue))
	for i, e := range queue {
		some[i] = rows[at[e.ID]]
	}
	return k.entries(ctx, k.w.read, some)
}

// candidates are the cards that a queue may hold: those due by the end of the
// day and as many new ones as the limit leaves; with an exam in view all that it
// asks about. A deck of any size is read by what a day needs of it.
func (k *Cards) candidates(ctx context.Context, by people.Actor, l cards.Limits, aim *cards.Aim, now time.Time) ([]cardRow, error) {
	var due, fresh []cardRow
	q := k.deck(k.w.read, &due, by.PersonID)
	if aim == nil {
		q = q.Where("k.due_at > 0 AND k.due_at < ?", micros(cards.DayEnds(now)))
	} else {
		q = q.Where("k.due_at > 0 AND (k.due_at < ? OR k.point IN (?))", micros(cards.DayEnds(now)), bun.List(points(*aim)))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading what is due: %w", err)
	}
	q = k.deck(k.w.read, &fresh, by.PersonID).Where("k.due_at = 0").
		OrderExpr("k.source IN (?) DESC, k.added_at, k.id", bun.List([]cards.Source{cards.FromExam, cards.FromEvaluation}))
	if aim == nil {
		q = q.Where("(k.aside = '' OR k.aside = ?)", string(cards.Buried)).Limit(int64(l.New) + 100) // frozen ones among them
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading new cards: %w", err)
	}
	return append(due, fresh...), nil
}

func points(a cards.Aim) []string {
	out := []string{}
	for p := range a.Points {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// done is what was learned on the local day of now so far.
func (k *Cards) done(ctx context.Context, by people.Actor, now time.Time) (d cards.Done, err error) {
	var r struct{ New, Reviews, Answered, Good, Took int64 }
	err = k.w.read.NewRaw(`SELECT coalesce(sum(state_before = ''), 0) AS new, coalesce(sum(state_before = ?), 0) AS reviews, count(*) AS answered,
		coalesce(sum(grade > 1), 0) AS good, coalesce(sum(took), 0) AS took FROM card_reviews
		WHERE person_id = ? AND at >= ? AND at < ? AND attempt_id = ''`, string(cards.Review), by.PersonID, micros(cards.DayBegins(now)), micros(cards.DayEnds(now))).Scan(ctx, &r)
	if err != nil {
		return d, fmt.Errorf("counting reviews: %w", err)
	}
	return cards.Done{New: int(r.New), Reviews: int(r.Reviews), All: int(r.Answered), Right: int(r.Good), Took: time.Duration(r.Took) * time.Microsecond}, nil
}

// Wishes returns how the actor learns.
func (k *Cards) Wishes(ctx context.Context, by people.Actor) (cards.Wishes, error) {
	w := cards.Wishes{Limits: cards.StandardLimits}
	if err := learner(by); err != nil {
		return w, err
	}
	var text string
	err := k.w.read.NewRaw(`SELECT content FROM card_wishes WHERE person_id = ?`, by.PersonID).Scan(ctx, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return w, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &w)
	}
	return w, k.w.explain(err)
}

// SetWishes keeps how the actor learns.
func (k *Cards) SetWishes(ctx context.Context, by people.Actor, w cards.Wishes) error {
	if err := errors.Join(learner(by), w.Check()); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if w.ExamID != "" {
			if _, err := sitsOne(ctx, c, by, w.ExamID); err != nil {
				return err
			}
			if !w.ExamAt.After(c.now) {
				return fault.New(fault.Invalid, "The exam lies in the past. Choose a day to come.", nil)
			}
		}
		text, err := asJSON(w)
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO card_wishes (person_id, content) VALUES (?, ?) ON CONFLICT (person_id) DO UPDATE SET content = excluded.content`, by.PersonID, text)
		c.record("set", "learning", by.PersonID, map[string]any{"new": w.New, "reviews": w.Reviews, "exam": w.ExamID})
		return err
	})
}
