package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/retrain"
)

// caseOf returns the person's case that attempt belongs to, or the one of the
// exam that is open; none has no ID.
func caseOf(ctx context.Context, db bun.IDB, examID, personID, attemptID string) (r retrainRow, k retrain.Case, err error) {
	var rows []retrainRow
	if err := db.NewSelect().Model(&rows).Where("k.person_id = ?", personID).OrderExpr("k.closed_at = 0 DESC, k.closed_at DESC").Scan(ctx); err != nil {
		return r, k, fmt.Errorf("reading a case: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	events, err := eventsOf(ctx, db, ids)
	if err != nil {
		return r, k, err
	}
	for _, r := range rows {
		if k := again(r, events[r.ID]); slices.Contains(k.Attempts, attemptID) {
			return r, k, nil
		}
	}
	for _, r := range rows {
		if k := again(r, events[r.ID]); k.State.Open() && k.ExamID == examID {
			return r, k, nil
		}
	}
	return r, k, nil
}

// retrainAfter opens a case when an attempt is failed, or goes on with the one
// there is. It stands being called again with other marks.
func (c *change) retrainAfter(ctx context.Context, attemptID string) error {
	s := sitting{}
	if err := c.NewSelect().Model(&s.row).Where("t.id = ?", attemptID).Scan(ctx); err != nil {
		return fmt.Errorf("reading an attempt: %w", err)
	}
	if err := s.open(ctx, c); err != nil {
		return err
	}
	if exam.AttemptState(s.row.State) != exam.Marked {
		return nil
	}
	r, k, err := caseOf(ctx, c, s.row.ExamID, s.row.PersonID, attemptID)
	if err != nil {
		return err
	}
	rules, err := rulesFor(ctx, c, cmp.Or(k.ExamID, s.row.ExamID))
	if err != nil {
		return err
	}
	if r.ID == "" {
		return c.openCase(ctx, &s, rules)
	}
	e, err := c.outcome(ctx, &s, rules)
	if err != nil || settled(&k, &s, e) {
		return err
	}
	return c.take(ctx, r, &k, e, rules)
}

// settled reports whether an outcome changes nothing in a case.
func settled(k *retrain.Case, s *sitting, e retrain.Event) bool {
	switch {
	case e.Deed == retrain.Passed:
		return !k.State.Open() || !slices.Contains(k.Attempts, s.row.ID)
	case k.State == retrain.Ended || k.AttemptID != s.row.ID:
		return true
	case k.State == retrain.Studying || k.State == retrain.Scheduled:
		return k.Points == e.Points && slices.Equal(k.Set.Cards, e.Set.Cards) && slices.Equal(k.Set.Articles, e.Set.Articles)
	}
	return false
}

// outcome is what an attempt did: a pass, or a failure with what to study.
func (c *change) outcome(ctx context.Context, s *sitting, rules retrain.Rules) (e retrain.Event, err error) {
	e = retrain.Event{Deed: retrain.Passed, AttemptID: s.row.ID, Points: s.row.Points, Most: s.row.Most}
	if c.by.PersonID != s.row.PersonID {
		e.By = c.by.PersonID
	}
	if s.ex.Passes(s.row.Points, s.row.Most) {
		return e, nil
	}
	questions, err := questionsOf(ctx, c, s.row.ExamID)
	if err != nil {
		return e, err
	}
	marks, err := marksOf(ctx, c, s.row.ID)
	if err != nil {
		return e, err
	}
	var answers, about []retrain.Answered
	for _, m := range marks[s.row.ID] {
		q := questions[m.QuestionID]
		answers = append(answers, answeredTo(q, right(m.Fraction, q.Kind, s.ex.PassShare)))
	}
	for _, q := range questions {
		about = append(about, answeredTo(q, false))
	}
	slices.SortFunc(about, func(a, b retrain.Answered) int { return cmp.Compare(a.EntryID, b.EntryID) })
	e.Deed, e.Weak = retrain.Failed, retrain.WeakPoints(answers, rules.Cut)
	e.Set = retrain.Remedy(answers, about, e.Weak)
	e.Set.Plays, err = c.playsFor(ctx, s.row.PersonID, e.Weak)
	return e, err
}

// playsFor are the role-plays of weak points among those that a person can play.
func (c *change) playsFor(ctx context.Context, personID string, weak []retrain.Weak) ([]string, error) {
	var of people.Actor
	if err := c.NewRaw(`SELECT organisation_id FROM persons WHERE id = ?`, personID).Scan(ctx, &of.OrganisationID); err != nil {
		return nil, fmt.Errorf("reading a person: %w", err)
	}
	all, err := playable(ctx, c, of)
	if err != nil {
		return nil, err
	}
	var known []retrain.Rehearsal
	for _, p := range all {
		known = append(known, retrain.Rehearsal{ID: p.s.ID, Practises: p.s.Skills})
	}
	return retrain.Plays(weak, known), nil
}

func answeredTo(q bank.Question, right bool) retrain.Answered {
	return retrain.Answered{EntryID: entryOf(q), Point: q.Tags.Point, ArticleID: q.Tags.ArticleID, Right: right}
}

// right is the whole mark; of an essay or a scored call, which hardly anybody
// gets whole, the share that passes.
func right(fraction float64, kind bank.Kind, pass float64) bool {
	if kind == bank.Essay || kind == bank.ScoreCall {
		return fraction >= pass-1e-9
	}
	return fraction >= 1-1e-9
}

// openCase opens a case if the attempt is the person's newest that counts, is
// failed, and the exam's rules say so.
func (c *change) openCase(ctx context.Context, s *sitting, rules retrain.Rules) error {
	if !rules.On || s.ex.Passes(s.row.Points, s.row.Most) {
		return nil
	}
	newer, err := c.NewSelect().Model((*attemptRow)(nil)).Where("t.exam_id = ? AND t.person_id = ? AND t.n > ? AND t.state <> ?", s.row.ExamID, s.row.PersonID, s.row.N, string(exam.Discarded)).Count(ctx)
	if err != nil || newer > 0 {
		return err
	}
	e, err := c.outcome(ctx, s, rules)
	if err != nil {
		return err
	}
	var mentor []string
	if err := c.NewRaw(`SELECT coalesce(mentor_id, '') FROM persons WHERE id = ?`, s.row.PersonID).Scan(ctx, &mentor); err != nil {
		return fmt.Errorf("reading a person: %w", err)
	}
	r := retrainRow{ID: newID(), ExamID: s.row.ExamID, PersonID: s.row.PersonID, MentorID: mentor[0]}
	k := retrain.Case{ID: r.ID, ExamID: r.ExamID, PersonID: r.PersonID, MentorID: r.MentorID}
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("opening a case: %w", err)
	}
	sat := retrain.Event{Deed: retrain.Sat, At: instant(s.row.BeganAt), By: s.row.PersonID, AttemptID: s.row.ID, ExamID: s.row.ExamID}
	return errors.Join(c.take(ctx, r, &k, sat, rules), c.take(ctx, r, &k, e, rules))
}

// retrainVoided takes back a sitting that counts for nothing.
func (c *change) retrainVoided(ctx context.Context, s *sitting) error {
	r, k, err := caseOf(ctx, c, s.row.ExamID, s.row.PersonID, s.row.ID)
	if err != nil || k.State != retrain.Sitting || k.AttemptID != s.row.ID {
		return err
	}
	rules, err := rulesFor(ctx, c, k.ExamID) // how many failures take off duty
	if err != nil {
		return err
	}
	return c.take(ctx, r, &k, retrain.Event{Deed: retrain.Voided, AttemptID: s.row.ID}, rules)
}

// retrainBrought notes in a case a sitting that a trainer brings in: it has
// been, so no gate stands before it.
func (c *change) retrainBrought(ctx context.Context, a attemptRow) error {
	r, k, err := caseOf(ctx, c, a.ExamID, a.PersonID, a.ID)
	if err != nil || r.ID == "" || exam.AttemptState(a.State) == exam.Discarded || k.State == retrain.Sitting || !k.State.Open() || slices.Contains(k.Attempts, a.ID) {
		return err
	}
	sat := retrain.Event{Deed: retrain.Sat, At: instant(a.BeganAt), By: c.by.PersonID, AttemptID: a.ID, ExamID: a.ExamID, Brought: true}
	return c.take(ctx, r, &k, sat, retrain.StandardRules())
}

// own returns the actor's open case for which an exam is sat, with its gate; ok
// is false without one.
func (k *Retrain) own(ctx context.Context, db bun.IDB, by people.Actor, examID string) (r retrainRow, s retrain.Standing, ok bool, err error) {
	rows, all, err := k.cases(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("k.person_id = ? AND k.closed_at = 0", by.PersonID)
	})
	at := slices.IndexFunc(all, func(s retrain.Standing) bool {
		return s.ExamID == examID || s.State == retrain.Scheduled && s.ResitIn == examID
	})
	if err != nil || at < 0 {
		return r, s, false, err
	}
	err = k.around(ctx, db, rows[at:at+1], all[at:at+1], false)
	return rows[at].retrainRow, all[at], true, err
}

