package routing

import (
	"fmt"
	"math"
	"slices"

	"shifu/internal/fault"
)

// Excluded is why an agent does not count when callers ask whether a queue is
// empty (Asterisk's joinempty and leavewhenempty).
type Excluded string

// The reasons that can occur here. Nobody is invalid or unknown.
const (
	ByPause   Excluded = "paused"
	ByPenalty Excluded = "penalty"
	InUse     Excluded = "inuse"
	IsRinging Excluded = "ringing"
	Away      Excluded = "unavailable"
	Invalid   Excluded = "invalid"
	Unknown   Excluded = "unknown"
	InWrapUp  Excluded = "wrapup"
)

// Exclusions lists them.
var Exclusions = []Excluded{ByPause, ByPenalty, InUse, IsRinging, Away, Invalid, Unknown, InWrapUp}

// JoinEmpty is what the short words of Asterisk's joinempty stand for;
// leavewhenempty has yes and no the other way round.
func JoinEmpty(word string) ([]Excluded, bool) {
	switch word {
	case "yes":
		return nil, true
	case "no":
		return []Excluded{ByPenalty, ByPause, Invalid}, true
	case "strict":
		return []Excluded{ByPenalty, ByPause, Invalid, Away}, true
	case "loose":
		return []Excluded{ByPenalty, Invalid}, true
	}
	return nil, false
}

// LeaveWhenEmpty is what the short words of Asterisk's leavewhenempty stand for.
func LeaveWhenEmpty(word string) ([]Excluded, bool) {
	switch word {
	case "yes":
		return JoinEmpty("no")
	case "no":
		return JoinEmpty("yes")
	}
	return JoinEmpty(word)
}

// Limits are between which penalties members are asked: max and min, and up to
// where lower ones are raised. A limit that is not Set is never changed.
type Limits struct {
	Max, Min, Raise       int
	SetMax, SetMin, SetUp bool
	Respect               bool // members below min are not raised
}

// Step changes one limit: to a number, or by it.
type Step struct {
	By       int
	Relative bool
	Given    bool
}

func (s Step) from(x int) int {
	switch {
	case !s.Given:
		return x
	case s.Relative:
		return x + s.By
	}
	return s.By
}

// PenaltyChange changes limits after a call has waited.
type PenaltyChange struct {
	After           float64 // seconds
	Max, Min, Raise Step
}

// After are the limits of a call that has waited: changes apply in the order of
// their times, to limits that were set; max is at least 0, min and raise at most max.
func (l Limits) After(changes []PenaltyChange, waited float64) Limits {
	for _, c := range changes {
		if c.After > waited {
			continue
		}
		if l.SetMax {
			l.Max = max(0, c.Max.from(l.Max))
		}
		if l.SetMin {
			if l.Min = max(0, c.Min.from(l.Min)); l.SetMax {
				l.Min = min(l.Min, l.Max)
			}
		}
		if l.SetUp {
			if l.Raise = max(0, c.Raise.from(l.Raise)); l.SetMax {
				l.Raise = min(l.Raise, l.Max)
			}
		}
	}
	return l
}

// Allows reports whether a member of a penalty is asked, and with which penalty:
// min ≤ penalty' ≤ max, penalty' = max(penalty, raise).
func (l Limits) Allows(penalty int) (int, bool) {
	if l.SetUp && !(l.Respect && l.SetMin && penalty < l.Min) {
		penalty = max(penalty, l.Raise)
	}
	return penalty, (!l.SetMax || penalty <= l.Max) && (!l.SetMin || penalty >= l.Min)
}

// Queueing is what Asterisk's queues know beside the order of members; every
// zero value is its default.
type Queueing struct {
	Weight         int
	MostWaiting    int     // maxlen; 0: no limit
	MaxWait        float64 // seconds after which a call leaves; 0: never
	JoinEmpty      []Excluded
	LeaveWhenEmpty []Excluded
	Limits         Limits
	Changes        []PenaltyChange
}

// Plain reports whether nothing differs from the defaults.
func (q Queueing) Plain() bool {
	return q.Weight == 0 && q.MostWaiting == 0 && q.MaxWait == 0 && len(q.JoinEmpty) == 0 && len(q.LeaveWhenEmpty) == 0 && q.Limits == Limits{} && len(q.Changes) == 0
}

// Tiers are the rules of mod_callcenter by which calls go up the levels.
type Tiers struct {
	Apply   bool
	Wait    float64 // seconds, a level
	Flat    bool    // not multiplied by the level
	Patient bool    // waits at a level that nobody is listed in, too
}

// Target is a step of a Twilio workflow: who is asked, for how long.
type Target struct {
	Groups   []string
	Priority int
	For      float64 // seconds; 0: to the end
	Skip     bool    // at once, if nobody could be reserved and nobody is free (skip_if)
	OrderBy  string  // skill whose level comes before idle time
}

// Filter sends its types through targets; without types it is the default.
type Filter struct {
	Types   []string
	Targets []Target
}

// Criterion is one of the steps of Amazon Connect's routing criteria: who is
// asked, for how long.
type Criterion struct {
	Need Expression
	For  float64 // seconds; 0: to the end
}

// Expression is a condition on a group's skills: one of its fields is given.
type Expression struct {
	Skill  string
	Level  int // at least, 1 to 5
	Groups []string
	All    []Expression
	Any    []Expression
	Not    *Expression
}

