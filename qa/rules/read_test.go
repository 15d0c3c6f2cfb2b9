package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa/entity"
	"shifu/qa/rules"
)

var same = cmpopts.IgnoreUnexported(rules.Matches{})

func TestRead_ABrokenFileNamesLineFieldAndReason(t *testing.T) {
	const head = "title: t\nrules:\n  - id: a\n    title: t\n    question: \"1\"\n    option: Met\n"
	for text, want := range map[string]string{
		"":                           "x, line 1, file: The file is empty.",
		"title: t\nrule: []":         "x, line 2, rule: There is no field \"rule\" here.",
		head:                         "x, line 3, rules[0].when: Say when the rule fires",
		head + "    when: {sed: {}}": "x, line 7, rules[0].when.sed: There is no field \"sed\" here.",
		head + "    when:\n      said: {any: [a], all: [b]}":                                                              "x, line 8, rules[0].when.said: Give one of any, all, none, of",
		head + "    when:\n      said: {any: []}":                                                                         "x, line 7, rules[0].when: Give at least one phrase.",
		head + "    when:\n      said: {any: [。。]}":                                                                       "\"。。\" has no letter and no digit",
		head + "    when:\n      said: {any: [a], by: boss}":                                                              "A lane is agent or customer, not \"boss\".",
		head + "    when:\n      said: {any: [a], first: soon}":                                                           "\"soon\" is no plain number such as 5 or 2.5.",
		head + "    when:\n      said: {of: [a, b], at_least: 3}":                                                         "at_least lies between 1 and the number of phrases, 2.",
		head + "    when:\n      matches: {pattern: \"(\"}":                                                               "This is no regular expression",
		head + "    when:\n      entity: {is: passport}":                                                                  "There is no kind \"passport\".",
		head + "    when:\n      silence: {over: 2}":                                                                      "A silence counts from 3 s on",
		head + "    when:\n      silence: {over: 5, by: agent}":                                                           "Silence and hold are nobody's",
		head + "    when:\n      speed: {by: agent}":                                                                      "Give above or below",
		head + "    when:\n      and: []":                                                                                 "Between 1 and 64 conditions belong here.",
		head + "    when:\n      said: {any: a}\n      order: {}":                                                         "One condition belongs here",
		head + "    when:\n      " + strings.Repeat("not: {", 12) + "said: {any: a}" + strings.Repeat("}", 12):            "Conditions lie more than 8 deep",
		head + "    when:\n      said: {any: a}\n" + head[len("title: t\nrules:\n"):] + "    when:\n      said: {any: a}": "There are two rules \"a\".",
	} {
		_, err := rules.Read("x", []byte(text))
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%q\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestShipped_RulesAreSoundAndSurviveWriting(t *testing.T) {
	for _, l := range rules.Languages {
		s, err := rules.Shipped(l)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Rules) < 12 || s.Language != l {
			t.Errorf("%s: %d rules for %s", l, len(s.Rules), s.Language)
		}
		again, err := rules.Read("again", s.Write())
		if err != nil {
			t.Fatalf("%v\n%s", err, s.Write())
		}
		if d := cmp.Diff(s, again, same); d != "" {
			t.Error(d)
		}
	}
}

// FuzzRead: rules are refused with a sentence, or survive writing and reading,
// and can be run.
func FuzzRead(f *testing.F) {
	for _, l := range rules.Languages {
		s, err := rules.Shipped(l)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(s.Write())
	}
	f.Add([]byte("title: t\nrules: [{id: a, title: t, question: q, option: NA, when: {order: {first: {hold: {}}, then: {entity: {is: [date, time]}}, each: true}}}]"))
	talk := call(nil, "A: 您好 hello", "?: 13800138000", "C: 三点")
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := rules.Read("fuzz", text)
		if err != nil {
			if !fault.Is(err, fault.Invalid) || fault.Sentence(err) == "" {
				t.Fatalf("refused without a sentence: %v", err)
			}
			return
		}
		again, err := rules.Read("again", s.Write())
		if err != nil {
			t.Fatalf("can't read what was written: %v\n%s", err, s.Write())
		}
		if d := cmp.Diff(s, again, same); d != "" {
			t.Fatalf("changed:\n%s", d)
		}
		s.Try([]*rules.Talk{talk})
	})
}

