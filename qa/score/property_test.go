package score_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"shifu/qa"
	"shifu/qa/score"
)

var (
	modes    = []qa.Mode{qa.ModeWeightedPoints, qa.ModeSectionPercent, qa.ModeFlat, qa.ModeDeduction}
	policies = []qa.NAPolicy{qa.NAProportional, qa.NAEqualSplit, qa.NAFullCredit, qa.NAZero}
)

func cents(t *rapid.T, label string, low, high int) qa.Decimal {
	return dec(strconv.FormatFloat(float64(rapid.IntRange(low, high).Draw(t, label))/100, 'f', 2, 64))
}

// anyVersion draws a rubric with all kinds of choice, conditions on earlier
// questions and fail effects.
func anyVersion(t *rapid.T) *qa.Version {
	v := &qa.Version{Title: "Any", Mode: rapid.SampledFrom(modes).Draw(t, "mode"), NAPolicy: rapid.SampledFrom(policies).Draw(t, "policy"),
		BonusMayExceed: rapid.Bool().Draw(t, "may exceed")}
	refs := []string{}
	for s := range rapid.IntRange(1, 4).Draw(t, "sections") {
		section := qa.Section{Title: fmt.Sprint("S", s), Weight: cents(t, "W", 0, 5000)}
		for i := range rapid.IntRange(1, 5).Draw(t, "questions") {
			q := anyQuestion(t, fmt.Sprintf("%d.%d", s, i))
			if len(refs) > 0 && rapid.IntRange(0, 5).Draw(t, "conditional") == 0 {
				q.VisibleWhen = &qa.Condition{Ref: rapid.SampledFrom(refs).Draw(t, "on"), Is: []string{"o0", "NA"}}
			}
			refs = append(refs, q.Ref)
			section.Questions = append(section.Questions, q)
		}
		v.Sections = append(v.Sections, section)
	}
	return v
}

func anyQuestion(t *rapid.T, ref string) qa.Question {
	q := qa.Question{Ref: ref, Text: ref, NA: true, Weight: cents(t, "w", 0, 3000),
		Kind:     rapid.SampledFrom([]qa.Kind{qa.KindSingle, qa.KindMultiple}).Draw(t, "kind"),
		Excluded: rapid.IntRange(0, 9).Draw(t, "excluded") == 0, Bonus: rapid.IntRange(0, 9).Draw(t, "bonus") == 0}
	for o := range rapid.IntRange(2, 4).Draw(t, "options") {
		effect := rapid.SampledFrom([]qa.Effect{"", "", "", "", "", "", "", "", qa.EffectFailSection, qa.EffectFailAll}).Draw(t, "effect")
		q.Options = append(q.Options, qa.Option{Label: fmt.Sprint("o", o), Score: cents(t, "s", 0, 100), Effect: effect})
	}
	return q
}

func anyAnswers(t *rapid.T, v *qa.Version) qa.Answers {
	a := qa.Answers{}
	for _, q := range v.All {
		switch n := rapid.IntRange(-2, len(q.Options)-1).Draw(t, "answer "+q.Ref); {
		case n == -1:
			a[q.Ref] = qa.NotApplicable()
		case n >= 0:
			a[q.Ref] = qa.Choose(n)
		}
	}
	return a
}

func same(t *rapid.T, what string, a, b score.Mark) {
	if a.Known != b.Known || math.Abs(a.Value-b.Value) > 1e-9*math.Max(1, math.Abs(a.Value)) {
		t.Fatalf("%s: %v became %v", what, a, b)
	}
}

func TestScore_StaysWithinItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		r := score.Score(v, anyAnswers(t, v))
		if r.Raw.Known && (r.Raw.Value < 0 || (r.Raw.Value > 100 && !v.BonusMayExceed)) {
			t.Fatalf("raw %v", r.Raw.Value)
		}
		if r.FailAll && r.Final.Value != 0 {
			t.Fatalf("final %v in spite of a fail all", r.Final)
		}
		for _, s := range r.Sections {
			if s.Percent.Value < 0 || s.Percent.Value > 100 {
				t.Fatalf("section %+v", s)
			}
		}
	})
}

