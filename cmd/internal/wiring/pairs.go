package wiring

import (
	"context"
	"io"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
)

// Contract writes the PDF of a version of a pair's contract. The two people of
// the pair may always have it; others who see it need the right Print.
func (r Reports) Contract(ctx context.Context, by people.Actor, pairID string, number int, l words.Language, w io.Writer) error {
	p, err := r.Workspace.Pairs().Pair(ctx, by, pairID)
	if err != nil {
		return err
	}
	if !p.Has(by.PersonID) {
		if err := by.Require(people.Print); err != nil {
			return err
		}
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	for _, v := range p.Versions {
		if v.Number == number {
			return report.WriteContract(w, l, v, s)
		}
	}
	return fault.New(fault.NotFound, "This version of the contract is not in the workspace.", nil)
}
