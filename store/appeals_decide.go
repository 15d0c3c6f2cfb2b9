package store

import (
	"context"
	"fmt"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/score"
)

// Take makes the actor the decider of an open appeal.
func (k *Appeals) Take(ctx context.Context, by people.Actor, id string, blind bool) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.openAppeal(ctx, id)
		if err != nil {
			return err
		}
		own := r.State == string(appeal.Taken) && r.DeciderID == by.PersonID
		if own && blind && !r.Blind {
			return fault.New(fault.Conflict, "You have read this case: scoring it again would not be blind.", nil)
		}
		r.State, r.DeciderID, r.DeciderName, r.Blind = string(appeal.Taken), by.PersonID, by.Name, blind
		if err := c.keepAppeal(ctx, r); err != nil {
			return err
		}
		c.record("take", "appeal", id, map[string]any{"blind": blind})
		e, err := c.appealed(ctx, r)
		if err != nil || e.State == string(qa.InReview) {
			return err
		}
		return c.move(ctx, &e, qa.InReview, "")
	})
}

// openAppeal returns an appeal that the actor may decide.
func (c *change) openAppeal(ctx context.Context, id string) (*appealRow, error) {
	if err := c.by.Require(people.DecideAppeals); err != nil {
		return nil, err
	}
	r, err := appealBy(ctx, c, c.by, id)
	if err != nil {
		return nil, err
	}
	a, err := r.appeal()
	if err != nil {
		return nil, err
	}
	if err := appeal.MayDecide(c.by, a); err != nil {
		return nil, err
	}
	if !a.State.Open() {
		return nil, fault.New(fault.Conflict, "This appeal was decided already.", nil)
	}
	return &r.appealRow, nil
}

func (c *change) keepAppeal(ctx context.Context, r *appealRow) error {
	if _, err := c.NewUpdate().Model(r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping an appeal: %w", err)
	}
	c.tell(notice.Appeals, r.ID)
	return nil
}

// appealed is the edition appealed against, as long as it is in force.
func (c *change) appealed(ctx context.Context, r *appealRow) (e evaluationRow, err error) {
	err = c.NewSelect().Model(&e).Where("e.id = ? AND e.newest", r.EvaluationID).Scan(ctx)
	if err == nil && e.Edition != r.Edition {
		err = fault.New(fault.Conflict, "This evaluation was revised meanwhile.", nil)
	}
	return e, err
}

// mayRescore returns nil if the actor may begin the blind re-score s: it is for
// an appeal that they took to score blind, on its call and version.
func (c *change) mayRescore(ctx context.Context, s qa.Start) error {
	if s.Purpose != qa.Rescore {
		return nil
	}
	r, err := c.openAppeal(ctx, s.For)
	if err != nil {
		return err
	}
	switch {
	case r.State != string(appeal.Taken) || r.DeciderID != c.by.PersonID || !r.Blind:
		return fault.New(fault.Conflict, "Take the case to score it blind first.", nil)
	case r.CallID != s.CallID || r.VersionID != s.VersionID:
		return fault.New(fault.Invalid, "A blind re-score takes the call and the rubric of its appeal.", nil)
	}
	return nil
}

// Decide rules on every point of an appeal that the actor took.
func (k *Appeals) Decide(ctx context.Context, by people.Actor, id string, rs []appeal.Ruling) (appeal.Appeal, error) {
	var out appeal.Appeal
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.openAppeal(ctx, id)
		if err != nil {
			return err
		}
		if err := c.readyToDecide(ctx, r); err != nil {
			return err
		}
		e, err := c.appealed(ctx, r)
		if err != nil {
			return err
		}
		if out, err = c.decide(ctx, r, &e, rs); err != nil {
			return err
		}
		return k.propose(ctx, c, out)
	})
	return out, err
}

func (c *change) readyToDecide(ctx context.Context, r *appealRow) error {
	if r.State != string(appeal.Taken) || r.DeciderID != c.by.PersonID {
		return fault.New(fault.Conflict, "Take the case before you decide it.", nil)
	}
	if !r.Blind {
		return nil
	}
	done, err := c.NewSelect().Model((*evaluationRow)(nil)).Where("e.for_id = ? AND e.purpose = ? AND e.reviewer_id = ? AND e.state = ?",
		r.ID, string(qa.Rescore), c.by.PersonID, string(qa.Submitted)).Exists(ctx)
	if err == nil && !done {
		return fault.New(fault.Conflict, "Submit your blind re-score first, or take the case to read.", nil)
	}
	return err
}

