package store_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rules"
	"shifu/recordings"
)

func starter(t testing.TB) rules.Set {
	t.Helper()
	s, err := rules.Shipped("zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRules_ASavedSetIsTheNextVersionAndTheOldOneStays(t *testing.T) {
	v := newTown(t)
	first, err := v.Rules().Save(ctx, v.lead, starter(t))
	if err != nil || first.Number != 1 || !first.Active {
		t.Fatal(first.Number, err)
	}
	second := first
	second.Rules = first.Rules[:3]
	if second, err = v.Rules().Save(ctx, v.lead, second); err != nil || second.Number != 2 || second.SetID != first.SetID {
		t.Fatal(second.Number, err)
	}
	sets, err := v.Rules().Sets(ctx, v.rev)
	if err != nil || len(sets) != 1 || len(sets[0].Rules) != 3 {
		t.Fatal(len(sets), err)
	}
	all, err := v.Rules().Versions(ctx, v.rev, first.SetID)
	if err != nil || len(all) != 2 || all[0].Number != 2 || len(all[1].Rules) != len(first.Rules) || all[1].Active {
		t.Errorf("%d versions, %v", len(all), err)
	}
	if _, err := v.Rules().Save(ctx, v.lead, first); !fault.Is(err, fault.Conflict) {
		t.Error("an older version was saved over a newer one:", err)
	}
}

func TestRules_ABrokenSetChangesNothing(t *testing.T) {
	v := newTown(t)
	s := starter(t)
	s.Rules[0].When = nil
	if _, err := v.Rules().Save(ctx, v.lead, s); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if sets, err := v.Rules().Sets(ctx, v.lead); err != nil || len(sets) != 0 {
		t.Error(len(sets), err)
	}
}

func TestRules_HeardAreTheCallsInScopeWithATranscript(t *testing.T) {
	v := newTown(t)
	for _, id := range []string{v.own, v.others} {
		if err := v.Calls().SetTranscript(ctx, people.Program(), id, []recordings.Utterance{{Text: "您好"}}); err != nil {
			t.Fatal(err)
		}
	}
	for by, want := range map[*people.Actor]int{&v.lead: 2, &v.vendorRev: 1} {
		got, err := v.Rules().Heard(ctx, *by, 10)
		if err != nil || len(got) != want {
			t.Errorf("%s hears %d, want %d: %v", by.Login, len(got), want, err)
		}
	}
	if got, err := v.Rules().Heard(ctx, v.lead, 1); err != nil || len(got) != 1 || got[0].Said[0].Text != "您好" {
		t.Error(got, err)
	}
}

func propose(ref string, option int) proposal.Proposal {
	return proposal.Proposal{Ref: ref, Maker: "rule-1", Title: "问候", Answer: qa.Choose(option),
		Evidence: []proposal.Evidence{{Turn: 0, At: time.Second, Until: 2 * time.Second, Lane: qa.LaneAgent, Quote: "您好"}}}
}

func (v *town) draft(t testing.TB, by people.Actor, call string) qa.Evaluation {
	t.Helper()
	return must[qa.Evaluation](t)(v.Quality().Begin(ctx, by, qa.Start{CallID: call, VersionID: v.version}))
}

func TestProposals_ADecisionOutlivesTheNextRun(t *testing.T) {
	v := newTown(t)
	e := v.draft(t, v.rev, v.own)
	ps, err := v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Rule, []proposal.Proposal{propose("1.1", 0), propose("1.2", 1)})
	if err != nil || len(ps) != 2 || ps[0].Evidence[0].Quote != "您好" {
		t.Fatal(ps, err)
	}
	if err := v.Proposals().Decide(ctx, v.rev, ps[0].ID, proposal.Rejected); err != nil {
		t.Fatal(err)
	}
	again, err := v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Rule, []proposal.Proposal{propose("1.1", 0), propose("1.2", 2)})
	if err != nil || len(again) != 2 || again[0].ID != ps[0].ID || again[0].Decision != proposal.Rejected {
		t.Fatalf("%+v %v", again, err)
	}
	if again[1].ID == ps[1].ID || again[1].Answer.Options[0] != 2 {
		t.Error("what nobody decided was not replaced")
	}
	none, err := v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Rule, nil)
	if err != nil || len(none) != 1 || none[0].Decision != proposal.Rejected {
		t.Errorf("%+v %v", none, err)
	}
}

