package demo_test

import (
	"testing"

	"shifu/internal/people"
	"shifu/qa/proposal"
)

func TestDemo_TheTrialShowsQuestionsOnBothSidesOfTheGate(t *testing.T) {
	w := shared
	vs, err := w.Quality().Rubrics(ctx, people.Program())
	if err != nil {
		t.Fatal(err)
	}
	open, shut, byRules := 0, 0, 0
	for _, v := range vs {
		for _, from := range []proposal.Source{proposal.Model, proposal.Rule} {
			pairs, err := w.Proposals().Pairs(ctx, people.Program(), v.RubricID, from, 20000)
			if err != nil {
				t.Fatal(err)
			}
			if from == proposal.Rule {
				byRules += len(pairs)
				continue
			}
			for _, s := range proposal.Standings(pairs, proposal.Standard().TargetOf) {
				if s.N >= proposal.GateLeast && s.Open() {
					open++
				} else if s.N >= proposal.GateLeast {
					shut++
				}
			}
		}
	}
	if open < 3 || shut < 3 || byRules < 20 {
		t.Errorf("%d trusted, %d not, %d compared by rules", open, shut, byRules)
	}
}
