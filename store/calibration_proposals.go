package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

type proposalRow struct {
	bun.BaseModel `bun:"table:calibration_proposals,alias:p"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	RubricID       string `bun:"rubric_id"`
	VersionID      string `bun:"version_id"`
	Ref            string `bun:"ref"`
	CallID         string `bun:"call_id"`
	Why            string `bun:"why"`
	ByName         string `bun:"by_name"`
	At             int64  `bun:"at"`
	ClosedAt       int64  `bun:"closed_at"`
	SessionID      string `bun:"session_id"`
	ClosedWhy      string `bun:"closed_why"`
}

// Propose puts a question up for calibration.
func (k *Calibration) Propose(ctx context.Context, by people.Actor, p calibration.Proposal) error {
	if err := by.Require(people.ScoreCalls); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error { return c.propose(ctx, p) })
}

// propose puts a question up within the actor's transaction; one that is up
// already keeps its place and gets the newer reason.
func (c *change) propose(ctx context.Context, p calibration.Proposal) error {
	v, err := versionBy(ctx, c, c.by, p.VersionID)
	if err != nil {
		return err
	}
	if _, _, ok := v.Find(p.Ref); !ok {
		return fault.New(fault.Invalid, "There is no question \"{{.Ref}}\" in this rubric.", fault.Values{"Ref": p.Ref})
	}
	if p.CallID != "" {
		s, err := callScope(c.by)
		if err == nil {
			_, err = callBy(ctx, c, s, p.CallID)
		}
		if err != nil {
			return err
		}
	}
	why, err := asJSON(p.Why)
	if err != nil {
		return err
	}
	row := proposalRow{ID: newID(), OrganisationID: c.by.OrganisationID, RubricID: v.RubricID, VersionID: v.ID, Ref: p.Ref, CallID: p.CallID,
		Why: why, ByName: c.by.Name, At: micros(c.now)}
	res, err := c.ExecContext(ctx, `UPDATE calibration_proposals SET why = ?, version_id = ? WHERE rubric_id = ? AND ref = ? AND organisation_id = ? AND closed_at = 0`,
		row.Why, row.VersionID, row.RubricID, row.Ref, row.OrganisationID)
	if err != nil {
		return fmt.Errorf("proposing a question: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("proposing a question: %w", err)
	}
	c.record("propose", "calibration", row.ID, map[string]any{"version": v.ID, "ref": p.Ref})
	c.tell(notice.Calibration, "")
	return nil
}

// proposed narrows a question about proposals to the open ones that the actor
// may take up: their own organisation's, and those that Shifu made itself.
func proposed(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	q = q.Where("p.closed_at = 0")
	if by.May(people.SeeAllCompanies) {
		return q
	}
	return q.Where("p.organisation_id = ?", by.OrganisationID)
}

// Proposals returns those that are open, the newest first.
func (k *Calibration) Proposals(ctx context.Context, by people.Actor) ([]calibration.Proposal, error) {
	if err := by.Require(people.ReleaseScores); err != nil {
		return nil, err
	}
	var rows []proposalRow
	if err := proposed(k.w.read.NewSelect().Model(&rows), by).OrderExpr("p.at DESC, p.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the proposals: %w", err))
	}
	out, versions := []calibration.Proposal{}, map[string]qa.Version{}
	for _, r := range rows {
		v, known := versions[r.VersionID]
		if !known {
			var err error
			if v, err = versionBy(ctx, k.w.read, people.Program(), r.VersionID); err != nil {
				return nil, k.w.explain(err)
			}
			versions[r.VersionID] = v
		}
		why, err := readText([]byte(r.Why))
		if err != nil {
			return nil, err
		}
		p := calibration.Proposal{ID: r.ID, VersionID: r.VersionID, RubricID: r.RubricID, Rubric: v.Title, Ref: r.Ref, CallID: r.CallID, Why: why, ByName: r.ByName, At: instant(r.At)}
		if q, _, ok := v.Find(r.Ref); ok {
			p.Question = q.Text
		}
		out = append(out, p)
	}
	return out, nil
}

// Dismiss closes a proposal: taken up by a session, or not, with the reason.
func (k *Calibration) Dismiss(ctx context.Context, by people.Actor, id, sessionID, why string) error {
	if err := by.Require(people.ReleaseScores); err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" && sessionID == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if sessionID != "" {
			if _, err := c.ledSession(ctx, sessionID); err != nil {
				return err
			}
		}
		var row proposalRow
		n, err := proposed(c.NewSelect().Model(&row), by).Where("p.id = ?", id).Count(ctx)
		if err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.NotFound, "This proposal is not open any more.", nil))
		}
		_, err = c.ExecContext(ctx, `UPDATE calibration_proposals SET closed_at = ?, session_id = ?, closed_why = ? WHERE id = ?`, micros(c.now), sessionID, why, id)
		if err != nil {
			return fmt.Errorf("closing a proposal: %w", err)
		}
		c.record("dismiss", "calibration", id, map[string]any{"session": sessionID, "why": why})
		c.tell(notice.Calibration, "")
		return nil
	})
}
