package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/severity"
)

func judged(t *testing.T, v *town) (all, vendors severity.Data) {
	t.Helper()
	from, until := v.clock.at.AddDate(0, -1, 0), v.clock.at.AddDate(0, 1, 0)
	all, err := v.Severity().Judged(ctx, v.lead, from, until)
	if err != nil {
		t.Fatal(err)
	}
	vendors, err = v.Severity().Judged(ctx, v.vendorAdmin, from, until)
	if err != nil {
		t.Fatal(err)
	}
	return all, vendors
}

func TestJudged_HoldsWhatCountsAndSecondScoringsOfTheScope(t *testing.T) {
	v := newTown(t)
	first := v.scored(t, v.rev, v.own)
	v.clock.at = v.clock.at.Add(time.Minute)
	second := v.scored(t, v.second, v.own)
	if second.Purpose != qa.Double {
		t.Fatal(second.Purpose)
	}
	v.scored(t, v.rev, v.others)
	gone := v.scored(t, v.rev, v.mates)
	if _, err := v.Quality().Advance(ctx, v.lead, gone.ID, qa.Voided, "wrong call"); err != nil {
		t.Fatal(err)
	}
	all, vendors := judged(t, v)
	if len(all.Evaluations) != 3 || len(vendors.Evaluations) != 2 {
		t.Fatalf("%d in all, %d of the vendor", len(all.Evaluations), len(vendors.Evaluations))
	}
	a, b := vendors.Evaluations[0], vendors.Evaluations[1]
	if a.ID != first.ID || a.Second || b.ID != second.ID || !b.Second || a.CallID != v.own || a.Final != 100 {
		t.Errorf("%+v\n%+v", a, b)
	}
	if len(a.Answers) < 10 || a.Answers[0].Credit != 1 || vendors.Questions[a.Answers[0].Question].Text == "" {
		t.Error("answers", a.Answers)
	}
	if vendors.Names[v.agent.PersonID] == "" || vendors.Names[v.rev.PersonID] != "Name rev" {
		t.Error(vendors.Names)
	}
}

func TestJudged_KnowsDisputesAndTime(t *testing.T) {
	v := newTown(t)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers, e.Listened = v.full(t), 90*time.Second
	for ref, a := range e.Answers {
		a.Spent = 10 * time.Second
		e.Answers[ref] = a
	}
	if e, err = v.Quality().Submit(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Quality().Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	all, _ := judged(t, v)
	got := all.Evaluations[0]
	if !got.Released || got.Disputed || got.Listened != 90*time.Second || got.Spoken != time.Minute || got.Spent < 100*time.Second {
		t.Errorf("%+v", got)
	}
}

func TestJudged_NeedsTheRightToRelease(t *testing.T) {
	v := newTown(t)
	if _, err := v.Severity().Judged(ctx, v.rev, time.Time{}, v.clock.at); !fault.Is(err, fault.Forbidden) {
		t.Error("reviewer", err)
	}
	if _, err := v.Severity().Judged(ctx, v.agent, time.Time{}, v.clock.at); !fault.Is(err, fault.Forbidden) {
		t.Error("agent", err)
	}
}

func TestJudged_KnowsWhatBecameOfAnAppeal(t *testing.T) {
	v := newTown(t)
	_, a := v.filed(t)
	all, _ := judged(t, v)
	if e := all.Evaluations[0]; !e.Released || !e.Disputed || e.Decided || e.Overturned {
		t.Errorf("filed: %+v", e)
	}
	var refs []string
	for _, p := range a.Points {
		refs = append(refs, p.Ref)
	}
	v.decide(t, a.ID, rulings(appeal.Grants, refs...)...)
	all, _ = judged(t, v)
	if e := all.Evaluations[0]; !e.Decided || !e.Overturned {
		t.Errorf("granted: %+v", e)
	}
}
