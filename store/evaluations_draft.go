package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
)

// Begin returns the actor's draft for this call, rubric version and purpose,
// made anew if there is none; what was submitted already is returned as it is.
func (k *Quality) Begin(ctx context.Context, by people.Actor, start qa.Start) (qa.Evaluation, error) {
	s, err := hearing(by)
	start.Purpose = cmp.Or(start.Purpose, qa.Ordinary)
	if err == nil && start.Purpose.ByRight() {
		err = by.Require(people.ScoreCalls)
	}
	if err != nil {
		return qa.Evaluation{}, err
	}
	var row evaluationRow
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		call, err := callBy(ctx, c, s, start.CallID)
		if err != nil {
			return err
		}
		v, err := versionBy(ctx, c, by, start.VersionID)
		if err == nil && start.Purpose == qa.Session {
			err = c.mayScoreIn(ctx, start)
		}
		if err != nil {
			return err
		}
		if row, err = c.ownEvaluation(ctx, start, v.RubricID); !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := c.mayRescore(ctx, start); err != nil {
			return err
		}
		row, err = c.begin(ctx, call.callRow, v, start)
		return err
	})
	if err != nil {
		return qa.Evaluation{}, err
	}
	return row.evaluation()
}

// firstOrDouble is Double where another reviewer has submitted an ordinary
// evaluation of the call already: a call enters the averages once.
func (c *change) firstOrDouble(ctx context.Context, callID, rubricID string) (qa.Purpose, error) {
	second, err := c.NewSelect().Model((*evaluationRow)(nil)).
		Where("e.call_id = ? AND e.rubric_id = ? AND e.reviewer_id <> ?", callID, rubricID, c.by.PersonID).
		Where("e.purpose = ? AND e.counts", string(qa.Ordinary)).Exists(ctx)
	if second {
		return qa.Double, err
	}
	return qa.Ordinary, err
}

func (c *change) ownEvaluation(ctx context.Context, s qa.Start, rubricID string) (r evaluationRow, err error) {
	same := []qa.Purpose{s.Purpose}
	if s.Purpose == qa.Ordinary { // the second reviewer of a call does not know that they are
		same = append(same, qa.Double)
	}
	err = c.NewSelect().Model(&r).Where("e.call_id = ? AND e.rubric_id = ? AND e.reviewer_id = ? AND e.purpose IN (?) AND e.for_id = ? AND e.newest AND e.state <> ?",
		s.CallID, rubricID, c.by.PersonID, bun.List(same), s.For, string(qa.Voided)).Limit(1).Scan(ctx)
	return r, err
}

func (c *change) begin(ctx context.Context, call callRow, v qa.Version, s qa.Start) (evaluationRow, error) {
	agent, err := personBy(ctx, c, people.Scope{All: true}, call.AgentID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return evaluationRow{}, err
	}
	allowance, err := c.allowance(ctx, call.ID)
	if err != nil {
		return evaluationRow{}, err
	}
	if err := qa.MayBegin(c.by, agent.person(), s.Purpose, allowance); err != nil {
		return evaluationRow{}, err
	}
	if v.State != qa.VersionActive && s.For == "" {
		return evaluationRow{}, fault.New(fault.Conflict, "Version {{.N}} of this rubric is not in force. Score with the active version.", fault.Values{"N": v.Number})
	}
	if s.Purpose == qa.Ordinary {
		if s.Purpose, err = c.firstOrDouble(ctx, s.CallID, v.RubricID); err != nil {
			return evaluationRow{}, err
		}
	}
	r := evaluationRow{ID: newID(), Edition: 1, CallID: call.ID, RubricID: v.RubricID, VersionID: v.ID, ReviewerID: c.by.PersonID,
		ReviewerName: c.by.Name, AgentID: call.AgentID, TeamID: call.TeamID, OrganisationID: call.OrganisationID, Purpose: string(s.Purpose), For: s.For,
		State: string(qa.Draft), Answers: "{}", Moments: "null", StartedAt: micros(c.now), SavedAt: micros(c.now), Newest: true}
	if r.Risk, err = c.forRisk(ctx, r); err != nil {
		return r, fmt.Errorf("reading why the call was chosen: %w", err)
	}
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return r, fmt.Errorf("beginning an evaluation: %w", err)
	}
	c.record("begin", "evaluation", r.ID, map[string]any{"call": r.CallID, "version": r.VersionID})
	return r, c.showOnCall(ctx, r)
}

