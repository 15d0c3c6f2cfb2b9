package wiring

import (
	"context"
	"io"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
	"shifu/training/award"
)

// Contest writes the PDF of a frozen result. The actor needs the right Print
// and must see the contest.
func (r Reports) Contest(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	b, err := r.Workspace.Contests().Board(ctx, by, id)
	if err != nil {
		return err
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteContest(w, l, report.Contest{Board: b, Stamp: s})
}

// Award writes the certificate of a best pair with the ranking. The actor needs
// the right Print and must see the award.
func (r Reports) Award(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	v, err := r.Workspace.Awards().View(ctx, by, id)
	if err != nil {
		return err
	}
	if v.State != award.Published || v.Result == nil {
		return fault.New(fault.Conflict, "The result is not published yet: there is no certificate to print.", nil)
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteAward(w, l, report.Award{Award: v.Award, Result: *v.Result, Stamp: s})
}