// stands says what stands against the actor's next sitting of an exam, as far
// as retraining goes; ok tells that there is a case.
func (k *Retrain) stands(ctx context.Context, db bun.IDB, by people.Actor, examID string) (against error, ok bool, err error) {
	_, s, ok, err := k.own(ctx, db, by, examID)
	if err != nil || !ok {
		return nil, ok, err
	}
	return s.Take(retrain.Event{Deed: retrain.Sat, At: k.w.now(), By: by.PersonID, ExamID: examID, Gate: &s.Gate}, s.Rules), true, nil
}

// sit lets the actor in to the next sitting of their case, or refuses.
func (k *Retrain) sit(ctx context.Context, c *change, a exam.Attempt) error {
	r, s, ok, err := k.own(ctx, c, c.by, a.ExamID)
	if err != nil || !ok {
		return err
	}
	gate := s.Gate
	return c.take(ctx, r, &s.Case, retrain.Event{Deed: retrain.Sat, By: c.by.PersonID, AttemptID: a.ID, ExamID: a.ExamID, Gate: &gate}, s.Rules)
}

// resits reports whether the actor has an open case of the exam, whose sittings
// no limit of attempts stops.
func (c *change) resits(ctx context.Context, examID string) (bool, error) {
	n, err := c.NewSelect().Model((*retrainRow)(nil)).Where("k.exam_id = ? AND k.person_id = ? AND k.closed_at = 0", examID, c.by.PersonID).Count(ctx)
	return n > 0, err
}
