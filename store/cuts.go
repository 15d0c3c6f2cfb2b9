package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
	"shifu/training/exam/cut"
)

// Cuts keeps the settings of cut scores. It fits cut.Keeper and cut.Panel.
type Cuts struct{ w *Workspace }

var (
	_ cut.Keeper = (*Cuts)(nil)
	_ cut.Panel  = (*Cuts)(nil)
)

// Cuts returns the keeper of cut scores.
func (w *Workspace) Cuts() *Cuts { return &Cuts{w: w} }

type cutRow struct {
	bun.BaseModel `bun:"table:exam_cuts,alias:u"`

	ID     string  `bun:"id,pk"`
	ExamID string  `bun:"exam_id"`
	Stage  string  `bun:"stage"`
	Items  string  `bun:"items"`
	DueAt  int64   `bun:"due_at"`
	MadeBy string  `bun:"made_by"`
	MadeAt int64   `bun:"made_at"`
	Share  float64 `bun:"share"`
	Why    string  `bun:"why"`
}

type cutJudgeRow struct {
	bun.BaseModel `bun:"table:exam_cut_judges,alias:s"`

	CutID      string `bun:"cut_id,pk"`
	PersonID   string `bun:"person_id,pk"`
	Expects    string `bun:"expects"`
	DoneFirst  int64  `bun:"done_first"`
	DoneSecond int64  `bun:"done_second"`
}

func (r *cutJudgeRow) done(round int) bool {
	return round == 1 && r.DoneFirst > 0 || round == 2 && r.DoneSecond > 0
}

type cutRatingRow struct {
	bun.BaseModel `bun:"table:exam_cut_ratings,alias:r"`

	CutID      string  `bun:"cut_id,pk"`
	PersonID   string  `bun:"person_id,pk"`
	Round      int     `bun:"round,pk"`
	QuestionID string  `bun:"question_id,pk"`
	P          float64 `bun:"p"`
	Why        string  `bun:"why"`
	At         int64   `bun:"at"`
}

// cutItem is what a study keeps of a question: the version and its weight.
type cutItem struct {
	ID     string  `json:"id"`
	Weight float64 `json:"weight"`
}

var errNoCut = fault.New(fault.NotFound, "This cut score is not in the workspace.", nil)

// cutBy returns a study of an exam in the actor's scope.
func cutBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (r cutRow, row examRow, e exam.Exam, err error) {
	if _, err := examScope(by); err != nil {
		return r, row, e, err
	}
	if err := oneCut(ctx, db, &r, id); err != nil {
		return r, row, e, err
	}
	if row, e, err = examBy(ctx, db, by, r.ExamID); err != nil {
		return r, row, e, errNoCut
	}
	return r, row, e, nil
}

func oneCut(ctx context.Context, db bun.IDB, r *cutRow, id string) error {
	err := db.NewSelect().Model(r).Where("u.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoCut
	}
	return err
}

// Studies returns the studies of an exam, the newest first.
func (k *Cuts) Studies(ctx context.Context, by people.Actor, examID string) ([]cut.Study, error) {
	_, e, err := examBy(ctx, k.w.read, by, examID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	var rows []cutRow
	if err := k.w.read.NewSelect().Model(&rows).Where("u.exam_id = ?", examID).OrderExpr("u.made_at DESC, u.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading cut scores: %w", err))
	}
	out := []cut.Study{}
	for _, r := range rows {
		s, err := studyOf(ctx, k.w.read, r, &e)
		if err != nil {
			return nil, k.w.explain(err)
		}
		out = append(out, s)
	}
	return out, nil
}

// studyOf reads all of a study.
func studyOf(ctx context.Context, db bun.IDB, r cutRow, e *exam.Exam) (s cut.Study, err error) {
	s = cut.Study{ID: r.ID, ExamID: r.ExamID, Stage: cut.Stage(r.Stage), Most: e.Blueprint.Marks(), MadeAt: instant(r.MadeAt), DueAt: instant(r.DueAt), Share: r.Share, Why: r.Why}
	if s.Items, err = cutItems(ctx, db, r); err != nil {
		return s, err
	}
	var judges []struct {
		cutJudgeRow `bun:",extend"`
		Name        string
	}
	err = db.NewSelect().Model(&judges).ColumnExpr("s.*, p.name").Join("JOIN persons AS p ON p.id = s.person_id").Where("s.cut_id = ?", r.ID).OrderExpr("p.name, p.id").Scan(ctx)
	if err != nil {
		return s, fmt.Errorf("reading judges: %w", err)
	}
	given, err := ratingsOf(ctx, db, r.ID)
	if err != nil {
		return s, err
	}
	for _, j := range judges {
		seat := cut.Seat{PersonID: j.PersonID, Name: j.Name, Done: [2]bool{j.DoneFirst > 0, j.DoneSecond > 0}, Given: given[j.PersonID]}
		if err := json.Unmarshal([]byte(j.Expects), &seat.Expects); err != nil {
			return s, fmt.Errorf("reading what a judge expects: %w", err)
		}
		s.Judges = append(s.Judges, seat)
	}
	return s, nil
}

// cutItems are the questions of a study with how people did on them.
func cutItems(ctx context.Context, db bun.IDB, r cutRow) ([]cut.Item, error) {
	var kept []cutItem
	if err := json.Unmarshal([]byte(r.Items), &kept); err != nil {
		return nil, fmt.Errorf("reading cut score %s: %w", r.ID, err)
	}
	questions, err := questionsOf(ctx, db, r.ExamID)
	if err != nil {
		return nil, err
	}
	var marks []struct {
		EntryID string
		N       int
		P       float64
	}
	err = db.NewRaw(`SELECT m.entry_id, count(*) AS n, avg(m.fraction) AS p FROM exam_marks AS m JOIN exam_attempts AS t ON t.id = m.attempt_id
		WHERE t.exam_id = ? AND m.newest AND m.known GROUP BY m.entry_id`, r.ExamID).Scan(ctx, &marks)
	if err != nil {
		return nil, fmt.Errorf("reading facilities: %w", err)
	}
	out := make([]cut.Item, len(kept))
	for i, it := range kept {
		out[i] = cut.Item{Question: questions[it.ID], Weight: it.Weight}
		for _, m := range marks {
			if m.EntryID == entryOf(out[i].Question) {
				out[i].Answers, out[i].Facility = m.N, m.P
			}
		}
	}
	return out, nil
}

// ratingsOf are the ratings of a study by judge.
func ratingsOf(ctx context.Context, db bun.IDB, cutID string) (map[string][]cut.Rating, error) {
	var rows []cutRatingRow
	if err := db.NewSelect().Model(&rows).Where("r.cut_id = ?", cutID).OrderExpr("r.person_id, r.round, r.question_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading ratings: %w", err)
	}
	out := map[string][]cut.Rating{}
	for _, r := range rows {
		out[r.PersonID] = append(out[r.PersonID], cut.Rating{QuestionID: r.QuestionID, Round: r.Round, P: r.P, Why: r.Why})
	}
	return out, nil
}
