package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// Opened returns an attempt with all that was answered, marked and noticed.
func (k *Exams) Opened(ctx context.Context, by people.Actor, attemptID string) (out exam.Opened, err error) {
	s, err := attemptWithin(ctx, k.w.read, by, attemptID)
	if err != nil {
		return out, k.w.explain(err)
	}
	if err := s.again(ctx, k.w.read); err != nil {
		return out, k.w.explain(err)
	}
	all, err := k.Results(ctx, by, s.a.ExamID)
	if err != nil {
		return out, err
	}
	for _, r := range all {
		if r.AttemptID == attemptID {
			out.Result = r
		}
	}
	out.Attempt = s.a
	shown, err := lines(ctx, k.w.read, s, exam.View{Response: true, Mark: true, Right: true, Feedback: true})
	if err != nil {
		return out, k.w.explain(err)
	}
	for _, l := range shown {
		out.Lines = append(out.Lines, exam.Judged{Line: l})
	}
	return out, k.w.explain(judgedBy(ctx, k.w.read, attemptID, out.Lines))
}

// judgedBy adds what markers gave, and how often each answer was marked.
func judgedBy(ctx context.Context, db bun.IDB, attemptID string, all []exam.Judged) error {
	var given []judgementRow
	if err := db.NewSelect().Model(&given).Where("j.attempt_id = ?", attemptID).OrderExpr("j.place, j.at, j.marker_id").Scan(ctx); err != nil {
		return fmt.Errorf("reading judgements: %w", err)
	}
	for _, g := range given {
		if g.Place < len(all) {
			all[g.Place].Judgements = append(all[g.Place].Judgements, exam.Judgement{MarkerID: g.MarkerID, Points: g.Points, Note: g.Note})
		}
	}
	var editions []struct{ Place, N int }
	if err := db.NewRaw(`SELECT place, max(edition) AS n FROM exam_marks WHERE attempt_id = ? GROUP BY place`, attemptID).Scan(ctx, &editions); err != nil {
		return fmt.Errorf("reading marks: %w", err)
	}
	for _, e := range editions {
		if e.Place < len(all) {
			all[e.Place].Editions = e.N
		}
	}
	return nil
}

// Record returns all marked attempts at an exam with what they were asked.
func (k *Exams) Record(ctx context.Context, by people.Actor, id string) (out exam.Record, err error) {
	if _, out.Exam, err = examBy(ctx, k.w.read, by, id); err != nil {
		return out, k.w.explain(err)
	}
	all, err := satBy(ctx, k.w.read, id)
	if err != nil {
		return out, k.w.explain(err)
	}
	out.Awaited = map[string]int{}
	for _, s := range all {
		if _, known := exam.Total(s.Marks); !known {
			if out.Waiting++; out.Awaited[s.PersonID] == 0 {
				out.Awaited[s.PersonID] = s.N
			}
			continue
		}
		out.Sat = append(out.Sat, s)
	}
	out.Questions, err = questionsOf(ctx, k.w.read, id)
	return out, k.w.explain(err)
}

// Asked returns the questions of an exam in the versions in force.
func (k *Exams) Asked(ctx context.Context, by people.Actor, examID string) ([]bank.Question, error) {
	row, _, err := examBy(ctx, k.w.read, by, examID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	pool, err := poolOf(ctx, k.w.read, examID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	on, err := onForms(row)
	if err != nil || on == nil {
		return pool, err
	}
	return slices.DeleteFunc(pool, func(q bank.Question) bool { return !on[q.ID] }), nil
}

// onForms are the questions of an exam's forms, nil if it has none.
func onForms(row examRow) (map[string]bool, error) {
	forms, err := formsOf(row)
	if err != nil || len(forms) == 0 {
		return nil, err
	}
	on := map[string]bool{}
	for _, f := range forms {
		for _, p := range f.Picks {
			on[p.QuestionID] = true
		}
	}
	return on, nil
}
