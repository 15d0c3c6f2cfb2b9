package store_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/coaching"
)

// lost is a question on which points can be lost without failing the call.
func (v *town) losing(t testing.TB) (ref string, rubricID string) {
	t.Helper()
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range version.All {
		if q.Kind == qa.KindSingle && len(q.Options) > 1 && q.Options[1].Score.Float() < 1 && q.Options[1].Effect == "" {
			return q.Ref, version.RubricID
		}
	}
	t.Fatal("the rubric has no such question")
	return "", ""
}

// answered scores a new call of an agent's with one question answered by an
// option, all others by the first.
func (v *town) answered(t *testing.T, agent people.Actor, title, ref string, option int) qa.Evaluation {
	t.Helper()
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.call(t, agent, title), VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	a := qa.Choose(option)
	a.Comment = "x"
	e.Answers[ref] = a
	if e, err = v.Quality().Submit(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestCoaching_AnEvaluationCallsForItsWorstQuestion(t *testing.T) {
	v := newTown(t)
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	ref, rubricID := v.losing(t)
	e := v.answered(t, v.agent, "bad", ref, 1)
	v.clock.at = v.clock.at.Add(time.Minute)
	d, err := v.Coaching().Draft(ctx, boss, e.ID)
	if err != nil || d.Goal.Ref != ref || d.Goal.RubricID != rubricID || d.PersonID != v.agent.PersonID || d.Goal.N != 1 || d.Goal.Target <= d.Goal.Baseline || d.Expected == "" {
		t.Fatalf("%+v, %v", d, err)
	}
	d.Practice = "对练"
	id := must[string](t)(v.Coaching().Save(ctx, boss, d.Plan))
	all, err := v.Coaching().Plans(ctx, v.agent, coaching.Find{EvaluationID: e.ID})
	if err != nil || len(all) != 1 || all[0].ID != id || all[0].Coach != boss.Name || all[0].Goal.Question == "" {
		t.Errorf("%+v, %v", all, err)
	}
	other := v.answered(t, v.mate, "mates-bad", ref, 1)
	d.EvaluationIDs = []string{other.ID}
	if err := second(v.Coaching().Save(ctx, boss, d.Plan)); !fault.Is(err, fault.NotFound) {
		t.Error("somebody else's evaluation was taken:", err)
	}
}

func TestCoaching_TheBaselineIsTheStoresAndNotTheCoachs(t *testing.T) {
	v := newTown(t)
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	ref, rubricID := v.losing(t)
	v.answered(t, v.agent, "a", ref, 1)
	v.answered(t, v.agent, "b", ref, 0)
	v.clock.at = v.clock.at.Add(time.Minute)
	p := v.coaching(v.agent.PersonID)
	p.Goal.Ref, p.Goal.RubricID, p.Goal.Baseline, p.Goal.N = ref, rubricID, .01, 99
	id := must[string](t)(v.Coaching().Save(ctx, boss, p))
	got, err := v.Coaching().Plan(ctx, boss, id)
	if err != nil || got.Goal.N != 2 || got.Goal.Baseline <= .01 {
		t.Errorf("%+v, %v", got.Goal, err)
	}
	p.Goal.Ref = "no such"
	if err := second(v.Coaching().Save(ctx, boss, p)); !fault.Is(err, fault.NotFound) {
		t.Error("a question that isn't there:", err)
	}
}

func TestCoaching_WhatFirstCountsTheCallsToWhichAQuestionApplied(t *testing.T) {
	v := newTown(t)
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	ref, _ := v.losing(t)
	for i := range 3 {
		v.answered(t, v.agent, fmt.Sprint("bad", i), ref, min(i, 1))
	}
	v.answered(t, v.foreign, "others-bad", ref, 1)
	v.clock.at = v.clock.at.Add(time.Minute)
	got, err := v.Coaching().Priorities(ctx, boss, coaching.Group{TeamID: v.teamA}, v.clock.at.AddDate(0, 0, -1))
	if err != nil || len(got) != 1 || got[0].Ref != ref || got[0].Of != 3 || got[0].N != 3 || got[0].Question == "" {
		t.Fatalf("%+v, %v", got, err)
	}
	if p := got[0]; math.Abs(p.Value-p.Lost*p.Weight*p.Share) > 1e-9 || p.Lost <= 0 {
		t.Errorf("%+v", p)
	}
	if none, err := v.Coaching().Priorities(ctx, boss, coaching.Group{OrganisationID: v.other}, v.clock.at.AddDate(0, 0, -1)); err != nil || len(none) != 0 {
		t.Error("another vendor's figures:", none, err)
	}
}

func TestCoaching_TheEffectLooksAtTheSameQuestionInBothWindows(t *testing.T) {
	v := newTown(t)
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	ref, rubricID := v.losing(t)
	for i := range 10 {
		v.answered(t, v.agent, fmt.Sprint("own-before", i), ref, 1)
		v.answered(t, v.mate, fmt.Sprint("mate-before", i), ref, 1)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	p := v.coaching(v.agent.PersonID)
	p.Goal.Ref, p.Goal.RubricID = ref, rubricID
	k := v.Coaching()
	id := must[string](t)(k.Save(ctx, boss, p))
	if e, err := k.Effect(ctx, boss, id); err != nil || e.Before.N != 0 {
		t.Error("an effect before the coaching:", e, err)
	}
	if err := k.Hold(ctx, boss, id, v.clock.at, "复述"); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	if err := k.Follow(ctx, boss, id); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	for i := range 10 {
		v.answered(t, v.agent, fmt.Sprint("own-after", i), ref, 0)
		v.answered(t, v.mate, fmt.Sprint("mate-after", i), ref, i%2)
	}
	e, err := k.Effect(ctx, v.agent, id)
	if err != nil || e.Before.N != 10 || e.After.N != 10 || e.Agents != 1 || e.Own.Few || e.Net.Few || e.Own.Diff <= e.Net.Diff || e.Net.Diff <= 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	mates := must[string](t)(k.Save(ctx, boss, func() coaching.Plan { p.PersonID = v.mate.PersonID; return p }()))
	if err := k.Hold(ctx, boss, mates, v.clock.at, "x"); err != nil {
		t.Fatal(err)
	}
	if e, err := k.Effect(ctx, boss, id); err != nil || e.Agents != 0 {
		t.Error("a coached mate was taken for an uncoached one:", e.Agents, err)
	}
}
