package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/proposal"
)

// Proposals keeps what rules and models propose, and the model's settings. It
// fits proposal.Keeper.
type Proposals struct{ w *Workspace }

var _ proposal.Keeper = (*Proposals)(nil)

// Proposals returns the keeper of proposals.
func (w *Workspace) Proposals() *Proposals { return &Proposals{w: w} }

type adviceRow struct {
	bun.BaseModel `bun:"table:proposals,alias:p"`

	ID           string  `bun:"id,pk"`
	EvaluationID string  `bun:"evaluation_id"`
	RubricID     string  `bun:"rubric_id"`
	Owner        string  `bun:"organisation_id"`
	Ref          string  `bun:"ref"`
	Source       string  `bun:"source"`
	Maker        string  `bun:"maker"`
	Title        string  `bun:"title"`
	Rank         int     `bun:"rank"`
	Answer       string  `bun:"answer"`
	Confidence   float64 `bun:"confidence"`
	Reason       string  `bun:"reason"`
	Evidence     string  `bun:"evidence"`
	Void         string  `bun:"void"`
	Blind        bool    `bun:"blind"`
	Decision     string  `bun:"decision"`
	MadeAt       int64   `bun:"made_at"`
	DecidedAt    int64   `bun:"decided_at"`
}

func (r adviceRow) proposal() (proposal.Proposal, error) {
	p := proposal.Proposal{ID: r.ID, Ref: r.Ref, Source: proposal.Source(r.Source), Maker: r.Maker, Title: r.Title, Rank: r.Rank, Confidence: r.Confidence,
		Reason: r.Reason, Void: readProblem(r.Void), Blind: r.Blind, Decision: proposal.Decision(r.Decision), MadeAt: instant(r.MadeAt)}
	err := errors.Join(json.Unmarshal([]byte(r.Answer), &p.Answer), json.Unmarshal([]byte(r.Evidence), &p.Evidence))
	for i := range p.Evidence {
		note, bad := asJSON(p.Evidence[i].Note)
		again, worse := readText([]byte(note)) // texts within texts become texts again
		p.Evidence[i].Note, err = again, errors.Join(err, bad, worse)
	}
	return p, err
}

func (c *change) adviceRow(e evaluationRow, p proposal.Proposal) (r adviceRow, err error) {
	r = adviceRow{ID: newID(), EvaluationID: e.ID, RubricID: e.RubricID, Owner: e.OrganisationID, Ref: p.Ref, Source: string(p.Source), Maker: p.Maker,
		Title: p.Title, Rank: p.Rank, Confidence: p.Confidence, Reason: p.Reason, Blind: p.Blind, MadeAt: micros(c.now)}
	if r.Answer, err = asJSON(p.Answer); err != nil {
		return r, err
	}
	if r.Evidence, err = asJSON(p.Evidence); err != nil {
		return r, err
	}
	r.Void, err = keptProblem(p.Void)
	return r, err
}

// Keep keeps what a source proposes for the actor's own draft, in place of what
// it proposed before and nobody decided.
func (k *Proposals) Keep(ctx context.Context, by people.Actor, evaluationID string, from proposal.Source, ps []proposal.Proposal) ([]proposal.Proposal, error) {
	if err := by.Require(people.ScoreCalls); err != nil {
		return nil, err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		e, err := c.ownDraft(ctx, evaluationID)
		if err != nil {
			return err
		}
		old, err := adviceOf(ctx, c, e.ID)
		if err != nil {
			return err
		}
		return c.keepAdvice(ctx, e, from, ps, old)
	})
	if err != nil {
		return nil, err
	}
	return k.Of(ctx, by, evaluationID)
}

// ownDraft is the actor's own draft for which something can be proposed.
func (c *change) ownDraft(ctx context.Context, id string) (evaluationRow, error) {
	e, err := evaluationBy(ctx, c, c.by, id)
	switch {
	case err != nil:
		return e, err
	case e.ReviewerID != c.by.PersonID:
		return e, fault.New(fault.Forbidden, "This is the evaluation of {{.Name}}. Only its reviewer can write it.", fault.Values{"Name": e.ReviewerName})
	case e.State != string(qa.Draft):
		return e, fault.New(fault.Conflict, "This evaluation was submitted already. Revise it to change it.", nil)
	}
	return e, nil
}

