package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/proposal"
)

// pairRow is a proposal with the edition of its evaluation that counts.
type pairRow struct {
	adviceRow   `bun:",extend"`
	CallID      string `bun:"call_id"`
	VersionID   string `bun:"version_id"`
	Answers     string `bun:"answers"`
	SubmittedAt int64  `bun:"submitted_at"`
}

// compared are the purposes whose answers are compared with proposals.
var compared = []string{string(qa.Ordinary), string(qa.Double)}

// Pairs returns proposals of rank 0 beside the answers that were submitted,
// newest first. Answers are read once per evaluation.
func (k *Proposals) Pairs(ctx context.Context, by people.Actor, rubricID string, from proposal.Source, limit int) ([]proposal.Pair, error) {
	s, err := callScope(by)
	if err == nil {
		err = mayReadRules(by)
	}
	if err != nil {
		return nil, err
	}
	var rows []pairRow
	q := k.w.read.NewSelect().Model(&rows).ColumnExpr("p.*").ColumnExpr("e.call_id, e.version_id, e.answers, e.submitted_at").
		Join("JOIN evaluations AS e ON e.id = p.evaluation_id AND e.counts").
		Where("p.rubric_id = ? AND p.source = ? AND p.rank = 0 AND p.void = ''", rubricID, string(from)).
		Where("e.purpose IN (?) AND e.submitted_at > 0", bun.List(compared))
	if !s.All {
		q = q.Where("e.organisation_id = ?", s.OrganisationID)
	}
	if err := q.OrderExpr("e.submitted_at DESC, p.id DESC").Limit(int64(limit)).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("comparing proposals: %w", err))
	}
	return pairs(rows)
}

func pairs(rows []pairRow) ([]proposal.Pair, error) {
	given := map[string]qa.Answers{}
	var out []proposal.Pair
	for _, r := range rows {
		answers, known := given[r.EvaluationID]
		if !known {
			if err := json.Unmarshal([]byte(r.Answers), &answers); err != nil {
				return nil, fmt.Errorf("reading evaluation %s: %w", r.EvaluationID, err)
			}
			given[r.EvaluationID] = answers
		}
		a, answered := answers[r.Ref]
		if !answered {
			continue // the question was not shown to the person
		}
		p := proposal.Pair{Ref: r.Ref, Source: proposal.Source(r.Source), Maker: r.Maker, EvaluationID: r.EvaluationID, CallID: r.CallID,
			VersionID: r.VersionID, Given: a, Blind: r.Blind, At: instant(r.SubmittedAt)}
		if err := json.Unmarshal([]byte(r.Answer), &p.Proposed); err != nil {
			return nil, fmt.Errorf("reading proposal %s: %w", r.ID, err)
		}
		out = append(out, p)
	}
	return out, nil
}

// modelKey is the setting under which the model's settings are kept.
const modelKey = "model"

// Settings returns how the model is used, to who scores, practises or keeps the
// workspace.
func (k *Proposals) Settings(ctx context.Context, by people.Actor) (proposal.Settings, error) {
	s := proposal.Standard()
	if !by.May(people.KeepWorkspace) && mayPlay(by) != nil {
		if err := mayReadRules(by); err != nil {
			return s, err
		}
	}
	kept, err := k.w.Setting(ctx, modelKey)
	if err != nil || kept == nil {
		return s, err
	}
	if err := json.Unmarshal(kept, &s); err != nil {
		return proposal.Standard(), fmt.Errorf("reading the model's settings: %w", err)
	}
	return s, nil
}

// SetSettings changes how the model is used; the right KeepWorkspace is needed.
func (k *Proposals) SetSettings(ctx context.Context, by people.Actor, s proposal.Settings) error {
	if err := errors.Join(by.Require(people.KeepWorkspace), s.Check()); err != nil {
		return err
	}
	content, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return k.w.SetSetting(ctx, by, modelKey, content)
}
