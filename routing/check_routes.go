package routing

import (
	"fmt"

	"shifu/internal/fault"
)

// Limits of a bullseye and of preferred agents.
const (
	MostShed  = 50 // skills removed as a ring is left
	MostScore = 100
)

// routes checks how a type's calls find groups beside the tables.
func (c *checker) routes(path string, t *Type) {
	for i, shed := range t.Sheds {
		at := fmt.Sprintf("%s.sheds[%d]", path, i)
		c.number(at, float64(len(shed)), 0, MostShed)
		for _, skill := range shed {
			c.knows(at, skill, sorted(t.Requires))
		}
	}
	c.number(path+".sheds", float64(len(t.Sheds)), 0, MostRings)
	if len(t.Preferred.Scores) > 0 && len(t.Preferred.Rings) == 0 {
		c.say(path+".preferred.rings", "Scores need rings that tell who is asked first, and for how long.", nil)
	}
	for _, g := range sorted(t.Preferred.Scores) {
		c.knows(path+".preferred.scores", g, c.groupNames())
		c.number(path+".preferred.scores."+g, float64(t.Preferred.Scores[g]), 0, MostScore)
	}
	if t.Personal {
		c.personal(path, t)
	}
	for i := range t.Conditions {
		c.condition(fmt.Sprintf("%s.conditions[%d]", path, i), &t.Conditions[i])
	}
	if d := t.Dissuade; d != nil {
		c.number(path+".dissuade.waiting", float64(d.Waiting), 0, 1e7)
		c.number(path+".dissuade.estimated", d.Estimated, 0, MostSeconds)
		c.number(path+".dissuade.hang_up", d.HangUp, 0, 1)
		if d.Waiting == 0 && d.Estimated == 0 {
			c.say(path+".dissuade", "From how many waiting, or from which wait on callers are dissuaded is missing.", nil)
		}
	}
}

// personal refuses what an agent queue has not: it precedes all others, at once.
func (c *checker) personal(path string, t *Type) {
	if len(t.Criteria) > 0 {
		c.lacks(path + ".criteria")
	}
	for _, g := range sorted(c.s.Policy.Delays) {
		if c.s.Policy.Delays[g][t.Name] != 0 {
			c.say("policy.delays."+g+"."+t.Name, "An agent queue has no delay.", nil)
		}
	}
}

func (c *checker) condition(path string, x *Condition) {
	for _, g := range x.Groups {
		c.knows(path+".groups", g, c.groupNames())
	}
	if x.Of != "" {
		c.knows(path+".of", x.Of, c.typeNames())
	}
	switch x.Measure {
	case HowMany, HowLong, InTime:
	default:
		c.say(path+".measure", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(x.Measure), "Words": names(Measures)})
	}
	most := MostSeconds
	if x.Measure == InTime {
		most = 1
	}
	c.number(path+".above", x.Above, 0, most)
	c.number(path+".below", x.Below, 0, most)
	if (x.Above > 0) == (x.Below > 0) || len(x.Groups) == 0 {
		c.say(path, "A rule has groups, and either above or below.", nil)
	}
}
