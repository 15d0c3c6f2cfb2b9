package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/benchmark"
)

func (c *change) putBenchmark(ctx context.Context, b *benchmark.Call) error {
	var r benchmarkRow
	if err := r.fill(b); err != nil {
		return err
	}
	if _, err := c.NewInsert().Model(&r).On("CONFLICT (id) DO UPDATE").Set("state = excluded.state, article_id = excluded.article_id, line = excluded.line, content = excluded.content").Exec(ctx); err != nil {
		return fmt.Errorf("keeping a benchmark call: %w", err)
	}
	c.tell(notice.Benchmarks, b.ID)
	return nil
}

// Propose adds a proposal, or writes an own one anew.
func (k *Benchmarks) Propose(ctx context.Context, by people.Actor, id, callID, evaluationID string, a benchmark.Account) (string, error) {
	if !by.May(people.KeepBenchmarks) {
		if err := by.Require(people.ScoreCalls); err != nil {
			return "", err
		}
	}
	s, err := hearing(by)
	if err != nil {
		return "", err
	}
	kept := id
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		b, err := k.proposed(ctx, c, by, s, id, callID, evaluationID)
		if err != nil {
			return err
		}
		call, err := callBy(ctx, c, s, b.CallID)
		if err != nil {
			return err
		}
		if call.AudioHash == "" {
			return fault.New(fault.Invalid, "There is no recording of this call: nobody could hear it.", nil)
		}
		if a.ArticleID != "" {
			if _, err := k.w.Knowledge().articleBy(ctx, c, by, a.ArticleID); err != nil {
				return err
			}
		}
		if err := b.Rewrite(a, call.call().Duration, c.now); err != nil {
			return err
		}
		kept = b.ID
		c.record("propose", "benchmark", b.ID, map[string]any{"call": b.CallID, "title": a.Title, "from": a.From.String(), "until": a.Until.String()})
		return c.putBenchmark(ctx, &b)
	})
	return keptID(kept, err)
}

// proposed is a new call, or an own one that is written anew.
func (k *Benchmarks) proposed(ctx context.Context, c *change, by people.Actor, s people.Scope, id, callID, evaluationID string) (b benchmark.Call, err error) {
	if id != "" {
		old, err := k.one(ctx, c, by, id)
		if err == nil && old.ByID != by.PersonID && !by.May(people.KeepBenchmarks) {
			err = errNoBenchmark
		}
		if err == nil && old.CallID == "" {
			err = errNoCall
		}
		return old.Call, err
	}
	call, err := callBy(ctx, c, s, callID)
	if err != nil {
		return b, err
	}
	if evaluationID != "" {
		e, err := evaluationBy(ctx, c, by, evaluationID)
		if err != nil {
			return b, err
		}
		if e.CallID != callID {
			return b, errNoEvaluation
		}
	}
	return benchmark.Call{ID: newID(), OrganisationID: call.OrganisationID, CallID: callID, EvaluationID: evaluationID, State: benchmark.Returned,
		ByID: by.PersonID, By: by.Name, At: c.now}, nil
}

// act does something to a call that the actor keeps.
func (k *Benchmarks) act(ctx context.Context, by people.Actor, id, verb string, do func(ctx context.Context, c *change, s *benchmark.Standing) (map[string]any, error)) error {
	if err := by.Require(people.KeepBenchmarks); err != nil {
		return err
	}
	if err := by.RequireConfidential(); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := k.one(ctx, c, by, id)
		if err != nil {
			return err
		}
		if !by.May(people.SeeAllCompanies) && s.OrganisationID != by.OrganisationID {
			return fault.New(fault.Forbidden, "This benchmark call is kept by {{.Organisation}}.", fault.Values{"Organisation": s.Organisation})
		}
		detail, err := do(ctx, c, &s)
		if err != nil {
			return err
		}
		c.record(verb, "benchmark", id, detail)
		return c.putBenchmark(ctx, &s.Call)
	})
}

// Confirm keeps the marks of a clip.
func (k *Benchmarks) Confirm(ctx context.Context, by people.Actor, id string, marks []benchmark.Mark) error {
	return k.act(ctx, by, id, "redact", func(_ context.Context, c *change, s *benchmark.Standing) (map[string]any, error) {
		return map[string]any{"marks": len(marks)}, s.Confirm(benchmark.Redaction{ByID: by.PersonID, By: by.Name, At: c.now, Marks: slices.Clone(marks)})
	})
}

// Approve is the actor's approval.
func (k *Benchmarks) Approve(ctx context.Context, by people.Actor, id, note string) error {
	return k.act(ctx, by, id, "approve", func(_ context.Context, c *change, s *benchmark.Standing) (map[string]any, error) {
		if s.Expired(c.now) {
			return nil, fault.New(fault.Conflict, "The rule that the call explains has expired. Return the proposal.", nil)
		}
		err := s.Approve(benchmark.Approval{ByID: by.PersonID, By: by.Name, At: c.now, Note: note})
		return map[string]any{"state": string(s.State)}, err
	})
}

// Return sends a proposal back.
func (k *Benchmarks) Return(ctx context.Context, by people.Actor, id, why string) error {
	return k.act(ctx, by, id, "return", func(_ context.Context, _ *change, s *benchmark.Standing) (map[string]any, error) {
		return map[string]any{"why": why}, s.Return(why)
	})
}

// Withdraw takes a call out of use.
func (k *Benchmarks) Withdraw(ctx context.Context, by people.Actor, id, why string) error {
	return k.act(ctx, by, id, "withdraw", func(_ context.Context, _ *change, s *benchmark.Standing) (map[string]any, error) {
		return map[string]any{"why": why}, s.Withdraw(why)
	})
}

// Renew says that a call is still good.
func (k *Benchmarks) Renew(ctx context.Context, by people.Actor, id string, next time.Time) error {
	return k.act(ctx, by, id, "renew", func(_ context.Context, c *change, s *benchmark.Standing) (map[string]any, error) {
		return map[string]any{"next": micros(next)}, s.Renew(by.Name, next, c.now)
	})
}

// Share says with which organisations a call is shared.
func (k *Benchmarks) Share(ctx context.Context, by people.Actor, id string, organisationIDs []string) error {
	return k.act(ctx, by, id, "share", func(ctx context.Context, c *change, s *benchmark.Standing) (map[string]any, error) {
		if s.State == benchmark.Withdrawn {
			return nil, errNoBenchmark
		}
		known, err := organisationKinds(ctx, c)
		if err != nil {
			return nil, err
		}
		if _, err := c.ExecContext(ctx, `DELETE FROM benchmark_shares WHERE benchmark_id = ?`, id); err != nil {
			return nil, fmt.Errorf("sharing a benchmark call: %w", err)
		}
		for _, org := range slices.Compact(slices.Sorted(slices.Values(organisationIDs))) {
			if _, ok := known[org]; !ok || !by.May(people.SeeAllCompanies) && org != by.OrganisationID {
				return nil, fault.New(fault.NotFound, "This organisation is not in the workspace.", nil)
			}
			if _, err := c.ExecContext(ctx, `INSERT INTO benchmark_shares (benchmark_id, organisation_id) VALUES (?, ?)`, id, org); err != nil {
				return nil, fmt.Errorf("sharing a benchmark call: %w", err)
			}
		}
		return map[string]any{"with": len(organisationIDs)}, nil
	})
}
