package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/score"
)

// Submit closes the actor's draft, scores it, keeps the score and ends the
// task that asked for it. It refuses answers that don't fit the rubric and
// those that leave a gap.
func (k *Quality) Submit(ctx context.Context, by people.Actor, e qa.Evaluation) (qa.Evaluation, error) {
	var row evaluationRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if row, err = c.draft(ctx, e); err != nil {
			return err
		}
		v, err := versionBy(ctx, c, people.Program(), row.VersionID)
		if err != nil {
			return err
		}
		return c.submit(ctx, &row, &v, e.Answers)
	})
	if err != nil {
		return qa.Evaluation{}, err
	}
	return row.evaluation()
}

func (c *change) submit(ctx context.Context, r *evaluationRow, v *qa.Version, a qa.Answers) error {
	if err := a.Check(v); err != nil {
		return err
	}
	if err := c.refuseGaps(ctx, r.CallID, a.Gaps(v)); err != nil {
		return err
	}
	if r.Purpose == string(qa.Ordinary) {
		purpose, err := c.firstOrDouble(ctx, r.CallID, r.RubricID)
		if err != nil {
			return err
		}
		r.Purpose = string(purpose)
	}
	result := score.Score(v, a)
	r.Raw, r.Final, r.FailAll = result.Raw.Ptr(), result.Final.Ptr(), result.FailAll
	r.State, r.SubmittedAt, r.Counts = string(qa.Submitted), micros(c.now), true
	if err := c.keepDraft(ctx, r); err != nil {
		return err
	}
	if err := c.only(ctx, *r, "counts"); err != nil {
		return err
	}
	if err := c.keepAnswers(ctx, *r, result.Questions); err != nil {
		return fmt.Errorf("keeping the answers: %w", err)
	}
	if err := c.endTasks(ctx, *r); err != nil {
		return fmt.Errorf("ending the task: %w", err)
	}
	c.tellSession(*r)
	c.record("submit", "evaluation", r.ID, map[string]any{"edition": r.Edition, "raw": r.Raw, "final": r.Final, "fail_all": r.FailAll})
	return c.showOnCall(ctx, *r)
}

// refuseGaps names the first thing that is missing. A call without sound can't
// have a moment on the recording.
func (c *change) refuseGaps(ctx context.Context, callID string, gaps []qa.Gap) error {
	sound := 0
	if err := c.QueryRowContext(ctx, `SELECT count(*) FROM calls WHERE id = ? AND frames > 0`, callID).Scan(&sound); err != nil {
		return err
	}
	for _, g := range gaps {
		values := fault.Values{"Ref": g.Ref}
		switch {
		case g.Needs == qa.NeedsAnswer:
			return fault.New(fault.Invalid, "Question {{.Ref}} has no answer yet.", values)
		case g.Needs == qa.NeedsComment:
			return fault.New(fault.Invalid, "Question {{.Ref}} needs a comment.", values)
		case sound > 0:
			return fault.New(fault.Invalid, "Question {{.Ref}} needs a moment on the recording.", values)
		}
	}
	return nil
}

// only takes a mark away from the editions before.
func (c *change) only(ctx context.Context, r evaluationRow, mark string) error {
	_, err := c.ExecContext(ctx, `UPDATE evaluations SET `+mark+` = ? WHERE id = ? AND edition <> ?`, false, r.ID, r.Edition)
	return err
}

// keepAnswers lays the scored answers out as rows, for trends.
func (c *change) keepAnswers(ctx context.Context, r evaluationRow, rows []score.Row) error {
	for _, q := range rows {
		if !q.Counts() {
			continue
		}
		_, err := c.ExecContext(ctx, `INSERT INTO evaluation_answers (evaluation_id, edition, ref, version_id, credit, weight) VALUES (?, ?, ?, ?, ?, ?)`,
			r.ID, r.Edition, q.Ref, r.VersionID, q.Score, q.WeightApplied)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *change) endTasks(ctx context.Context, r evaluationRow) error {
	_, err := c.ExecContext(ctx, `UPDATE tasks SET done_at = ? WHERE call_id = ? AND reviewer_id = ? AND (purpose = ? OR ? = 'double' AND purpose = 'ordinary') AND done_at = 0
		AND version_id IN (SELECT id FROM rubric_versions WHERE rubric_id = ?)`, micros(c.now), r.CallID, r.ReviewerID, r.Purpose, r.Purpose, r.RubricID)
	return err
}

// Advance moves an evaluation on in its life. Releasing, voiding and closing
// need the right ReleaseScores; acknowledging is the agent's; a reviewer may
// void their own draft. Voiding needs a reason. Appeals have a Keeper of their own.
func (k *Quality) Advance(ctx context.Context, by people.Actor, id string, to qa.State, why string) (qa.Evaluation, error) {
	var row evaluationRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if row, err = evaluationBy(ctx, c, by, id); err != nil {
			return err
		}
		if err := mayAdvance(by, row, to, why); err != nil {
			return err
		}
		return c.move(ctx, &row, to, why)
	})
	if err != nil {
		return qa.Evaluation{}, err
	}
	return row.evaluation()
}

