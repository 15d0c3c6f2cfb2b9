package store_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

func weekly(org string) contest.Rule {
	return contest.Rule{Name: "接听能手", Span: indicators.WeekSpan, Unit: contest.Person, OrganisationID: org, Leagues: contest.OneLeague, AppealDays: 3,
		Metrics: []contest.Metric{{Source: contest.CallsPerHour, Better: indicators.Higher, Weight: 1},
			{Source: contest.Source(indicators.AnswerRate), Better: indicators.Higher, Gated: true, Gate: .5}}}
}

// worked gives somebody a day's calls in an hour.
func worked(who people.Actor, d indicators.Date, answered int64) indicators.Day {
	at := day(d, who, "95598", 100, answered)
	at.Figures = at.With(indicators.Talk, 1800).With(indicators.Hold, 0).With(indicators.WrapUp, 0).With(indicators.Ready, 1800).With(indicators.NotReady, 0)
	return at
}

func (v *town) tell(t testing.TB, days ...indicators.Day) {
	t.Helper()
	if _, err := v.Figures().Import(ctx, v.lead, indicators.Batch{Kind: indicators.DayKind, Source: "acd", Days: days}); err != nil {
		t.Fatal(err)
	}
}

// week is the day on which the clock of a town begins: a Monday.
var week = indicators.On(2026, 3, 2)

// raced is a town with a contest of its first week, and the figures of it.
func raced(t *testing.T) (*town, string) {
	v := newTown(t)
	id := must[string](t)(v.Contests().Save(ctx, v.lead, "", weekly(""), week))
	v.tell(t, worked(v.agent, week, 60), worked(v.mate, week, 80), worked(v.foreign, week+1, 70), worked(v.foreign, week-7, 70), worked(v.agent, week-7, 50))
	return v, id
}

func TestContests_StandAsTheyAreAndFreezeAfterTheirEnd(t *testing.T) {
	v, id := raced(t)
	k := v.Contests()
	b := must[contest.Board](t)(k.Board(ctx, v.lead, id))
	if b.State != contest.Running || len(b.Leagues[0].Top) != 3 || b.Leagues[0].Top[0].UnitID != v.mate.PersonID || b.Leagues[0].Top[0].Values[0].Raw != 80 {
		t.Fatalf("%+v", b.Leagues)
	}
	if _, err := k.Freeze(ctx, v.lead, id); !fault.Is(err, fault.Conflict) {
		t.Error("frozen before its end", err)
	}
	v.pass(7)
	f := must[contest.Frozen](t)(k.Freeze(ctx, v.lead, id))
	b = must[contest.Board](t)(k.Board(ctx, v.lead, id))
	if b.State != contest.Open || !b.Same || b.Drift != 0 || b.Result != f.ResultHash || len(f.InputHash) != 64 {
		t.Errorf("%+v", b)
	}
	if _, err := k.Freeze(ctx, v.lead, id); !fault.Is(err, fault.Conflict) {
		t.Error("frozen twice", err)
	}
}

func TestContests_WhatChangesAfterTheEndIsToldAndChangesNoResult(t *testing.T) {
	v, id := raced(t)
	v.pass(7)
	f := must[contest.Frozen](t)(v.Contests().Freeze(ctx, v.lead, id))
	v.tell(t, worked(v.agent, week, 99), worked(v.mate, week, 80), worked(v.foreign, week+1, 70))
	b := must[contest.Board](t)(v.Contests().Board(ctx, v.lead, id))
	if b.Leagues[0].Top[0].UnitID != v.mate.PersonID || b.Result != f.ResultHash || !b.Same {
		t.Error("the result moved", b.Leagues)
	}
	if b.Drift != 1 {
		t.Errorf("%d people's figures changed", b.Drift)
	}
}

