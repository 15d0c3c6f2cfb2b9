package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rules"
	"shifu/recordings/speech"
)

// trialModel is what the model of the year's trial is called.
const trialModel = "trial-model"

// trialFrom is how many days ago the trial of a model began.
const trialFrom = 210

// trust is how often the model of the trial answers as people do: what is said
// in so many words it finds, tone and promises less often.
var trust = map[string]float64{
	"1.1": .93, "1.2": .985, "2.1": .72, "2.2": .70, "2.3": .90, "3.1": .86, "3.2": .95, "4.1": .89, "4.2": .74, "4.3": .94, "4.4": .93, "4.5": .88,
	"5.1": .97, "5.2": .99, "5.3": .985, "6.1": .98, "6.2": .80,
}

// planRules puts the starter rules in force.
func (m *maker) planRules(context.Context) error {
	if m.ws.Advice == nil {
		return nil
	}
	for i, l := range rules.Languages {
		set, err := rules.Shipped(l)
		if err != nil {
			return err
		}
		m.at(m.midnight(-204).Add(10*time.Hour+time.Duration(i)*time.Minute), "keeping rules", func(ctx context.Context) error {
			_, err := m.ws.Advice.Save(ctx, m.cast.as("吴清和"), set)
			return err
		})
	}
	return nil
}

// propose lets the model of the trial answer silently, and the rules run on
// what was said; the reviewer takes what fits and refuses the rest.
func (l *life) propose(ctx context.Context, by people.Actor, e qa.Evaluation, given qa.Answers) error {
	if l.ws.Trial == nil || e.Purpose != qa.Ordinary && e.Purpose != qa.Double {
		return nil
	}
	if e.StartedAt.After(l.midnight(-trialFrom)) && !e.StartedAt.After(l.midnight(0)) {
		if _, err := l.ws.Trial.Keep(ctx, by, e.ID, proposal.Model, l.trial(e, given)); err != nil {
			return err
		}
	}
	if !l.call.Audio.HasSound() || len(given) == 0 {
		return nil
	}
	return l.byRules(ctx, by, e, given)
}

// trial draws what the model says: as the person, or one option beside.
func (l *life) trial(e qa.Evaluation, given qa.Answers) []proposal.Proposal {
	seed := uint64(0)
	for _, c := range e.CallID {
		seed = seed*131 + uint64(c)
	}
	chance := rand.New(rand.NewPCG(seed, 7))
	v := l.version()
	var out []proposal.Proposal
	for _, q := range v.All {
		a, ok := given[q.Ref]
		if !ok || chance.Float64() < .06 { // now and then its quote is not to be found
			continue
		}
		p := proposal.Proposal{Ref: q.Ref, Maker: trialModel, Blind: true, Confidence: .6 + .39*chance.Float64(), Answer: qa.Answer{NA: a.NA, Options: a.Options}}
		if chance.Float64() > trust[q.Ref] {
			p.Answer = beside(q, a)
		}
		out = append(out, p)
	}
	return out
}

// beside is another answer to q.
func beside(q *qa.Question, a qa.Answer) qa.Answer {
	if a.NA || len(a.Options) == 0 || a.Options[0] > 0 {
		return qa.Choose(0)
	}
	return qa.Choose(1)
}

func (l *life) byRules(ctx context.Context, by people.Actor, e qa.Evaluation, given qa.Answers) error {
	sets, err := l.ws.Advice.Sets(ctx, by)
	if err != nil {
		return err
	}
	said, err := l.ws.Calls.Transcript(ctx, by, l.call.ID)
	if err != nil {
		return err
	}
	heard := rules.Heard{Call: l.call, Said: said}
	heard.Speech, err = l.ws.Calls.Derived(ctx, by, l.call.ID, speech.Kind)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	v, talk := l.version(), heard.Talk()
	var found []rules.Proposal
	for i := range sets {
		found = append(found, sets[i].Run(&v, talk)...)
	}
	kept, err := l.ws.Trial.Keep(ctx, by, e.ID, proposal.Rule, proposal.FromRules(found))
	if err != nil {
		return err
	}
	return l.decide(ctx, by, kept, given)
}

func (l *life) decide(ctx context.Context, by people.Actor, kept []proposal.Proposal, given qa.Answers) error {
	for _, p := range kept {
		a, answered := given[p.Ref]
		if p.Rank > 0 || !answered {
			continue
		}
		d := proposal.Rejected
		if proposal.Same(a, p.Answer) {
			d = proposal.Accepted
		}
		if err := l.ws.Trial.Decide(ctx, by, p.ID, d); err != nil {
			return err
		}
	}
	return nil
}
