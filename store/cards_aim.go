package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/cards"
	"shifu/training/exam"
)

// sitsOne returns a published exam that the actor may sit.
func sitsOne(ctx context.Context, db bun.IDB, by people.Actor, id string) (exam.Exam, error) {
	var r examRow
	_, e, err := oneExam(ctx, offered(db.NewSelect().Model(&r), by), &r, id)
	if err == nil && !sits(e, by) {
		err = errNoExam
	}
	return e, err
}

// aim is the exam that the actor learns for; nil without one that lies ahead.
func (k *Cards) aim(ctx context.Context, by people.Actor, w cards.Wishes) (*cards.Aim, error) {
	if w.ExamID == "" || !w.ExamAt.After(k.w.now()) {
		return nil, nil
	}
	e, err := sitsOne(ctx, k.w.read, by, w.ExamID)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case e.State != exam.Published:
		return nil, nil
	}
	a := &cards.Aim{ExamID: e.ID, Name: e.Name, At: w.ExamAt.In(k.w.zone), PassShare: e.PassShare, Points: map[string]cards.Worth{}}
	for _, c := range e.Blueprint {
		if c.Point != "" {
			x := a.Points[c.Point]
			a.Points[c.Point] = cards.Worth{Questions: x.Questions + c.Count, Marks: x.Marks + float64(c.Count)*c.Mark}
		}
	}
	return a, nil
}

// Trend is the expected score of the exam in view at the end of each day.
func (k *Cards) Trend(ctx context.Context, by people.Actor, days int) ([]cards.Dated, error) {
	w, err := k.Wishes(ctx, by)
	if err != nil {
		return nil, err
	}
	aim, err := k.aim(ctx, by, w)
	if err != nil || aim == nil {
		return nil, k.w.explain(err)
	}
	var rows []cardRow
	q := k.deck(k.w.read, &rows, by.PersonID).Where("k.point IN (?)", bun.List(points(*aim)))
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading cards: %w", err))
	}
	var log []cardReviewRow
	err = k.w.read.NewSelect().Model(&log).Column("v.card_id", "v.at", "v.stability", "v.difficulty").Where("v.person_id = ?", by.PersonID).
		Where("v.card_id IN (SELECT id FROM cards WHERE person_id = ? AND point IN (?))", by.PersonID, bun.List(points(*aim))).OrderExpr("v.at, v.id").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading reviews: %w", err))
	}
	return k.trend(rows, log, *aim, min(max(days, 0), 400)), nil
}

// trend goes through the log once, and at the end of each day looks ahead to
// the exam with the cards as they stood then.
func (k *Cards) trend(rows []cardRow, log []cardReviewRow, aim cards.Aim, days int) (out []cards.Dated) {
	all, at := make([]cards.Entry, len(rows)), map[string]int{}
	for i := range rows {
		all[i], at[rows[i].ID] = rows[i].entry(k.w.zone), i
		all[i].Card = cards.Card{}
	}
	plan, n, first := cards.StandardPlan(), 0, cards.DayBegins(k.w.now().In(k.w.zone)).AddDate(0, 0, 1-days)
	for d := range days {
		day := first.AddDate(0, 0, d)
		ends := cards.DayEnds(day)
		for ; n < len(log) && log[n].At < micros(ends); n++ {
			if i, ok := at[log[n].CardID]; ok {
				all[i].Card = cards.Card{Memory: cards.Memory{Stability: log[n].Stability, Difficulty: log[n].Difficulty}, State: cards.Review, Seen: local(log[n].At, k.w.zone)}
			}
		}
		if o := plan.Outlook(added(all, ends), aim, ends); o.Known && n > 0 {
			out = append(out, cards.Dated{Day: day, Score: o.Score})
		}
	}
	return out
}

// added are the cards that there were at an instant.
func added(all []cards.Entry, at time.Time) []cards.Entry {
	out := make([]cards.Entry, 0, len(all))
	for _, e := range all {
		if e.AddedAt.Before(at) {
			out = append(out, e)
		}
	}
	return out
}
