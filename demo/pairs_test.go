package demo_test

import (
	"testing"

	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentor"
)

func TestDemo_PairsRunOneWaitsForItsMenteeAndOneRoundIsReviewed(t *testing.T) {
	by := shared.actors["温秋分"]
	all, err := shared.Pairs().Pairs(ctx, by, contract.Find{})
	if err != nil {
		t.Fatal(err)
	}
	states, mentees := map[contract.State]int{}, map[string]int{}
	for _, p := range all {
		s := p.State(indicators.DateOf(evening))
		states[s]++
		if s == contract.Running {
			mentees[p.Mentor.Name]++
		}
		if p.Mentee.Name == "徐芒种" && (p.InForce() == nil || len(p.InForce().Terms.Goals) != 6 || p.Mentor.Name != "沈立夏") {
			t.Errorf("%+v", p)
		}
		if s == contract.Signing && (len(p.Pending().Missing()) != 1 || p.Pending().Missing()[0] != contract.MenteeParty) {
			t.Errorf("%s waits for %v", p.Mentee.Name, p.Pending().Missing())
		}
	}
	if states[contract.Running] != 7 || states[contract.Signing] != 1 || states[contract.Over] != 1 || mentees["沈立夏"] != 3 || mentees["陈白露"] != 2 {
		t.Error(states, mentees)
	}
	rounds, err := shared.Pairs().Rounds(ctx, by)
	if err != nil || len(rounds) != 1 {
		t.Fatal(rounds, err)
	}
	if r := rounds[0]; r.State != mentor.Reviewing || r.Alone() == 0 || len(r.Mentees)-r.Alone() < 4 {
		t.Error(r.State, r.Alone(), len(r.Mentees))
	}
}