// Holds reports whether a group meets the condition.
func (e *Expression) Holds(g *Group) bool {
	meets := func(x Expression) bool { return x.Holds(g) }
	switch {
	case e.Skill != "":
		return g.Skills[e.Skill] >= e.Level
	case len(e.Groups) > 0:
		return slices.Contains(e.Groups, g.Name)
	case len(e.All) > 0:
		return !slices.ContainsFunc(e.All, func(x Expression) bool { return !meets(x) })
	case len(e.Any) > 0:
		return slices.ContainsFunc(e.Any, meets)
	}
	return e.Not != nil && !e.Not.Holds(g)
}

// Blend lets tasks go out only while callers are safe: with S1 free agents or
// more in the test set and S2 in the target set.
type Blend struct {
	S1, S2   int
	Kappa, C float64
}

// Dial is how many numbers are dialled: round(κ × free + c) of the target set,
// none while either set has too few free. E. Buist and P. L'Ecuyer,
// ContactCenters, example Blend.
func (b Blend) Dial(test, target int) int {
	if test < b.S1 || target < b.S2 {
		return 0
	}
	return max(0, int(math.Round(b.Kappa*float64(target)+b.C)))
}

// Evaluation is how a bullseye looks at skills.
type Evaluation string

// The evaluations.
const (
	AllSkills  Evaluation = "all"       // every skill must match
	BestSkills Evaluation = "best"      // the highest sum of levels of those who match
	NoSkills   Evaluation = "disregard" // the longest idle, whatever the skills
)

// MostSteps is how many steps criteria and targets have.
const MostSteps = 60

// queueing checks what belongs to presets' own rules.
func (c *checker) queueing() {
	p := &c.s.Policy
	for i := range c.s.Types {
		t, path := &c.s.Types[i], fmt.Sprintf("types[%d]", i)
		q := &t.Queueing
		switch {
		case !q.Plain() && !p.IsAsterisk() && !(p.IsFreeSWITCH() && q.onlyMaxWait()):
			c.lacks(path + ".queueing")
		case len(t.Criteria) > 0 && p.Preset != Connect:
			c.lacks(path + ".criteria")
		case len(t.Sheds) > 0 && p.Preset != Bullseye:
			c.lacks(path + ".sheds")
		case len(t.Preferred.Rings) > 0 && p.Preset != Bullseye && p.Preset != Ranks:
			c.lacks(path + ".preferred")
		}
		c.number(path+".queueing.weight", float64(q.Weight), 0, 1e6)
		c.number(path+".queueing.most_waiting", float64(q.MostWaiting), 0, 1e7)
		c.number(path+".queueing.max_wait", q.MaxWait, 0, MostSeconds)
		c.changes(path+".queueing.changes", q.Changes)
		c.criteria(path+".criteria", t.Criteria)
	}
	c.policyRules()
}

func (q *Queueing) onlyMaxWait() bool {
	r := *q
	r.MaxWait = 0
	return r.Plain()
}

func (c *checker) policyRules() {
	p := &c.s.Policy
	switch {
	case (p.Autofill || p.Retry != 0 || p.ForceLongest || p.MembersLimit != 0) && !p.IsAsterisk():
		c.lacks("policy.autofill")
	case (p.Tiers != Tiers{} || p.Scan != 0) && !p.IsFreeSWITCH():
		c.lacks("policy.tiers")
	case len(p.Workflow) > 0 && p.Preset != Twilio:
		c.lacks("policy.workflow")
	case len(p.Workflow) == 0 && p.Preset == Twilio:
		c.say("policy.workflow", "The preset {{.Preset}} needs a workflow.", fault.Values{"Preset": p.Preset})
	case p.Evaluation != "" && p.Preset != Bullseye:
		c.lacks("policy.evaluation")
	case p.Overflow && p.Preset != Ranks:
		c.lacks("policy.overflow")
	case p.Evaluation != "" && !slices.Contains([]Evaluation{AllSkills, BestSkills, NoSkills}, p.Evaluation):
		c.say("policy.evaluation", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(p.Evaluation), "Words": names([]Evaluation{AllSkills, BestSkills, NoSkills})})
	}
	c.number("policy.retry", p.Retry, 0, 3600)
	c.number("policy.scan", p.Scan, 0, 60)
	c.number("policy.tiers.wait", p.Tiers.Wait, 0, MostSeconds)
	c.number("policy.members_limit", float64(p.MembersLimit), 0, MostAgents)
	for i, f := range p.Workflow {
		c.filter(fmt.Sprintf("policy.workflow[%d]", i), f)
	}
	for i, g := range c.s.Groups {
		if c.number(fmt.Sprintf("groups[%d].after_miss", i), g.AfterMiss, 0, MostDuration); g.AfterMiss != 0 && !p.IsFreeSWITCH() {
			c.lacks(fmt.Sprintf("groups[%d].after_miss", i))
		}
	}
}

func (c *checker) filter(path string, f Filter) {
	for _, t := range f.Types {
		c.knows(path+".types", t, c.typeNames())
	}
	if len(f.Targets) == 0 || len(f.Targets) > MostSteps {
		c.say(path+".targets", "There are between {{.Least}} and {{.Most}} steps.", fault.Values{"Least": 1, "Most": MostSteps})
	}
	for i, x := range f.Targets {
		at := fmt.Sprintf("%s.targets[%d]", path, i)
		for _, g := range x.Groups {
			c.knows(at+".groups", g, c.groupNames())
		}
		if c.number(at+".for", x.For, 0, MostSeconds); x.For == 0 && !x.Skip && i < len(f.Targets)-1 {
			c.say(at+".for", "Only the last step lasts to the end.", nil)
		}
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
