package routinglab

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
	"shifu/routing/scenariofile"
)

// The ways to ask for groups.
const (
	needAll    = iota // every one of some skills
	needAny           // one of them
	needGroups        // groups by name
	needOther         // any condition, as the file has it
)

// need is a condition on groups: most are skills or names; what else there is
// stands as text.
func (e *editing) need(at *routing.Expression) []fyne.CanvasObject {
	kind := kindOf(at)
	names := []string{lang.L("has all skills"), lang.L("has one of the skills"), lang.L("is one of the groups"), lang.L("meets (text)")}
	pick := parts.NewSelect(names, kind, func(i int) { *at = e.needLike(i, at); e.redraw() }).Wide(118)
	return []fyne.CanvasObject{pick, parts.Fix(look.Scaled(104), 0, e.needField(kind, at))}
}

// kindOf tells a condition's way.
func kindOf(x *routing.Expression) int {
	skills := func(all []routing.Expression) bool {
		return !slices.ContainsFunc(all, func(y routing.Expression) bool { return y.Skill == "" })
	}
	switch {
	case x.Skill != "", len(x.All) > 0 && skills(x.All):
		return needAll
	case len(x.Any) > 0 && skills(x.Any):
		return needAny
	case len(x.Groups) > 0:
		return needGroups
	}
	return needOther
}

// needLike is a condition of a way to begin with; skills are taken along.
func (e *editing) needLike(kind int, old *routing.Expression) routing.Expression {
	skills := skillsOf(old)
	if len(skills) == 0 {
		skills = []routing.Expression{{Skill: lang.L("skill"), Level: 1}}
		for _, g := range e.s.Groups {
			for name := range g.Skills {
				skills[0].Skill = min(name, skills[0].Skill)
			}
		}
	}
	switch kind {
	case needAll:
		return joined(skills, false)
	case needAny:
		return joined(skills, true)
	case needGroups:
		if len(e.s.Groups) > 0 {
			return routing.Expression{Groups: []string{e.s.Groups[0].Name}}
		}
	case needOther:
		return routing.Expression{Not: &routing.Expression{All: skills}}
	}
	return *old
}

func skillsOf(x *routing.Expression) []routing.Expression {
	switch {
	case x.Skill != "":
		return []routing.Expression{*x}
	case len(x.All) > 0 && kindOf(x) == needAll:
		return x.All
	case len(x.Any) > 0 && kindOf(x) == needAny:
		return x.Any
	}
	return nil
}

func joined(skills []routing.Expression, any bool) routing.Expression {
	switch {
	case any:
		return routing.Expression{Any: skills}
	case len(skills) == 1:
		return skills[0]
	}
	return routing.Expression{All: skills}
}

func (e *editing) needField(kind int, at *routing.Expression) *parts.Entry {
	switch kind {
	case needGroups:
		return e.parsed(strings.Join(at.Groups, ", "), lang.L("groups, as in: own, lent"), lang.L("Names of groups belong here, with commas between them."), func(t string) bool {
			names := separated(t)
			if len(names) > 0 {
				*at = routing.Expression{Groups: names}
			}
			return len(names) > 0
		})
	case needOther:
		return e.parsed(scenariofile.WriteNeed(at), "", lang.L("This is no condition of a scenario file, such as {any: [{skill: fault, level: 3}, {groups: [own]}]}."), func(t string) bool {
			x, err := scenariofile.ReadNeed(t)
			if err == nil {
				*at = x
			}
			return err == nil
		})
	}
	var texts []string
	for _, x := range skillsOf(at) {
		texts = append(texts, fmt.Sprintf("%s %d", x.Skill, x.Level))
	}
	return e.parsed(strings.Join(texts, ", "), lang.L("skill and level 1 to 5, as in: fault 3, english 2"), lang.L("Each skill needs a level from 1 to 5, as in: fault 3, english 2."), func(t string) bool {
		all, ok := graded(t, 1, 5)
		if ok = ok && len(all) > 0; ok {
			var skills []routing.Expression
			for _, x := range all {
				skills = append(skills, routing.Expression{Skill: x.name, Level: x.level})
			}
			*at = joined(skills, kind == needAny)
		}
		return ok
	})
}

// grade is a name with a number behind it.
type grade struct {
	name  string
	level int
}

// graded reads "fault 3, english 2".
func graded(text string, least, most int) (out []grade, ok bool) {
	for _, part := range separated(text) {
		words := strings.Fields(part)
		level, err := strconv.Atoi(words[len(words)-1])
		if len(words) < 2 || err != nil || level < least || level > most {
			return nil, false
		}
		out = append(out, grade{strings.Join(words[:len(words)-1], " "), level})
	}
	return out, true
}
