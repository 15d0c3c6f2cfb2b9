package exam_test

import (
	"testing"

	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

// sheet has three scored questions of 5, 3 and 2 points and a note.
func sheet() *qa.Version {
	q := func(ref string, weight int) qa.Question {
		return qa.Question{Ref: ref, Kind: qa.KindYesNo, Weight: qa.Whole(weight), NA: true}
	}
	return &qa.Version{Sections: []qa.Section{{Questions: []qa.Question{q("a", 5), q("b", 3), q("c", 2), {Ref: "note", Kind: qa.KindText}}}}}
}

func TestAgreement_IsTheShareOfTheWeights(t *testing.T) {
	expert := qa.Answers{"a": qa.Choose(0), "b": qa.Choose(1), "c": qa.NotApplicable(), "note": qa.Enter("x")}
	for name, c := range map[string]struct {
		given qa.Answers
		want  float64
	}{
		"all alike, another note":  {qa.Answers{"a": qa.Choose(0), "b": qa.Choose(1), "c": qa.NotApplicable(), "note": qa.Enter("y")}, 1},
		"the heaviest one differs": {qa.Answers{"a": qa.Choose(1), "b": qa.Choose(1), "c": qa.NotApplicable()}, .5},
		"an answer is missing":     {qa.Answers{"a": qa.Choose(0), "b": qa.Choose(1)}, .8},
		"nothing was answered":     {qa.Answers{}, 0},
	} {
		if got := exam.Agreement(sheet(), c.given, expert); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAgreement_WithoutWeightsAllQuestionsCountAlike(t *testing.T) {
	v := sheet()
	for i := range v.Sections[0].Questions {
		v.Sections[0].Questions[i].Weight = qa.Whole(0)
	}
	expert := qa.Answers{"a": qa.Choose(0), "b": qa.Choose(0), "c": qa.Choose(0)}
	if got := exam.Agreement(v, qa.Answers{"a": qa.Choose(0)}, expert); got < .333 || got > .334 {
		t.Error(got)
	}
}

func TestAgreement_WhatTheExpertWasNotShownDoesNotCount(t *testing.T) {
	v := sheet()
	v.Sections[0].Questions[1].VisibleWhen = &qa.Condition{Ref: "a", Is: []string{"No"}}
	expert := qa.Answers{"a": qa.Choose(0), "c": qa.Choose(0)}
	if got := exam.Agreement(v, qa.Answers{"a": qa.Choose(0), "b": qa.Choose(0)}, expert); got < 5.0/7-1e-9 || got > 5.0/7+1e-9 {
		t.Error(got)
	}
}

func TestEvaluation_ComesBackAsItWasWritten(t *testing.T) {
	a, err := exam.Evaluation(qa.Answers{"a": qa.Choose(1)})
	if err != nil || !a.Given() {
		t.Fatal(a, err)
	}
	if back, err := exam.Evaluated(a); err != nil || !exam.SameAnswer(back["a"], qa.Choose(1)) {
		t.Error(back, err)
	}
	if a, _ := exam.Evaluation(nil); a.Given() {
		t.Error("nothing is no answer", a)
	}
	if _, err := exam.Evaluated(bank.Answer{Evaluation: "{"}); err == nil {
		t.Error("a broken evaluation was read")
	}
}

func FuzzEvaluated(f *testing.F) {
	f.Add(`{"a":{"options":[1]}}`)
	f.Add(`{"a":{"options":null,"value":"x"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		given, err := exam.Evaluated(bank.Answer{Evaluation: text})
		if err != nil {
			return
		}
		if share := exam.Agreement(sheet(), given, given); share < 0 || share > 1+1e-9 {
			t.Error(share)
		}
	})
}
