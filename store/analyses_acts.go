package store

import (
	"context"
	"fmt"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/analysis"
)

func mayLead(by people.Actor) error {
	if leadsAnalyses(by) {
		return by.RequireConfidential()
	}
	return by.Require(people.KeepCoaching)
}

// Plan adds a session or changes one that is planned.
func (k *Analyses) Plan(ctx context.Context, by people.Actor, s analysis.Session) (string, error) {
	if err := mayLead(by); err != nil {
		return "", err
	}
	scope, err := callScope(by)
	if err != nil {
		return "", err
	}
	id := s.ID
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		kept := analysis.Session{ID: newID(), CallID: s.CallID, State: analysis.Planned, LeadID: by.PersonID, Lead: by.Name}
		if s.ID != "" {
			old, err := k.one(ctx, c, by, s.ID)
			if err != nil {
				return err
			}
			kept = old.Session
			if err := kept.Ahead(); err != nil {
				return err
			}
		}
		call, err := callBy(ctx, c, scope, kept.CallID)
		if err != nil {
			return err
		}
		kept.Title, kept.At = s.Title, s.At
		if kept.Members, err = k.members(ctx, c, s.Members, kept.LeadID); err != nil {
			return err
		}
		if err := kept.Check(); err != nil {
			return err
		}
		id = kept.ID
		c.record("plan", "analysis", id, map[string]any{"call": kept.CallID, "title": kept.Title, "at": micros(kept.At), "members": len(kept.Members)})
		if err := c.putAnalysis(ctx, call.OrganisationID, &kept); err != nil {
			return err
		}
		return c.invite(ctx, &kept)
	})
	return keptID(id, err)
}

// members are the people of the actor's scope who take part beside the lead.
func (k *Analyses) members(ctx context.Context, c *change, all []analysis.Member, leadID string) (out []analysis.Member, err error) {
	scope := people.Scope{All: c.by.May(people.SeeAllCompanies), OrganisationID: c.by.OrganisationID}
	for _, m := range all {
		if m.PersonID == leadID || slices.ContainsFunc(out, func(o analysis.Member) bool { return o.PersonID == m.PersonID }) {
			continue
		}
		p, err := personBy(ctx, c, scope, m.PersonID)
		if err != nil {
			return nil, err
		}
		out = append(out, analysis.Member{PersonID: p.ID, Name: p.Name})
	}
	return out, nil
}

func (c *change) invite(ctx context.Context, s *analysis.Session) error {
	if _, err := c.ExecContext(ctx, `DELETE FROM analysis_members WHERE analysis_id = ?`, s.ID); err != nil {
		return fmt.Errorf("inviting to joint listening: %w", err)
	}
	ids := []string{s.LeadID}
	for _, m := range s.Members {
		ids = append(ids, m.PersonID)
	}
	for _, id := range ids {
		if id == "" {
			continue
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO analysis_members (analysis_id, person_id) VALUES (?, ?)`, s.ID, id); err != nil {
			return fmt.Errorf("inviting to joint listening: %w", err)
		}
	}
	return nil
}

// act does something in a session that the actor may know of.
func (k *Analyses) act(ctx context.Context, by people.Actor, id, verb string, do func(ctx context.Context, c *change, s *analysis.Standing) error) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := k.one(ctx, c, by, id)
		if err != nil {
			return err
		}
		if err := do(ctx, c, &s); err != nil {
			return err
		}
		c.record(verb, "analysis", id, nil)
		return c.putAnalysis(ctx, s.OrganisationID, &s.Session)
	})
}

// lead is act for whoever leads joint listening.
func (k *Analyses) lead(ctx context.Context, by people.Actor, id, verb string, do func(ctx context.Context, c *change, s *analysis.Standing) error) error {
	if err := mayLead(by); err != nil {
		return err
	}
	return k.act(ctx, by, id, verb, do)
}

// Note adds a finding.
func (k *Analyses) Note(ctx context.Context, by people.Actor, id string, f analysis.Finding) error {
	return k.act(ctx, by, id, "note", func(_ context.Context, _ *change, s *analysis.Standing) error {
		f.ID, f.ByID, f.By = newID(), by.PersonID, by.Name
		return s.Note(f, s.Length)
	})
}

// Strike takes a finding out.
func (k *Analyses) Strike(ctx context.Context, by people.Actor, id, findingID string) error {
	return k.act(ctx, by, id, "strike", func(_ context.Context, _ *change, s *analysis.Standing) error {
		return s.Strike(findingID, by.PersonID, leadsAnalyses(by))
	})
}

// Decide adds a decision.
func (k *Analyses) Decide(ctx context.Context, by people.Actor, id string, d analysis.Decision) error {
	return k.lead(ctx, by, id, "decide", func(ctx context.Context, c *change, s *analysis.Standing) error {
		if d.OwnerID != "" && d.OwnerID != s.LeadID && !s.Takes(d.OwnerID) {
			return fault.New(fault.Invalid, "Somebody who takes part does it. Choose one of them.", nil)
		}
		d.ID, d.Owner = newID(), s.Lead
		for _, m := range s.Members {
			if m.PersonID == d.OwnerID {
				d.Owner = m.Name
			}
		}
		return s.Session.Decide(d, c.now)
	})
}

// Finish says that a decision was carried out.
func (k *Analyses) Finish(ctx context.Context, by people.Actor, id, decisionID, outcome string) error {
	return k.act(ctx, by, id, "finish", func(_ context.Context, c *change, s *analysis.Standing) error {
		return s.Session.Finish(decisionID, outcome, by.PersonID, leadsAnalyses(by), c.now)
	})
}

// Hold closes the minutes.
func (k *Analyses) Hold(ctx context.Context, by people.Actor, id string, came []string, summary string) error {
	return k.lead(ctx, by, id, "hold", func(_ context.Context, c *change, s *analysis.Standing) error {
		return s.Session.Hold(came, summary, c.now)
	})
}

// Cancel ends a session that is not held.
func (k *Analyses) Cancel(ctx context.Context, by people.Actor, id string) error {
	return k.lead(ctx, by, id, "cancel", func(_ context.Context, _ *change, s *analysis.Standing) error { return s.Session.Cancel() })
}

// Became keeps what a session became.
func (k *Analyses) Became(ctx context.Context, by people.Actor, id, benchmarkID, articleID string) error {
	return k.lead(ctx, by, id, "become", func(ctx context.Context, c *change, s *analysis.Standing) error {
		if benchmarkID != "" {
			if _, err := k.w.Benchmarks().one(ctx, c, by, benchmarkID); err != nil {
				return err
			}
			s.BenchmarkID = benchmarkID
		}
		if articleID != "" {
			if _, err := k.w.Knowledge().articleBy(ctx, c, by, articleID); err != nil {
				return err
			}
			s.ArticleID = articleID
		}
		return nil
	})
}