func TestProposals_OnlyTheReviewerKeepsAndDecidesAndOnlyInADraft(t *testing.T) {
	v := newTown(t)
	e := v.draft(t, v.rev, v.own)
	ps := must[[]proposal.Proposal](t)(v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Model, []proposal.Proposal{propose("1.1", 0)}))
	if _, err := v.Proposals().Keep(ctx, v.lead, e.ID, proposal.Model, nil); !fault.Is(err, fault.Forbidden) {
		t.Error("another's draft:", err)
	}
	if err := v.Proposals().Decide(ctx, v.lead, ps[0].ID, proposal.Accepted); !fault.Is(err, fault.Forbidden) {
		t.Error("another's decision:", err)
	}
	e.Answers = v.full(t)
	if _, err := v.Quality().Submit(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	if err := v.Proposals().Decide(ctx, v.rev, ps[0].ID, proposal.Accepted); !fault.Is(err, fault.Conflict) {
		t.Error("after the submit:", err)
	}
}

func TestProposals_ATrialIsSilentUntilThePersonHasAnswered(t *testing.T) {
	v := newTown(t)
	e := v.draft(t, v.rev, v.own)
	blind := propose("1.1", 0)
	blind.Blind = true
	if got, err := v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Model, []proposal.Proposal{blind}); err != nil || len(got) != 0 {
		t.Fatal("the reviewer saw it:", got, err)
	}
	if got, err := v.Proposals().Of(ctx, v.lead, e.ID); err != nil || len(got) != 0 {
		t.Fatal("the lead saw it:", got, err)
	}
	e.Answers = v.full(t)
	if _, err := v.Quality().Submit(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Proposals().Of(ctx, v.rev, e.ID); err != nil || len(got) != 1 {
		t.Error(got, err)
	}
	ps, err := v.Proposals().Pairs(ctx, v.lead, e.RubricID, proposal.Model, 100)
	if err != nil || len(ps) != 1 || !ps[0].Blind || !ps[0].Agrees() || ps[0].CallID != v.own {
		t.Errorf("%+v %v", ps, err)
	}
}

func TestProposals_PairsLeaveOutVoidedOnesAndOtherScopes(t *testing.T) {
	v := newTown(t)
	void := propose("1.2", 1)
	void.Void = words.T("The answer gives no quote.", nil)
	second := propose("1.1", 1)
	second.Rank = 1
	for by, call := range map[*people.Actor]string{&v.rev: v.own, &v.foreignRev: v.others} {
		e := v.draft(t, *by, call)
		must[[]proposal.Proposal](t)(v.Proposals().Keep(ctx, *by, e.ID, proposal.Model, []proposal.Proposal{propose("1.1", 0), void, second}))
		e.Answers = v.full(t)
		must[qa.Evaluation](t)(v.Quality().Submit(ctx, *by, e))
	}
	rubric := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version)).RubricID
	for by, want := range map[*people.Actor]int{&v.lead: 2, &v.vendorRev: 1} {
		ps, err := v.Proposals().Pairs(ctx, *by, rubric, proposal.Model, 100)
		if err != nil || len(ps) != want {
			t.Errorf("%s: %d pairs, want %d, %v", by.Login, len(ps), want, err)
		}
	}
	if _, err := v.Proposals().Pairs(ctx, v.agent, rubric, proposal.Model, 100); !fault.Is(err, fault.Forbidden) {
		t.Error("an agent compared proposals:", err)
	}
}

func TestProposals_SettingsNeedTheRightAndHoldNoKey(t *testing.T) {
	v := newTown(t)
	s := must[proposal.Settings](t)(v.Proposals().Settings(ctx, v.rev))
	if s.On {
		t.Fatal("a model is on by default")
	}
	s.On, s.Address, s.Model = true, "https://host/v1", "m"
	if err := v.Proposals().SetSettings(ctx, v.rev, s); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := v.Proposals().SetSettings(ctx, v.admin, s); err != nil {
		t.Fatal(err)
	}
	if got := must[proposal.Settings](t)(v.Proposals().Settings(ctx, v.rev)); !got.On || got.Model != "m" || got.Target != s.Target {
		t.Errorf("%+v", got)
	}
	kept, err := v.Setting(ctx, "model")
	if err != nil || strings.Contains(strings.ToLower(string(kept)), "key") {
		t.Errorf("%s %v", kept, err)
	}
}

func TestProposals_ANoteWithinANoteIsReadInBothLanguages(t *testing.T) {
	v := newTown(t)
	e := v.draft(t, v.rev, v.own)
	p := propose("1.1", 0)
	p.Evidence[0].Note = words.T("Not said: {{.Phrases}}", map[string]any{"Phrases": words.T("a staff number", nil)})
	kept := must[[]proposal.Proposal](t)(v.Proposals().Keep(ctx, v.rev, e.ID, proposal.Rule, []proposal.Proposal{p}))
	if got := kept[0].Evidence[0].Note.In(words.Chinese); got != "没有说：工号" {
		t.Error(got)
	}
}
