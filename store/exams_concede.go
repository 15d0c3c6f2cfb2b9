package store

import (
	"context"
	"fmt"
	"time"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/exam"
)

// Concede gives a person more time or attempts.
func (k *Exams) Concede(ctx context.Context, by people.Actor, id string, g exam.Concession) error {
	if g.Time < 0 || g.Attempts < 0 {
		return fault.New(fault.Invalid, "A concession gives time or attempts; it can't take any.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, _, err := examBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		p, err := personBy(ctx, c, people.Scope{All: row.Wide, OrganisationID: row.OrganisationID}, g.PersonID)
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO exam_concessions (exam_id, person_id, extra, attempts, why) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (exam_id, person_id) DO UPDATE SET extra = excluded.extra, attempts = excluded.attempts, why = excluded.why`, id, p.ID, int64(g.Time), g.Attempts, g.Why)
		if err != nil {
			return fmt.Errorf("keeping a concession: %w", err)
		}
		c.record("concede", "exam", id, map[string]any{"person": p.ID, "time": g.Time.String(), "attempts": g.Attempts, "why": g.Why})
		c.tell(notice.Exams, id)
		return nil
	})
}

// Concessions returns what persons were conceded.
func (k *Exams) Concessions(ctx context.Context, by people.Actor, id string) ([]exam.Concession, error) {
	if _, _, err := examBy(ctx, k.w.read, by, id); err != nil {
		return nil, k.w.explain(err)
	}
	var rows []struct {
		PersonID, Why string
		Extra         int64
		Attempts      int
	}
	err := k.w.read.NewRaw(`SELECT c.person_id, c.extra, c.attempts, c.why FROM exam_concessions AS c JOIN persons AS p ON p.id = c.person_id
		WHERE c.exam_id = ? AND (c.extra > 0 OR c.attempts > 0) ORDER BY p.name, p.id`, id).Scan(ctx, &rows)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading concessions: %w", err))
	}
	out := []exam.Concession{}
	for _, r := range rows {
		out = append(out, exam.Concession{PersonID: r.PersonID, Time: time.Duration(r.Extra), Attempts: r.Attempts, Why: r.Why})
	}
	return out, nil
}
