package scenariofile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/yamlfile"
	"shifu/routing"
)

// Write returns s as the text of a *.scenario.yaml file, which Read takes for
// the same scenario.
func Write(s *routing.Scenario) []byte {
	var b strings.Builder
	row := func(format string, values ...any) { fmt.Fprintf(&b, format+"\n", values...) }
	if s.Name != "" {
		row("name: %s", quote(s.Name))
	}
	row("horizon: {%s}", horizon(s.Horizon))
	if s.Places > 0 {
		row("places: %d", s.Places)
	}
	row("types:")
	for i := range s.Types {
		writeType(row, &s.Types[i])
	}
	row("groups:")
	for i := range s.Groups {
		row("  - {%s}", group(&s.Groups[i]))
	}
	if s.Overload != nil {
		row("overload: %s", overload(s.Overload).brackets())
	}
	row("policy:")
	writePolicy(row, &s.Policy)
	return []byte(b.String())
}

// writePolicy writes who takes what.
func writePolicy(row func(string, ...any), p *routing.Policy) {
	row("  preset: %s", quote(p.Preset))
	for _, t := range []struct {
		name  string
		table routing.Table
		unit  string
	}{{"call_chooses", p.CallChooses, ""}, {"agent_chooses", p.AgentChooses, ""}, {"delays", p.Delays, "s"}, {"reserve", p.Reserve, ""},
		{"call_weights", p.CallWeights, ""}, {"agent_weights", p.AgentWeights, ""}} {
		if len(t.table) > 0 {
			row("  %s: %s", t.name, mapping(t.table, func(r map[string]float64) string {
				return mapping(r, func(x float64) string { return number(x) + t.unit })
			}))
		}
	}
	if p.Order != "" {
		row("  order: %s", p.Order)
	}
	policyRules(row, p)
}

func overload(o *routing.Overload) (f fields) {
	f.add(true, "above: %s, factor: %s", number(o.Above), number(o.Factor))
	f.add(o.Below != 0 || o.Slack != 0, "below: %s, slack: %s", number(o.Below), number(o.Slack))
	f.add(o.Unsettled != 0, "unsettled: %s", number(o.Unsettled))
	return f
}

// quote is always in double quotes, since names stand within brackets.
func quote(text string) string {
	if q := yamlfile.Quote(text); strings.HasPrefix(q, `"`) {
		return q
	}
	return `"` + text + `"`
}

func number(x float64) string  { return strconv.FormatFloat(x, 'f', -1, 64) }
func seconds(x float64) string { return number(x) + "s" }

func mapping[T any](m map[string]T, value func(T) string) string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, quote(k)+": "+value(m[k]))
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// fields joins those that are not empty.
type fields []string

func (f *fields) add(when bool, format string, values ...any) {
	if when {
		*f = append(*f, fmt.Sprintf(format, values...))
	}
}

// String is the fields in one line.
func (f fields) String() string { return strings.Join(f, ", ") }

func horizon(h routing.Horizon) fields {
	var f fields
	f.add(h.Duration > 0, "duration: %s", seconds(h.Duration))
	f.add(h.Calls > 0, "calls: %d", h.Calls)
	f.add(h.Interval > 0, "interval: %s", seconds(h.Interval))
	f.add(h.WarmUp > 0, "warm_up: %s", seconds(h.WarmUp))
	f.add(true, "closing: %s", h.Closing)
	return f
}

func writeType(row func(string, ...any), t *routing.Type) {
	row("  - name: %s", quote(t.Name))
	if t.Project != "" {
		row("    project: %s", quote(t.Project))
	}
	if t.Business != "" {
		row("    business: %s", quote(string(t.Business)))
	}
	var a fields
	a.add(true, "per_min: %s", list(t.Arrivals.PerMinute, number))
	a.add(t.Arrivals.Busyness > 0, "busyness_gamma: %s", number(t.Arrivals.Busyness))
	row("    arrivals: {%s}", a)
	row("    service: {%s}", dist(t.Service, 0))
	if t.WrapUp.Law != routing.None {
		row("    wrap_up: {%s}", dist(t.WrapUp, 0))
	}
	if t.Patience.Law != routing.None || t.Balk > 0 {
		row("    patience: {%s}", dist(t.Patience, t.Balk))
	}
	if t.Redial.Share > 0 {
		row("    redial: {share: %s, after: {%s}}", number(t.Redial.Share), dist(t.Redial.After, 0))
	}
	callers(row, t)
	talks(row, t)
	queued(row, t)
}

// queued writes what a type says of its calls while they wait.
func queued(row func(string, ...any), t *routing.Type) {
	row("    within: %s", seconds(t.Within))
	if t.Priority != 0 {
		row("    priority: %d", t.Priority)
	}
	typeRules(row, t)
	if t.Postponed {
		row("    postponed: true")
	}
	if t.AgeShift != 0 {
		row("    age_shift: %s", seconds(t.AgeShift))
	}
	if len(t.Attributes) > 0 {
		row("    attributes: %s", mapping(t.Attributes, texts[string]))
	}
	if len(t.Requires) > 0 {
		row("    requires: %s", mapping(t.Requires, strconv.Itoa))
	}
}