// anyCondition draws a condition.
func anyCondition(t *rapid.T, deep int) rules.Condition {
	where := rules.Where{First: time.Duration(rapid.IntRange(0, 60).Draw(t, "first")) * time.Second,
		Last: time.Duration(rapid.IntRange(0, 60).Draw(t, "last")) * time.Second}
	kind := rapid.IntRange(0, 6).Draw(t, "kind")
	if deep > 3 {
		kind %= 3
	}
	parts := func() []rules.Condition {
		var out []rules.Condition
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			out = append(out, anyCondition(t, deep+1))
		}
		return out
	}
	switch kind {
	case 0:
		phrases := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"您好", "停电", "修好", "again", "13800138000"}), 1, 4, rapid.ID[string]).Draw(t, "phrases")
		of := rapid.SampledFrom([]rules.Quantity{rules.Any, rules.All, rules.None}).Draw(t, "of")
		return &rules.Said{Phrases: phrases, Of: of, Within: rapid.IntRange(0, 3).Draw(t, "within"), Where: where}
	case 1:
		return &rules.Entity{Is: []entity.Kind{rapid.SampledFrom(entity.Kinds).Draw(t, "entity")}, Where: where}
	case 2:
		return &rules.Measure{Of: rules.Silence, Over: 5 * time.Second, Where: where}
	case 3:
		return rules.And(parts())
	case 4:
		return rules.Or(parts())
	case 5:
		return &rules.Order{First: anyCondition(t, deep+1), Then: anyCondition(t, deep+1), Each: rapid.Bool().Draw(t, "each")}
	}
	return rules.Not{Part: anyCondition(t, deep+1)}
}

var anyTalk = rapid.Custom(func(t *rapid.T) *rules.Talk {
	line := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"A:", "C:", "?:"}).Draw(t, "who") +
			strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"您好", "停电了。", "修好！", "again ", "13800138000", "三点", "x"}), 0, 5).Draw(t, "words"), "")
	})
	return call(nil, rapid.SliceOfN(line, 0, 6).Draw(t, "lines")...)
})

func TestProperty_WhatIsWrittenMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rules.Rule{ID: "a", Title: "t", Question: "1", Option: []string{"Met"}, When: anyCondition(t, 0)}
		again, err := rules.ReadRule("again", r.Write())
		if err != nil {
			t.Fatalf("%v\n%s", err, r.Write())
		}
		if d := cmp.Diff(r, again, same); d != "" {
			t.Fatal(d)
		}
	})
}

func TestProperty_NotTwiceIsTheSameAndLogicHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		talk := anyTalk.Draw(t, "talk")
		a, b := anyCondition(t, 1), anyCondition(t, 1)
		is := func(c rules.Condition) rules.Result { return (&rules.Rule{When: c}).Fires(talk) }
		if d := cmp.Diff(is(a), is(rules.Not{Part: rules.Not{Part: a}})); d != "" {
			t.Fatal("not not: " + d)
		}
		// De Morgan's law, in three values.
		left := is(rules.Not{Part: rules.And{a, b}}).Truth
		right := is(rules.Or{rules.Not{Part: a}, rules.Not{Part: b}}).Truth
		if left != right {
			t.Fatalf("not (a and b) is %v, not a or not b is %v", left, right)
		}
		if got := is(rules.And{a, rules.Not{Part: a}}).Truth; got == rules.Yes {
			t.Fatal("a and not a holds")
		}
		for _, h := range is(a).For {
			if h.Until < h.At || h.At < 0 || h.Quote == "" && h.Note.IsZero() {
				t.Fatalf("a hit without words or time: %+v", h)
			}
		}
	})
}