func (c *change) keepAdvice(ctx context.Context, e evaluationRow, from proposal.Source, ps []proposal.Proposal, old []adviceRow) error {
	rows, err := c.newAdvice(e, from, ps, old)
	if err != nil {
		return err
	}
	stay := []string{""}
	for _, r := range rows {
		stay = append(stay, r.ID)
	}
	_, err = c.NewDelete().Model((*adviceRow)(nil)).Where("evaluation_id = ? AND source = ? AND decision = '' AND id NOT IN (?)", e.ID, string(from), bun.List(stay)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("replacing proposals: %w", err)
	}
	added := 0
	for _, r := range rows {
		if slices.ContainsFunc(old, func(o adviceRow) bool { return o.ID == r.ID }) {
			continue
		}
		if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a proposal: %w", err)
		}
		added++
	}
	if added > 0 {
		c.record("propose", "evaluation", e.ID, map[string]any{"source": from, "count": added})
	}
	return nil
}

// newAdvice are the rows that stand afterwards; one that says the same as
// before stays, with what was decided.
func (c *change) newAdvice(e evaluationRow, from proposal.Source, ps []proposal.Proposal, old []adviceRow) ([]adviceRow, error) {
	var rows []adviceRow
	for _, p := range ps {
		p.Source = from
		r, err := c.adviceRow(e, p)
		if err != nil {
			return nil, err
		}
		for _, o := range old {
			if o.Source == r.Source && o.Maker == r.Maker && o.Ref == r.Ref && o.Answer == r.Answer && o.Evidence == r.Evidence && o.Rank == r.Rank {
				r = o
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func adviceOf(ctx context.Context, db bun.IDB, evaluationID string) (rows []adviceRow, err error) {
	err = db.NewSelect().Model(&rows).Where("p.evaluation_id = ?", evaluationID).OrderExpr("p.ref, p.source, p.rank, p.id").Scan(ctx)
	if err != nil {
		err = fmt.Errorf("reading proposals: %w", err)
	}
	return rows, err
}

// Of returns the proposals for an evaluation that the actor may read, blind
// ones only once it was submitted.
func (k *Proposals) Of(ctx context.Context, by people.Actor, evaluationID string) ([]proposal.Proposal, error) {
	if err := by.Require(people.ScoreCalls); err != nil {
		return nil, err
	}
	e, err := evaluationBy(ctx, k.w.read, by, evaluationID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	rows, err := adviceOf(ctx, k.w.read, e.ID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	var out []proposal.Proposal
	for _, r := range rows {
		if r.Blind && e.State == string(qa.Draft) {
			continue
		}
		p, err := r.proposal()
		if err != nil {
			return nil, fmt.Errorf("reading proposal %s: %w", r.ID, err)
		}
		out = append(out, p)
	}
	return out, nil
}

// Has reports whether a source has proposed anything for the evaluation, blind
// or not.
func (k *Proposals) Has(ctx context.Context, by people.Actor, evaluationID string, from proposal.Source) (bool, error) {
	if err := by.Require(people.ScoreCalls); err != nil {
		return false, err
	}
	e, err := evaluationBy(ctx, k.w.read, by, evaluationID)
	if err != nil {
		return false, k.w.explain(err)
	}
	n, err := k.w.read.NewSelect().Model((*adviceRow)(nil)).Where("p.evaluation_id = ? AND p.source = ?", e.ID, string(from)).Count(ctx)
	return n > 0, k.w.explain(err)
}

// Decide records what the reviewer made of a proposal for the own draft.
func (k *Proposals) Decide(ctx context.Context, by people.Actor, proposalID string, d proposal.Decision) error {
	if err := by.Require(people.ScoreCalls); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var rows []adviceRow
		if err := c.NewSelect().Model(&rows).Where("p.id = ?", proposalID).Scan(ctx); err != nil {
			return err
		}
		if len(rows) == 0 {
			return fault.New(fault.NotFound, "This proposal is not in the workspace.", nil)
		}
		if _, err := c.ownDraft(ctx, rows[0].EvaluationID); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `UPDATE proposals SET decision = ?, decided_at = ? WHERE id = ?`, string(d), micros(c.now), proposalID)
		c.record("decide", "proposal", proposalID, map[string]any{"evaluation": rows[0].EvaluationID, "ref": rows[0].Ref, "decision": d})
		c.tell(notice.Evaluations, rows[0].EvaluationID)
		return err
	})
}