// callers writes what a type says of its callers beside their patience.
func callers(row func(string, ...any), t *routing.Type) {
	if t.Hasty.Share > 0 {
		row("    hasty: {share: %s, patience: {%s}}", number(t.Hasty.Share), dist(t.Hasty.Patience, 0))
	}
	if len(t.Announcements) > 0 {
		row("    announcements: %s", each(t.Announcements, func(a *routing.Announcement) (f fields) {
			f.add(true, "at: %s, leave: %s", seconds(a.At), number(a.Leave))
			return f
		}))
	}
	if t.Repeat.Share > 0 || t.Repeat.After.Law != routing.None {
		row("    repeat: {share: %s, after: {%s}}", number(t.Repeat.Share), dist(t.Repeat.After, 0))
	}
	if b := t.CallBack; b != nil {
		var f fields
		f.add(true, "from: %d, share: %s, reach: %s, tries: %d, dial: %s, again: %s", b.From, number(b.Share), number(b.Reach), b.Tries, seconds(b.Dial), seconds(b.Again))
		f.add(b.Slot > 0, "slot: %s", seconds(b.Slot))
		f.add(b.PerSlot > 0, "per_slot: %d", b.PerSlot)
		row("    call_back: %s", f.brackets())
	}
}

func list[T any](all []T, one func(T) string) string {
	if len(all) == 1 {
		return one(all[0])
	}
	texts := make([]string, len(all))
	for i, x := range all {
		texts[i] = one(x)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func dist(d routing.Dist, balk float64) fields {
	var f fields
	law := string(d.Law)
	if d.Law == routing.None {
		law = "none"
	}
	f.add(true, "dist: %s", law)
	for _, name := range parameters[d.Law] {
		f.add(true, "%s: %s", name, map[string]string{"mean": seconds(d.Mean), "sd": seconds(d.SD), "shape": number(d.Shape),
			"low": seconds(d.Low), "high": seconds(d.High), "k": strconv.Itoa(d.K)}[name])
	}
	f.add(balk > 0, "balk: %s", number(balk))
	return f
}

func group(g *routing.Group) fields {
	var f fields
	f.add(true, "name: %s", quote(g.Name))
	f.add(g.Project != "", "project: %s", quote(g.Project))
	f.add(true, "agents: %s", list(g.Agents, strconv.Itoa))
	f.add(g.Seats > 0, "seats: %d", g.Seats)
	f.add(g.Tier > 0, "tier: %d", g.Tier)
	f.add(g.Helps != "", "helps: %s", quote(g.Helps))
	f.add(g.Learns > 0, "learns: %d", g.Learns)
	f.add(g.Novices != routing.Novices{}, "novices: {share: %s, factor: %s}", number(g.Novices.Share), number(g.Novices.Factor))
	f.add(g.Fatigue.After > 0, "fatigue: {after: %s, factor: %s}", seconds(g.Fatigue.After), number(g.Fatigue.Factor))
	f.add(g.Absent > 0, "absent: %s", number(g.Absent))
	f.add(g.Late.Share > 0 || g.Late.By.Law != routing.None, "late: {share: %s, by: {%s}}", number(g.Late.Share), dist(g.Late.By, 0))
	f.add(len(g.Breaks) > 0, "breaks: %s", each(g.Breaks, func(b *routing.Break) (f fields) {
		f.add(true, "at: %s, for: %s, people: %d, reason: %s", seconds(b.At), seconds(b.For), b.People, quote(string(b.Reason)))
		return f
	}))
	f.add(len(g.Factor) > 0, "factor: %s", mapping(g.Factor, number))
	f.add(len(g.Skills) > 0, "skills: %s", mapping(g.Skills, strconv.Itoa))
	f.add(g.Ring.Law != routing.None, "ring: {%s}", dist(g.Ring, 0))
	f.add(g.Miss > 0, "miss: %s", number(g.Miss))
	f.add(g.Limit > 0, "ring_limit: %s", seconds(g.Limit))
	f.add(g.Misses > 0, "misses: %d", g.Misses)
	f.add(g.Rest > 0, "rest: %s", seconds(g.Rest))
	f.add(g.Reject > 0, "reject: %s", number(g.Reject))
	f.add(g.Busy > 0, "busy: %s", number(g.Busy))
	f.add(g.AfterMiss > 0, "after_miss: %s", seconds(g.AfterMiss))
	f.add(g.AfterReject > 0, "after_reject: %s", seconds(g.AfterReject))
	f.add(g.AfterBusy > 0, "after_busy: %s", seconds(g.AfterBusy))
	return f
}
