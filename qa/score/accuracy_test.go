package score_test

import (
	"testing"

	"shifu/qa"
	"shifu/qa/score"
)

func TestAccuracy_TwoErrorsOfACriticalClassInOneCallCountOnce(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	for i := range v.Sections[0].Questions {
		v.Sections[0].Questions[i].Class = qa.ClassBusiness
	}
	var all score.Accuracy
	for _, a := range []qa.Answers{
		{"a": qa.Choose(none), "b": qa.Choose(little), "d": qa.Choose(none), "e": qa.Choose(full)},
		{"a": qa.Choose(full), "b": qa.NotApplicable(), "d": qa.Choose(full), "e": qa.NotApplicable()},
		{"a": qa.Choose(half)},
	} {
		r := score.Score(v, a)
		all.Add(&r)
	}
	for class, want := range map[qa.Class][2]int{qa.ClassBusiness: {2, 3}, qa.ClassCustomer: {3, 3}, qa.ClassNonCritical: {2, 3}} {
		if hits, n := all.Rate(class); hits != want[0] || n != want[1] {
			t.Errorf("%s: %d of %d, want %v", class, hits, n, want)
		}
	}
}
