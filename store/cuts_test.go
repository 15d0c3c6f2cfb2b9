package store_test

import (
	"math"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/cut"
)

// judges are two reviewers of the vendor, who sit no exam.
func (v *town) judges(t testing.TB) []people.Actor {
	t.Helper()
	return []people.Actor{v.person(t, v.acme, "", "judgeone", people.Reviewer), v.person(t, v.acme, "", "judgetwo", people.Reviewer)}
}

func ids(all []people.Actor) (out []string) {
	for _, a := range all {
		out = append(out, a.PersonID)
	}
	return out
}

// rateAll rates every question alike and finishes the round.
func (v *town) rateAll(t testing.TB, by people.Actor, study string, p float64, e cut.Expectation) {
	t.Helper()
	s := must[cut.Sheet](t)(v.Cuts().Sheet(ctx, by, study))
	for _, it := range s.Items {
		if err := v.Cuts().Rate(ctx, by, study, cut.Rating{QuestionID: it.Question.ID, P: p, Why: "because"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Cuts().Finish(ctx, by, study, e); err != nil {
		t.Fatal(err)
	}
}

var expects = cut.Expectation{Pass: .7, MinCut: .4, MaxCut: .8, MinFail: .1, MaxFail: .6}

func TestCuts_TwoRoundsThenTheCutIsThePassMark(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	v.sit(t, v.agent, id, 0, 0, 0, 1) // 75 %
	by := v.judges(t)
	study := must[string](t)(v.Cuts().Begin(ctx, v.trainer(t), id, ids(by), v.clock.at.Add(time.Hour)))
	if w := must[[]cut.Turn](t)(v.Cuts().Waiting(ctx, by[0])); len(w) != 1 || w[0].All != 6 || w[0].Round != 1 || w[0].Exam != "Tariffs" {
		t.Fatalf("%+v", w)
	}
	if err := v.Cuts().Advance(ctx, v.trainer(t), study); !fault.Is(err, fault.Conflict) {
		t.Error("a round without ratings was ended:", err)
	}
	v.rateAll(t, by[0], study, .8, expects)
	v.rateAll(t, by[1], study, .9, expects)
	if w := must[[]cut.Turn](t)(v.Cuts().Waiting(ctx, by[0])); len(w) != 0 {
		t.Errorf("still waits: %+v", w)
	}
	if err := v.Cuts().Advance(ctx, v.trainer(t), study); err != nil {
		t.Fatal(err)
	}
	s := must[cut.Study](t)(study1(v, t, id))
	if o, ok := s.Outcome(1, nil); !ok || math.Abs(*o.Angoff.Cut-.85*6) > 1e-9 { // six marks in all: every question counts one sixth of them
		t.Errorf("%+v", o)
	}
	if err := v.Cuts().Apply(ctx, v.trainer(t), study, .85, " "); !fault.Is(err, fault.Invalid) {
		t.Error("applied without a reason:", err)
	}
	if err := v.Cuts().Apply(ctx, v.trainer(t), study, .85, "the judges agreed"); err != nil {
		t.Fatal(err)
	}
	if r := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))[0]; r.Passed {
		t.Error("75 % passes with a cut of 85 %")
	}
	if s := must[cut.Study](t)(study1(v, t, id)); s.Stage != cut.Applied || s.Share != .85 || s.Why != "the judges agreed" {
		t.Errorf("%+v", s)
	}
}

func study1(v *town, t testing.TB, examID string) (cut.Study, error) {
	t.Helper()
	all, err := v.Cuts().Studies(ctx, v.trainer(t), examID)
	if err != nil || len(all) != 1 {
		return cut.Study{}, err
	}
	return all[0], nil
}

func TestCuts_TheFirstRoundIsBlindAndTheSecondShowsFacilityAndPeers(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	v.sit(t, v.agent, id, 0, 0, 0, 1)
	by := v.judges(t)
	study := must[string](t)(v.Cuts().Begin(ctx, v.trainer(t), id, ids(by), time.Time{}))
	v.rateAll(t, by[0], study, .6, expects)
	for _, it := range must[cut.Sheet](t)(v.Cuts().Sheet(ctx, by[1], study)).Items {
		if len(it.Others) != 0 || it.Answers != 0 || it.P != nil {
			t.Errorf("the first round shows %+v", it)
		}
	}
	v.rateAll(t, by[1], study, .9, expects)
	if err := v.Cuts().Advance(ctx, v.trainer(t), study); err != nil {
		t.Fatal(err)
	}
	for _, it := range must[cut.Sheet](t)(v.Cuts().Sheet(ctx, by[1], study)).Items {
		if len(it.Others) != 1 || it.Others[0] != .6 || it.Answers != 1 || it.Before == nil || *it.Before != .9 || it.P != nil {
			t.Errorf("the second round shows %+v", it)
		}
	}
	v.rateAll(t, by[0], study, .7, expects)
	if err := v.Cuts().Rate(ctx, by[0], study, cut.Rating{QuestionID: "x", P: .5}); !fault.Is(err, fault.Conflict) {
		t.Error("rated after the round:", err)
	}
}

func TestCuts_WhatCantBeIsRefusedWithASentence(t *testing.T) {
	v := newTown(t)
	draft := must[string](t)(v.Exams().Save(ctx, v.trainer(t), quiz()))
	by := v.judges(t)
	id := v.published(t, quiz(), bankOf(4))
	begin := func(exam string, judges ...string) error {
		return second(v.Cuts().Begin(ctx, v.trainer(t), exam, judges, time.Time{}))
	}
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"a draft":                     {begin(draft, ids(by)...), fault.Conflict},
		"one judge":                   {begin(id, by[0].PersonID), fault.Invalid},
		"a judge twice":               {begin(id, by[0].PersonID, by[0].PersonID), fault.Invalid},
		"a judge who may sit it":      {begin(id, by[0].PersonID, v.agent.PersonID), fault.Invalid},
		"a judge of another vendor's": {begin(id, by[0].PersonID, v.foreignRev.PersonID), fault.NotFound},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	study := must[string](t)(v.Cuts().Begin(ctx, v.trainer(t), id, ids(by), time.Time{}))
	if err := begin(id, ids(by)...); !fault.Is(err, fault.Conflict) {
		t.Error("two studies at once:", err)
	}
	s := must[cut.Sheet](t)(v.Cuts().Sheet(ctx, by[0], study))
	if err := v.Cuts().Finish(ctx, by[0], study, expects); !fault.Is(err, fault.Conflict) {
		t.Error("finished without ratings:", err)
	}
	for _, p := range []float64{-.1, 1.1, math.NaN()} {
		if err := v.Cuts().Rate(ctx, by[0], study, cut.Rating{QuestionID: s.Items[0].Question.ID, P: p}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", p, err)
		}
	}
	if _, err := v.Cuts().Sheet(ctx, v.rev, study); !fault.Is(err, fault.NotFound) {
		t.Error("somebody who is no judge looks:", err)
	}
}

func TestCuts_WhereQuestionsAreDrawnTheyShareTheMarksOfTheirRow(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Blueprint = exam.Blueprint{{Kind: bank.Single, Count: 3, Mark: 2}}
	id := v.published(t, e, bankOf(12))
	must[string](t)(v.Cuts().Begin(ctx, v.trainer(t), id, ids(v.judges(t)), time.Time{}))
	s := must[cut.Study](t)(study1(v, t, id))
	sum := 0.0
	for _, it := range s.Items {
		sum += it.Weight
	}
	if len(s.Items) != 12 || math.Abs(sum-6) > 1e-9 {
		t.Errorf("%d questions weigh %v", len(s.Items), sum)
	}
}