func (c *change) decide(ctx context.Context, r *appealRow, e *evaluationRow, rs []appeal.Ruling) (appeal.Appeal, error) {
	a, err := r.appeal()
	if err != nil {
		return a, err
	}
	v, err := versionBy(ctx, c, people.Program(), r.VersionID)
	if err != nil {
		return a, err
	}
	first, err := e.evaluation()
	if err != nil {
		return a, err
	}
	answers, err := a.Decide(&v, first.Answers, rs)
	if err != nil {
		return a, err
	}
	a.DecidedAt = c.now
	if r.Points, err = asJSON(a.Points); err != nil {
		return a, err
	}
	r.State, r.DecidedAt = string(a.State), micros(c.now)
	if err := c.keepAppeal(ctx, r); err != nil {
		return a, err
	}
	if err := c.keepPoints(ctx, a); err != nil {
		return a, fmt.Errorf("keeping the decision: %w", err)
	}
	c.record("decide", "appeal", a.ID, map[string]any{"outcome": a.State, "evaluation": e.ID, "overturned": overturned(a.Points)})
	if a.State == appeal.Upheld {
		return a, c.move(ctx, e, qa.Upheld, "")
	}
	return a, c.revised(ctx, e, &v, answers, reasons(a.Points))
}

func overturned(ps []appeal.Point) []string {
	refs := []string{}
	for _, p := range ps {
		if p.Outcome.Overturned() {
			refs = append(refs, p.Ref)
		}
	}
	return refs
}

// reasons are why the overturned answers were, for the new edition.
func reasons(ps []appeal.Point) string {
	var out []string
	for _, p := range ps {
		if p.Outcome.Overturned() {
			out = append(out, p.Ref+": "+p.Why)
		}
	}
	return strings.Join(out, "; ")
}

func (c *change) keepPoints(ctx context.Context, a appeal.Appeal) error {
	for _, p := range a.Points {
		_, err := c.ExecContext(ctx, `INSERT INTO appeal_points (appeal_id, ref, rubric_id, version_id, reviewer_id, organisation_id, decided_at, overturned)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, a.ID, p.Ref, a.RubricID, a.VersionID, a.ReviewerID, a.OrganisationID, micros(a.DecidedAt), p.Outcome.Overturned())
		if err != nil {
			return err
		}
	}
	return nil
}

// revised brings a new edition into force. It stays the reviewer's evaluation;
// who decided stands with the appeal. What was overturned may bring a question
// into play that has no answer: it does not count then, as in any score so far.
func (c *change) revised(ctx context.Context, r *evaluationRow, v *qa.Version, a qa.Answers, why string) error {
	if err := a.Check(v); err != nil {
		return err
	}
	if err := c.move(ctx, r, qa.Revised, why); err != nil {
		return err
	}
	counts := r.Counts
	if _, err := c.NewUpdate().Model(r).Set("newest = ?, counts = ?, shown = ?", false, false, false).WherePK().Exec(ctx); err != nil {
		return err
	}
	answers, err := asJSON(a)
	if err != nil {
		return err
	}
	result := score.Score(v, a)
	r.Edition, r.Why, r.Answers = r.Edition+1, why, answers
	r.Raw, r.Final, r.FailAll = result.Raw.Ptr(), result.Final.Ptr(), result.FailAll
	r.StartedAt, r.SavedAt, r.SubmittedAt = micros(c.now), micros(c.now), micros(c.now)
	r.Newest, r.Counts, r.Shown = true, counts, true
	if _, err := c.NewInsert().Model(r).Exec(ctx); err != nil {
		return fmt.Errorf("bringing a new edition into force: %w", err)
	}
	if err := c.keepAnswers(ctx, *r, result.Questions); err != nil {
		return fmt.Errorf("keeping the answers: %w", err)
	}
	return c.showOnCall(ctx, *r)
}