// move takes an evaluation from its state to the next, if that may follow.
func (c *change) move(ctx context.Context, r *evaluationRow, to qa.State, why string) error {
	from := r.State
	if err := qa.Step(qa.State(from), to); err != nil {
		return err
	}
	r.State = string(to)
	r.Counts = r.Counts && to != qa.Voided
	r.Shown = slices.Contains(out, r.State)
	if _, err := c.NewUpdate().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("moving an evaluation on: %w", err)
	}
	if r.Shown {
		if err := c.only(ctx, *r, "shown"); err != nil {
			return err
		}
	}
	if err := c.firsts(ctx, r.ID, to, c.now); err != nil {
		return err
	}
	c.record("advance", "evaluation", r.ID, map[string]any{"edition": r.Edition, "from": from, "to": to, "why": why})
	c.tell(notice.Evaluations, r.ID)
	if to == qa.Released || to == qa.Revised || to == qa.Voided {
		if err := c.cardsFromEvaluation(ctx, r); err != nil {
			return err
		}
	}
	return c.showOnCall(ctx, *r)
}

func mayAdvance(by people.Actor, r evaluationRow, to qa.State, why string) error {
	if err := qa.Step(qa.State(r.State), to); err != nil {
		return err
	}
	switch {
	case to == qa.Appealed || to == qa.InReview || to == qa.Upheld || to == qa.Revised:
		return fault.New(fault.Invalid, "Appeals are filed by the agent, question by question, and decided case by case.", nil)
	case to != qa.Voided && slices.Contains(hidden, qa.Purpose(r.Purpose)):
		return fault.New(fault.Conflict, "This evaluation belongs to a calibration session or an appeal. It is never released.", nil)
	case to == qa.Submitted:
		return fault.New(fault.Invalid, "An evaluation is submitted by its reviewer, with its answers.", nil)
	case to == qa.Acknowledged:
		if r.AgentID == by.PersonID && by.PersonID != "" {
			return nil
		}
		return fault.New(fault.Forbidden, "Only the agent whose call it is can do this.", nil)
	case to == qa.Released && r.Purpose != string(qa.Ordinary):
		return fault.New(fault.Invalid, "Only an ordinary evaluation is released to the agent.", nil)
	case to == qa.Voided && strings.TrimSpace(why) == "":
		return fault.New(fault.Invalid, "Give a reason.", nil)
	case to == qa.Voided && r.State == string(qa.Draft) && r.ReviewerID == by.PersonID:
		return qa.MayWrite(by, r.bare())
	}
	return by.Require(people.ReleaseScores)
}

// showOnCall writes onto the call what lists show of its newest ordinary
// evaluation: to everybody, and to the agent once it is released; and into the
// figures what they read of it. Whatever changes an evaluation ends with this.
func (c *change) showOnCall(ctx context.Context, r evaluationRow) error {
	if r.Purpose != string(qa.Ordinary) {
		return nil
	}
	changed, err := c.next(ctx, "changes", 1)
	if err != nil {
		return err
	}
	const last = `(SELECT %s FROM evaluations WHERE call_id = calls.id AND purpose = 'ordinary' AND state <> 'voided' AND %s ORDER BY id DESC LIMIT 1)`
	set := fmt.Sprintf(`UPDATE calls SET changed = ?, state = coalesce(`+last+`, ''), score = `+last+`, fail_all = coalesce(`+last+`, 0),
		shown_state = coalesce(`+last+`, ''), shown_score = `+last+`, shown_fail_all = coalesce(`+last+`, 0) WHERE id = ?`,
		"state", "newest = 1", "final", "newest = 1", "fail_all", "newest = 1", "state", "shown = 1", "final", "shown = 1", "fail_all", "shown = 1")
	if _, err := c.ExecContext(ctx, set, changed, r.CallID); err != nil {
		return fmt.Errorf("showing the evaluation on its call: %w", err)
	}
	c.tell(notice.Calls, r.CallID)
	return c.keepFact(ctx, r.ID)
}
