package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/cut"
)

// Begin begins a study with judges.
func (k *Cuts) Begin(ctx context.Context, by people.Actor, examID string, judges []string, due time.Time) (string, error) {
	id := newID()
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, e, err := examBy(ctx, c, by, examID)
		if err != nil {
			return err
		}
		if e.State == exam.Draft {
			return fault.New(fault.Conflict, "Publish the exam first: its questions are fixed then.", nil)
		}
		if len(judges) < 2 {
			return fault.New(fault.Invalid, "A cut score needs two judges or more; about 15 give a precise one.", nil)
		}
		if err := c.noneRuns(ctx, examID); err != nil {
			return err
		}
		items, err := c.rateable(ctx, row, &e)
		if err != nil {
			return err
		}
		kept, err := asJSON(items)
		if err != nil {
			return err
		}
		r := cutRow{ID: id, ExamID: examID, Stage: string(cut.FirstRound), Items: kept, DueAt: micros(due), MadeBy: by.PersonID, MadeAt: micros(c.now)}
		if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("beginning a cut score: %w", err)
		}
		for _, p := range judges {
			if err := c.seatJudge(ctx, r, row, &e, p); err != nil {
				return err
			}
		}
		c.record("begin", "cut", id, map[string]any{"exam": examID, "judges": len(judges), "questions": len(items)})
		c.tell(notice.Exams, examID)
		return nil
	})
	return keptID(id, err)
}

// noneRuns refuses a second study beside one that runs.
func (c *change) noneRuns(ctx context.Context, examID string) error {
	n, err := c.NewSelect().Model((*cutRow)(nil)).Where("u.exam_id = ? AND u.stage IN (?, ?)", examID, string(cut.FirstRound), string(cut.SecondRound)).Count(ctx)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "A cut score of this exam is being set. End its rounds first.", nil)
	}
	return err
}

// seatJudge gives a person a seat, unless they may sit the exam.
func (c *change) seatJudge(ctx context.Context, r cutRow, row examRow, e *exam.Exam, personID string) error {
	p, err := personBy(ctx, c, people.Scope{All: row.Wide, OrganisationID: row.OrganisationID}, personID)
	if err != nil {
		return err
	}
	kinds, err := organisationKinds(ctx, c)
	if err != nil {
		return err
	}
	if people.As(p.person(), kinds[p.OrganisationID]).May(people.SitExams) && e.For(p.ID) {
		return fault.New(fault.Invalid, "{{.Name}} may sit this exam: judges see its questions and keys.", fault.Values{"Name": p.Name})
	}
	if _, err := c.NewInsert().Model(&cutJudgeRow{CutID: r.ID, PersonID: p.ID, Expects: "{}"}).Exec(ctx); err != nil {
		if isUnique(err) {
			return fault.New(fault.Invalid, "{{.Name}} is named twice.", fault.Values{"Name": p.Name})
		}
		return fmt.Errorf("naming a judge: %w", err)
	}
	return nil
}

// rateable are the questions that a paper can hold, each with its part of the
// marks of its row: the mark itself where there is one form.
func (c *change) rateable(ctx context.Context, row examRow, e *exam.Exam) ([]cutItem, error) {
	forms, err := formsOf(row)
	if err != nil {
		return nil, err
	}
	weights, order := map[string]float64{}, []string{}
	add := func(id string, w float64) {
		if weights[id] == 0 {
			order = append(order, id)
		}
		weights[id] += w
	}
	for _, f := range forms {
		for _, p := range f.Picks {
			add(p.QuestionID, p.Mark/float64(len(forms)))
		}
	}
	if len(forms) == 0 {
		pool, err := poolOf(ctx, c, e.ID)
		if err != nil {
			return nil, err
		}
		for _, cell := range e.Blueprint {
			share(cell, pool, add)
		}
	}
	out := make([]cutItem, len(order))
	for i, id := range order {
		out[i] = cutItem{id, weights[id]}
	}
	return out, nil
}

// share parts the marks of a row among the questions that it takes.
func share(cell exam.Cell, pool []bank.Question, add func(id string, w float64)) {
	n := 0
	for i := range pool {
		if cell.Takes(&pool[i]) {
			n++
		}
	}
	for i := range pool {
		if cell.Takes(&pool[i]) {
			add(pool[i].ID, float64(cell.Count)*cell.Mark/float64(n))
		}
	}
}

// Advance ends the round that runs.
func (k *Cuts) Advance(ctx context.Context, by people.Actor, studyID string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, _, e, err := cutBy(ctx, c, by, studyID)
		if err != nil {
			return err
		}
		s, err := studyOf(ctx, c, r, &e)
		if err != nil {
			return err
		}
		round := s.Stage.Round()
		switch {
		case round == 0:
			return fault.New(fault.Conflict, "The rounds of this cut score are over.", nil)
		case s.Finished(round) < 2:
			return fault.New(fault.Conflict, "Fewer than two judges have finished the round.", nil)
		}
		r.Stage = string(map[int]cut.Stage{1: cut.SecondRound, 2: cut.Closed}[round])
		if _, err := c.NewUpdate().Model(&r).Column("stage").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("ending a round: %w", err)
		}
		c.record("advance", "cut", r.ID, map[string]any{"stage": r.Stage, "finished": s.Finished(round)})
		c.tell(notice.Exams, r.ExamID)
		return nil
	})
}

// Apply makes a share of all marks the pass mark of the exam.
func (k *Cuts) Apply(ctx context.Context, by people.Actor, studyID string, share float64, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	if !(share > 0 && share <= 1) {
		return fault.New(fault.Invalid, "The pass mark lies above 0 % and at 100 % at the most.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, row, e, err := cutBy(ctx, c, by, studyID)
		if err != nil {
			return err
		}
		if s, err := studyOf(ctx, c, r, &e); err != nil || s.Last() == 0 {
			if err == nil {
				err = fault.New(fault.Conflict, "Fewer than two judges have finished the round.", nil)
			}
			return err
		}
		was := e.PassShare
		e.PassShare, r.Stage, r.Share, r.Why = share, string(cut.Applied), share, why
		if _, err := c.NewUpdate().Model(&r).Column("stage", "share", "why").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("applying a cut score: %w", err)
		}
		c.record("apply", "cut", r.ID, map[string]any{"exam": e.ID, "was": was, "share": share, "why": why})
		if err := c.keepExam(ctx, row, e, false, "cut"); err != nil {
			return err
		}
		return c.passedAnew(ctx, e.ID)
	})
}

// passedAnew lets everything follow that hangs on who passed an exam.
func (c *change) passedAnew(ctx context.Context, examID string) error {
	var ids []string
	if err := c.NewRaw(`SELECT id FROM exam_attempts WHERE exam_id = ? AND state = ? ORDER BY ended_at, id`, examID, string(exam.Marked)).Scan(ctx, &ids); err != nil {
		return fmt.Errorf("reading marked attempts: %w", err)
	}
	for _, id := range ids {
		if err := c.marked(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
