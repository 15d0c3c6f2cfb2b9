package wiring

import (
	"context"
	"io"

	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
)

// Retraining writes the PDF of a case. The actor needs the right Print and must
// see the case.
func (r Reports) Retraining(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	c, err := r.Workspace.Retrain().Case(ctx, by, id)
	if err != nil {
		return err
	}
	e, err := r.Workspace.Retrain().Effect(ctx, by, id)
	if err != nil {
		return err
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteRetraining(w, l, report.Retraining{Case: c, Effect: e, Stamp: s})
}

// JointPlan writes the PDF of the newest version of a joint plan. The actor
// needs the right Print and must see the plan.
func (r Reports) JointPlan(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	all, err := r.Workspace.JointPlans().Versions(ctx, by, id)
	if err != nil {
		return err
	}
	s, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteJointPlan(w, l, all[0], s)
}
