package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/analysis"
	"shifu/training/knowledge"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[analysis.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Analyses() })
	settlers = append(settlers, (*crowd).listened)
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[analysis.Session]():  analysis.Session{ID: []string{id, ""}[variant%2], CallID: f.calls[variant%2], Title: "X", At: newClock().at, Members: []analysis.Member{{PersonID: f.persons[0]}}},
			reflect.TypeFor[analysis.Finding]():  analysis.Finding{Sort: analysis.Good, Text: "X"},
			reflect.TypeFor[analysis.Decision](): analysis.Decision{Text: "X", OwnerID: id, Due: newClock().at.AddDate(1, 0, 0)},
		}
	})
}

// listened gives the other vendor a session with a finding.
func (v *crowd) listened(t *testing.T) {
	boss := v.person(t, v.other, v.teamO, "otherlistens", people.Supervisor)
	id := v.gathered(t, boss, v.others, v.foreign)
	if err := v.Analyses().Note(ctx, boss, id, analysis.Finding{Sort: analysis.Good, Text: "secret"}); err != nil {
		t.Fatal(err)
	}
	v.drafts = append(v.drafts, id)
}

// gathered is a planned session about a call.
func (v *town) gathered(t testing.TB, by people.Actor, callID string, members ...people.Actor) string {
	s := analysis.Session{CallID: callID, Title: "停电安抚", At: v.clock.at.Add(time.Hour)}
	for _, m := range members {
		s.Members = append(s.Members, analysis.Member{PersonID: m.PersonID})
	}
	return must[string](t)(v.Analyses().Plan(ctx, by, s))
}

func TestAnalyses_MembersFindAndTheLeadDecides(t *testing.T) {
	v := newTown(t)
	boss, k := v.person(t, v.acme, v.teamA, "boss", people.Supervisor), v.Analyses()
	id := v.gathered(t, boss, v.own, v.agent, v.agent)
	if s, err := k.Session(ctx, v.agent, id); err != nil || len(s.Members) != 1 || s.Lead != boss.Name || s.Length != time.Minute {
		t.Fatalf("%+v, %v", s, err)
	}
	for name, by := range map[string]people.Actor{"a mate": v.mate, "another vendor": v.foreign} {
		if _, err := k.Session(ctx, by, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sees it: %v", name, err)
		}
		if err := k.Note(ctx, by, id, analysis.Finding{Sort: analysis.Good, Text: "x"}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s notes: %v", name, err)
		}
	}
	if err := k.Note(ctx, v.agent, id, analysis.Finding{Sort: analysis.Better, Text: "抢话", At: 20 * time.Second}); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"decides": k.Decide(ctx, v.agent, id, analysis.Decision{Text: "x", OwnerID: v.agent.PersonID, Due: v.clock.at.AddDate(0, 0, 1)}),
		"closes":  k.Hold(ctx, v.agent, id, nil, "x"), "plans": second(k.Plan(ctx, v.agent, analysis.Session{CallID: v.own, Title: "x", At: v.clock.at})),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("a member %s: %v", name, err)
		}
	}
	if err := k.Decide(ctx, boss, id, analysis.Decision{Text: "x", OwnerID: v.mate.PersonID, Due: v.clock.at.AddDate(0, 0, 1)}); !fault.Is(err, fault.Invalid) {
		t.Error("somebody who was not there does it:", err)
	}
	if err := k.Decide(ctx, boss, id, analysis.Decision{Text: "改话术", OwnerID: v.agent.PersonID, Due: v.clock.at.AddDate(0, 0, 1)}); err != nil {
		t.Fatal(err)
	}
	if err := k.Hold(ctx, boss, id, []string{v.agent.PersonID}, "先听完再说"); err != nil {
		t.Fatal(err)
	}
	s, err := k.Session(ctx, v.agent, id)
	if err != nil || s.State != analysis.Held || s.Open() != 1 || s.Decisions[0].Owner != v.agent.Name {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := k.Finish(ctx, v.agent, id, s.Decisions[0].ID, "已改"); err != nil {
		t.Error("the owner finishes it after the minutes are closed:", err)
	}
	if err := k.Note(ctx, v.agent, id, analysis.Finding{Sort: analysis.Good, Text: "x"}); !fault.Is(err, fault.Conflict) {
		t.Error("noted in closed minutes:", err)
	}
}

func TestAnalyses_ACancelledSessionStaysAsItIs(t *testing.T) {
	v := newTown(t)
	k := v.Analyses()
	id := v.gathered(t, v.lead, v.own, v.rev)
	if err := k.Cancel(ctx, v.rev, id); !fault.Is(err, fault.Forbidden) {
		t.Error("a member cancels:", err)
	}
	if err := k.Cancel(ctx, v.lead, id); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"noted": k.Note(ctx, v.rev, id, analysis.Finding{Sort: analysis.Good, Text: "x"}), "held": k.Hold(ctx, v.lead, id, nil, "x"), "cancelled again": k.Cancel(ctx, v.lead, id),
		"decided": k.Decide(ctx, v.lead, id, analysis.Decision{Text: "x", OwnerID: v.lead.PersonID, Due: v.clock.at.AddDate(0, 0, 1)}),
		"planned": second(k.Plan(ctx, v.lead, analysis.Session{ID: id, CallID: v.own, Title: "x", At: v.clock.at, Members: []analysis.Member{{PersonID: v.rev.PersonID}}})),
	} {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("a cancelled session is %s: %v", name, err)
		}
	}
}

func TestAnalyses_BecomesAnArticleThatThereIs(t *testing.T) {
	v := newTown(t)
	k := v.Analyses()
	id := v.gathered(t, v.lead, v.own, v.rev)
	if err := k.Became(ctx, v.lead, id, "", "no such"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	a, err := v.Knowledge().Save(ctx, v.lead, knowledge.Article{Kind: knowledge.Kinds[0], Title: "停电", Body: "x", Category: "故障报修", OwnerID: v.lead.PersonID}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Became(ctx, v.lead, id, "", a.ID); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Session(ctx, v.rev, id); err != nil || s.ArticleID != a.ID {
		t.Errorf("%+v, %v", s, err)
	}
}
