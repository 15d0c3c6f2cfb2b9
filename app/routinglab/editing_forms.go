package routinglab

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

// wholeForm is the scenario as a whole, with its picture.
func (e *editing) wholeForm() fyne.CanvasObject {
	h := &e.s.Horizon
	note := parts.NewEntry(lang.L("In a sentence: what it is about"))
	note.SetText(e.kept.Note)
	note.OnChanged = func(t string) { e.kept.Note = t; e.typed(note) }
	by := 0
	if h.Calls > 0 {
		by = 1
	}
	length := parts.NewSegments([]string{lang.L("a time"), lang.L("a number of calls")}, by, func(i int) {
		if *h = (routing.Horizon{Closing: h.Closing, Calls: 20000}); i == 0 {
			*h = routing.Horizon{Closing: h.Closing, Duration: 8 * 3600, Interval: 1800}
		}
		e.redraw()
	})
	box := parts.Stack(0, e.line("name", lang.L("Called"), e.words(e.s.Name, 300, func(t string) { e.s.Name = t })), e.line("note", lang.L("Note"), parts.Grow(note)), e.line("horizon", lang.L("It lasts"), length))
	if by == 0 {
		box.Add(e.line("horizon.duration", lang.L("Length"), e.number(&h.Duration, 1./3600, 64), parts.Label(lang.L("hours, in intervals of")), e.number(&h.Interval, 1./60, 64), parts.Label(lang.L("minutes"))))
	} else {
		box.Add(e.line("horizon.duration", lang.L("Length"), e.whole(&h.Calls, 90), parts.Label(lang.L("calls"))))
	}
	closing := 0
	if h.Closing == routing.Drop {
		closing = 1
	}
	box.Add(e.line("horizon.warm_up", lang.L("Warm-up"), e.number(&h.WarmUp, 1./60, 64), parts.Label(lang.L("minutes that are not counted"))))
	box.Add(e.line("horizon.closing", lang.L("At closing"), parts.NewSegments([]string{lang.L("who waits is served"), lang.L("who waits is lost")}, closing, func(i int) {
		h.Closing = []routing.Closing{routing.Serve, routing.Drop}[i]
		e.changed()
	})))
	box.Add(e.line("places", lang.L("Places"), e.whole(&e.s.Places, 64), parts.Label(lang.L("waiting and talking at once; 0: no limit"))))
	e.overload(box)
	box.Add(parts.Room(0, 12))
	box.Add(picture(e.s, e.openAt))
	return box
}

// typeForm is one type of call.
func (e *editing) typeForm(t *routing.Type) fyne.CanvasObject {
	box := parts.Stack(0, e.line("name", lang.L("Called"), e.words(t.Name, 220, func(name string) { e.rename(t.Name, name, true); t.Name = name }), parts.Gap(),
		parts.NewButton(lang.L("Remove the type"), parts.Danger, e.dropType).AsSmall()))
	if e.s.Policy.IsHotline() {
		names := []string{lang.L("insurance"), lang.L("call-back"), lang.L("enquiry"), lang.L("complaint")}
		box.Add(e.line("project", lang.L("Project"), e.words(t.Project, 150, func(v string) { t.Project = v }), parts.Label(lang.L("kind")),
			parts.NewSelect(names, slices.Index(routing.Businesses, t.Business), func(i int) { t.Business = routing.Businesses[i]; e.changed() }).Wide(110)))
	}
	box.Add(e.line("arrivals.per_min", lang.L("Calls a minute"), parts.Grow(e.list(t.Arrivals.PerMinute, func(v []float64) { t.Arrivals.PerMinute = v }))))
	box.Add(e.line("arrivals.busyness_gamma", lang.L("Busy days"), e.number(&t.Arrivals.Busyness, 1, 64), parts.Label(lang.L("alpha of the daily factor: 10 varies widely, 400 hardly; 0: none"))))
	box.Add(e.dist("service", lang.L("Talk"), &t.Service, false))
	box.Add(e.dist("wrap_up", lang.L("Wrap-up"), &t.WrapUp, true))
	box.Add(e.dist("patience", lang.L("Patience"), &t.Patience, true))
	box.Add(e.line("patience.balk", lang.L("Leave at once"), e.number(&t.Balk, 100, 64), parts.Label(lang.L("% when nobody is free"))))
	box.Add(e.line("redial", lang.L("Call again"), e.number(&t.Redial.Share, 100, 64), parts.Label(lang.L("% of those who were lost"))))
	if t.Redial.Share > 0 || t.Redial.After.Law != routing.None {
		box.Add(e.dist("redial.after", lang.L("after"), &t.Redial.After, true))
	}
	e.callers(box, t)
	e.announcements(box, t)
	e.talks(box, t)
	e.blend(box, t)
	box.Add(e.line("within", lang.L("Answer within"), e.number(&t.Within, 1, 64), parts.Label(lang.L("s")), parts.Room(12, 0), parts.Second(lang.L("Priority")), e.whole(&t.Priority, 48), parts.Room(12, 0),
		parts.Second(lang.L("Counts as older by")), e.number(&t.AgeShift, 1, 56), parts.Label(lang.L("s"))))
	box.Add(e.line("postponed", "", parts.NewCheck(lang.L("Postponed: nobody takes them for now"), t.Postponed, func(on bool) { t.Postponed = on; e.changed() })))
	e.typeRules(box, t)
	e.routes(box, t)
	box.Add(e.line("requires", lang.L("Requires skills"), parts.Grow(e.skills(&t.Requires))))
	return box
}

