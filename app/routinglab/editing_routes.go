package routinglab

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

// routes are how the calls of a type find groups beside the tables, as far as
// the preset knows it.
func (e *editing) routes(box *fyne.Container, t *routing.Type) {
	p := &e.s.Policy
	if p.Preset == routing.Connect && !t.Personal || len(t.Criteria) > 0 {
		e.criteria(box, t)
	}
	if p.Preset == routing.Twilio || len(t.Attributes) > 0 {
		box.Add(e.line("attributes", lang.L("Attributes"), parts.Grow(e.attributes(&t.Attributes))))
	}
	if p.Preset == routing.Bullseye || len(t.Sheds) > 0 {
		e.sheds(box, t)
	}
	if p.Preset == routing.Bullseye || p.Preset == routing.Ranks || len(t.Preferred.Rings)+len(t.Conditions) > 0 {
		e.preferred(box, t)
		e.conditions(box, t)
	}
}

// attributes are those of Twilio's tasks: "value: gold; languages: zh, en".
func (e *editing) attributes(at *map[string][]string) *parts.Entry {
	var texts []string
	for _, key := range slices.Sorted(maps.Keys(*at)) {
		texts = append(texts, key+": "+strings.Join((*at)[key], ", "))
	}
	wants := lang.L("Each attribute has a name, a colon and values, as in: value: gold; languages: zh, en.")
	return e.parsed(strings.Join(texts, "; "), lang.L("as in: value: gold; languages: zh, en"), wants, func(t string) bool {
		out := map[string][]string{}
		for _, part := range strings.FieldsFunc(t, func(r rune) bool { return r == ';' || r == '；' }) {
			key, values, ok := strings.Cut(strings.ReplaceAll(part, "：", ":"), ":")
			if all := separated(values); ok && len(all) > 0 && strings.TrimSpace(key) != "" {
				out[strings.TrimSpace(key)] = all
			} else if strings.TrimSpace(part) != "" {
				return false
			}
		}
		if *at = out; len(out) == 0 {
			*at = nil
		}
		return true
	})
}

// criteria are Amazon Connect's routing steps.
func (e *editing) criteria(box *fyne.Container, t *routing.Type) {
	e.several(box, "criteria", lang.L("Routing steps"), lang.L("One more step"), len(t.Criteria), func(i int) []fyne.CanvasObject {
		c := &t.Criteria[i]
		return append(append([]fyne.CanvasObject{parts.Label(lang.L("asks who"))}, e.need(&c.Need)...), e.number(&c.For, 1, 48), parts.Label(lang.L("s; 0: to the end")))
	}, func(i int) { t.Criteria = slices.Delete(t.Criteria, i, i+1) }, func() {
		if n := len(t.Criteria); n > 0 && t.Criteria[n-1].For == 0 {
			t.Criteria[n-1].For = 20
		}
		t.Criteria = append(t.Criteria, routing.Criterion{Need: e.needLike(needAll, &routing.Expression{})})
	})
}

// sheds are the skills that a bullseye removes as a call leaves a ring.
func (e *editing) sheds(box *fyne.Container, t *routing.Type) {
	e.several(box, "sheds", lang.L("Bullseye"), lang.L("Ring"), len(t.Sheds), func(i int) []fyne.CanvasObject {
		return []fyne.CanvasObject{parts.Label(lang.L("leaving ring {{.N}} no longer needs", map[string]any{"N": i + 1})), listed(e, &t.Sheds[i], lang.L("skills, as in: english, fault"), 240)}
	}, func(i int) { t.Sheds = slices.Delete(t.Sheds, i, i+1) }, func() { t.Sheds = append(t.Sheds, nil) })
}

// preferred are groups that are asked before others, by their scores.
func (e *editing) preferred(box *fyne.Container, t *routing.Type) {
	f := &t.Preferred
	var texts []string
	for _, g := range e.s.Groups {
		if score, ok := f.Scores[g.Name]; ok {
			texts = append(texts, fmt.Sprintf("%s %d", g.Name, score))
		}
	}
	scores := e.parsed(strings.Join(texts, ", "), lang.L("group and score 0 to 100, as in: own 90, lent 50"), lang.L("Each group needs a score from 0 to 100, as in: own 90, lent 50."), func(text string) bool {
		all, ok := graded(text, 0, routing.MostScore)
		if ok {
			f.Scores = nil
			for _, x := range all {
				if f.Scores == nil {
					f.Scores = map[string]int{}
				}
				f.Scores[x.name] = x.level
			}
		}
		return ok
	})
	box.Add(e.line("preferred.scores", lang.L("Preferred"), parts.Fix(look.Scaled(330), 0, scores)))
	e.several(box, "preferred.rings", "", lang.L("Ring of preferred groups"), len(f.Rings), func(i int) []fyne.CanvasObject {
		r := &f.Rings[i]
		return []fyne.CanvasObject{parts.Label(lang.L("asks scores from")), e.whole(&r.Least, 48), parts.Label(lang.L("for")), e.number(&r.For, 1, 48), parts.Label(lang.L("s"))}
	}, func(i int) { f.Rings = slices.Delete(f.Rings, i, i+1) }, func() { f.Rings = append(f.Rings, routing.PreferredRing{Least: 80, For: 10}) })
}

