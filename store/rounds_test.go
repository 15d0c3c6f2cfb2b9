package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentor"
)

// school is a town with two mentors of acme and shifts of everybody there.
type school struct {
	*town
	coordinator people.Actor
	early, late people.Actor // mentors
}

func newSchool(t testing.TB) *school {
	v := &school{town: newTown(t)}
	v.coordinator = v.person(t, v.acme, "", "coordinator", people.Trainer)
	v.early = v.person(t, v.acme, v.teamA, "early", people.Agent, people.Mentor)
	v.late = v.person(t, v.acme, v.teamA, "late", people.Agent, people.Mentor)
	b := indicators.Batch{Kind: indicators.ShiftKind, Source: "roster"}
	for who, from := range map[string]int{v.agent.PersonID: 8, v.mate.PersonID: 13, v.early.PersonID: 8, v.late.PersonID: 14} {
		for d := range 14 {
			begins := time.Date(2026, 2, 10+d, from, 0, 0, 0, time.UTC)
			b.Shifts = append(b.Shifts, indicators.Shift{Who: indicators.Who{PersonID: who, OrganisationID: v.acme, TeamID: v.teamA}, Date: indicators.DateOf(begins), Start: begins, End: begins.Add(8 * time.Hour), Project: "95598"})
		}
	}
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
	return v
}

// round is one with everybody who could take part.
func (v *school) round(t testing.TB) mentor.Round {
	t.Helper()
	mentors, mentees, err := v.Pairs().Candidates(ctx, v.coordinator)
	if err != nil {
		t.Fatal(err)
	}
	r := mentor.Round{Name: "Spring", Method: mentor.Total, Rules: mentor.StandardRules(), Mentors: mentors}
	for _, p := range mentees {
		if p.ID == v.agent.PersonID || p.ID == v.mate.PersonID {
			r.Mentees = append(r.Mentees, p)
		}
	}
	return must[mentor.Round](t)(v.Pairs().SaveRound(ctx, v.coordinator, r))
}

func mentorOf(r mentor.Round, mentee people.Actor) string {
	for _, p := range r.Proposed {
		if p.MenteeID == mentee.PersonID {
			return p.MentorID
		}
	}
	return "not in the round"
}

func TestRound_IsReviewedAndItsPublishedPairsWaitForContracts(t *testing.T) {
	v := newSchool(t)
	k := v.Pairs()
	r := v.round(t)
	if len(r.Mentors) != 2 || len(r.Mentees) != 2 || r.State != mentor.Preparing || len(r.Mentees[0].Facts.Shifts) == 0 {
		t.Fatalf("%+v", r)
	}
	if err := k.PublishRound(ctx, v.coordinator, r.ID); !fault.Is(err, fault.Conflict) {
		t.Error("published before anything was proposed:", err)
	}
	r = must[mentor.Round](t)(k.ProposePairs(ctx, v.coordinator, r.ID))
	if r.State != mentor.Reviewing || mentorOf(r, v.agent) != v.early.PersonID || mentorOf(r, v.mate) != v.late.PersonID {
		t.Fatalf("%+v", r.Proposed)
	}
	if all := must[[]contract.Pair](t)(k.Pairs(ctx, v.coordinator, contract.Find{})); len(all) != 0 {
		t.Error("a pair was made before the review")
	}
	r = must[mentor.Round](t)(k.AssignMentor(ctx, v.coordinator, r.ID, v.mate.PersonID, v.early.PersonID))
	if mentorOf(r, v.mate) != v.early.PersonID {
		t.Fatalf("%+v", r.Proposed)
	}
	if err := k.PublishRound(ctx, v.coordinator, r.ID); err != nil {
		t.Fatal(err)
	}
	all := must[[]contract.Pair](t)(k.Pairs(ctx, v.coordinator, contract.Find{Open: true}))
	if len(all) != 2 || all[0].RoundID != r.ID || all[0].State(indicators.DateOf(v.clock.at)) != contract.Unwritten || all[0].Mentor.PersonID != v.early.PersonID {
		t.Errorf("%+v", all)
	}
	if _, err := k.ProposePairs(ctx, v.coordinator, r.ID); !fault.Is(err, fault.Conflict) {
		t.Error("a published round was solved again:", err)
	}
	mentors, mentees, err := k.Candidates(ctx, v.coordinator)
	if err != nil || mentors[0].Facts.Taken != 2 {
		t.Error("the mentor's places are not taken", err)
	}
	for _, p := range mentees {
		if p.ID == v.agent.PersonID {
			t.Error("who has a mentor is asked again")
		}
	}
}

func TestRound_IsNotPublishedOverWhatChangedMeanwhile(t *testing.T) {
	v := newSchool(t)
	k := v.Pairs()
	r := must[mentor.Round](t)(k.ProposePairs(ctx, v.coordinator, v.round(t).ID))
	must[string](t)(k.MakePair(ctx, v.coordinator, v.late.PersonID, v.agent.PersonID))
	if err := k.PublishRound(ctx, v.coordinator, r.ID); !fault.Is(err, fault.Conflict) {
		t.Error("somebody has two mentors:", err)
	}
	if all := must[[]contract.Pair](t)(k.Pairs(ctx, v.coordinator, contract.Find{})); len(all) != 1 {
		t.Error("a part of the round was published", len(all))
	}
	if err := k.DropRound(ctx, v.coordinator, r.ID); err != nil {
		t.Fatal(err)
	}
	r2 := v.round(t)
	r2.Mentees = r2.Mentees[:0]
	stale := r2
	stale.Edition--
	if _, err := k.SaveRound(ctx, v.coordinator, stale); !fault.Is(err, fault.Conflict) {
		t.Error("somebody's change was overwritten:", err)
	}
	if _, err := k.SaveRound(ctx, v.coordinator, r2); err != nil {
		t.Error("an empty side can be saved and filled later:", err)
	}
	if _, err := k.ProposePairs(ctx, v.coordinator, r2.ID); !fault.Is(err, fault.Invalid) {
		t.Error("pairs for nobody:", err)
	}
}

func TestRound_KeepsOutWhoIsNotInTheScope(t *testing.T) {
	v := newSchool(t)
	r := v.round(t)
	r.Mentees = append(r.Mentees, mentor.Person{ID: v.foreign.PersonID})
	if _, err := v.Pairs().SaveRound(ctx, v.coordinator, r); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	r = v.round(t)
	if _, err := v.Pairs().Round(ctx, v.person(t, v.other, "", "otrainer", people.Trainer), r.ID); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor sees the round:", err)
	}
	if _, err := v.Pairs().Rounds(ctx, v.agent); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	r.Mentees[0].Wishes = []string{"nobody"}
	if _, err := v.Pairs().SaveRound(ctx, v.coordinator, r); !fault.Is(err, fault.Invalid) {
		t.Error("a wish for somebody unknown:", err)
	}
}
