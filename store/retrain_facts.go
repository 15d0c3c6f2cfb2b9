package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/retrain"
	"shifu/training/roleplay"
)

// around adds to cases what is known around them: rules, names, what was read
// and learned, and how far the gate is. texts asks for the texts of cards.
func (k *Retrain) around(ctx context.Context, db bun.IDB, rows []shownCase, all []retrain.Standing, texts bool) error {
	set, err := rulesOf(ctx, db)
	if err != nil {
		return err
	}
	names, err := namesIn(ctx, db, all)
	if err != nil {
		return err
	}
	for i := range all {
		s, ok := &all[i], false
		if s.Rules, ok = set[s.ExamID]; !ok {
			s.Rules = retrain.StandardRules()
		}
		s.Names, s.Mentor = names, names[s.MentorID]
		if !s.State.Open() && !texts {
			continue
		}
		if err := k.study(ctx, db, rows[i].actor(), s); err != nil {
			return err
		}
		if texts {
			if err := cardTexts(ctx, db, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// study adds what the person has read and learned since the last failure.
func (k *Retrain) study(ctx context.Context, db bun.IDB, person people.Actor, s *retrain.Standing) (err error) {
	now := k.w.now()
	s.At = s.Planned(s.Rules, now)
	if s.Articles, err = k.readings(ctx, db, person, s.Set.Articles, s.FailedAt); err != nil {
		return err
	}
	if s.Cards, err = k.learned(ctx, db, s.PersonID, s.Set.Cards, s.FailedAt, s.At); err != nil {
		return err
	}
	if s.Plays, err = k.played(ctx, db, person, s.Set.Plays, s.FailedAt); err != nil {
		return err
	}
	s.Gate = s.Case.Gate(factsOf(s.Articles, s.Cards), s.Rules, now)
	return nil
}

func factsOf(articles []retrain.Reading, cards []retrain.Card) retrain.Facts {
	f := retrain.Facts{Read: map[string]time.Duration{}, Cards: map[string]retrain.Learned{}}
	for _, a := range articles {
		if f.Read[a.ID] = a.Took; a.Gone {
			f.Gone = append(f.Gone, a.ID)
		}
	}
	for _, c := range cards {
		if f.Cards[c.EntryID] = c.Learned; c.Gone {
			f.Gone = append(f.Gone, c.EntryID)
		}
	}
	return f
}

// readings are articles with how long the person has read them since then.
// What is archived, expired or not for the person counts as gone.
func (k *Retrain) readings(ctx context.Context, db bun.IDB, person people.Actor, ids []string, since time.Time) ([]retrain.Reading, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID, Title string
		Took      int64
	}
	q := mayRead(db.NewSelect().TableExpr("articles AS a"), person).ColumnExpr("a.id, a.title").
		ColumnExpr("coalesce((SELECT sum(r.took) FROM article_readings AS r WHERE r.article_id = a.id AND r.person_id = ? AND r.at >= ?), 0) AS took", person.PersonID, micros(since)).
		Where("a.id IN (?) AND NOT a.archived AND (a.until_at = 0 OR a.until_at > ?)", bun.List(ids), micros(k.w.now()))
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading remedial articles: %w", err)
	}
	out := make([]retrain.Reading, len(ids))
	for i, id := range ids {
		out[i] = retrain.Reading{ID: id, Gone: true}
		for _, r := range rows {
			if r.ID == id {
				out[i] = retrain.Reading{ID: id, Title: r.Title, Took: time.Duration(r.Took) * time.Microsecond}
			}
		}
	}
	return out, nil
}

// played are role-plays with how the person has played them since then: whole,
// and without the script.
func (k *Retrain) played(ctx context.Context, db bun.IDB, person people.Actor, ids []string, since time.Time) ([]retrain.Play, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := playable(ctx, db, person)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ScenarioID string
		Times      int
		Best       float64
	}
	err = db.NewRaw(`SELECT scenario_id, count(*) AS times, max(CASE WHEN failed THEN 0.0 ELSE overall END) AS best FROM roleplay_attempts
		WHERE person_id = ? AND scenario_id IN (?) AND over_at >= ? AND of_id = '' AND level <> ? GROUP BY scenario_id`, person.PersonID, bun.List(ids), micros(since), string(roleplay.Script)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading role-plays: %w", err)
	}
	out := make([]retrain.Play, len(ids))
	for i, id := range ids {
		out[i] = retrain.Play{ID: id, Gone: true}
		if at := slices.IndexFunc(all, func(p play) bool { return p.s.ID == id }); at >= 0 {
			out[i].Title, out[i].Gone = all[at].s.Title, false
		}
		for _, r := range rows {
			if r.ScenarioID == id {
				out[i].Times, out[i].Best = r.Times, r.Best
			}
		}
	}
	return out, nil
}

// learned tells how the person's cards of questions stand. A question without a
// card, or with a frozen one, counts as gone.
func (k *Retrain) learned(ctx context.Context, db bun.IDB, personID string, entries []string, since, at time.Time) ([]retrain.Card, error) {
	all, err := standing(ctx, db, personID, entries, since, at.In(k.w.zone), k.w.now())
	if err != nil {
		return nil, err
	}
	out := make([]retrain.Card, len(entries))
	for i, id := range entries {
		out[i] = retrain.Card{EntryID: id, Gone: true}
		for _, s := range all {
			if s.EntryID == id && !s.Frozen {
				out[i] = retrain.Card{EntryID: id, Learned: retrain.Learned{Recall: s.Recall, Days: s.RightDays}}
			}
		}
	}
	return out, nil
}

// cardTexts names the questions of a case's cards.
func cardTexts(ctx context.Context, db bun.IDB, s *retrain.Standing) error {
	if len(s.Cards) == 0 {
		return nil
	}
	var rows []examQuestionRow // of whichever exam asked them last
	if err := db.NewSelect().Model(&rows).Where("q.entry_id IN (?)", bun.List(s.Set.Cards)).OrderExpr("q.at, q.exam_id").Scan(ctx); err != nil {
		return fmt.Errorf("reading wrong answers: %w", err)
	}
	sealed, err := sealOf(ctx, db)
	if err != nil {
		return err
	}
	for _, r := range rows {
		q, err := r.question(sealed)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(s.Cards, func(c retrain.Card) bool { return c.EntryID == entryOf(q) }); i >= 0 {
			s.Cards[i].Text, s.Cards[i].Point = q.Text, q.Tags.Point
		}
	}
	return nil
}

// namesIn are the names of the persons and organisations that cases speak of.
func namesIn(ctx context.Context, db bun.IDB, all []retrain.Standing) (map[string]string, error) {
	var ids []string
	for _, s := range all {
		ids = append(ids, s.PersonID, s.MentorID)
		for _, e := range s.Events {
			ids = append(ids, e.By, e.MentorID, e.OrganisationID)
		}
	}
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var rows []struct{ ID, Name string }
	err := db.NewRaw(`SELECT id, name FROM persons WHERE id IN (?) UNION ALL SELECT id, name FROM organisations WHERE id IN (?)`, bun.List(ids), bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading names: %w", err)
	}
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, nil
}
