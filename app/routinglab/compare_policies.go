package routinglab

import (
	"strings"

	"shifu/routing"
	"shifu/routing/lab"
)

// byOrder stands before an order of agents under the ranks of the scenario.
const byOrder = "order:"

// fitting are the policies that a scenario can be run with beside its own.
func (p *comparing) fitting(s *routing.Scenario, err error) (out []string) {
	if err != nil {
		return nil
	}
	all := routing.Presets()
	if s.Policy.Preset == routing.Ranks {
		for _, o := range routing.Orders {
			if o != s.Policy.Order && !(o == routing.LongestIdle && s.Policy.Order == "") {
				all = append(all, byOrder+string(o))
			}
		}
	}
	for _, name := range all {
		if name == s.Policy.Preset {
			continue
		}
		if c, err := with(s, name); err == nil && c.Check() == nil {
			out = append(out, name)
		}
	}
	return out
}

// with is a scenario under another preset. The ranks are taken along; a preset
// that knows no skills gets them as ranks: who lacks a skill is not rung.
func with(s *routing.Scenario, preset string) (*routing.Scenario, error) {
	c, err := lab.Clone(s)
	if err != nil {
		return nil, err
	}
	if order, ok := strings.CutPrefix(preset, byOrder); ok {
		c.Policy.Order = routing.Order(order)
		return c, nil
	}
	filled := c.Filled()
	c.Policy = routing.Policy{Preset: preset, CallChooses: filled.CallChooses, AgentChooses: filled.AgentChooses, Delays: filled.Delays}
	switch {
	case c.Policy.IsHotline():
		c.Policy = routing.Policy{Preset: preset}
	case preset == routing.Ranks:
		c.Policy = filled
		c.Policy.Preset = routing.Ranks
	default:
		withoutSkills(c)
		if preset != routing.Connect {
			level(c.Policy.AgentChooses)
		}
	}
	return c, nil
}

// withoutSkills writes skills as ranks.
func withoutSkills(c *routing.Scenario) {
	for i := range c.Types {
		t := &c.Types[i]
		for _, g := range c.Groups {
			if !g.Masters(*t) {
				delete(c.Policy.CallChooses[t.Name], g.Name)
				delete(c.Policy.AgentChooses[g.Name], t.Name)
			}
		}
		t.Requires = nil
	}
}

// level gives every pair of a table the same rank.
func level(t routing.Table) {
	for _, ranks := range t {
		for name := range ranks {
			ranks[name] = 1
		}
	}
}
