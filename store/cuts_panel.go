package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/exam/cut"
)

// judging are the studies in which the actor has a seat.
type judging struct {
	cutRow    `bun:",extend"`
	Content   string // of the exam
	Expects   string
	DoneFirst int64
	DoneSec   int64
}

func seats(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	return q.ColumnExpr("u.*, e.content, s.expects, s.done_first, s.done_second AS done_sec").Join("JOIN exam_cut_judges AS s ON s.cut_id = u.id").
		Join("JOIN exams AS e ON e.id = u.exam_id").Where("s.person_id = ?", by.PersonID)
}

func (j *judging) done(round int) bool {
	return (&cutJudgeRow{DoneFirst: j.DoneFirst, DoneSecond: j.DoneSec}).done(round)
}

func (j *judging) turn(ctx context.Context, db bun.IDB, by people.Actor) (t cut.Turn, err error) {
	var e struct{ Name string }
	if err := json.Unmarshal([]byte(j.Content), &e); err != nil {
		return t, fmt.Errorf("reading exam %s: %w", j.ExamID, err)
	}
	var items []cutItem
	if err := json.Unmarshal([]byte(j.Items), &items); err != nil {
		return t, fmt.Errorf("reading cut score %s: %w", j.ID, err)
	}
	round := cut.Stage(j.Stage).Round()
	n, err := db.NewSelect().Model((*cutRatingRow)(nil)).Where("r.cut_id = ? AND r.person_id = ? AND r.round = ?", j.ID, by.PersonID, round).Count(ctx)
	return cut.Turn{StudyID: j.ID, Exam: e.Name, Round: round, Rated: int(n), All: len(items), DueAt: instant(j.DueAt)}, err
}

// Waiting returns what the actor has to rate now.
func (k *Cuts) Waiting(ctx context.Context, by people.Actor) ([]cut.Turn, error) {
	out := []cut.Turn{}
	if by.PersonID == "" {
		return out, nil
	}
	var rows []judging
	err := seats(k.w.read.NewSelect().Model(&rows), by).Where("u.stage IN (?, ?)", string(cut.FirstRound), string(cut.SecondRound)).OrderExpr("u.due_at, u.id").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading cut scores: %w", err))
	}
	for _, j := range rows {
		if j.done(cut.Stage(j.Stage).Round()) {
			continue
		}
		t, err := j.turn(ctx, k.w.read, by)
		if err != nil {
			return nil, k.w.explain(err)
		}
		out = append(out, t)
	}
	return out, nil
}

// seatOf returns a study in which the actor has a seat.
func seatOf(ctx context.Context, db bun.IDB, by people.Actor, id string) (j judging, err error) {
	var rows []judging
	if by.PersonID != "" {
		err = seats(db.NewSelect().Model(&rows), by).Where("u.id = ?", id).Scan(ctx)
	}
	if err == nil && len(rows) == 0 {
		err = errNoCut
	}
	if err != nil {
		return j, err
	}
	return rows[0], nil
}

// Sheet returns the questions with the actor's ratings.
func (k *Cuts) Sheet(ctx context.Context, by people.Actor, studyID string) (out cut.Sheet, err error) {
	j, err := seatOf(ctx, k.w.read, by, studyID)
	if err != nil {
		return out, k.w.explain(err)
	}
	if out.Turn, err = j.turn(ctx, k.w.read, by); err != nil {
		return out, k.w.explain(err)
	}
	if err := json.Unmarshal([]byte(j.Expects), &out.Mine); err != nil {
		return out, fmt.Errorf("reading what a judge expects: %w", err)
	}
	out.Done = j.done(out.Round)
	items, err := cutItems(ctx, k.w.read, j.cutRow)
	if err != nil {
		return out, k.w.explain(err)
	}
	given, err := ratingsOf(ctx, k.w.read, studyID)
	if err != nil {
		return out, k.w.explain(err)
	}
	for _, it := range items {
		out.Items = append(out.Items, rated(it, out.Round, by.PersonID, given))
	}
	return out, nil
}

// rated is a question as a judge sees it; in the first round without what
// others rated and how people did.
func rated(it cut.Item, round int, me string, given map[string][]cut.Rating) cut.Rated {
	out := cut.Rated{Item: it}
	if round < 2 {
		out.Answers, out.Facility = 0, 0
	}
	for judge, all := range given {
		for _, r := range all {
			switch p := r.P; {
			case r.QuestionID != it.Question.ID:
			case judge == me && r.Round == round:
				out.P, out.Why = &p, r.Why
			case judge == me && r.Round < round:
				out.Before = &p
			case judge != me && r.Round == 1 && round == 2:
				out.Others = append(out.Others, p)
			}
		}
	}
	slices.Sort(out.Others)
	return out
}

// Rate keeps one rating of the round that runs.
func (k *Cuts) Rate(ctx context.Context, by people.Actor, studyID string, r cut.Rating) error {
	if !(r.P >= 0 && r.P <= 1) {
		return fault.New(fault.Invalid, "A chance lies between 0 and 100 %.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		j, round, err := c.openSeat(ctx, studyID)
		if err != nil {
			return err
		}
		if !strings.Contains(j.Items, `"`+r.QuestionID+`"`) || r.QuestionID == "" {
			return fault.New(fault.NotFound, "This question is not rated for this cut score.", nil)
		}
		row := cutRatingRow{CutID: studyID, PersonID: by.PersonID, Round: round, QuestionID: r.QuestionID, P: r.P, Why: strings.TrimSpace(r.Why), At: micros(c.now)}
		_, err = c.NewInsert().Model(&row).On("CONFLICT (cut_id, person_id, round, question_id) DO UPDATE").Set("p = excluded.p").Set("why = excluded.why").Set("at = excluded.at").Exec(ctx)
		if err != nil {
			return fmt.Errorf("keeping a rating: %w", err)
		}
		c.record("rate", "cut", studyID, map[string]any{"round": round, "question": r.QuestionID, "p": r.P})
		return nil
	})
}

// openSeat is the actor's seat in a round that they have not finished.
func (c *change) openSeat(ctx context.Context, studyID string) (j judging, round int, err error) {
	if j, err = seatOf(ctx, c, c.by, studyID); err != nil {
		return j, 0, err
	}
	round = cut.Stage(j.Stage).Round()
	if round == 0 || j.done(round) {
		return j, 0, fault.New(fault.Conflict, "Your round is over: ratings can't be changed any more.", nil)
	}
	return j, round, nil
}

// Finish ends the actor's round.
func (k *Cuts) Finish(ctx context.Context, by people.Actor, studyID string, e cut.Expectation) error {
	if err := e.Check(); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		j, round, err := c.openSeat(ctx, studyID)
		if err != nil {
			return err
		}
		t, err := j.turn(ctx, c, by)
		if err != nil {
			return err
		}
		if t.Rated < t.All {
			return fault.New(fault.Conflict, "{{.N}} questions are not rated yet.", fault.Values{"N": t.All - t.Rated})
		}
		expects, err := asJSON(e)
		if err != nil {
			return err
		}
		column := map[int]string{1: "done_first", 2: "done_second"}[round]
		if _, err := c.ExecContext(ctx, "UPDATE exam_cut_judges SET expects = ?, "+column+" = ? WHERE cut_id = ? AND person_id = ?", expects, micros(c.now), studyID, by.PersonID); err != nil {
			return fmt.Errorf("ending a judge's round: %w", err)
		}
		c.record("finish", "cut", studyID, map[string]any{"round": round})
		c.tell(notice.Exams, j.ExamID)
		return nil
	})
}
