package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/insight"
	"shifu/store"
)

func (v *town) figures(t testing.TB, by people.Actor, f qa.Find) *insight.Board {
	t.Helper()
	b, err := v.Insight().Figures(ctx, by, f, []time.Time{v.clock.at.AddDate(-1, 0, 0), v.clock.at.AddDate(0, 0, -1), v.clock.at.AddDate(0, 1, 0)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// lost scores a call with points lost on the first question.
func (v *town) lost(t testing.TB, by people.Actor, call string) qa.Evaluation {
	t.Helper()
	e, err := v.Quality().Begin(ctx, by, qa.Start{CallID: call, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	a := qa.Choose(2)
	a.Comment, a.Moments = "why", []qa.Moment{{At: time.Second}}
	e.Answers["5.1"] = a
	if e, err = v.Quality().Submit(ctx, by, e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestFigures_FollowAnEvaluationThroughItsLife(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	e := v.lost(t, v.rev, v.own)
	v.scored(t, v.rev, v.mates)
	b := v.figures(t, v.lead, qa.Find{})
	all := b.All()
	if b.N() != 2 || all.Scores.N != 2 || all.Critical != (insight.Rate{Hits: 1, N: 2}) || all.Accuracy.Classes[2].Errors != 1 {
		t.Fatalf("%d facts, %+v", b.N(), all)
	}
	if worst := all.Pareto(b.Rubrics()[0]); len(worst) != 1 || worst[0].Ref != "5.1" || worst[0].Answered != (insight.Rate{Hits: 1, N: 2}) {
		t.Errorf("%+v", worst)
	}
	open := v.appeal51(t, e.ID)
	if f := v.figures(t, v.lead, qa.Find{}).Funnel(); f != (insight.Funnel{Submitted: 2, Released: 1, Appealed: 1}) {
		t.Errorf("appealed: %+v", f)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 9) // another page
	v.decide(t, open, rulings(appeal.Grants, "5.1")...)
	b = v.figures(t, v.lead, qa.Find{})
	if f := b.Funnel(); b.N() != 2 || f != (insight.Funnel{Submitted: 2, Released: 1, Appealed: 1, Decided: 1, Revised: 1}) || b.All().Critical.Hits != 0 {
		t.Errorf("after the decision: %d, %+v, %+v", b.N(), f, b.All().Critical)
	}
	again, err := q.Revise(ctx, v.rev, v.scored(t, v.rev, v.others).ID, "heard again")
	if err != nil {
		t.Fatal(err)
	}
	if b = v.figures(t, v.lead, qa.Find{}); b.N() != 3 || b.All().Scores.Mean().Value != 100 {
		t.Errorf("an open revision changed the figures: %d, %+v", b.N(), b.All().Scores.Mean())
	}
	again.Answers = v.full(t)
	if _, err := q.Submit(ctx, v.rev, again); err != nil {
		t.Fatal(err)
	}
	if b = v.figures(t, v.lead, qa.Find{}); b.N() != 3 {
		t.Errorf("%d facts after a revision", b.N())
	}
	if _, err := q.Advance(ctx, v.lead, again.ID, qa.Voided, "x"); err != nil {
		t.Fatal(err)
	}
	if b = v.figures(t, v.lead, qa.Find{}); b.N() != 2 {
		t.Errorf("%d facts after voiding", b.N())
	}
}

// appeal51 releases an evaluation and lets its agent appeal against 5.1.
func (v *town) appeal51(t testing.TB, id string) string {
	t.Helper()
	if _, err := v.Quality().Advance(ctx, v.lead, id, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	a, err := v.Appeals().File(ctx, v.agent, id, proposed("5.1"))
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func TestFigures_EachFilterLeavesWhatItNames(t *testing.T) {
	v := newTown(t)
	if _, err := v.Quality().Deal(ctx, v.lead, []qa.Task{{CallID: v.own, VersionID: v.version, ReviewerID: v.rev.PersonID, Risk: true}}); err != nil {
		t.Fatal(err)
	}
	e := v.lost(t, v.rev, v.own)
	v.scored(t, v.second, v.others)
	for name, c := range map[string]struct {
		f    qa.Find
		want int
	}{
		"nothing": {qa.Find{}, 2}, "agent": {qa.Find{AgentID: v.agent.PersonID}, 1}, "reviewer": {qa.Find{ReviewerID: v.second.PersonID}, 1},
		"organisation": {qa.Find{OrganisationID: v.acme}, 1}, "team": {qa.Find{TeamID: v.teamO}, 1}, "risk": {qa.Find{Sample: qa.RiskSample}, 1},
		"random": {qa.Find{Sample: qa.RandomSample}, 1}, "call": {qa.Find{CallID: v.own}, 1}, "ids": {qa.Find{IDs: []string{e.ID}}, 1},
		"question": {qa.Find{About: qa.About{Ref: "5.1"}}, 1}, "another question": {qa.Find{About: qa.About{Ref: "1.1"}}, 0},
		"class": {qa.Find{About: qa.About{Class: qa.ClassCompliance}}, 1}, "critical": {qa.Find{About: qa.About{Critical: true}}, 1},
		"fail-all": {qa.Find{About: qa.About{FailAll: true}}, 0}, "passed": {qa.Find{About: qa.About{Passed: qa.Released}}, 0},
		"state": {qa.Find{States: []qa.State{qa.Submitted}}, 2}, "project": {qa.Find{Project: "none such"}, 0}, "later": {qa.Find{From: v.clock.at.Add(time.Hour)}, 0},
		"earlier": {qa.Find{Until: v.clock.at}, 0}, "within": {qa.Find{From: v.clock.at, Until: v.clock.at.Add(1)}, 2}, "rubric": {qa.Find{RubricID: "x"}, 0},
	} {
		if n := v.figures(t, v.lead, c.f).N(); n != c.want {
			t.Errorf("%s: %d, want %d", name, n, c.want)
		}
		c.f.InForce = true
		es, err := v.Quality().Evaluations(ctx, v.lead, c.f, 10)
		if err != nil || len(es) != c.want {
			t.Errorf("%s lists %d, %v; want %d", name, len(es), err, c.want)
		}
	}
}

func TestFigures_KeepToTheScope(t *testing.T) {
	v := newTown(t)
	v.scored(t, v.rev, v.own)
	v.scored(t, v.rev, v.others)
	if n := v.figures(t, v.vendorRev, qa.Find{}).N(); n != 1 {
		t.Errorf("a vendor's reviewer counts %d", n)
	}
	if n := v.figures(t, v.vendorRev, qa.Find{OrganisationID: v.other}).N(); n != 0 {
		t.Errorf("a vendor's reviewer counts %d of another vendor", n)
	}
	if _, err := v.Insight().Figures(ctx, v.agent, qa.Find{}, nil); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent: %v", err)
	}
	if _, err := v.Quality().Evaluations(ctx, v.agent, qa.Find{InForce: true}, 9); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent lists: %v", err)
	}
}

func TestFigures_ACallThatMovesToAnotherProjectMovesItsFact(t *testing.T) {
	v := newTown(t)
	v.scored(t, v.rev, v.own)
	c, err := v.Calls().Call(ctx, v.lead, v.own)
	if err != nil {
		t.Fatal(err)
	}
	c.Project = "保险"
	if err := v.Calls().SetFacts(ctx, v.lead, c.Call); err != nil {
		t.Fatal(err)
	}
	if n := v.figures(t, v.lead, qa.Find{Project: "保险"}).N(); n != 1 {
		t.Errorf("%d", n)
	}
}

func TestFigures_MadeAnewAreTheSame(t *testing.T) {
	v := newTown(t)
	e := v.lost(t, v.rev, v.own)
	v.decide(t, v.appeal51(t, e.ID), rulings(appeal.Upholds, "5.1")...)
	if _, err := v.Quality().Advance(ctx, v.lead, e.ID, qa.Closed, ""); err != nil {
		t.Fatal(err)
	}
	v.scored(t, v.rev, v.others)
	want := v.figures(t, v.lead, qa.Find{})
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(v.Dir(), "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{`DELETE FROM insight_pages`, `INSERT INTO meta (name, value) VALUES ('insight', 'stale')`} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	v.Workspace = open(t, v.Dir(), store.Options{PasswordCost: cheap, Machine: options(v.clock).Machine})
	got := v.figures(t, v.lead, qa.Find{})
	if got.N() != 2 || got.Funnel() != want.Funnel() || got.All().Scores != want.All().Scores {
		t.Errorf("%+v, want %+v", got.Funnel(), want.Funnel())
	}
	if d := cmp.Diff(want.All().Pareto(want.Rubrics()[0]), got.All().Pareto(got.Rubrics()[0])); d != "" {
		t.Error(d)
	}
}
