package routing

import (
	"fmt"
	"math"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Problem is one reason why a scenario can't run, and the field it is about.
type Problem struct {
	Path  string // such as types[0].service.mean
	Fault *fault.Fault
}

// Check refuses a scenario that can't run, with its first problem.
func (s *Scenario) Check() error {
	for _, p := range s.Problems() {
		return fault.New(fault.Invalid, "{{.Field}}: {{.Reason}}", fault.Values{"Field": p.Path, "Reason": words.T(p.Fault.Key, p.Fault.Values)})
	}
	return nil
}

// Problems lists why s can't run, in the order of the file.
func (s *Scenario) Problems() []Problem {
	c := &checker{s: s}
	c.horizon()
	c.number("places", float64(s.Places), 0, 1e7)
	c.types()
	c.groups()
	c.overload()
	if len(c.found) == 0 {
		c.policy()
	}
	if len(c.found) == 0 {
		c.preset()
		c.queueing()
		c.sense()
	}
	return c.found
}

// mostLost is the largest share of offers that nobody takes.
const mostLost = 0.999

type checker struct {
	s     *Scenario
	found []Problem
}

func (c *checker) say(path, key string, values fault.Values) {
	c.found = append(c.found, Problem{path, fault.New(fault.Invalid, key, values)})
}

func (c *checker) number(path string, have, least, most float64) {
	if !(have >= least && have <= most) {
		c.say(path, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": have, "Least": least, "Most": most})
	}
}

func (c *checker) horizon() {
	h := c.s.Horizon
	switch {
	case h.Duration == 0 && h.Calls == 0:
		c.say("horizon", "A scenario needs a duration or a number of calls.", nil)
	case h.Duration != 0 && h.Calls != 0:
		c.say("horizon", "Give either a duration or a number of calls, not both.", nil)
	case h.Calls != 0:
		c.number("horizon.calls", float64(h.Calls), 1, MostCalls)
		if h.Interval != 0 {
			c.say("horizon.interval", "With a number of calls the rates are the same at all times; there are no intervals.", nil)
		}
	case !(h.Duration > 0 && h.Duration <= MostDuration):
		c.say("horizon.duration", "A scenario lasts at most {{.Days}} days and longer than nothing.", fault.Values{"Days": MostDuration / 86400})
	case !(h.Interval >= 0) || h.Interval > h.Duration:
		c.say("horizon.interval", "An interval is longer than nothing and not longer than the duration.", nil)
	case h.Interval > 0 && h.Duration/h.Interval > MostIntervals:
		c.say("horizon.interval", "There are more than {{.Most}} intervals.", fault.Values{"Most": MostIntervals})
	}
	c.number("horizon.warm_up", h.WarmUp, 0, MostDuration)
	if h.Duration > 0 && h.WarmUp >= h.Duration {
		c.say("horizon.warm_up", "The warm-up leaves nothing of the duration.", nil)
	}
	if h.Closing != Serve && h.Closing != Drop {
		c.say("horizon.closing", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(h.Closing), "Words": names([]Closing{Serve, Drop})})
	}
}

// listed checks a list of numbers, each of which stands for as many intervals.
func (c *checker) listed(path string, n int) {
	want := c.s.Horizon.Intervals()
	switch {
	case n == 0:
		c.say(path, "The schedule is empty.", nil)
	case n > 1 && c.s.Horizon.Calls > 0:
		c.say(path, "With a number of calls the rates are the same at all times; there are no intervals.", nil)
	case want%n != 0:
		c.say(path, "There are {{.Have}} numbers for {{.Want}} intervals. Give one number, one an interval, or one for each of several equal parts.", fault.Values{"Have": n, "Want": want})
	}
}

func (c *checker) named(path, name string, seen map[string]bool) {
	switch {
	case name == "":
		c.say(path, "The name is missing.", nil)
	case seen[name]:
		c.say(path+".name", "The name \"{{.Name}}\" is given twice.", fault.Values{"Name": name})
	}
	seen[name] = true
}

func (c *checker) types() {
	if n := len(c.s.Types); n == 0 || n > MostTypes {
		c.say("types", "A scenario has between 1 and {{.Most}} call types.", fault.Values{"Most": MostTypes})
	}
	seen := map[string]bool{}
	for i := range c.s.Types {
		c.callType(fmt.Sprintf("types[%d]", i), &c.s.Types[i], seen)
	}
}

func (c *checker) callType(path string, t *Type, seen map[string]bool) {
	c.named(path, t.Name, seen)
	c.listed(path+".arrivals.per_min", len(t.Arrivals.PerMinute))
	for _, r := range t.Arrivals.PerMinute {
		c.number(path+".arrivals.per_min", r, 0, MostRate)
	}
	if t.Arrivals.Busyness != 0 {
		c.number(path+".arrivals.busyness_gamma", t.Arrivals.Busyness, 0.01, 1e9)
	}
	if t.Service.Law == None {
		c.say(path+".service", "The handling time is missing.", nil)
	}
	c.dist(path+".service", t.Service)
	c.dist(path+".wrap_up", t.WrapUp)
	c.dist(path+".patience", t.Patience)
	c.number(path+".patience.balk", t.Balk, 0, 1)
	c.number(path+".redial.share", t.Redial.Share, 0, 1)
	c.dist(path+".redial.after", t.Redial.After)
	if t.Redial.Share > 0 && t.Redial.After.Law == None {
		c.say(path+".redial.after", "After which time people call again is missing.", nil)
	}
	c.callers(path, t)
	c.talks(path, t)
	c.number(path+".within", t.Within, 0, MostSeconds)
	c.number(path+".priority", float64(t.Priority), -1e6, 1e6)
	c.number(path+".age_shift", t.AgeShift, -MostSeconds, MostSeconds)
	c.levels(path+".requires", t.Requires)
}

func (c *checker) dist(path string, d Dist) {
	if f, ok := d.Check().(*fault.Fault); ok {
		c.found = append(c.found, Problem{path, f})
	}
}

func (c *checker) levels(path string, skills map[string]int) {
	for _, name := range sorted(skills) {
		c.number(path+"."+name, float64(skills[name]), 1, 5)
	}
}

func (c *checker) groups() {
	if n := len(c.s.Groups); n == 0 || n > MostGroups {
		c.say("groups", "A scenario has between 1 and {{.Most}} groups.", fault.Values{"Most": MostGroups})
	}
	seen := map[string]bool{}
	for i := range c.s.Groups {
		c.group(fmt.Sprintf("groups[%d]", i), &c.s.Groups[i], seen)
	}
}

func (c *checker) group(path string, g *Group, seen map[string]bool) {
	c.named(path, g.Name, seen)
	c.listed(path+".agents", len(g.Agents))
	for _, n := range g.Agents {
		c.number(path+".agents", float64(n), 0, MostAgents)
	}
	c.number(path+".seats", float64(g.Seats), 0, MostAgents)
	c.number(path+".tier", float64(g.Tier), 0, MostTier)
	c.number(path+".learns", float64(g.Learns), 0, 1e6)
	known := c.typeNames()
	for _, t := range sorted(g.Factor) {
		c.knows(path+".factor", t, known)
		c.number(path+".factor."+t, g.Factor[t], 0.01, 100)
	}
	c.people(path, g)
	c.levels(path+".skills", g.Skills)
	c.dist(path+".ring", g.Ring)
	c.number(path+".miss", g.Miss, 0, 1)
	c.number(path+".reject", g.Reject, 0, 1)
	c.number(path+".busy", g.Busy, 0, 1)
	if sum := g.Miss + g.Reject + g.Busy; len(c.found) == 0 {
		c.number(path+".miss", sum, 0, mostLost) // or callers wait without end
	}
	if (g.Miss > 0 && !c.s.Policy.IsAsterisk()) || g.Limit != 0 { // Asterisk has 15 s
		c.number(path+".ring_limit", g.Limit, 1, 3600)
	}
	c.number(path+".misses", float64(g.Misses), 0, 1000)
	c.number(path+".rest", g.Rest, 0, MostDuration)
}

func (c *checker) policy() {
	p := c.s.Policy
	types, groups := c.typeNames(), c.groupNames()
	if !slices.Contains(Presets(), p.Preset) {
		c.say("policy.preset", "There is no preset \"{{.Name}}\". Known: {{.Words}}.", fault.Values{"Name": p.Preset, "Words": names(Presets())})
	}
	c.table("policy.call_chooses", p.CallChooses, types, groups, 0, 1e6)
	c.table("policy.agent_chooses", p.AgentChooses, groups, types, 0, 1e6)
	c.table("policy.delays", p.Delays, groups, types, 0, MostSeconds)
	c.table("policy.reserve", p.Reserve, groups, types, 0, MostAgents)
	c.table("policy.call_weights", p.CallWeights, types, groups, 1e-6, 1e6)
	c.table("policy.agent_weights", p.AgentWeights, groups, types, 1e-6, 1e6)
	if p.Order != "" && !slices.Contains(Orders, p.Order) {
		c.say("policy.order", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(p.Order), "Words": names(Orders)})
	}
}

