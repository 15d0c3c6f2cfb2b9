package rules_test

import (
	"fmt"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/recordings"
)

// compare lets the second reviewer score 25 calls with a proposal each for two
// questions: one agrees always, the other every second time.
func compare(t *testing.T, o *desktest.Office) {
	t.Helper()
	d := o.As(o.Town.Second)
	v, err := d.Quality.Version(ctx, d.Actor, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		c := o.Town.Silent
		c.ID = fmt.Sprintf("compared-%d", i)
		c.ExternalID = c.ID
		if _, err := d.Calls.Add(ctx, o.Town.Lead, []recordings.Call{c}); err != nil {
			t.Fatal(err)
		}
		e, err := d.Quality.Begin(ctx, d.Actor, qa.Start{CallID: c.ID, VersionID: v.ID})
		if err != nil {
			t.Fatal(err)
		}
		ps := []proposal.Proposal{{Ref: "1.1", Maker: "m", Answer: qa.Choose(0), Blind: true}, {Ref: "1.2", Maker: "m", Answer: qa.Choose(i % 2), Blind: true}}
		if _, err := d.Assist.Proposals.Keep(ctx, d.Actor, e.ID, proposal.Model, ps); err != nil {
			t.Fatal(err)
		}
		e.Answers = qa.Answers{}
		for _, q := range v.All {
			e.Answers[q.Ref] = qa.Choose(0)
		}
		if _, err := d.Quality.Submit(ctx, d.Actor, e); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCompared_AQuestionIsTrustedAndAnotherOneIsNot(t *testing.T) {
	o := office(t)
	compare(t, o)
	s := enter(t, o, o.As(o.Town.Lead), desk.Route{Place: desk.Rules})
	s.Compare()
	got := s.Trusted()
	if len(got) != 2 || !got["1.1"] || got["1.2"] {
		t.Errorf("trusted: %v", got)
	}
	paint(t, o, "compared")
	s.OpenPair(0)
	if len(o.Went) == 0 || o.Went[len(o.Went)-1].Place != desk.Room || o.Went[len(o.Went)-1].Evaluation == "" {
		t.Error("a pair opens nothing", o.Went)
	}
}
