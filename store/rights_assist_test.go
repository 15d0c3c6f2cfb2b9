package store_test

import (
	"sync"
	"testing"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rules"
)

// assist keeps rules of the other vendor, and a proposal for the other
// vendor's call.
func (v *crowd) assist(t *testing.T, lead people.Actor) {
	set := must[rules.Set](t)(rules.Shipped("en"))
	v.drafts = append(v.drafts, must[rules.Set](t)(v.Rules().Save(ctx, lead, set)).SetID)
	draft := must[qa.Evaluation](t)(v.Quality().Begin(ctx, v.second, qa.Start{CallID: v.others, VersionID: v.version}))
	proposed := []proposal.Proposal{{Ref: "1.1", Maker: "r", Answer: qa.Choose(0)}}
	v.drafts = append(v.drafts, must[[]proposal.Proposal](t)(v.Proposals().Keep(ctx, v.second, draft.ID, proposal.Rule, proposed))[0].ID)
}

// foreignRules would be a sound next version of the set id.
func foreignRules(id string) rules.Set {
	s := shippedRules()
	s.SetID, s.Number = id, 1
	return s
}

var shippedRules = sync.OnceValue(func() rules.Set {
	s, err := rules.Shipped("en")
	if err != nil {
		panic(err)
	}
	return s
})
