package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
	"shifu/training/coaching"
)

func TestPractice_ASessionIsKeptWithItsReviewAnswersAndComment(t *testing.T) {
	v := newTown(t)
	k := v.Practice()
	boss, trainer := v.person(t, v.acme, v.teamA, "boss", people.Supervisor), v.person(t, v.acme, v.teamA, "trainer", people.Trainer)
	id := must[string](t)(k.Keep(ctx, boss, logbook.Session{Record: anHour, Outcome: logbook.Outcome{Lost: 7}}))
	if again := must[string](t)(k.Keep(ctx, boss, logbook.Session{ID: id, Record: anHour, Outcome: logbook.Outcome{Lost: 9}})); again != id {
		t.Error("kept anew as", again)
	}
	found := practice.Review{Scenario: "night", Reruns: 200, Results: []practice.Summary{{Reference: practice.TheRule, Regret: practice.Figure{Mean: 4, Half: 1}}}}
	for _, err := range []error{k.KeepReview(ctx, boss, id, found), k.Answer(ctx, boss, id, logbook.Answers{Next: " 早十分钟开 "}), k.Comment(ctx, trainer, id, "先看负荷比", "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s := must[logbook.Session](t)(k.Session(ctx, trainer, id))
	if s.Outcome.Lost != 9 || s.Answers.Next != "早十分钟开" || s.Comment != "先看负荷比" || s.CoachID != trainer.PersonID || s.Person != boss.Name || s.Review == nil || s.Regret.Mean != 4 || s.Name != practice.Find("night").Name {
		t.Errorf("%+v", s)
	}
	x, err := practice.Resume(context.Background(), s.Record)
	if err != nil || x.Now() != time.Hour {
		t.Error(x, err)
	}
	if err := second(k.Keep(ctx, boss, logbook.Session{ID: id, Record: anHour})); !fault.Is(err, fault.Conflict) {
		t.Error("a reviewed session was played otherwise:", err)
	}
	all := must[[]logbook.Session](t)(k.Sessions(ctx, boss, boss.PersonID))
	if len(all) != 1 || !all[0].Reviewed || all[0].Review != nil || len(all[0].Record.Scenario) > 0 {
		t.Errorf("%+v", all)
	}
}

func TestPractice_ACommentCountsOnceInACoachingPlan(t *testing.T) {
	v := newTown(t)
	k := v.Practice()
	boss, chief := v.person(t, v.acme, v.teamA, "boss", people.Supervisor), v.person(t, v.acme, v.teamA, "chief", people.Supervisor)
	id := must[string](t)(k.Keep(ctx, boss, logbook.Session{Record: anHour}))
	plan := must[string](t)(v.Coaching().Save(ctx, chief, v.coaching(boss.PersonID)))
	others := must[string](t)(v.Coaching().Save(ctx, chief, v.coaching(v.agent.PersonID)))
	if err := k.Comment(ctx, chief, id, "x", others); !fault.Is(err, fault.NotFound) {
		t.Error("it counts for somebody else:", err)
	}
	if err := k.Comment(ctx, chief, id, "看负荷比，不看排队", plan); err != nil {
		t.Fatal(err)
	}
	p := must[coaching.Standing](t)(v.Coaching().Plan(ctx, boss, plan))
	if p.State != coaching.InProgress || len(p.Sessions) != 1 || p.Sessions[0].PracticeID != id || p.Sessions[0].Note != "看负荷比，不看排队" {
		t.Errorf("%+v", p.Plan)
	}
	if err := k.Comment(ctx, chief, id, "again", plan); !fault.Is(err, fault.Conflict) {
		t.Error("it counts twice:", err)
	}
	if err := k.Comment(ctx, chief, id, "later", ""); err != nil {
		t.Error(err)
	}
}

func TestPractice_WhatIsNoSessionOrScenarioIsRefused(t *testing.T) {
	v := newTown(t)
	k := v.Practice()
	trainer := v.person(t, v.acme, v.teamA, "trainer", people.Trainer)
	empty, long := anHour, anHour
	empty.Until, long.Until = 0, 99*time.Hour
	broken := anHour
	broken.Scenario = "name: x\nlength: never\n"
	for name, r := range map[string]practice.Record{"nothing played": empty, "longer than the shift": long, "no scenario": broken} {
		if err := second(k.Keep(ctx, trainer, logbook.Session{Record: r})); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := second(k.Save(ctx, trainer, logbook.Scenario{Text: "name: x\nmonth: 13\n"})); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	id := must[string](t)(k.Save(ctx, trainer, logbook.Scenario{Text: "name: 我们的大风\nmonth: 7\n"}))
	all := must[[]logbook.Scenario](t)(k.Scenarios(ctx, trainer))
	if len(all) != 1 || all[0].Name != "我们的大风" || !all[0].Own {
		t.Errorf("%+v", all)
	}
	if s, err := all[0].Read(); err != nil || s.Key != id || s.Month != 7 {
		t.Error(s, err)
	}
	if err := k.Remove(ctx, trainer, id); err != nil {
		t.Fatal(err)
	}
	if all = must[[]logbook.Scenario](t)(k.Scenarios(ctx, trainer)); !reflect.DeepEqual(all, []logbook.Scenario{}) {
		t.Errorf("%+v", all)
	}
}

func TestPractice_AStartingStateIsKeptUnderItsName(t *testing.T) {
	v := newTown(t)
	k := v.Practice()
	boss, trainer := v.person(t, v.acme, v.teamA, "boss", people.Supervisor), v.person(t, v.acme, v.teamA, "trainer", people.Trainer)
	id := must[string](t)(k.KeepStart(ctx, trainer, logbook.Start{Name: " 半夜一点 ", Record: anHour}))
	all := must[[]logbook.Start](t)(k.Starts(ctx, boss))
	if len(all) != 1 || all[0].ID != id || all[0].Name != "半夜一点" || all[0].Scenario != "night" || all[0].Of != practice.Find("night").Name || all[0].Own || all[0].Clock != (practice.Find("night").Begins+time.Hour)%practice.Day || len(all[0].Record.Scenario) > 0 {
		t.Errorf("%+v", all)
	}
	one := must[logbook.Start](t)(k.Start(ctx, boss, id))
	x, err := practice.BeginFrom(context.Background(), one.Record, one.Name)
	if err != nil || x.Now() != time.Hour || x.Begun().Name != "半夜一点" {
		t.Error(x, err)
	}
	if err := second(k.KeepStart(ctx, trainer, logbook.Start{Name: "半夜一点", Record: anHour})); !fault.Is(err, fault.Conflict) {
		t.Error("two of one name:", err)
	}
	empty, over := anHour, anHour
	empty.Until, over.Until = 0, practice.Find("night").Length
	for name, s := range map[string]logbook.Start{"no name": {Record: anHour}, "nothing played": {Name: "x", Record: empty}, "the end": {Name: "x", Record: over}} {
		if err := second(k.KeepStart(ctx, trainer, s)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := k.RemoveStart(ctx, trainer, id); err != nil {
		t.Fatal(err)
	}
	if all = must[[]logbook.Start](t)(k.Starts(ctx, boss)); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}
