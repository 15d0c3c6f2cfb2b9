package lab

import (
	"context"

	"shifu/routing/sim"
)

// Bounds of Why: decisions, and candidates that are kept of each.
const (
	MostDecisions  = 1000
	MostCandidates = 60
)

// Choice is a decision of the first run with its candidates.
type Choice struct {
	sim.Decision
	Left int // candidates that are not kept
}

// Why runs the first replication of a seed and returns the decisions taken from
// a moment on, in seconds, at most MostDecisions.
func Why(ctx context.Context, p *sim.Plan, seed uint64, from float64) ([]Choice, error) {
	r := p.Start(seed)
	if from > 0 {
		if err := r.Advance(ctx, from); err != nil {
			return nil, err
		}
	}
	c := &choices{}
	r.Explain(c)
	for n := 0; len(c.all) < MostDecisions && r.Step(); n++ {
		if n&1023 == 1023 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return c.all, nil
}

type choices struct{ all []Choice }

// Decided keeps a decision.
func (c *choices) Decided(d sim.Decision) {
	if len(c.all) < MostDecisions {
		c.all = append(c.all, kept(d))
	}
}

// kept is a decision without the candidates that are too many.
func kept(d sim.Decision) Choice {
	x := Choice{Decision: d}
	if len(d.Candidates) > MostCandidates {
		x.Left = len(d.Candidates) - MostCandidates
		kept := append([]sim.Candidate(nil), d.Candidates[:MostCandidates]...)
		for _, o := range d.Candidates[MostCandidates:] {
			if o.Chosen {
				kept[MostCandidates-1] = o
			}
		}
		x.Candidates = kept
	}
	return x
}
