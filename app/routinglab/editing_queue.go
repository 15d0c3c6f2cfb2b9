package routinglab

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

// emptiness are Asterisk's joinempty and leavewhenempty.
func (e *editing) emptiness(box *fyne.Container, q *routing.Queueing) {
	box.Add(e.line("queueing.join_empty", lang.L("Nobody there"), parts.Label(lang.L("may not join when all are")), e.excluded(&q.JoinEmpty, routing.JoinEmpty)))
	box.Add(e.line("queueing.leave_when_empty", "", parts.Label(lang.L("must leave when all are")), e.excluded(&q.LeaveWhenEmpty, routing.LeaveWhenEmpty)))
}

// excluded is a field for reasons, or a short word for some of them.
func (e *editing) excluded(at *[]routing.Excluded, short func(string) ([]routing.Excluded, bool)) fyne.CanvasObject {
	texts := make([]string, len(*at))
	for i, x := range *at {
		texts[i] = string(x)
	}
	all := make([]string, len(routing.Exclusions))
	for i, x := range routing.Exclusions {
		all[i] = string(x)
	}
	known := strings.Join(all, ", ")
	wants := lang.L("yes, no, strict, loose, or some of: {{.Words}}.", map[string]any{"Words": known})
	return parts.Fix(look.Scaled(300), 0, e.parsed(strings.Join(texts, ", "), lang.L("yes, no, strict, loose, or: paused, penalty, inuse …"), wants, func(t string) bool {
		if set, ok := short(strings.TrimSpace(t)); ok {
			*at = set
			return true
		}
		var out []routing.Excluded
		for _, word := range separated(t) {
			if !slices.Contains(all, word) {
				return false
			}
			out = append(out, routing.Excluded(word))
		}
		*at = out
		return true
	}))
}

// penalties are between which penalties members are asked, and how that changes
// while a call waits.
func (e *editing) penalties(box *fyne.Container, q *routing.Queueing) {
	l := &q.Limits
	box.Add(e.line("queueing", lang.L("Penalties"), parts.Label(lang.L("from")), e.limit(&l.Min, &l.SetMin), parts.Label(lang.L("to")), e.limit(&l.Max, &l.SetMax), parts.Label(lang.L("lower ones raised to")), e.limit(&l.Raise, &l.SetUp),
		e.check(lang.L("not those below the least"), &l.Respect)))
	e.several(box, "queueing.changes", lang.L("Rings change"), lang.L("Limit change"), len(q.Changes), func(i int) []fyne.CanvasObject {
		c := &q.Changes[i]
		return []fyne.CanvasObject{parts.Label(lang.L("after waiting")), e.number(&c.After, 1, 48), parts.Label(lang.L("s: from")), e.step(&c.Min), parts.Label(lang.L("to")), e.step(&c.Max), parts.Label(lang.L("raised to")), e.step(&c.Raise)}
	}, func(i int) { q.Changes = slices.Delete(q.Changes, i, i+1) }, func() {
		after := 30.
		if n := len(q.Changes); n > 0 {
			after += q.Changes[n-1].After
		}
		l.SetMax = true
		q.Changes = append(q.Changes, routing.PenaltyChange{After: after, Max: routing.Step{By: 1, Relative: true, Given: true}})
	})
}

// limit is a field for a whole number that need not be set.
func (e *editing) limit(at *int, set *bool) fyne.CanvasObject {
	text := ""
	if *set {
		text = strconv.Itoa(*at)
	}
	return parts.Fix(look.Scaled(44), 0, e.parsed(text, "–", lang.L("This is no whole number."), func(t string) bool {
		t = strings.TrimSpace(t)
		v, err := strconv.Atoi(t)
		if t != "" && (err != nil || v < 0 || v > routing.MostLevel) {
			return false
		}
		*at, *set = v, t != ""
		return true
	}))
}

// step is a field for a limit's change: 5, +5 or -5.
func (e *editing) step(at *routing.Step) fyne.CanvasObject {
	text := ""
	if at.Given {
		if text = strconv.Itoa(at.By); at.Relative && at.By >= 0 {
			text = "+" + text
		}
	}
	return parts.Fix(look.Scaled(48), 0, e.parsed(text, "–", lang.L("A change is a number such as 5, +5 or -5."), func(t string) bool {
		t = strings.TrimSpace(t)
		v, err := strconv.Atoi(t)
		if t != "" && err != nil {
			return false
		}
		*at = routing.Step{By: v, Relative: strings.HasPrefix(t, "+") || strings.HasPrefix(t, "-"), Given: t != ""}
		return true
	}))
}

// blend lets the calls of a type be tasks that go out while callers are safe.
func (e *editing) blend(box *fyne.Container, t *routing.Type) {
	box.Add(e.line("blend", lang.L("Outbound"), parts.NewCheck(lang.L("Tasks of ours that go out while callers are safe"), t.Blend != nil, func(on bool) {
		if t.Blend = nil; on {
			var all []string
			for _, g := range e.s.Groups {
				all = append(all, g.Name)
			}
			t.Blend = &routing.TaskBlend{Blend: routing.Blend{S1: 4, S2: 1, Kappa: 1}, Test: all, Target: slices.Clone(all)}
		}
		e.redraw()
	})))
	if b := t.Blend; b != nil {
		box.Add(e.line("blend.test", "", parts.Label(lang.L("while")), e.whole(&b.S1, 40), parts.Label(lang.L("or more are free in")), listed(e, &b.Test, lang.L("groups, as in: own, lent"), 240)))
		box.Add(e.line("blend.target", "", parts.Label(lang.L("and at least")), e.whole(&b.S2, 40), parts.Label(lang.L("of them in")), listed(e, &b.Target, lang.L("groups, as in: own, lent"), 240)))
		box.Add(e.line("blend", "", parts.Label(lang.L("dials")), e.number(&b.Kappa, 1, 48), parts.Label(lang.L("times the free ones, plus")), e.number(&b.C, 1, 48)))
	}
}