func TestContests_AGrantedAppealFreezesAgainAndKeepsTheFirst(t *testing.T) {
	v, id := raced(t)
	k := v.Contests()
	if err := k.Appeal(ctx, v.agent, id, "too early"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	v.pass(7)
	must[contest.Frozen](t)(k.Freeze(ctx, v.lead, id))
	if err := k.Appeal(ctx, v.rev, id, "I took no part"); !fault.Is(err, fault.Forbidden) {
		t.Error("who took no part appealed", err)
	}
	if err := k.Appeal(ctx, v.agent, id, "周一少计 39 通"); err != nil {
		t.Fatal(err)
	}
	if b := must[contest.Board](t)(k.Board(ctx, v.mate, id)); len(b.Appeals) != 0 {
		t.Error("a mate reads the appeal")
	}
	v.tell(t, worked(v.agent, week, 99), worked(v.mate, week, 80), worked(v.foreign, week+1, 70))
	a := must[contest.Board](t)(k.Board(ctx, v.lead, id)).Appeals[0]
	if err := k.Decide(ctx, v.lead, a.ID, true, "重导了周一的表"); err != nil {
		t.Fatal(err)
	}
	b := must[contest.Board](t)(k.Board(ctx, v.agent, id))
	if len(b.Contest.Frozen) != 2 || b.Contest.Frozen[1].Why != "重导了周一的表" || b.Leagues[0].Top[0].UnitID != v.agent.PersonID || !b.Same || b.Drift != 0 {
		t.Errorf("%+v", b)
	}
	if err := k.Decide(ctx, v.lead, a.ID, false, "again"); !fault.Is(err, fault.Conflict) {
		t.Error("decided twice", err)
	}
	v.pass(5)
	if err := k.Appeal(ctx, v.mate, id, "too late"); !fault.Is(err, fault.Conflict) {
		t.Error("appealed after the window", err)
	}
}

func TestContests_TheRuleIsLockedOnceThePeriodBegins(t *testing.T) {
	v := newTown(t)
	k := v.Contests()
	id := must[string](t)(k.Save(ctx, v.lead, "", weekly(""), week+7))
	r := weekly("")
	r.Name = "改名"
	if _, err := k.Save(ctx, v.lead, id, r, week+7); err != nil {
		t.Fatal(err)
	}
	v.pass(7)
	if _, err := k.Save(ctx, v.lead, id, weekly(""), week+7); !fault.Is(err, fault.Conflict) {
		t.Error("changed while it runs", err)
	}
	if err := k.Withdraw(ctx, v.lead, id); !fault.Is(err, fault.Conflict) {
		t.Error("withdrawn while it runs", err)
	}
	if _, err := k.Save(ctx, v.lead, "", weekly(""), week); !fault.Is(err, fault.Conflict) {
		t.Error("a rule for a week that is over", err)
	}
	next := must[string](t)(k.Follow(ctx, v.lead, id))
	if _, err := k.Follow(ctx, v.lead, id); !fault.Is(err, fault.Conflict) {
		t.Error("two next ones", err)
	}
	if err := k.Withdraw(ctx, v.lead, next); err != nil {
		t.Fatal(err)
	}
	if all := must[[]contest.Contest](t)(k.Contests(ctx, v.agent)); len(all) != 1 || all[0].Rule.Name != "改名" {
		t.Error(all)
	}
}

func TestContests_TickFreezesADayAfterTheEnd(t *testing.T) {
	v, id := raced(t)
	v.pass(7)
	if n, err := v.Contests().Tick(ctx, people.Program()); err != nil || n != 0 {
		t.Fatal("the last table may still come", n, err)
	}
	v.pass(1)
	if n, err := v.Contests().Tick(ctx, people.Program()); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if b := must[contest.Board](t)(v.Contests().Board(ctx, v.agent, id)); b.State != contest.Open || b.Contest.Frozen[0].By != "" {
		t.Errorf("%+v", b.Contest.Frozen)
	}
	if _, err := v.Contests().Tick(ctx, v.lead); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}

func TestContests_LeaguesByTheLastContestOfTheSeries(t *testing.T) {
	v := newTown(t)
	k, r := v.Contests(), weekly("")
	r.Leagues = contest.ByLast
	id := must[string](t)(k.Save(ctx, v.lead, "", r, week))
	v.tell(t, worked(v.agent, week, 60), worked(v.mate, week, 80), worked(v.foreign, week, 70))
	next := must[string](t)(k.Follow(ctx, v.lead, id))
	v.pass(7)
	must[contest.Frozen](t)(k.Freeze(ctx, v.lead, id))
	v.tell(t, worked(v.agent, week+7, 60), worked(v.mate, week+7, 80), worked(v.foreign, week+7, 70))
	b := must[contest.Board](t)(k.Board(ctx, v.lead, next))
	for l, who := range []people.Actor{v.mate, v.foreign, v.agent} {
		if top := b.Leagues[l].Top; len(top) != 1 || top[0].UnitID != who.PersonID {
			t.Errorf("league %d: %+v", l, top)
		}
	}
}

func TestContests_AVendorSeesItsOwnAndNoNamesOfOthers(t *testing.T) {
	v, id := raced(t)
	own := must[string](t)(v.Contests().Save(ctx, v.vendorAdmin, "", weekly(v.acme), week))
	if all := must[[]contest.Contest](t)(v.Contests().Contests(ctx, v.foreign)); len(all) != 1 || all[0].ID != id {
		t.Error("another vendor's contest is seen")
	}
	if _, err := v.Contests().Board(ctx, v.foreign, own); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := v.Contests().Save(ctx, v.vendorAdmin, "", weekly(""), week); !fault.Is(err, fault.Forbidden) {
		t.Error("a vendor made a contest of all companies", err)
	}
	b := must[contest.Board](t)(v.Contests().Board(ctx, v.agent, id))
	for _, x := range b.Leagues[0].Top {
		if x.OrganisationID != v.acme && x.Name+x.UnitID+x.Organisation != "" {
			t.Error("the name of another company's agent", x)
		}
	}
}

func TestContests_FrozenInputsThatWereTouchedAreFoundOut(t *testing.T) {
	v, id := raced(t)
	v.pass(7)
	must[contest.Frozen](t)(v.Contests().Freeze(ctx, v.lead, id))
	raw(t, v.Dir(), `UPDATE contest_freezes SET input = replace(input, '80', '10')`)
	if _, err := v.Contests().Board(ctx, v.lead, id); err == nil {
		t.Error("a changed input was taken for the frozen one")
	}
}
