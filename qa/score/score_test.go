package score_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shifu/qa"
	"shifu/qa/score"
)

func dec(text string) qa.Decimal {
	d, err := qa.ParseDecimal(text)
	if err != nil {
		panic(text)
	}
	return d
}

// The options of the test rubric, by index.
const (
	full = iota
	most
	half
	little
	none
	failSection
	failAll
)

func ask(ref, weight string) qa.Question {
	return qa.Question{Ref: ref, Text: "Question " + ref, Weight: dec(weight), Kind: qa.KindSingle, NA: true, Options: []qa.Option{
		{Label: "full", Score: dec("1")}, {Label: "most", Score: dec("0.75")}, {Label: "half", Score: dec("0.5")},
		{Label: "little", Score: dec("0.25")}, {Label: "none", Score: dec("0")},
		{Label: "fail section", Score: dec("0.5"), Effect: qa.EffectFailSection},
		{Label: "fail all", Score: dec("0.5"), Effect: qa.EffectFailAll}}}
}

// twoSections is the rubric of the hand-computed tables: weights 2, 3, 5 in a
// section of 30, weights 4, 1 in a section of 10.
func twoSections(m qa.Mode, p qa.NAPolicy) *qa.Version {
	return &qa.Version{Title: "Test", Mode: m, NAPolicy: p, Sections: []qa.Section{
		{Title: "First", Weight: dec("30"), Questions: []qa.Question{ask("a", "2"), ask("b", "3"), ask("c", "5")}},
		{Title: "Second", Weight: dec("10"), Questions: []qa.Question{ask("d", "4"), ask("e", "1")}}}}
}

// heard: a full, b N/A, c half, d little, e N/A.
func heard() qa.Answers {
	return qa.Answers{"a": qa.Choose(full), "b": qa.NotApplicable(), "c": qa.Choose(half),
		"d": qa.Choose(little), "e": qa.NotApplicable()}
}

