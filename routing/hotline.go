package routing

import (
	"fmt"
	"slices"

	"shifu/internal/fault"
)

// Business is the kind of work of a call type.
type Business string

// The four kinds of a hotline with several projects.
const (
	Insurance Business = "insurance" // expert, complex follow-up
	CallBack  Business = "callback"  // a fixed script
	Inquiry   Business = "inquiry"   // knowledge of the project
	Complaint Business = "complaint" // judge the type, route rightly
)

// Businesses lists them.
var Businesses = []Business{Insurance, CallBack, Inquiry, Complaint}

// The presets of a hotline with several projects. They fill the tables from the
// projects of types and groups: one's own project has rank 1, help rank 2.
// In an emergency a call goes to tier n with rank 1 + n; agents of a tier take
// their own calls first.
const (
	OwnProject      = "own-project"      // nobody helps
	InsuranceShared = "insurance-shared" // projects with insurance help each other with it
	CallBackByAll   = "callback-all"     // everybody helps with call-backs
	EmergencyTiers  = "emergency-tiers"  // groups with a tier help its project, the first tier first
)

var hotline = []string{OwnProject, InsuranceShared, CallBackByAll, EmergencyTiers}

// IsHotline reports whether the preset fills the tables from projects.
func (p Policy) IsHotline() bool { return slices.Contains(hotline, p.Preset) }

// Filled is the policy with the tables that its preset fills.
func (s *Scenario) Filled() Policy {
	p := s.Policy
	if !p.IsHotline() {
		return p
	}
	p.CallChooses, p.AgentChooses = Table{}, Table{}
	for _, t := range s.Types {
		p.CallChooses[t.Name] = map[string]float64{}
		for _, g := range s.Groups {
			if p.AgentChooses[g.Name] == nil {
				p.AgentChooses[g.Name] = map[string]float64{}
			}
			switch {
			case g.Project == t.Project:
				p.CallChooses[t.Name][g.Name], p.AgentChooses[g.Name][t.Name] = 1, 1
			case s.helps(g, t):
				p.CallChooses[t.Name][g.Name], p.AgentChooses[g.Name][t.Name] = 1+max(1, float64(g.Tier)), 2
			}
		}
	}
	return p
}

// helps reports whether a group of another project takes calls of t.
func (s *Scenario) helps(g Group, t Type) bool {
	switch s.Policy.Preset {
	case InsuranceShared:
		return t.Business == Insurance && slices.ContainsFunc(s.Types, func(own Type) bool {
			return own.Project == g.Project && own.Business == Insurance
		})
	case CallBackByAll:
		return t.Business == CallBack
	case EmergencyTiers:
		return g.Tier > 0 && g.Helps == t.Project
	}
	return false
}

// projects checks what a preset of the hotline needs, and that the tables that
// it fills are not given.
func (c *checker) projects() {
	p := c.s.Policy
	if len(p.CallChooses) > 0 {
		c.lacks("policy.call_chooses")
	}
	if len(p.AgentChooses) > 0 {
		c.lacks("policy.agent_chooses")
	}
	for i, t := range c.s.Types {
		if t.Project == "" {
			c.say(fmt.Sprintf("types[%d].project", i), "The preset {{.Preset}} needs the project.", fault.Values{"Preset": p.Preset})
		}
		if !slices.Contains(Businesses, t.Business) {
			c.say(fmt.Sprintf("types[%d].business", i), "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(t.Business), "Words": names(Businesses)})
		}
	}
	for i, g := range c.s.Groups {
		if g.Project == "" {
			c.say(fmt.Sprintf("groups[%d].project", i), "The preset {{.Preset}} needs the project.", fault.Values{"Preset": p.Preset})
		}
		c.tier(fmt.Sprintf("groups[%d]", i), g)
	}
}

// tier checks whom a group helps: a project of the scenario, from a tier, in
// the preset that knows tiers.
func (c *checker) tier(path string, g Group) {
	switch {
	case g.Helps == "" && g.Tier == 0:
	case c.s.Policy.Preset != EmergencyTiers:
		c.lacks(path + ".tier")
	case g.Tier == 0:
		c.say(path+".tier", "A group that helps a project belongs to tier 1, 2 or 3.", nil)
	case !slices.ContainsFunc(c.s.Types, func(t Type) bool { return t.Project == g.Helps }):
		c.say(path+".helps", "No call type belongs to the project \"{{.Name}}\".", fault.Values{"Name": g.Helps})
	}
}