// conditions are under which groups help.
func (e *editing) conditions(box *fyne.Container, t *routing.Type) {
	e.several(box, "conditions", lang.L("Help only if"), lang.L("One more condition"), len(t.Conditions), func(i int) []fyne.CanvasObject {
		return e.condition(&t.Conditions[i])
	}, func(i int) { t.Conditions = slices.Delete(t.Conditions, i, i+1) }, func() {
		var last []string
		if n := len(e.s.Groups); n > 0 {
			last = []string{e.s.Groups[n-1].Name}
		}
		t.Conditions = append(t.Conditions, routing.Condition{Groups: last, Measure: routing.HowMany, Above: 5})
	})
}

func (e *editing) condition(c *routing.Condition) []fyne.CanvasObject {
	measures := []string{lang.L("calls waiting"), lang.L("longest wait (s)"), lang.L("SLb (%)")}
	at, times, side := &c.Above, 1., 0
	if c.Below > 0 {
		at, side = &c.Below, 1
	}
	if c.Measure == routing.InTime {
		times = 100
	}
	return []fyne.CanvasObject{listed(e, &c.Groups, lang.L("groups, as in: own, lent"), 76), parts.Label(lang.L("when")), e.oneType(&c.Of, lang.L("its own queue"), 80),
		parts.NewSelect(measures, slices.Index(routing.Measures, c.Measure), func(i int) { c.Measure = routing.Measures[i]; c.Above, c.Below = 0, 0; e.redraw() }).Wide(88),
		parts.NewSegments([]string{">", "<"}, side, func(i int) {
			v := max(c.Above, c.Below, 1)
			if c.Above, c.Below = v, 0; i == 1 {
				c.Above, c.Below = 0, v
			}
			e.redraw()
		}), e.number(at, times, 48)}
}

// workflow are Twilio's filters, each with its steps.
func (e *editing) workflow(box *fyne.Container, p *routing.Policy) {
	for i := range p.Workflow {
		f := &p.Workflow[i]
		at := fmt.Sprintf("workflow[%d]", i)
		box.Add(e.line(at, lang.L("Filter {{.N}}", map[string]any{"N": i + 1}), parts.Label(lang.L("calls of")), listed(e, &f.Types, lang.L("types; none: all the others"), 240), parts.Gap(),
			parts.NewButton(lang.L("Remove the filter"), parts.Quiet, func() { p.Workflow = slices.Delete(p.Workflow, i, i+1); e.redraw() }).AsSmall()))
		box.Add(e.line(at+".where", "", parts.Label(lang.L("where")), parts.Grow(e.ruleField(&f.Where, lang.L("a condition over the task; empty: always")))))
		e.targets(box, at, f)
	}
	box.Add(e.line("workflow", "", parts.NewButton(lang.L("Filter"), parts.Tinted, func() {
		p.Workflow = append(p.Workflow, routing.Filter{Targets: []routing.Target{e.newTarget()}})
		e.redraw()
	}).AsSmall().WithIcon("add")))
}

// ruleField is a field for one of TaskRouter's conditions, which the check of the
// scenario reads.
func (e *editing) ruleField(at *string, hint string) *parts.Entry {
	return e.parsed(*at, hint, "", func(t string) bool {
		*at = strings.TrimSpace(t)
		return true
	})
}

func (e *editing) newTarget() routing.Target {
	var all []string
	for _, g := range e.s.Groups {
		all = append(all, g.Name)
	}
	return routing.Target{Groups: all}
}

func (e *editing) targets(box *fyne.Container, path string, f *routing.Filter) {
	for i := range f.Targets {
		t := &f.Targets[i]
		at := fmt.Sprintf("%s.targets[%d]", path, i)
		box.Add(e.line(at, "", append([]fyne.CanvasObject{parts.Label(lang.L("{{.N}}. asks", map[string]any{"N": i + 1})), listed(e, &t.Groups, lang.L("groups; none: all"), 96)}, append(e.needed(t),
			parts.Gap(), parts.NewButton(lang.L("Remove"), parts.Quiet, func() { f.Targets = slices.Delete(f.Targets, i, i+1); e.redraw() }).AsSmall())...)...))
		box.Add(e.line(at+".for", "", parts.Label(lang.L("for")), e.number(&t.For, 1, 44), parts.Label(lang.L("s")), parts.Second(lang.L("Priority")), e.whole(&t.Priority, 44),
			parts.Second(lang.L("by skill")), e.words(t.OrderBy, 60, func(v string) { t.OrderBy = v }), e.check(lang.L("lowest first"), &t.Ascending)))
		box.Add(e.line(at+".skip_if", "", parts.Label(lang.L("left at once if")), parts.Grow(e.ruleField(&t.SkipIf, lang.L("workers.available == 0; empty: never")))))
	}
	box.Add(e.line(path+".targets", "", parts.NewButton(lang.L("One more step"), parts.Tinted, func() {
		if n := len(f.Targets); n > 0 && f.Targets[n-1].For == 0 {
			f.Targets[n-1].For = 20
		}
		f.Targets = append(f.Targets, e.newTarget())
		e.redraw()
	}).AsSmall().WithIcon("add")))
}

// needed is the condition of a target, which need not have one.
func (e *editing) needed(t *routing.Target) []fyne.CanvasObject {
	if t.Need != nil {
		return append(e.need(t.Need), parts.NewButton(lang.L("None"), parts.Quiet, func() { t.Need = nil; e.redraw() }).AsSmall())
	}
	return []fyne.CanvasObject{parts.NewButton(lang.L("One more condition"), parts.Tinted, func() {
		x := e.needLike(needAll, &routing.Expression{})
		t.Need = &x
		e.redraw()
	}).AsSmall().WithIcon("add")}
}
