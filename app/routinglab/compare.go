package routinglab

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/routing/lab"
)

// comparing is the comparison of policies and scenarios under the same calls.
type comparing struct {
	*study
	presets map[string]bool
	others  map[string]bool // kept scenarios, by ID
	found   lab.Comparison
}

func newComparing(s *Screen) *comparing {
	p := &comparing{presets: map[string]bool{}, others: map[string]bool{}}
	p.study = newStudy(s, p, 206, studyWords{icon: "scales", act: lang.L("Compare"), nothing: lang.L("Nothing to compare"), title: lang.L("Which policy is better?"),
		text: lang.L("Choose policies or scenarios at the left. All see the same calls, so that small differences show after few runs.")})
	return p
}

func (p *comparing) none() bool { return len(p.found.Sides) == 0 }

func (p *comparing) rechosen() {}

func (p *comparing) form(k *lab.Scenario) {
	p.left.Add(parts.Strong(lang.L("With other policies")))
	p.left.Add(parts.NewParagraph(lang.L("Only those that this scenario can be run with."), look.TextLabel, look.Ink3))
	if s, err := k.Read(); err == nil {
		for _, name := range lab.Alternatives(s) {
			p.left.Add(parts.High(25, parts.NewCheck(presetWord(name), p.presets[name], func(on bool) { p.presets[name] = on; p.s.d.Changed() })))
		}
	}
	p.left.Add(parts.Room(0, 10))
	p.left.Add(parts.Strong(lang.L("With other scenarios")))
	for _, o := range p.s.kept {
		if o.ID != k.ID {
			p.left.Add(parts.High(25, parts.NewCheck(o.Name, p.others[o.ID], func(on bool) { p.others[o.ID] = on; p.s.d.Changed() })))
		}
	}
}

// sides are what is compared.
func (p *comparing) sides(k *lab.Scenario) ([]lab.Side, error) {
	s, err := k.Read()
	if err != nil {
		return nil, err
	}
	out := []lab.Side{{Name: presetWord(s.Policy.Preset), Scenario: s}}
	for _, name := range lab.Alternatives(s) {
		if p.presets[name] {
			c, err := lab.Under(s, name)
			if err != nil {
				return nil, err
			}
			out = append(out, lab.Side{Name: presetWord(name), Scenario: c})
		}
	}
	for _, o := range p.s.kept {
		if p.others[o.ID] && o.ID != k.ID {
			other, err := o.Read()
			if err != nil {
				return nil, err
			}
			out = append(out, lab.Side{Name: o.Name, Scenario: other})
		}
	}
	return out, nil
}

func (p *comparing) start() {
	k := p.base()
	if k == nil {
		return
	}
	sides, err := p.sides(k)
	if err != nil {
		p.fail(err)
		return
	}
	if len(sides) < 2 || len(sides) > lab.MostSides {
		p.fail(fault.New(fault.Invalid, "Choose between 1 and {{.Most}} policies or scenarios at the left to compare with.", fault.Values{"Most": lab.MostSides - 1}))
		return
	}
	ctx, runs, seed, ok := p.launch(k, func() { p.found = lab.Comparison{} })
	if !ok {
		return
	}
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (lab.Comparison, error) {
		return lab.Compare(ctx, sides, runs, seed, p.moved(ctx))
	}, func(c lab.Comparison, err error) {
		p.found = c
		p.ended(err)
		p.s.d.Trace("compared", map[string]any{"sides": len(c.Sides)})
	})
}

func (p *comparing) result() (lab.Study, any) {
	name := lang.L("{{.N}} sides, {{.Runs}} runs each", map[string]any{"N": len(p.found.Sides), "Runs": p.found.Runs})
	return lab.Study{Kind: lab.Policies, Name: name}, p.found
}

// restore shows a kept comparison.
func (p *comparing) restore(st lab.Study) {
	p.found = lab.Comparison{}
	p.restored(st, &p.found)
}

func (p *comparing) actions() []desk.Action {
	acts := p.study.actions()
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), func() { export.Table(p.s.d, lang.L("Comparison"), p.table()) }, p.none()))
	}
	return acts
}
