package revision

import (
	"fmt"
	"strconv"
	"strings"

	"shifu/qa"
)

// field is a key of rubric files with its text in a rubric, section or question.
type field[T any] struct {
	key  string
	text func(t *T) string
}

// differing returns the fields whose texts differ.
func differing[T any](left, right *T, fields []field[T]) []Field {
	var out []Field
	for _, f := range fields {
		if l, r := f.text(left), f.text(right); l != r {
			out = append(out, Field{f.key, l, r})
		}
	}
	return out
}

var headFields = []field[qa.Version]{
	{"title", func(v *qa.Version) string { return v.Title }},
	{"language", func(v *qa.Version) string { return v.Language }},
	{"mode", func(v *qa.Version) string { return string(v.Mode) }},
	{"na_policy", func(v *qa.Version) string { return string(v.NAPolicy) }},
	{"bonus_may_exceed", func(v *qa.Version) string { return truth(v.BonusMayExceed) }},
	timer(0), timer(1), timer(2), timer(3), timer(4),
}

// timer is one of the timers, the default one where a version names none.
func timer(i int) field[qa.Version] {
	of := func(v *qa.Version) qa.TimerField {
		t := v.TimersInForce()
		return t.Fields()[i]
	}
	return field[qa.Version]{"timers." + of(&qa.Version{}).Key, func(v *qa.Version) string { return strconv.Itoa(*of(v).Value) }}
}

var sectionFields = []field[qa.Section]{
	{"title", func(s *qa.Section) string { return s.Title }},
	{"weight", func(s *qa.Section) string { return s.Weight.String() }},
}

var questionFields = []field[qa.Question]{
	{"text", func(q *qa.Question) string { return q.Text }},
	{"help", func(q *qa.Question) string { return q.Help }},
	{"applies_when", func(q *qa.Question) string { return q.AppliesWhen }},
	{"kind", func(q *qa.Question) string { return string(q.Kind) }},
	{"weight", func(q *qa.Question) string { return q.Weight.String() }},
	{"scale", func(q *qa.Question) string { return q.Scale }},
	{"options", func(q *qa.Question) string { return listed(q.Options, optionText) }},
	{"ranges", func(q *qa.Question) string { return listed(q.Ranges, rangeText) }},
	{"na", func(q *qa.Question) string { return truth(q.NA) }},
	{"comment", func(q *qa.Question) string { return string(q.Comment) }},
	{"evidence", func(q *qa.Question) string { return truth(q.Evidence) }},
	{"excluded", func(q *qa.Question) string { return truth(q.Excluded) }},
	{"class", func(q *qa.Question) string { return string(q.Class) }},
	{"visible_when", conditionText},
	{"root_causes", func(q *qa.Question) string { return strings.Join(q.RootCauses, ", ") }},
	{"bonus", bonusText},
	{"answer_by", func(q *qa.Question) string {
		return listed(q.AnswerBy, func(b qa.AnswerBy) string { return string(b) })
	}},
}

func truth(on bool) string {
	if on {
		return "true"
	}
	return ""
}

func listed[T any](list []T, text func(T) string) string {
	texts := make([]string, len(list))
	for i, t := range list {
		texts[i] = text(t)
	}
	return strings.Join(texts, ", ")
}

func optionText(o qa.Option) string {
	text := o.Label + " " + o.Score.String()
	if o.Effect != "" && o.Effect != qa.EffectNone {
		text += " " + string(o.Effect)
	}
	if o.Pass != nil {
		text += map[bool]string{true: " pass", false: " fail"}[*o.Pass]
	}
	if o.Colour != "" {
		text += " (" + o.Colour + ")"
	}
	return text
}

func rangeText(r qa.Range) string {
	return fmt.Sprintf("%s … %s: %s", r.From, r.To, r.Score)
}

func conditionText(q *qa.Question) string {
	if q.VisibleWhen == nil {
		return ""
	}
	return q.VisibleWhen.Ref + ": " + strings.Join(q.VisibleWhen.Is, ", ")
}

func bonusText(q *qa.Question) string {
	if q.BonusPoints.IsSet() {
		return q.BonusPoints.String()
	}
	return truth(q.Bonus)
}
