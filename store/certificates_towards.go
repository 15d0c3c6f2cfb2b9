package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/qa/indicators"
	"shifu/qa/score"
	"shifu/training/certificate"
	"shifu/training/exam"
)

// towards is an attempt at an exam that may earn a certificate.
type towards struct {
	ID, ExamID, PersonID, State string
	BeganAt, EndedAt            int64
	Points, Most                float64
	Form                        int
}

// fillExams says since when each holder works for it, what is passed, and on
// which attempts each certificate rests.
func fillExams(ctx context.Context, db bun.IDB, zone *time.Location, at map[string]*certificate.Holding) error {
	of, err := programmesOf(ctx, db)
	if err != nil {
		return err
	}
	exams, err := earning(ctx, db, of)
	if err != nil || len(exams) == 0 {
		return err
	}
	tries, err := triesOf(ctx, db, exams, at)
	if err != nil {
		return err
	}
	day := func(us int64) certificate.Day { return indicators.DateOf(instant(us).In(zone)) }
	for _, h := range at {
		p := of[h.ProgrammeID]
		h.Names = map[string]string{}
		for _, id := range slices.Concat(p.Exams, p.Renewal) {
			h.Names[id] = exams[id].Name
		}
		for _, t := range tries[h.PersonID] {
			e := exams[t.ExamID]
			first := slices.Contains(p.Exams, t.ExamID)
			if first && (h.Begun == 0 || day(t.BeganAt) < h.Begun) {
				h.Begun = day(t.BeganAt)
			}
			if t.State == string(exam.Marked) && e.Passes(t.Points, t.Most) && (first || slices.Contains(p.Renewal, t.ExamID)) {
				h.Passed = append(h.Passed, certificate.Pass{AttemptID: t.ID, ExamID: t.ExamID, Day: day(t.EndedAt),
					Paper: certificate.Paper{Exam: e.Name, Form: t.Form, Points: t.Points, Most: t.Most, Cut: score.Round(e.PassShare*t.Most, 2)}})
			}
		}
	}
	return fillRests(ctx, db, at)
}

// earning are the exams that programmes name, by ID.
func earning(ctx context.Context, db bun.IDB, of map[string]certificate.Programme) (map[string]exam.Exam, error) {
	var ids []string
	for _, p := range of {
		ids = append(ids, slices.Concat(p.Exams, p.Renewal)...)
	}
	out := map[string]exam.Exam{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []examRow
	if err := db.NewSelect().Model(&rows).Where("e.id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the exams of certificates: %w", err)
	}
	for _, r := range rows {
		e, err := r.exam()
		if err != nil {
			return nil, err
		}
		out[e.ID] = e
	}
	return out, nil
}

// triesOf returns by person the attempts at those exams, by time.
func triesOf(ctx context.Context, db bun.IDB, exams map[string]exam.Exam, at map[string]*certificate.Holding) (map[string][]towards, error) {
	var ids, persons []string
	for id := range exams {
		ids = append(ids, id)
	}
	for _, h := range at {
		persons = append(persons, h.PersonID)
	}
	var rows []towards
	q := db.NewSelect().TableExpr("exam_attempts AS t").Column("id", "exam_id", "person_id", "state", "began_at", "ended_at", "points", "most", "form").
		Where("t.exam_id IN (?) AND t.state <> ?", bun.List(ids), string(exam.Discarded))
	if len(persons) <= 200 {
		q = q.Where("t.person_id IN (?)", bun.List(persons))
	}
	if err := q.OrderExpr("t.ended_at, t.id").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading attempts: %w", err)
	}
	out := map[string][]towards{}
	for _, r := range rows {
		out[r.PersonID] = append(out[r.PersonID], r)
	}
	return out, nil
}

func fillRests(ctx context.Context, db bun.IDB, at map[string]*certificate.Holding) error {
	var rows []struct{ HoldingID, Number, AttemptID string }
	q := db.NewSelect().TableExpr("certificate_passes AS y").Join("JOIN certificates AS x ON x.number = y.number").ColumnExpr("x.holding_id, y.number, y.attempt_id")
	if err := few(q, "x.holding_id", at).Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading on what certificates rest: %w", err)
	}
	for _, r := range rows {
		if h := at[r.HoldingID]; h != nil {
			for i := range h.Issues {
				if h.Issues[i].Record.Number == r.Number {
					h.Issues[i].Attempts = append(h.Issues[i].Attempts, r.AttemptID)
				}
			}
		}
	}
	return nil
}
