package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

// agreeAll reckons how far each evaluation in the answers to a paper agrees
// with the expert's.
func agreeAll(ctx context.Context, db bun.IDB, p exam.Paper, questions map[string]bank.Question, answers map[int]bank.Answer) (err error) {
	for i, it := range p.Items {
		if _, given := answers[i]; !given {
			continue
		}
		if answers[i], err = agreed(ctx, db, questions[it.QuestionID], answers[i]); err != nil {
			return err
		}
	}
	return nil
}

// agreed is the answer with its agreement. Whatever agreement it brought along
// is forgotten: nobody marks themselves.
func agreed(ctx context.Context, db bun.IDB, q bank.Question, a bank.Answer) (bank.Answer, error) {
	a.Agreement = 0
	if q.Kind != bank.ScoreCall || a.Evaluation == "" {
		return a, nil
	}
	given, err := exam.Evaluated(a)
	if err != nil {
		return a, nil // what can't be read agrees with nothing
	}
	v, expert, err := expertOf(ctx, db, q)
	if err == nil {
		a.Agreement = exam.Agreement(&v, given, expert)
	}
	return a, err
}

// expertOf is the expert's evaluation behind a score-call question, with its
// rubric. It is the exam's own: no scope of whoever sits it applies.
func expertOf(ctx context.Context, db bun.IDB, q bank.Question) (v qa.Version, expert qa.Answers, err error) {
	var r evaluationRow
	if err := db.NewSelect().Model(&r).Where("e.id = ? AND e.newest", q.ExpertID).Scan(ctx); err != nil {
		return v, nil, fmt.Errorf("reading the expert's evaluation of question %s: %w", q.ID, err)
	}
	e, err := r.evaluation()
	if err != nil {
		return v, nil, err
	}
	versions, err := rubricsOf(ctx, db, []bank.Question{{Kind: bank.ScoreCall, VersionID: e.VersionID}})
	return versions[e.VersionID], e.Answers, err
}

// rubricsOf are the rubrics of those questions that score a call, by version.
func rubricsOf(ctx context.Context, db bun.IDB, questions []bank.Question) (map[string]qa.Version, error) {
	out := map[string]qa.Version{}
	for _, q := range questions {
		if _, have := out[q.VersionID]; have || q.Kind != bank.ScoreCall {
			continue
		}
		var r versionRow
		if err := db.NewSelect().Model(&r).Where("v.id = ?", q.VersionID).Scan(ctx); err != nil {
			return nil, fmt.Errorf("reading the rubric of question %s: %w", q.ID, err)
		}
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		out[q.VersionID] = v
	}
	return out, nil
}

var errNoClip = fault.New(fault.NotFound, "This question has no recording.", nil)

// Clip returns the call of which a question of the actor's attempt plays a
// piece. The exam opens this one call to them, whoever's it is.
func (k *Exams) Clip(ctx context.Context, by people.Actor, attemptID string, place int) (h exam.Heard, err error) {
	if err := by.Require(people.ListenCalls); err != nil {
		return h, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := ownAttempt(ctx, c, by, attemptID)
		if err != nil {
			return err
		}
		if s.a.State.Ended() && !s.ex.Rules.View(s.a.Ended, k.w.now()).Right {
			return fault.New(fault.Forbidden, "The recordings of this exam can't be heard now.", nil)
		}
		h, err = s.call(ctx, c, place)
		c.record("hear", "attempt", attemptID, map[string]any{"place": place, "call": h.Call.ID})
		return err
	})
	if err == nil {
		h.Path, err = k.w.Shelf().Path(h.Call.Audio.Hash)
	}
	return h, err
}

// call is what a question plays; of a benchmark call no more than others hear.
func (s *sitting) call(ctx context.Context, db bun.IDB, place int) (h exam.Heard, err error) {
	if place < 0 || place >= len(s.a.Paper.Items) {
		return h, errNoClip
	}
	id := s.a.Paper.Items[place].QuestionID
	questions, err := questionsOf(ctx, db, s.a.ExamID, id)
	if err != nil {
		return h, err
	}
	clip := questions[id].Clip
	if clip == nil {
		return h, errNoClip
	}
	var r callRow
	err = db.NewSelect().Model(&r).Where("c.id = ? OR c.id = (SELECT call_id FROM benchmarks WHERE id = ?)", clip.CallID, clip.BenchmarkID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return h, errNoCall
	}
	h.Call = r.call()
	if err == nil && clip.BenchmarkID != "" {
		h.Silent, err = silentIn(ctx, db, clip.BenchmarkID)
	}
	return h, err
}
