package store

import (
	"context"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/sampling"
)

// drawn is one draw while it is being made.
type drawn struct {
	row    planRow
	plan   sampling.Plan
	ground sampling.Ground
	sample sampling.Sample
	looks  []sampling.Outlook
	n      int
	at     int64
}

// make draws from what was there before at; at must be later than every change
// that counts.
func makeDraw(ctx context.Context, db bun.IDB, row planRow, p sampling.Plan, a sampling.Ask, at int64) (d drawn, err error) {
	d = drawn{row: row, plan: p, at: at}
	if d.ground, err = ground(ctx, db, row.scope(), p, at); err != nil {
		return d, err
	}
	d.n = p.Next(d.ground, instant(at), a.Whole)
	return d, d.choose(ctx, db, a)
}

func (d *drawn) choose(ctx context.Context, db bun.IDB, a sampling.Ask) (err error) {
	if d.sample, d.looks, err = d.plan.Draw(d.ground, d.n, a.Seed, instant(d.at), a.Whole); err != nil {
		return err
	}
	read, err := labels(ctx, db, d.plan.Strata())
	if err != nil {
		return err
	}
	for i := range d.sample.Strata {
		d.sample.Strata[i].Name = read(d.sample.Strata[i].Name)
	}
	for i, p := range d.sample.Picks { // people read names, the shuffle needs IDs
		if key, ok := p.Why.Values["Stratum"].(string); ok {
			d.sample.Picks[i].Why.Values["Stratum"] = read(key)
		}
	}
	return nil
}

// Preview draws without keeping anything.
func (k *Sampling) Preview(ctx context.Context, by people.Actor, planID string, a sampling.Ask) (out sampling.Draw, err error) {
	row, p, err := planBy(ctx, k.w.read, by, planID)
	if err != nil {
		return out, k.w.explain(err)
	}
	d, err := makeDraw(ctx, k.w.read, row, p, a, micros(k.w.now())+1)
	if err != nil {
		return out, k.w.explain(err)
	}
	out = sampling.Draw{PlanID: planID, Seed: a.Seed, Whole: a.Whole, N: d.n, Plan: p, Candidates: d.sample.Candidates,
		Strata: d.sample.Strata, Outlooks: d.looks, By: by.Name, At: k.w.now().UTC()}
	out.Chosen, err = k.dealPreview(ctx, by, &d, a.Seed)
	return out, k.w.explain(err)
}

// dealPreview names who would get what; nothing is kept.
func (k *Sampling) dealPreview(ctx context.Context, by people.Actor, d *drawn, seed int64) ([]sampling.Chosen, error) {
	t, err := dealing(ctx, k.w.read, d.row, d.plan, k.w.now())
	if err != nil {
		return nil, err
	}
	dealt, _ := sampling.Deal(d.work(), t.hands, t.rules, seed)
	who := map[string]sampling.Dealt{}
	for _, x := range dealt {
		who[x.CallID] = x
	}
	facts, err := callFacts(ctx, k.w.read, d.row.scope(), d.ids())
	if err != nil {
		return nil, err
	}
	out := make([]sampling.Chosen, len(d.sample.Picks))
	for i, p := range d.sample.Picks {
		out[i] = facts[p.ID]
		out[i].Why, out[i].ReviewerID, out[i].Reviewer, out[i].DueAt = p.Why, who[p.ID].ReviewerID, t.names[who[p.ID].ReviewerID], who[p.ID].DueAt
	}
	return out, nil
}

func (d *drawn) work() []sampling.Work {
	out := make([]sampling.Work, len(d.sample.Picks))
	for i, p := range d.sample.Picks {
		out[i] = sampling.Work{CallID: p.ID, AgentID: p.AgentID}
	}
	return out
}

func (d *drawn) ids() []string {
	out := make([]string, len(d.sample.Picks))
	for i, p := range d.sample.Picks {
		out[i] = p.ID
	}
	return out
}