func (c *checker) table(path string, t Table, rows, columns []string, least, most float64) {
	for _, row := range sorted(t) {
		c.knows(path, row, rows)
		for _, column := range sorted(t[row]) {
			c.knows(path+"."+row, column, columns)
			c.number(path+"."+row+"."+column, t[row][column], least, most)
		}
	}
}

// sense refuses what is well formed and can't work: no calls, nobody at work, a
// type that nobody can serve, a run without end.
func (c *checker) sense() {
	s := c.s
	expected, people, room := 0.0, 0, 0
	for _, t := range s.Types {
		for i := range s.Horizon.Intervals() {
			expected += t.Arrivals.PerMinute[s.Horizon.Row(i, len(t.Arrivals.PerMinute))] / 60 * s.Horizon.width(i)
		}
	}
	for _, g := range s.Groups {
		people += g.Most()
		room += g.Room()
	}
	switch {
	case expected == 0:
		c.say("types", "No call ever comes: every rate is 0.", nil)
	case people == 0:
		c.say("groups", "Nobody is at work: every number of agents is 0.", nil)
	case room > MostAgents:
		c.say("groups", "There are more than {{.Most}} agents in all.", fault.Values{"Most": MostAgents})
	case s.Horizon.Duration > 0 && expected > MostCalls:
		c.say("horizon", "About {{.Calls}} calls are expected; one run takes at most {{.Most}}.", fault.Values{"Calls": math.Round(expected), "Most": MostCalls})
	case s.Horizon.Calls > 0 && s.Horizon.WarmUp*expected > MostCalls:
		c.say("horizon.warm_up", "About {{.Calls}} calls are expected; one run takes at most {{.Most}}.", fault.Values{"Calls": math.Round(s.Horizon.WarmUp * expected), "Most": MostCalls})
	}
	filled := s.Filled()
	for i, t := range s.Types {
		if !t.Postponed && !s.servable(filled, t) {
			c.say(fmt.Sprintf("types[%d]", i), "Nobody can serve \"{{.Name}}\": no group with agents and the skills has a rank for it in call_chooses and in agent_chooses, and more agents than it reserves.", fault.Values{"Name": t.Name})
		}
	}
}

// width is the length of interval i in seconds; 1 for a number of calls.
func (h Horizon) width(i int) float64 {
	if h.Duration == 0 {
		return 1
	}
	if h.Interval == 0 {
		return h.Duration
	}
	return min(h.Interval, h.Duration-float64(i)*h.Interval)
}

func (s *Scenario) servable(p Policy, t Type) bool {
	for _, g := range s.Groups {
		call := p.CallChooses.At(t.Name, g.Name, math.Inf(1))
		agent := p.AgentChooses.At(g.Name, t.Name, math.Inf(1))
		reserve := p.Reserve.At(g.Name, t.Name, 0)
		if !math.IsInf(call+agent, 1) && float64(g.Most()) > reserve && g.Masters(t) {
			return true
		}
	}
	return false
}

func sorted[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
