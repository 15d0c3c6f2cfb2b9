package wiring

import (
	"context"
	"io"

	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
)

// Minutes writes the PDF of the minutes of a joint listening. The actor needs
// the right Print and must know of the session.
func (r Reports) Minutes(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	a, err := r.Workspace.Analyses().Session(ctx, by, id)
	if err != nil {
		return err
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteMinutes(w, l, a, s)
}
