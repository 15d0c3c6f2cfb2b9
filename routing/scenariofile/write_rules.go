package scenariofile

import (
	"strconv"
	"strings"

	"shifu/routing"
)

// brackets are the fields of an entry, or nothing where none is given.
func (f fields) brackets() string { return "{" + f.String() + "}" }

func texts[T ~string](all []T) string {
	var out []string
	for _, x := range all {
		out = append(out, quote(string(x)))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func each[T any](all []T, one func(*T) fields) string {
	var out []string
	for i := range all {
		out = append(out, one(&all[i]).brackets())
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func preferredRing(x *routing.PreferredRing) (f fields) {
	f.add(true, "least: %d", x.Least)
	f.add(true, "for: %s", seconds(x.For))
	return f
}

func conditional(c *routing.Condition) (f fields) {
	f.add(true, "groups: %s", texts(c.Groups))
	f.add(c.Of != "", "of: %s", quote(c.Of))
	f.add(true, "measure: %s", quote(string(c.Measure)))
	f.add(c.Above != 0, "above: %s", number(c.Above))
	f.add(c.Below != 0, "below: %s", number(c.Below))
	return f
}

// typeRules are the rules that belong to a type.
func typeRules(row func(string, ...any), t *routing.Type) {
	if f := queueing(&t.Queueing); len(f) > 0 {
		row("    queueing: %s", f.brackets())
	}
	if len(t.Criteria) > 0 {
		row("    criteria: %s", each(t.Criteria, criterion))
	}
	if len(t.Sheds) > 0 {
		var all []string
		for _, s := range t.Sheds {
			all = append(all, texts(s))
		}
		row("    sheds: [%s]", strings.Join(all, ", "))
	}
	if p := &t.Preferred; len(p.Rings) > 0 {
		row("    preferred: {scores: %s, rings: %s}", mapping(p.Scores, strconv.Itoa), each(p.Rings, preferredRing))
	}
	if t.Personal {
		row("    personal: true")
	}
	if len(t.Conditions) > 0 {
		row("    conditions: %s", each(t.Conditions, conditional))
	}
	if d := t.Dissuade; d != nil {
		var f fields
		f.add(d.Waiting != 0, "waiting: %d", d.Waiting)
		f.add(d.Estimated != 0, "estimated: %s", seconds(d.Estimated))
		f.add(true, "hang_up: %s", number(d.HangUp))
		row("    dissuade: %s", f.brackets())
	}
	if b := t.Blend; b != nil {
		row("    blend: {s1: %d, s2: %d, kappa: %s, c: %s, test: %s, target: %s}", b.S1, b.S2, number(b.Kappa), number(b.C), texts(b.Test), texts(b.Target))
	}
}

func queueing(q *routing.Queueing) (f fields) {
	f.add(q.Weight != 0, "weight: %d", q.Weight)
	f.add(q.MostWaiting != 0, "most_waiting: %d", q.MostWaiting)
	f.add(q.MaxWait != 0, "max_wait: %s", seconds(q.MaxWait))
	f.add(q.NoAgentWait != 0, "no_agent_wait: %s", seconds(q.NoAgentWait))
	f.add(q.NoAgentCheck != 0, "no_agent_check: %s", seconds(q.NoAgentCheck))
	f.add(q.ResumeWithin != 0, "resume_within: %s", seconds(q.ResumeWithin))
	f.add(len(q.JoinEmpty) > 0, "join_empty: %s", texts(q.JoinEmpty))
	f.add(len(q.LeaveWhenEmpty) > 0, "leave_when_empty: %s", texts(q.LeaveWhenEmpty))
	f.add(q.Limits.SetMax, "max_penalty: %d", q.Limits.Max)
	f.add(q.Limits.SetMin, "min_penalty: %d", q.Limits.Min)
	raise := strconv.Itoa(q.Limits.Raise)
	if q.Limits.Respect {
		raise = "r" + raise
	}
	f.add(q.Limits.SetUp, "raise_penalty: %s", raise)
	f.add(len(q.Changes) > 0, "penalty_change: %s", each(q.Changes, func(c *routing.PenaltyChange) (f fields) {
		f.add(true, "after: %s", seconds(c.After))
		step(&f, "max", c.Max)
		step(&f, "min", c.Min)
		step(&f, "raise", c.Raise)
		return f
	}))
	return f
}

func step(f *fields, name string, s routing.Step) {
	text := strconv.Itoa(s.By)
	if s.Relative && s.By >= 0 {
		text = "+" + text
	}
	f.add(s.Given, "%s: %s", name, quote(text))
}

func criterion(c *routing.Criterion) (f fields) {
	f.add(true, "need: %s", condition(&c.Need).brackets())
	f.add(c.For > 0, "for: %s", seconds(c.For))
	return f
}

func condition(e *routing.Expression) (f fields) {
	f.add(e.Skill != "", "skill: %s, level: %d", quote(e.Skill), e.Level)
	f.add(len(e.Groups) > 0, "groups: %s", texts(e.Groups))
	f.add(len(e.All) > 0, "all: %s", each(e.All, condition))
	f.add(len(e.Any) > 0, "any: %s", each(e.Any, condition))
	if e.Not != nil {
		f.add(true, "not: %s", condition(e.Not).brackets())
	}
	return f
}

// policyRules are the rules that belong to the policy.
func policyRules(row func(string, ...any), p *routing.Policy) {
	var f fields
	f.add(p.Overflow, "overflow: true")
	f.add(p.Autofill, "autofill: true")
	f.add(p.Retry != 0, "retry: %s", seconds(p.Retry))
	f.add(p.RingInUse, "ring_in_use: true")
	f.add(p.Progress != 0, "progress: %s", seconds(p.Progress))
	f.add(p.ForceLongest, "force_longest_waiting_caller: true")
	f.add(p.MembersLimit != 0, "penalty_members_limit: %d", p.MembersLimit)
	if t := p.Tiers; t != (routing.Tiers{}) {
		f.add(true, "tiers: {apply: %t, wait: %s, multiply: %t, no_agent_no_wait: %t}", t.Apply, seconds(t.Wait), !t.Flat, !t.Patient)
	}
	f.add(p.Scan != 0, "scan: %s", seconds(p.Scan))
	f.add(p.PriorityOnly, "priority_only: true")
	f.add(p.OutboundExempt, "outbound_exempt: true")
	f.add(p.Evaluation != "", "evaluation: %s", quote(string(p.Evaluation)))
	f.add(len(p.Workflow) > 0, "workflow: %s", each(p.Workflow, func(x *routing.Filter) (f fields) {
		f.add(len(x.Types) > 0, "types: %s", texts(x.Types))
		f.add(x.Where != "", "where: %s", quote(x.Where))
		f.add(true, "targets: %s", each(x.Targets, target))
		return f
	}))
	for _, line := range f {
		row("  %s", line)
	}
}

func target(t *routing.Target) (f fields) {
	f.add(len(t.Groups) > 0, "groups: %s", texts(t.Groups))
	if t.Need != nil {
		f.add(true, "need: %s", condition(t.Need).brackets())
	}
	f.add(t.Ascending, "ascending: true")
	f.add(t.Priority != 0, "priority: %d", t.Priority)
	f.add(t.For != 0, "for: %s", seconds(t.For))
	f.add(t.SkipIf != "", "skip_if: %s", quote(t.SkipIf))
	f.add(t.OrderBy != "", "order_by: %s", quote(t.OrderBy))
	return f
}
