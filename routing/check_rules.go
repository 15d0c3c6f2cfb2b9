package routing

import (
	"fmt"
	"slices"

	"shifu/internal/fault"
)

// queueing checks what belongs to presets' own rules.
func (c *checker) queueing() {
	p := &c.s.Policy
	for i := range c.s.Types {
		t, path := &c.s.Types[i], fmt.Sprintf("types[%d]", i)
		q := &t.Queueing
		switch {
		case !q.Plain() && !(p.IsAsterisk() && !q.switches()) && !(p.IsFreeSWITCH() && q.onlySwitch()):
			c.lacks(path + ".queueing")
		case len(t.Criteria) > 0 && p.Preset != Connect:
			c.lacks(path + ".criteria")
		case len(t.Sheds) > 0 && p.Preset != Bullseye:
			c.lacks(path + ".sheds")
		case len(t.Preferred.Rings)+len(t.Preferred.Scores) > 0 && p.Preset != Bullseye && p.Preset != Ranks:
			c.lacks(path + ".preferred")
		case t.Personal && p.Preset != Connect:
			c.lacks(path + ".personal")
		case len(t.Conditions) > 0 && p.Preset != Bullseye && p.Preset != Ranks:
			c.lacks(path + ".conditions")
		case len(t.Attributes) > 0 && p.Preset != Twilio:
			c.lacks(path + ".attributes")
		case t.Dissuade != nil && p.Preset != Ranks:
			c.lacks(path + ".dissuade")
		}
		c.routes(path, t)
		c.number(path+".queueing.weight", float64(q.Weight), 0, 1e6)
		c.number(path+".queueing.most_waiting", float64(q.MostWaiting), 0, 1e7)
		c.number(path+".queueing.max_wait", q.MaxWait, 0, MostSeconds)
		c.number(path+".queueing.no_agent_wait", q.NoAgentWait, 0, MostSeconds)
		c.number(path+".queueing.no_agent_check", q.NoAgentCheck, 0, MostSeconds)
		c.number(path+".queueing.resume_within", q.ResumeWithin, 0, MostSeconds)
		c.changes(path+".queueing.changes", q.Changes)
		c.criteria(path+".criteria", t.Criteria)
	}
	c.policyRules()
}

func (c *checker) policyRules() {
	p := &c.s.Policy
	switch {
	case (p.Autofill || p.Retry != 0 || p.ForceLongest || p.MembersLimit != 0) && !p.IsAsterisk():
		c.lacks("policy.autofill")
	case p.RingInUse && !p.IsAsterisk():
		c.lacks("policy.ring_in_use")
	case (p.Tiers != Tiers{} || p.Scan != 0) && !p.IsFreeSWITCH():
		c.lacks("policy.tiers")
	case p.Progress != 0 && p.Preset != SwitchProgressively:
		c.lacks("policy.progress")
	case len(p.Workflow) > 0 && p.Preset != Twilio:
		c.lacks("policy.workflow")
	case len(p.Workflow) == 0 && p.Preset == Twilio:
		c.say("policy.workflow", "The preset {{.Preset}} needs a workflow.", fault.Values{"Preset": p.Preset})
	case p.Evaluation != "" && p.Preset != Bullseye:
		c.lacks("policy.evaluation")
	case p.PriorityOnly && p.Preset != Bullseye:
		c.lacks("policy.priority_only")
	case p.OutboundExempt && p.Preset != Connect:
		c.lacks("policy.outbound_exempt")
	case p.Overflow && p.Preset != Ranks:
		c.lacks("policy.overflow")
	case p.Evaluation != "" && !slices.Contains([]Evaluation{AllSkills, BestSkills, NoSkills}, p.Evaluation):
		c.say("policy.evaluation", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(p.Evaluation), "Words": names([]Evaluation{AllSkills, BestSkills, NoSkills})})
	}
	c.number("policy.retry", p.Retry, 0, 3600)
	c.number("policy.scan", p.Scan, 0, 60)
	c.number("policy.tiers.wait", p.Tiers.Wait, 0, MostSeconds)
	c.number("policy.members_limit", float64(p.MembersLimit), 0, MostAgents)
	if p.Preset == Twilio {
		c.workflow()
	}
	c.number("policy.progress", p.Progress, 0, 3600)
	for i := range c.s.Groups {
		c.offers(fmt.Sprintf("groups[%d]", i), &c.s.Groups[i])
	}
}

// offers checks what becomes of offers that an agent does not take.
func (c *checker) offers(path string, g *Group) {
	for _, x := range []struct {
		field string
		of    float64
	}{{"after_miss", g.AfterMiss}, {"after_reject", g.AfterReject}, {"after_busy", g.AfterBusy}} {
		if c.number(path+"."+x.field, x.of, 0, MostDuration); x.of != 0 && !c.s.Policy.IsFreeSWITCH() {
			c.lacks(path + "." + x.field)
		}
	}
	if c.s.Policy.RingInUse && !g.Rings() {
		c.say(path+".ring", "Who is rung while talking needs a ringing time.", nil)
	}
}

func (c *checker) criteria(path string, all []Criterion) {
	if len(all) > MostSteps {
		c.say(path, "There are between {{.Least}} and {{.Most}} steps.", fault.Values{"Least": 1, "Most": MostSteps})
	}
	for i, x := range all {
		at := fmt.Sprintf("%s[%d]", path, i)
		if c.number(at+".for", x.For, 0, MostSeconds); x.For == 0 && i < len(all)-1 {
			c.say(at+".for", "Only the last step lasts to the end.", nil)
		}
		c.expression(at+".need", &x.Need)
	}
}

func (c *checker) expression(path string, e *Expression) {
	given := 0
	for _, is := range []bool{e.Skill != "", len(e.Groups) > 0, len(e.All) > 0, len(e.Any) > 0, e.Not != nil} {
		if is {
			given++
		}
	}
	if given != 1 {
		c.say(path, "A condition is a skill with its level, groups, all, any, or not.", nil)
	}
	if e.Skill != "" {
		c.number(path+".level", float64(e.Level), 1, 5)
	}
	for _, g := range e.Groups {
		c.knows(path+".groups", g, c.groupNames())
	}
	for i := range e.All {
		c.expression(path, &e.All[i])
	}
	for i := range e.Any {
		c.expression(path, &e.Any[i])
	}
	if e.Not != nil {
		c.expression(path, e.Not)
	}
}

func (c *checker) changes(path string, all []PenaltyChange) {
	for i, x := range all {
		c.number(fmt.Sprintf("%s[%d].after", path, i), x.After, 0, MostSeconds)
		if i > 0 && x.After < all[i-1].After {
			c.say(fmt.Sprintf("%s[%d].after", path, i), "Changes stand in the order of their times.", nil)
		}
	}
}
