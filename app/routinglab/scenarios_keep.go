package routinglab

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
)

// add opens the editor on a small scenario that runs.
func (p *scenarios) add() {
	p.editing = newEditing(p, lab.Scenario{Name: lang.L("New scenario"), Text: string(scenariofile.Write(small()))})
	p.show()
}

// small is the scenario that a new one begins with.
func small() *routing.Scenario {
	kind, team := lang.L("Enquiry"), lang.L("Own")
	return &routing.Scenario{Name: lang.L("New scenario"), Horizon: routing.Horizon{Duration: 8 * 3600, Interval: 1800, Closing: routing.Serve},
		Types: []routing.Type{{Name: kind, Arrivals: routing.Arrivals{PerMinute: []float64{3}}, Service: routing.Dist{Law: routing.Lognormal, Mean: 180, SD: 120},
			Patience: routing.Exp(120), Within: 20}},
		Groups: []routing.Group{{Name: team, Agents: []int{12}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{kind: {team: 1}}, AgentChooses: routing.Table{team: {kind: 1}}}}
}

func (p *scenarios) duplicate() {
	k := p.chosen()
	if k == nil {
		return
	}
	c := lab.Scenario{Name: lang.L("{{.Name}}, copy", map[string]any{"Name": k.Name}), Note: k.Note, Text: k.Text}
	p.keep(c, func(lab.Scenario) { p.s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": c.Name}), nil) })
}

// keep saves a scenario and chooses it.
func (p *scenarios) keep(k lab.Scenario, done func(lab.Scenario)) {
	background.Run(context.Background(), p.s.d.Stage, func(ctx context.Context) (lab.Scenario, error) {
		return p.s.d.Lab.Save(ctx, p.s.d.Actor, k)
	}, func(kept lab.Scenario, err error) {
		if err != nil {
			if p.editing != nil {
				p.editing.fail(err)
				return
			}
			p.s.d.Fail(err)
			return
		}
		p.wanted = kept.ID
		p.s.state.Scenario = kept.ID
		done(kept)
		p.s.d.Trace("kept", map[string]any{"scenario": kept.ID})
		p.s.reread()
	})
}

func (p *scenarios) remove() {
	k := p.chosen()
	if k == nil {
		return
	}
	id, name := k.ID, k.Name
	act := func(do func(context.Context) error, then func()) {
		background.Run(context.Background(), p.s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
			p.s.d.Fail(err)
			if err == nil {
				then()
			}
		})
	}
	act(func(ctx context.Context) error { return p.s.d.Lab.Remove(ctx, p.s.d.Actor, id) }, func() {
		p.s.kept = slices.DeleteFunc(p.s.kept, func(k lab.Scenario) bool { return k.ID == id })
		p.opened()
		p.s.d.Toast(lang.L("{{.Name}} removed", map[string]any{"Name": name}), func() {
			act(func(ctx context.Context) error { return p.s.d.Lab.Restore(ctx, p.s.d.Actor, id) }, func() { p.wanted = id })
		})
	})
}
