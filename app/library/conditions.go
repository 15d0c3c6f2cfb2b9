package library

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/tagging"
	"shifu/internal/chart"
	"shifu/qa"
)

// condition is one thing by which calls can be narrowed.
type condition struct {
	name  string
	value func() string // empty: it does not narrow
	drop  func()
	edit  func()
}

// conditions are all there are, in the order of the menu.
func (s *Screen) conditions() []condition {
	q := &s.asks
	all := []condition{
		{lang.L("Time"), s.timeValue, func() { q.Period, q.From, q.Until = "", time.Time{}, time.Time{} }, s.askTime},
		{lang.L("Organisation"), func() string { return several(s.names.of(q.OrganisationIDs)) }, func() { q.OrganisationIDs = nil },
			func() { s.pick(lang.L("Which organisations?"), s.names.organisations, &q.OrganisationIDs) }},
		{lang.L("Team"), func() string { return several(s.names.of(q.TeamIDs)) }, func() { q.TeamIDs = nil },
			func() { s.pick(lang.L("Which teams?"), s.names.teams, &q.TeamIDs) }},
		{lang.L("Agent"), func() string { return several(s.names.of(q.AgentIDs)) }, func() { q.AgentIDs = nil },
			func() { s.pick(lang.L("Which agents?"), s.names.agents, &q.AgentIDs) }},
		{lang.L("Project"), func() string { return several(q.Projects) }, func() { q.Projects = nil },
			func() { s.pick(lang.L("Which projects?"), plain(s.names.projects), &q.Projects) }},
		{lang.L("Business line"), func() string { return several(q.BusinessLines) }, func() { q.BusinessLines = nil },
			func() { s.pick(lang.L("Which business lines?"), plain(s.names.lines), &q.BusinessLines) }},
		{lang.L("Length"), s.lengthValue, func() { q.MinLength, q.MaxLength = 0, 0 }, s.askLength},
		{lang.L("Satisfaction"), s.satisfactionValue, func() { q.Satisfaction = nil }, s.askSatisfaction},
		{lang.L("State"), s.stateValue, func() { q.States = nil }, func() { s.pick(lang.L("Which states?"), stateOptions(), &q.States) }},
		{lang.L("Kind"), s.kindValue, func() { q.Kinds = nil }, s.askKind},
		{lang.L("Tags"), func() string { return several(q.Tags) }, func() { q.Tags = nil }, func() { s.pick(lang.L("Which tags?"), plain(s.names.tags), &q.Tags) }},
		{lang.L("Recording"), s.soundValue, func() { q.WithSound = nil }, s.askSound},
	}
	if !tagging.May(s.d) {
		all = slices.DeleteFunc(all, func(c condition) bool { return c.name == lang.L("Tags") })
	}
	return all
}

func (s *Screen) timeValue() string {
	q := s.asks
	if q.Period != "" {
		return q.Period.String()
	}
	from, until := q.From, q.Until
	switch {
	case from.IsZero() && until.IsZero():
		return ""
	case until.IsZero():
		return lang.L("from {{.From}}", map[string]any{"From": s.d.Day(from)})
	case from.IsZero():
		return lang.L("until {{.Until}}", map[string]any{"Until": s.d.Day(until.Add(-1))})
	case s.d.Day(from) == s.d.Day(until.Add(-1)):
		return s.d.Day(from)
	}
	return lang.L("{{.From}} to {{.Until}}", map[string]any{"From": s.d.Day(from), "Until": s.d.Day(until.Add(-1))})
}

func (s *Screen) lengthValue() string {
	least, most := chart.Clock(s.asks.MinLength), chart.Clock(s.asks.MaxLength)
	switch {
	case s.asks.MinLength > 0 && s.asks.MaxLength > 0:
		return lang.L("{{.From}} to {{.Until}}", map[string]any{"From": least, "Until": most})
	case s.asks.MinLength > 0:
		return lang.L("at least {{.Length}}", map[string]any{"Length": least})
	case s.asks.MaxLength > 0:
		return lang.L("at most {{.Length}}", map[string]any{"Length": most})
	}
	return ""
}

func (s *Screen) satisfactionValue() string {
	var names []string
	for _, n := range s.asks.Satisfaction {
		names = append(names, satisfactionOr(n))
	}
	return several(names)
}

func satisfactionOr(n int) string {
	if n == 0 {
		return lang.L("not given")
	}
	return satisfactionName(n)
}

func (s *Screen) stateValue() string {
	var names []string
	for _, n := range s.asks.States {
		names = append(names, stateName(qa.State(n)))
	}
	return several(names)
}

func (s *Screen) soundValue() string {
	switch has := s.asks.WithSound; {
	case has == nil:
		return ""
	case *has:
		return lang.L("with sound")
	}
	return lang.L("without sound")
}

func stateOptions() []option {
	var all []option
	for _, st := range states {
		all = append(all, option{string(st), stateName(st)})
	}
	return all
}

func (s *Screen) askSatisfaction() {
	var all []option
	for n := range 6 {
		all = append(all, option{strconv.Itoa((n + 1) % 6), satisfactionOr((n + 1) % 6)})
	}
	var ids []string
	for _, n := range s.asks.Satisfaction {
		ids = append(ids, strconv.Itoa(n))
	}
	s.pickThen(lang.L("Which satisfaction?"), all, ids, func(ids []string) {
		s.asks.Satisfaction = nil
		for _, id := range ids {
			n, _ := strconv.Atoi(id) // made above
			s.asks.Satisfaction = append(s.asks.Satisfaction, n)
		}
		s.asked()
	})
}

// conditionLine is the line of chips with what was found at its end.
func (s *Screen) conditionLine() fyne.CanvasObject {
	s.chips = parts.Stack(6)
	s.addCondition = parts.NewButton(lang.L("Add condition"), parts.Tinted, s.offerConditions).AsSmall().WithIcon("add").WithKey("F")
	s.found = parts.Second("")
	s.clear = parts.NewLink(lang.L("Clear conditions"), s.clearConditions)
	return parts.Inset(8, 16, 6, 24, parts.Row(12, s.chips, parts.Gap(), s.found, s.clear))
}

// chipsWide is how wide a line of chips grows before the next one begins.
const chipsWide = 520

// drawConditions shows a chip for each condition that narrows.
func (s *Screen) drawConditions() {
	lines := []fyne.CanvasObject{}
	line, wide := parts.Row(8), float32(0)
	for _, c := range s.conditions() {
		v := c.value()
		if v == "" {
			continue
		}
		chip := parts.NewChip(c.name, v, c.edit, func() { c.drop(); s.asked() })
		if wide += chip.MinSize().Width + 8; wide > look.Scaled(chipsWide) && len(line.Objects) > 0 {
			lines = append(lines, line)
			line, wide = parts.Row(8), chip.MinSize().Width
		}
		line.Add(chip)
	}
	line.Add(s.addCondition)
	s.chips.Objects = append(lines, line)
	s.chips.Refresh()
	s.clear.Hidden = s.asks.empty()
	s.clear.Refresh()
}

// offerConditions lists the conditions that can be added or changed.
func (s *Screen) offerConditions() {
	var items []*fyne.MenuItem
	for _, c := range s.conditions() {
		item := fyne.NewMenuItem(c.name, c.edit)
		item.Checked = c.value() != ""
		items = append(items, item)
	}
	s.menuBelow(s.addCondition, items)
}

func (s *Screen) clearConditions() {
	s.askFor(question{})
}
