package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// Advance moves a session on in its life. Only who leads it may.
func (k *Calibration) Advance(ctx context.Context, by people.Actor, id string, to calibration.State) error {
	if err := by.Require(people.ReleaseScores); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.ledSession(ctx, id)
		if err != nil {
			return err
		}
		from := r.State
		if err := calibration.Step(calibration.State(from), to); err != nil {
			return err
		}
		if err := c.enter(ctx, &r, to); err != nil {
			return err
		}
		r.State = string(to)
		if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("moving a calibration session on: %w", err)
		}
		c.record("advance", "calibration", id, map[string]any{"from": from, "to": to})
		c.tell(notice.Calibration, id)
		return nil
	})
}

// enter checks what a state asks for and notes when it was entered.
func (c *change) enter(ctx context.Context, r *sessionRow, to calibration.State) error {
	s, err := filled(ctx, c, *r)
	if err != nil {
		return err
	}
	switch to {
	case calibration.Scoring:
		r.ScoringAt = micros(c.now)
		return s.Ready()
	case calibration.Review:
		r.ResolvedAt = 0
		if r.ReviewAt != 0 {
			return nil // taken up again
		}
		r.ReviewAt = micros(c.now)
		return c.enterReview(ctx, r, s)
	case calibration.Resolved:
		r.ResolvedAt = micros(c.now)
		return c.enterResolved(ctx, *r)
	case calibration.Closed:
		r.ClosedAt = micros(c.now)
	}
	return nil
}

// enterReview needs two who submitted, and whoever leads it must have if they
// take part: they would see the others' answers first.
func (c *change) enterReview(ctx context.Context, r *sessionRow, s calibration.Session) error {
	done := 0
	for _, m := range s.Members {
		switch {
		case m.PersonID == c.by.PersonID && !s.Done(m):
			return fault.New(fault.Conflict, "You take part and have not submitted yet. Score first: then you may see the others' answers.", nil)
		case s.Done(m) && !m.Expert:
			done++
		}
	}
	if done < calibration.Least {
		return fault.New(fault.Conflict, "Participants who have submitted: {{.Have}}. A review needs {{.Least}}.", fault.Values{"Have": done, "Least": calibration.Least})
	}
	v, err := versionBy(ctx, c, people.Program(), r.VersionID)
	if err != nil {
		return err
	}
	all, err := sheets(ctx, c, s)
	if err != nil {
		return err
	}
	r.Figures, err = asJSON(calibration.Reckon(&v, all, s.Threshold))
	return err
}

// enterResolved needs an agreed answer to every flagged question.
func (c *change) enterResolved(ctx context.Context, r sessionRow) error {
	b, err := board(ctx, c, c.by, r)
	if err != nil {
		return err
	}
	if b.Blind {
		return fault.New(fault.Forbidden, "You take part and did not submit: somebody else has to lead the review.", nil)
	}
	open, first := 0, ""
	for _, call := range b.Session.Calls {
		ruled := b.Ruled(call.ID)
		for _, ref := range calibration.Compare(&b.Version, b.On(call.ID), ruled, r.Threshold).Flagged() {
			if !ruled[ref].Settled() {
				if open++; first == "" {
					first = ref
				}
			}
		}
	}
	if open > 0 {
		return fault.New(fault.Conflict, "Flagged questions without an agreed answer: {{.N}}. The first is {{.Ref}}.", fault.Values{"N": open, "Ref": first})
	}
	return nil
}

// mayScoreIn returns nil if the actor may begin this evaluation for a session:
// they take part, it is one of its calls with its rubric, and scoring goes on.
func (c *change) mayScoreIn(ctx context.Context, start qa.Start) error {
	var r sessionRow
	err := c.NewSelect().Model(&r).Join("JOIN calibration_members AS m ON m.session_id = s.id").Join("JOIN calibration_calls AS k ON k.session_id = s.id").
		Where("s.id = ? AND m.person_id = ? AND k.call_id = ? AND s.version_id = ? AND s.state <> 'draft'", start.For, c.by.PersonID, start.CallID, start.VersionID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoSession
	}
	if err != nil {
		return fmt.Errorf("reading the calibration session: %w", err)
	}
	return r.stillScored()
}

func (r sessionRow) stillScored() error {
	if r.State != string(calibration.Scoring) {
		return fault.New(fault.Conflict, "Scoring has ended in the calibration session \"{{.Title}}\".", fault.Values{"Title": r.Title})
	}
	return nil
}

// stillScored refuses to write an evaluation of a session whose scoring has ended.
func (c *change) stillScored(ctx context.Context, e evaluationRow) error {
	if e.Purpose != string(qa.Session) {
		return nil
	}
	var r sessionRow
	err := c.NewSelect().Model(&r).Where("s.id = ?", e.For).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoSession
	}
	if err != nil {
		return fmt.Errorf("reading the calibration session: %w", err)
	}
	return r.stillScored()
}

// tellSession tells those who look at the session that somebody submitted.
func (c *change) tellSession(e evaluationRow) {
	if e.Purpose == string(qa.Session) {
		c.tell(notice.Calibration, e.For)
	}
}