func wants(t *testing.T, what string, got score.Mark, want float64) {
	t.Helper()
	if !got.Known || math.Abs(got.Value-want) > 1e-9 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

var byHand = []struct {
	mode             qa.Mode
	policy           qa.NAPolicy
	plain, oneFailed float64 // oneFailed: c fails its section
}{
	{qa.ModeWeightedPoints, qa.NAProportional, 100 * (30*4.5 + 10*1.0) / (30*7 + 10*4), 100 * 10.0 / 250},
	{qa.ModeWeightedPoints, qa.NAEqualSplit, 100 * (30*6.75 + 10*1.25) / (30*10 + 10*5), 100 * 12.5 / 350},
	{qa.ModeWeightedPoints, qa.NAFullCredit, 70, 100 * 20.0 / 350},
	{qa.ModeWeightedPoints, qa.NAZero, 100 * 145.0 / 350, 100 * 10.0 / 350},
	{qa.ModeSectionPercent, qa.NAProportional, 100 * (30*4.5/7 + 10*0.25) / 40, 6.25},
	{qa.ModeSectionPercent, qa.NAEqualSplit, 56.875, 6.25},
	{qa.ModeSectionPercent, qa.NAFullCredit, 66.25, 10},
	{qa.ModeSectionPercent, qa.NAZero, 38.75, 5},
	{qa.ModeFlat, qa.NAProportional, 50, 100 * 1.0 / 11},
	{qa.ModeFlat, qa.NAEqualSplit, 100 * 8.0 / 15, 100 * 1.25 / 15},
	{qa.ModeFlat, qa.NAFullCredit, 100 * 9.5 / 15, 100 * 2.0 / 15},
	{qa.ModeFlat, qa.NAZero, 100 * 5.5 / 15, 100 * 1.0 / 15},
	{qa.ModeDeduction, qa.NAProportional, 94.5, 90},
	{qa.ModeDeduction, qa.NAEqualSplit, 93, 86.25},
	{qa.ModeDeduction, qa.NAFullCredit, 94.5, 87},
	{qa.ModeDeduction, qa.NAZero, 90.5, 86},
}

func TestScore_ModesAndPoliciesAsComputedByHand(t *testing.T) {
	for _, c := range byHand {
		t.Run(fmt.Sprint(c.mode, " ", c.policy), func(t *testing.T) {
			v := twoSections(c.mode, c.policy)
			if err := v.Check(); err != nil {
				t.Fatal(err)
			}
			r := score.Score(v, heard())
			wants(t, "raw", r.Raw, c.plain)
			wants(t, "final", r.Final, c.plain)
			if !r.Complete || len(r.Failed) > 0 {
				t.Errorf("complete %v, failed %v", r.Complete, r.Failed)
			}
		})
	}
}

func TestScore_FailedSectionScoresZeroAndKeepsItsWeight(t *testing.T) {
	for _, c := range byHand {
		a := heard()
		a["c"] = qa.Choose(failSection)
		r := score.Score(twoSections(c.mode, c.policy), a)
		wants(t, fmt.Sprint(c.mode, " ", c.policy), r.Final, c.oneFailed)
		if d := cmp.Diff([]string{"c"}, r.Failed); d != "" || !r.Sections[0].Failed || r.FailAll {
			t.Errorf("%s %s: failed %v", c.mode, c.policy, r.Failed)
		}
		wants(t, "percent of the failed section", r.Sections[0].Percent, 0)
	}
}

func TestScore_FailAllKeepsRawBesideZero(t *testing.T) {
	for _, c := range byHand {
		a := heard()
		a["c"] = qa.Choose(failAll) // scores 0.5 like the answer before
		r := score.Score(twoSections(c.mode, c.policy), a)
		wants(t, "raw", r.Raw, c.plain)
		wants(t, "final", r.Final, 0)
		if !r.FailAll || r.Sections[0].Failed {
			t.Errorf("fail all %v, section failed %v", r.FailAll, r.Sections[0].Failed)
		}
	}
}

func TestScore_AllNotApplicableHasNoScore(t *testing.T) {
	for _, c := range byHand {
		a := qa.Answers{}
		for _, ref := range []string{"a", "b", "c", "d", "e"} {
			a[ref] = qa.NotApplicable()
		}
		if r := score.Score(twoSections(c.mode, c.policy), a); r.Raw.Known || r.Final.Known || !r.Complete {
			t.Errorf("%s %s: raw %v final %v complete %v", c.mode, c.policy, r.Raw, r.Final, r.Complete)
		}
		if r := score.Score(twoSections(c.mode, c.policy), nil); r.Final.Known || r.Complete {
			t.Errorf("%s %s without answers: final %v", c.mode, c.policy, r.Final)
		}
	}
}

func TestScore_PointsLostAccountForEveryPoint(t *testing.T) {
	for _, c := range byHand {
		for _, answer := range []int{half, failSection} {
			a := heard()
			a["c"] = qa.Choose(answer)
			r := score.Score(twoSections(c.mode, c.policy), a)
			lost := 0.0
			for _, row := range r.Questions {
				lost += row.PointsLost
			}
			wants(t, fmt.Sprint(c.mode, " ", c.policy, ": 100 less all losses"), score.Known(100-lost), r.Raw.Value)
		}
	}
}

func TestScore_OpenQuestionsAreLeftOut(t *testing.T) {
	a := heard()
	delete(a, "d")
	delete(a, "e")
	a["b"] = qa.Answer{Comment: "only a comment"}
	r := score.Score(twoSections(qa.ModeSectionPercent, qa.NAProportional), a)
	wants(t, "final", r.Final, 100*4.5/7)
	if r.Complete || r.Answered != 2 || r.Visible != 5 || r.Sections[1].Percent.Known || r.Sections[1].WeightApplied != 0 {
		t.Errorf("complete %v, %d of %d, second section %+v", r.Complete, r.Answered, r.Visible, r.Sections[1])
	}
}

func TestScore_DeductionStopsAtZero(t *testing.T) {
	v := twoSections(qa.ModeDeduction, qa.NAProportional)
	v.Sections[0].Questions[2].Weight = dec("250")
	r := score.Score(v, heard())
	wants(t, "total", r.Total, 100-125-3)
	wants(t, "final", r.Final, 0)
}

func TestScore_BonusIsAddedAfterTheTotalAndCapped(t *testing.T) {
	for _, c := range []struct {
		may                bool
		points, only       string // bonus points beside the weight; weight of a bonus-only question
		answer, bonus, end float64
	}{
		{false, "", "3", full, 3, 97.5}, {false, "", "3", half, 1.5, 96},
		{false, "", "30", full, 30, 100}, {true, "", "30", full, 30, 124.5}, {false, "4", "", full, 4, 98.5},
	} {
		v := twoSections(qa.ModeDeduction, qa.NAProportional)
		v.BonusMayExceed = c.may
		extra := ask("x", "0")
		extra.Bonus = true
		if c.points != "" {
			extra.BonusPoints = dec(c.points)
		} else {
			extra.Weight = dec(c.only)
		}
		v.Sections[1].Questions = append(v.Sections[1].Questions, extra)
		a := heard()
		a["x"] = qa.Choose(int(c.answer))
		r := score.Score(v, a)
		wants(t, fmt.Sprintf("%+v", c), r.Final, c.end)
		wants(t, "bonus", score.Known(r.Bonus), c.bonus)
	}
}

func TestScore_ABonusAloneIsNoScore(t *testing.T) {
	v := twoSections(qa.ModeDeduction, qa.NAProportional)
	v.Sections[0].Questions[0].Bonus = true
	if r := score.Score(v, qa.Answers{"a": qa.Choose(full), "b": qa.NotApplicable()}); r.Final.Known {
		t.Errorf("final %v", r.Final)
	}
}

func TestScore_BonusLiftsATotalBelowZeroBeforeTheFloor(t *testing.T) {
	v := twoSections(qa.ModeDeduction, qa.NAProportional)
	v.Sections[0].Questions[2].Weight = dec("220") // loses 110, d loses 3: -13
	v.Sections[1].Questions[1].Bonus, v.Sections[1].Questions[1].BonusPoints = true, dec("20")
	a := heard()
	a["e"] = qa.Choose(full)
	wants(t, "final", score.Score(v, a).Final, 7)
}

func TestScore_ExcludedTextAndDateDoNotCount(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	out := ask("x", "50")
	out.Excluded = true
	v.Sections[0].Questions = append(v.Sections[0].Questions, out,
		qa.Question{Ref: "t", Text: "note", Kind: qa.KindText, Weight: dec("9")}, qa.Question{Ref: "w", Text: "when", Kind: qa.KindDate, Weight: dec("9")})
	a := heard()
	a["x"], a["t"], a["w"] = qa.Choose(failAll), qa.Enter("well"), qa.Enter("2026-11-18")
	r := score.Score(v, a)
	wants(t, "final", r.Final, 50)
	if r.Questions[3].State != score.Beside || !r.Complete || len(r.Failed) > 0 {
		t.Errorf("state %v, complete %v, failed %v", r.Questions[3].State, r.Complete, r.Failed)
	}
}

func TestScore_HiddenQuestionsAndThoseBehindThemVanish(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	v.Sections[0].Questions[0].VisibleWhen = &qa.Condition{Ref: "d", Is: []string{"none", "NA"}} // named later in the form
	v.Sections[0].Questions[2].VisibleWhen = &qa.Condition{Ref: "a", Is: []string{"full"}}
	r := score.Score(v, heard())
	wants(t, "a and c hidden", r.Final, 25)
	if r.Visible != 3 || r.Questions[2].State != score.Hidden {
		t.Errorf("visible %d, c %v", r.Visible, r.Questions[2].State)
	}
	a := heard()
	a["d"] = qa.NotApplicable()
	wants(t, "all shown", score.Score(v, a).Final, 100*4.5/7)
}

func TestScore_ACircleOfConditionsHidesItself(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	v.Sections[0].Questions[0].VisibleWhen = &qa.Condition{Ref: "c", Is: []string{"half"}}
	v.Sections[0].Questions[2].VisibleWhen = &qa.Condition{Ref: "a", Is: []string{"full"}}
	wants(t, "final", score.Score(v, heard()).Final, 25)
}

func TestScore_MultipleChoiceIsShareOfAllScores(t *testing.T) {
	q := qa.Question{Ref: "m", Text: "which", Weight: dec("1"), Kind: qa.KindMultiple, Options: []qa.Option{
		{Label: "x", Score: dec("1")}, {Label: "y", Score: dec("0.5")}, {Label: "z", Score: dec("0.5")}}}
	v := &qa.Version{Title: "M", Mode: qa.ModeFlat, Sections: []qa.Section{{Title: "S", Weight: dec("1"), Questions: []qa.Question{q}}}}
	for _, c := range []struct {
		chosen []int
		want   float64
	}{{[]int{0}, 50}, {[]int{1, 0}, 75}, {[]int{0, 1, 2}, 100}, {nil, 0}} {
		wants(t, fmt.Sprint(c.chosen), score.Score(v, qa.Answers{"m": qa.Choose(c.chosen...)}).Final, c.want)
	}
}

func TestScore_NumericTakesTheFirstRangeThatHolds(t *testing.T) {
	q := qa.Question{Ref: "n", Text: "seconds", Weight: dec("1"), Kind: qa.KindNumeric, Ranges: []qa.Range{
		{To: dec("12"), Score: dec("1")}, {From: dec("12"), To: dec("20"), Score: dec("0.5")}, {From: dec("20"), Score: dec("0")}}}
	v := &qa.Version{Title: "N", Sections: []qa.Section{{Title: "S", Weight: dec("1"), Questions: []qa.Question{q}}}}
	for value, want := range map[string]float64{"12": 100, "-3": 100, "12.01": 50, "20": 50, "99": 0} {
		wants(t, value, score.Score(v, qa.Answers{"n": qa.Enter(value)}).Final, want)
	}
}

func TestScore_ErrorsOfAClassAreCountedBesideTheScore(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	for i := range v.Sections[0].Questions {
		v.Sections[0].Questions[i].Class = qa.ClassCompliance
	}
	a := heard()
	a["a"], a["c"] = qa.Choose(little), qa.Choose(failSection)
	r := score.Score(v, a)
	if got := r.Classes[2]; got.Opportunities != 2 || got.Errors != 2 || got.Clean() {
		t.Errorf("compliance %+v", got)
	}
	if got := r.Classes[3]; got.Opportunities != 1 || got.Errors != 1 {
		t.Errorf("non-critical %+v", got)
	}
}