func scaled(v *qa.Version, factor float64, sections bool) *qa.Version {
	out := *v
	out.Sections = slices.Clone(v.Sections)
	times := func(d qa.Decimal) qa.Decimal { return dec(strconv.FormatFloat(d.Float()*factor, 'f', -1, 64)) }
	for i := range out.Sections {
		if sections {
			out.Sections[i].Weight = times(out.Sections[i].Weight)
			continue
		}
		out.Sections[i].Questions = slices.Clone(out.Sections[i].Questions)
		for j := range out.Sections[i].Questions {
			if q := &out.Sections[i].Questions[j]; !q.OnlyBonus() { // a bonus is points, not a weight
				q.Weight = times(q.Weight)
			}
		}
	}
	return &out
}

func TestScore_WeightsHaveNoScaleExceptInDeduction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		v.Mode = rapid.SampledFrom(modes[:3]).Draw(t, "mode without deduction")
		a := anyAnswers(t, v)
		factor := rapid.SampledFrom([]float64{0.5, 2, 3, 0.1, 12.25}).Draw(t, "factor")
		r := score.Score(v, a)
		for _, sections := range []bool{true, false} {
			same(t, fmt.Sprint("all weights times ", factor, ", sections ", sections), r.Final, score.Score(scaled(v, factor, sections), a).Final)
		}
	})
}

func TestScore_SectionWeightsDontMatterInDeduction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		v.Mode = qa.ModeDeduction
		a := anyAnswers(t, v)
		other := scaled(v, 3, true)
		other.Sections[0].Weight = dec("0")
		same(t, "other section weights", score.Score(v, a).Final, score.Score(other, a).Final)
	})
}

func TestScore_NotApplicableIsNeutralUnderProportional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		v.NAPolicy = qa.NAProportional
		a := anyAnswers(t, v)
		before := score.Score(v, a)
		section := rapid.IntRange(0, len(v.Sections)-1).Draw(t, "section")
		extra := anyQuestion(t, "new")
		v.Sections[section].Questions = append(v.Sections[section].Questions, extra)
		a["new"] = qa.NotApplicable()
		same(t, "one more N/A", before.Final, score.Score(v, a).Final)
	})
}

func TestScore_RaisingAChosenOptionNeverLowersTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		a := anyAnswers(t, v)
		before := score.Score(v, a)
		for _, q := range v.All {
			for _, i := range a[q.Ref].Options {
				o := &q.Options[i]
				up := rapid.IntRange(int(math.Round(o.Score.Float()*100)), 100).Draw(t, "raised "+q.Ref)
				o.Score = dec(strconv.FormatFloat(float64(up)/100, 'f', 2, 64))
			}
		}
		after := score.Score(v, a)
		if after.Final.Known != before.Final.Known || after.Final.Value < before.Final.Value-1e-9 {
			t.Fatalf("%v fell to %v", before.Final, after.Final)
		}
	})
}

func TestScore_ReusedResultEqualsAFreshOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		scheme := score.Compile(v)
		var r score.Result
		scheme.Score(anyAnswers(t, v), &r)
		a := anyAnswers(t, v)
		scheme.Score(a, &r)
		fresh := score.Score(v, a)
		if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", fresh) {
			t.Fatalf("%+v\n%+v", r, fresh)
		}
		scheme.ScoreSheet(scheme.Sheet(a), &r)
		if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", fresh) {
			t.Fatalf("by sheet %+v\n%+v", r, fresh)
		}
	})
}

func TestScore_VisibleAgreesWithTheVersion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion(t)
		a := anyAnswers(t, v)
		shown := v.Visible(a)
		for _, row := range score.Score(v, a).Questions {
			if shown[row.Ref] != (row.State != score.Hidden) {
				t.Fatalf("%s: shown %v, state %v", row.Ref, shown[row.Ref], row.State)
			}
		}
	})
}
