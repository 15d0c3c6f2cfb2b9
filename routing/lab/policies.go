package lab

import (
	"strings"

	"shifu/routing"
)

// ByOrder stands before an order of agents, as a policy of a scenario that goes by
// ranks.
const ByOrder = "order:"

// Alternatives are the presets, and the orders after [ByOrder], that a scenario can be
// run with beside its own.
func Alternatives(s *routing.Scenario) (out []string) {
	all := routing.Presets()
	if s.Policy.Preset == routing.Ranks {
		for _, o := range routing.Orders {
			if o != s.Policy.Order && !(o == routing.LongestIdle && s.Policy.Order == "") {
				all = append(all, ByOrder+string(o))
			}
		}
	}
	for _, name := range all {
		if name == s.Policy.Preset {
			continue
		}
		if c, err := Under(s, name); err == nil && c.Check() == nil {
			out = append(out, name)
		}
	}
	return out
}

// Under is a copy of a scenario under another of its [Alternatives]. The ranks
// are taken along; a preset that knows no skills gets them as ranks: who lacks a
// skill is not rung.
func Under(s *routing.Scenario, preset string) (*routing.Scenario, error) {
	c, err := Clone(s)
	if err != nil {
		return nil, err
	}
	if order, ok := strings.CutPrefix(preset, ByOrder); ok {
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
