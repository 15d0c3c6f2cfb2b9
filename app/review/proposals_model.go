package review

import (
	"context"

	"shifu/app/background"
	"shifu/internal/fault"
	"shifu/qa/proposal"
	"shifu/recordings/speech"
)

// askModel asks the model beside the window; in a trial nothing of it shows.
func (a *advice) askModel(set proposal.Settings, sound *speech.Activity) {
	d, e, version := a.r.d, a.r.o.e, a.r.o.version
	ask := proposal.NewAsk(&version, a.r.o.call, a.r.o.said, sound)
	if len(ask.Questions) == 0 {
		return
	}
	a.asking, a.problem = !set.Trial, nil
	a.r.view.showHits()
	background.Run(a.r.ctx, d.Stage, func(ctx context.Context) ([]proposal.Proposal, error) {
		answers, err := d.Assist.Model.Answer(ctx, set, ask)
		if err != nil {
			return nil, err
		}
		found := ask.Check(set.Model, answers).Proposals
		for i := range found {
			found[i].Blind = set.Trial
		}
		return d.Assist.Proposals.Keep(ctx, d.Actor, e.ID, proposal.Model, found)
	}, func(all []proposal.Proposal, err error) { a.answered(set, all, err) })
}

func (a *advice) answered(set proposal.Settings, all []proposal.Proposal, err error) {
	if a.r.advice != a {
		return
	}
	a.asking = false
	switch {
	case err == nil:
		a.all = all
	case !set.Trial && !fault.Is(err, fault.Conflict):
		a.r.d.Fail(err)
	case !set.Trial:
		a.problem = err
	}
	a.r.d.Trace("model", map[string]any{"failed": err != nil, "count": len(all)})
	a.show()
}

// again asks the model once more after it failed.
func (a *advice) again() {
	if !a.asking && a.r.open() {
		a.load()
	}
}
