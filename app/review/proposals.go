package review

import (
	"context"

	"shifu/app/background"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rules"
	"shifu/recordings/speech"
)

// advice is what rules and a model propose for the evaluation that is shown.
// It fills nothing in by itself but where the question's gate is open.
type advice struct {
	r       *Room
	all     []proposal.Proposal
	asking  bool  // the model is at it
	problem error // why the model gave nothing
}

func newAdvice(r *Room) *advice { return &advice{r: r} }

// read is everything that is read before something is proposed.
type adviceRead struct {
	all    []proposal.Proposal
	set    proposal.Settings
	open   map[proposal.Source]map[string]bool // questions whose gate is open
	ask    bool                                // the model is to be asked
	speech *speech.Activity
}

// wanted says whether proposals belong to the evaluation: what calibrates
// people, and what they say of themselves, is theirs alone.
func (a *advice) wanted() bool {
	s := a.r.sheet
	return s != nil && s.e.ID != "" && a.r.d.Assist.Proposals != nil && a.r.d.Actor.May(people.ScoreCalls) &&
		(s.e.Purpose == qa.Ordinary || s.e.Purpose == qa.Double)
}

// load runs the rules beside the window, keeps what they find, and shows it.
func (a *advice) load() {
	if !a.wanted() {
		return
	}
	a.r.sheet.suggest = a.suggestion
	background.Run(a.r.ctx, a.r.d.Stage, a.read, func(got adviceRead, err error) {
		if a.r.advice != a {
			return // another evaluation is shown by now
		}
		if err != nil {
			a.r.d.Fail(err)
			return
		}
		a.all = got.all
		a.prefill(got.open)
		a.show()
		a.r.d.Trace("proposed", map[string]any{"evaluation": a.r.sheet.e.ID, "count": len(a.all)})
		if got.ask {
			a.askModel(got.set, got.speech)
		}
	})
}

func (a *advice) read(ctx context.Context) (got adviceRead, err error) {
	d, e := a.r.d, a.r.o.e
	if !a.r.sheet.open {
		got.all, err = d.Assist.Proposals.Of(ctx, d.Actor, e.ID)
		return got, err
	}
	if got.speech, err = a.activity(ctx); err != nil {
		return got, err
	}
	found, err := a.runRules(ctx, got.speech)
	if err != nil {
		return got, err
	}
	if got.all, err = d.Assist.Proposals.Keep(ctx, d.Actor, e.ID, proposal.Rule, found); err != nil {
		return got, err
	}
	if got.set, err = d.Assist.Proposals.Settings(ctx, d.Actor); err != nil {
		return got, err
	}
	if got.open, err = a.gates(ctx, got.set); err != nil {
		return got, err
	}
	if got.set.On && d.Assist.Model != nil && len(a.r.o.said) > 0 {
		has, err := d.Assist.Proposals.Has(ctx, d.Actor, e.ID, proposal.Model)
		got.ask = !has
		return got, err
	}
	return got, nil
}

// activity is who speaks when, nil where that was not found out.
func (a *advice) activity(ctx context.Context) (*speech.Activity, error) {
	packed, err := a.r.d.Calls.Derived(ctx, a.r.d.Actor, a.r.o.call.ID, speech.Kind)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	found, err := speech.Unmarshal(packed)
	if err != nil {
		return nil, nil // of an older detector: as if it were not known
	}
	return &found, nil
}

func (a *advice) runRules(ctx context.Context, sound *speech.Activity) ([]proposal.Proposal, error) {
	sets, err := a.r.d.Assist.Rules.Sets(ctx, a.r.d.Actor)
	if err != nil {
		return nil, err
	}
	talk, version := rules.NewTalk(a.r.o.call.Call, a.r.o.said, sound), a.r.o.version
	var found []rules.Proposal
	for i := range sets {
		found = append(found, sets[i].Run(&version, talk)...)
	}
	return proposal.FromRules(found), nil
}

// mostCompared bounds the pairs that a gate looks at: the latest 25 of each of
// a hundred questions.
const mostCompared = 2500

// gates are the questions that may be filled in beforehand, by source.
func (a *advice) gates(ctx context.Context, set proposal.Settings) (map[proposal.Source]map[string]bool, error) {
	if !set.Prefill {
		return nil, nil
	}
	out := map[proposal.Source]map[string]bool{}
	for _, from := range []proposal.Source{proposal.Rule, proposal.Model} {
		pairs, err := a.r.d.Assist.Proposals.Pairs(ctx, a.r.d.Actor, a.r.o.version.RubricID, from, mostCompared)
		if err != nil {
			return nil, err
		}
		out[from] = map[string]bool{}
		for ref, s := range proposal.Standings(pairs, set.TargetOf) {
			out[from][ref] = s.Open()
		}
	}
	return out, nil
}
