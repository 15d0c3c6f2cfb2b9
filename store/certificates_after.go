package store

import (
	"context"
	"fmt"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/exam"
)

// finalMark is an attempt whose final mark is known.
type finalMark struct {
	attemptRow
	ex     exam.Exam
	passed bool
}

// certifyAfter follows a final mark: certificates that it makes are issued,
// those that rested on a pass which is none any more are put in doubt.
func (c *change) certifyAfter(ctx context.Context, attemptID string) error {
	m := finalMark{}
	if err := c.NewSelect().Model(&m.attemptRow).Where("t.id = ?", attemptID).Scan(ctx); err != nil {
		return fmt.Errorf("reading attempt %s: %w", attemptID, err)
	}
	var r examRow
	var err error
	if _, m.ex, err = oneExam(ctx, c.NewSelect().Model(&r), &r, m.ExamID); err != nil {
		return err
	}
	m.passed = m.ex.Passes(m.Points, m.Most)
	if err := c.doubt(ctx, m); err != nil || !m.passed {
		return err
	}
	return c.certify(ctx, m)
}

// certify issues what a passed exam makes.
func (c *change) certify(ctx context.Context, m finalMark) error {
	p, err := personBy(ctx, c, people.Scope{All: true}, m.PersonID)
	if err != nil {
		return err
	}
	rows, err := programmeRows(ctx, c, people.Scope{OrganisationID: p.OrganisationID})
	if err != nil {
		return err
	}
	for _, row := range rows {
		g, err := row.programme()
		if err != nil {
			return err
		}
		if row.RetiredAt > 0 || !slices.Contains(slices.Concat(g.Exams, g.Renewal), m.ExamID) {
			continue
		}
		if err := c.enrol(ctx, row, m.PersonID); err != nil {
			return err
		}
		if err := c.earn(ctx, row, g, m.PersonID); err != nil {
			return err
		}
	}
	return nil
}

// enrol opens a holding for somebody who passes an exam unasked.
func (c *change) enrol(ctx context.Context, row programmeRow, personID string) error {
	_, err := c.ExecContext(ctx, `INSERT INTO certificate_holdings (id, programme_id, person_id, assigned_day, due_day, released_day) VALUES (?, ?, ?, ?, 0, 0)
		ON CONFLICT (person_id, programme_id) DO NOTHING`, newID(), row.ID, personID, int(c.today()))
	if err != nil {
		return fmt.Errorf("assigning a certificate: %w", err)
	}
	return nil
}

// doubt says at the certificates that rest on an attempt whether it still passes.
func (c *change) doubt(ctx context.Context, m finalMark) error {
	text := ""
	if !m.passed {
		var err error
		if text, err = asJSON(words.T("The exam {{.Exam}} was marked again: {{.Points}} of {{.Most}} points are no pass any more.",
			fault.Values{"Exam": m.ex.Name, "Points": m.Points, "Most": m.Most})); err != nil {
			return err
		}
	}
	var rows []certificateRow
	err := c.NewSelect().Model(&rows).Where("x.number IN (SELECT y.number FROM certificate_passes AS y WHERE y.attempt_id = ?) AND x.doubt <> ?", m.ID, text).Scan(ctx)
	if err != nil {
		return fmt.Errorf("reading what rests on an exam: %w", err)
	}
	for _, r := range rows {
		if m.passed {
			if other, err := c.failsElsewhere(ctx, r.Number, m.ID); err != nil || other {
				if err != nil {
					return err
				}
				continue
			}
		}
		r.Doubt, r.DoubtAt = text, micros(c.now)
		if _, err := c.NewUpdate().Model(&r).Column("doubt", "doubt_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("noting a doubt: %w", err)
		}
		c.record("doubt", "certificate", r.Number, map[string]any{"attempt": m.ID, "passed": m.passed})
		c.tell(notice.Certificates, r.HoldingID)
	}
	return nil
}

// failsElsewhere reports whether another attempt on which a certificate rests is
// no pass any more.
func (c *change) failsElsewhere(ctx context.Context, number, attemptID string) (bool, error) {
	var rows []struct {
		attemptRow `bun:",extend"`
		Content    string
	}
	err := c.NewSelect().Model(&rows).ColumnExpr("t.*, e.content").Join("JOIN exams AS e ON e.id = t.exam_id").
		Where("t.id IN (SELECT y.attempt_id FROM certificate_passes AS y WHERE y.number = ?) AND t.id <> ?", number, attemptID).Scan(ctx)
	if err != nil {
		return false, fmt.Errorf("reading on what a certificate rests: %w", err)
	}
	for _, r := range rows {
		e, err := examRow{ID: r.ExamID, Content: r.Content}.exam()
		if err != nil || !e.Passes(r.Points, r.Most) {
			return err == nil, err
		}
	}
	return false, nil
}
