package wiring

import (
	"context"
	"io"

	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
)

// Practice writes the PDF of a practice session. The actor needs the right Print
// unless the session is the own one, and must see it.
func (r Reports) Practice(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	x, err := r.Workspace.Practice().Session(ctx, by, id)
	if err != nil {
		return err
	}
	if x.PersonID != by.PersonID {
		if err := by.Require(people.Print); err != nil {
			return err
		}
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WritePractice(w, l, x, s)
}