// forRisk reports whether the reviewer was dealt the call for its risk.
func (c *change) forRisk(ctx context.Context, r evaluationRow) (bool, error) {
	return c.NewSelect().Model((*taskRow)(nil)).Where("k.call_id = ? AND k.reviewer_id = ? AND k.risk AND k.skipped = ''", r.CallID, r.ReviewerID).
		Where("k.version_id IN (SELECT id FROM rubric_versions WHERE rubric_id = ?)", r.RubricID).Exists(ctx)
}

// Save keeps a draft as it stands and returns it with its new SavedAt. It
// answers Conflict if another window saved it after e.SavedAt: nothing is
// overwritten then.
func (k *Quality) Save(ctx context.Context, by people.Actor, e qa.Evaluation) (qa.Evaluation, error) {
	var row evaluationRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if row, err = c.draft(ctx, e); err != nil {
			return err
		}
		if err := c.keepDraft(ctx, &row); err != nil {
			return err
		}
		c.record("save", "evaluation", row.ID, map[string]any{"edition": row.Edition, "answers": len(e.Answers)})
		return nil
	})
	if err != nil {
		return qa.Evaluation{}, err
	}
	return row.evaluation()
}

// draft returns the row of the actor's own draft with e written into it.
func (c *change) draft(ctx context.Context, e qa.Evaluation) (evaluationRow, error) {
	r, err := evaluationBy(ctx, c, c.by, e.ID)
	if err != nil {
		return r, err
	}
	if err := qa.MayWrite(c.by, r.bare()); err != nil {
		return r, err
	}
	switch {
	case r.State != string(qa.Draft) || r.Edition != e.Edition:
		return r, fault.New(fault.Conflict, "This evaluation was submitted already. Revise it to change it.", nil)
	case r.SavedAt != micros(e.SavedAt):
		return r, fault.New(fault.Conflict, "This evaluation was changed in another window at {{.Time}}. Open it anew; your last entries are still here.",
			fault.Values{"Time": instant(r.SavedAt).Local().Format("15:04:05")})
	}
	if err := c.stillScored(ctx, r); err != nil {
		return r, err
	}
	return r, r.write(e)
}

func (c *change) keepDraft(ctx context.Context, r *evaluationRow) error {
	r.SavedAt = max(micros(c.now), r.SavedAt+1) // a clock set back must not hide a save
	if _, err := c.NewUpdate().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping an evaluation: %w", err)
	}
	c.tell(notice.Evaluations, r.ID)
	return nil
}

// Revise opens a new edition of a submitted evaluation as the actor's draft,
// with the reason. Its reviewer may, and who releases scores; the edition
// before stays in force until this one is submitted.
func (k *Quality) Revise(ctx context.Context, by people.Actor, id, why string) (qa.Evaluation, error) {
	if why = strings.TrimSpace(why); why == "" {
		return qa.Evaluation{}, fault.New(fault.Invalid, "Give a reason.", nil)
	}
	var row evaluationRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if row, err = evaluationBy(ctx, c, by, id); err != nil {
			return err
		}
		if err := errors.Join(c.mayRevise(row), c.stillScored(ctx, row)); err != nil {
			return err
		}
		return c.newEdition(ctx, &row, why)
	})
	if err != nil {
		return qa.Evaluation{}, err
	}
	return row.evaluation()
}

func (c *change) mayRevise(r evaluationRow) error {
	if err := qa.MayWrite(c.by, r.bare()); err != nil && !c.by.May(people.ReleaseScores) {
		return err
	}
	switch {
	case !r.Newest || r.State == string(qa.Draft):
		return fault.New(fault.Conflict, "This evaluation is open already.", nil)
	case r.State == string(qa.Appealed) || r.State == string(qa.InReview):
		return fault.New(fault.Conflict, "An appeal against this evaluation is open. Decide it instead.", nil)
	case r.State == string(qa.Voided):
		return fault.New(fault.Conflict, "This evaluation was voided.", nil)
	}
	return nil
}

func (c *change) newEdition(ctx context.Context, r *evaluationRow, why string) error {
	if _, err := c.NewUpdate().Model(r).Set("newest = ?", false).WherePK().Exec(ctx); err != nil {
		return err
	}
	r.Edition, r.State, r.Why = r.Edition+1, string(qa.Draft), why
	r.ReviewerID, r.ReviewerName = c.by.PersonID, c.by.Name
	r.Raw, r.Final, r.FailAll, r.SubmittedAt = nil, nil, false, 0
	r.StartedAt, r.SavedAt = micros(c.now), micros(c.now)
	r.Newest, r.Counts, r.Shown = true, false, false
	if _, err := c.NewInsert().Model(r).Exec(ctx); err != nil {
		return fmt.Errorf("opening a new edition: %w", err)
	}
	c.record("revise", "evaluation", r.ID, map[string]any{"edition": r.Edition, "why": why})
	return c.showOnCall(ctx, *r)
}