// groupForm is one group of agents.
func (e *editing) groupForm(g *routing.Group) fyne.CanvasObject {
	box := parts.Stack(0, e.line("name", lang.L("Called"), e.words(g.Name, 220, func(name string) { e.rename(g.Name, name, false); g.Name = name }), parts.Gap(),
		parts.NewButton(lang.L("Remove the group"), parts.Danger, e.dropGroup).AsSmall()))
	if e.s.Policy.IsHotline() {
		box.Add(e.line("project", lang.L("Project"), e.words(g.Project, 150, func(v string) { g.Project = v })))
	}
	if e.s.Policy.Preset == routing.EmergencyTiers {
		box.Add(e.line("tier", lang.L("Emergency tier"), parts.NewSegments([]string{lang.L("none"), "1", "2", "3"}, min(max(g.Tier, 0), 3), func(i int) { g.Tier = i; e.changed() }),
			parts.Label(lang.L("helps the project")), e.words(g.Helps, 150, func(v string) { g.Helps = v })))
	}
	agents := make([]float64, len(g.Agents))
	for i, n := range g.Agents {
		agents[i] = float64(n)
	}
	box.Add(e.line("agents", lang.L("Agents"), parts.Grow(e.list(agents, func(v []float64) {
		g.Agents = make([]int, len(v))
		for i, n := range v {
			g.Agents[i] = int(n)
		}
	}))))
	box.Add(e.line("seats", lang.L("Seats"), e.whole(&g.Seats, 64), parts.Label(lang.L("for people who come while it runs; 0: as many as agents"))))
	box.Add(e.line("skills", lang.L("Skills"), parts.Grow(e.skills(&g.Skills))))
	box.Add(e.dist("ring", lang.L("Rings for"), &g.Ring, true))
	box.Add(e.line("miss", lang.L("Missed calls"), e.number(&g.Miss, 100, 48), parts.Label(lang.L("% after")), e.number(&g.Limit, 1, 48), parts.Label(lang.L("s of ringing; not ready after")), e.whole(&g.Misses, 44),
		parts.Label(lang.L("in a row, for")), e.number(&g.Rest, 1, 48), parts.Label(lang.L("s"))))
	e.people(box, g)
	e.attendance(box, g)
	box.Add(parts.Room(0, 8))
	box.Add(parts.Strong(lang.L("Handling time of each type, times")))
	var cells []fyne.CanvasObject
	for _, t := range e.s.Types {
		cells = append(cells, parts.Row(6, parts.Fix(look.Scaled(120), 0, parts.Second(t.Name).Cutting()), e.factor(g, t.Name), parts.Room(12, 0)))
	}
	box.Add(parts.Lines(6, look.Scaled(620), cells...))
	box.Add(e.below("factor"))
	box.Add(e.line("learns", lang.L("They learn in"), e.whole(&g.Learns, 64), parts.Label(lang.L("calls; then a longer handling time is gone; 0: never"))))
	return box
}

func (e *editing) factor(g *routing.Group, of string) fyne.CanvasObject {
	text := ""
	if f, ok := g.Factor[of]; ok {
		text = plain(f)
	}
	return parts.Fix(look.Scaled(60), 0, e.parsed(text, "1", lang.L("This is no number."), func(t string) bool {
		v, ok := number(t)
		if !ok {
			return false
		}
		if v == 0 {
			delete(g.Factor, of)
			return true
		}
		if g.Factor == nil {
			g.Factor = map[string]float64{}
		}
		g.Factor[of] = v
		return true
	}))
}

// table is one table of a policy.
type table struct {
	at     *routing.Table
	byType bool // types are its rows, groups its columns
}

// tables are those of the policy, with whether types are their rows.
func (e *editing) tables() []table {
	p := &e.s.Policy
	return []table{{&p.CallChooses, true}, {&p.AgentChooses, false}, {&p.Delays, false}, {&p.Reserve, false}, {&p.CallWeights, true}, {&p.AgentWeights, false}}
}

// rename follows a new name through everything that speaks of it.
func (e *editing) rename(from, to string, ofType bool) {
	if from == to {
		return
	}
	e.s.Rename(from, to, ofType)
	for _, t := range e.tables() {
		if t.byType == ofType {
			moveKey(*t.at, from, to)
			continue
		}
		for _, cells := range *t.at {
			moveKey(cells, from, to)
		}
	}
	if ofType {
		for i := range e.s.Groups {
			moveKey(e.s.Groups[i].Factor, from, to)
		}
	}
}

func moveKey[T any](m map[string]T, from, to string) {
	if v, ok := m[from]; ok {
		delete(m, from)
		m[to] = v
	}
}

// forget takes a name out of everything that speaks of it.
func (e *editing) forget(name string, ofType bool) {
	e.s.Forget(name, ofType)
	for _, t := range e.tables() {
		if t.byType == ofType {
			delete(*t.at, name)
			continue
		}
		for _, cells := range *t.at {
			delete(cells, name)
		}
	}
	for i := range e.s.Groups {
		if ofType {
			delete(e.s.Groups[i].Factor, name)
		}
	}
}

func (e *editing) dropType() {
	i := e.at - 1
	e.forget(e.s.Types[i].Name, true)
	e.s.Types = slices.Delete(e.s.Types, i, i+1)
	e.nav.Choose(max(i, 0))
	e.changed()
}

func (e *editing) dropGroup() {
	i := e.at - 1 - len(e.s.Types)
	e.forget(e.s.Groups[i].Name, false)
	e.s.Groups = slices.Delete(e.s.Groups, i, i+1)
	e.nav.Choose(e.at - 1)
	e.changed()
}
