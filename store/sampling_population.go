package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/sampling"
)

// Population counts the calls that p could draw from now, by stratum, with
// what the plan would take of each in the whole period.
func (k *Sampling) Population(ctx context.Context, by people.Actor, p sampling.Plan) (out sampling.Count, err error) {
	s, err := samplingScope(by)
	if err == nil && p.ID != "" {
		var row planRow
		if row, _, err = planBy(ctx, k.w.read, by, p.ID); err == nil {
			s = row.scope()
		}
	}
	if err != nil {
		return out, k.w.explain(err)
	}
	now := k.w.now()
	signless := p
	if p.Method == sampling.Risk {
		signless.Method = sampling.Random // counting needs no signals
	}
	g, err := ground(ctx, k.w.read, s, signless, micros(now)+1)
	if err != nil {
		return out, k.w.explain(err)
	}
	agents, strata := map[string]bool{}, map[string]int{}
	for _, c := range g.Calls {
		agents[c.AgentID] = true
		strata[c.Stratum]++
	}
	out.Calls, out.Agents, out.Next = len(g.Calls), len(agents), p.Next(g, now, false)
	out.Strata, err = k.shares(ctx, p, strata)
	return out, err
}

// shares are the strata as people read them, the largest first, each with what
// the plan takes of it.
func (k *Sampling) shares(ctx context.Context, p sampling.Plan, sizes map[string]int) ([]sampling.Stratum, error) {
	labels, err := labels(ctx, k.w.read, p.Strata())
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]sampling.Stratum, 0, len(sizes))
	for name, size := range sizes {
		out = append(out, sampling.Stratum{Name: labels(name), Size: size, N: p.Wanted(size)})
	}
	slices.SortFunc(out, func(a, b sampling.Stratum) int {
		return cmp.Or(cmp.Compare(b.Size, a.Size), cmp.Compare(a.Name, b.Name))
	})
	if p.Method != sampling.Quota {
		allot(out, p)
	}
	return out, nil
}

// allot says what a stratified plan takes of each stratum; chance decides in
// every other plan.
func allot(strata []sampling.Stratum, p sampling.Plan) {
	ns := make([]int, len(strata))
	total := 0
	for i, s := range strata {
		ns[i] = s.Size
		total += s.Size
	}
	shared, err := sampling.Allocate(ns, min(p.N, total))
	for i := range strata {
		strata[i].N = 0
		if err == nil && p.Method == sampling.Stratified {
			strata[i].N = shared[i]
		}
	}
}

// labels says how people read the names of strata.
func labels(ctx context.Context, db bun.IDB, by sampling.By) (func(string) string, error) {
	table := map[sampling.By]string{sampling.ByAgent: "persons", sampling.ByTeam: "teams", sampling.ByOrganisation: "organisations"}[by]
	if table == "" {
		return func(name string) string { return name }, nil
	}
	var rows []struct{ ID, Name string }
	if err := db.NewSelect().Table(table).Column("id", "name").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading names: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return func(name string) string { return names[name] }, nil
}
