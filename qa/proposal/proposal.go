// Package proposal holds answers that rules or a model propose, what became of
// them, and how far they may be trusted. A proposal never submits: a person
// does, and both the proposal and the person's answer are kept.
package proposal

import (
	"context"
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rules"
)

// Source is who proposes.
type Source string

// The sources.
const (
	Rule  Source = "rule"
	Model Source = "model"
)

// Decision is what the reviewer made of a proposal.
type Decision string

// The decisions.
const (
	Undecided Decision = ""
	Accepted  Decision = "accepted"
	Rejected  Decision = "rejected"
	Prefilled Decision = "prefilled" // entered into a fresh draft, since the question's gate was open
)

// Proposal is an answer to one question of an evaluation, proposed.
type Proposal struct {
	ID         string
	Ref        string
	Source     Source
	Maker      string // the rule's ID or the model's name
	Title      string // the rule's; empty for a model
	Rank       int    // 0: the proposal of its source for the question; others stand behind it
	Answer     qa.Answer
	Confidence float64 // of a model, 0 … 1
	Reason     string
	Evidence   []Evidence
	Void       words.Text // why a model's answer does not count; zero: it does
	Blind      bool       // made in a trial: the reviewer did not see it
	Decision   Decision
	MadeAt     time.Time
}

// Evidence is where on the call a proposal rests.
type Evidence struct {
	Turn  int           `json:"turn"` // index of the utterance, -1: none
	At    time.Duration `json:"at"`
	Until time.Duration `json:"until,omitempty"`
	Lane  qa.Lane       `json:"lane,omitempty"`
	Quote string        `json:"quote,omitempty"`
	Note  words.Text    `json:"note,omitzero"` // where there is no quote
}

// Counts reports whether the proposal may stand at its question.
func (p Proposal) Counts() bool { return p.Void.IsZero() }

// Moments are the evidence as moments on the recording, of each source at most few.
func (p Proposal) Moments() []qa.Moment {
	var out []qa.Moment
	for _, e := range p.Evidence[:min(len(p.Evidence), mostMoments)] {
		out = append(out, qa.Moment{At: e.At.Round(time.Millisecond), Until: e.Until.Round(time.Millisecond), Lane: e.Lane})
	}
	return out
}

// mostMoments is how many hits of one proposal are bound to its question.
const mostMoments = 3

// Same reports whether two answers choose the same.
func Same(a, b qa.Answer) bool {
	if a.NA || b.NA {
		return a.NA == b.NA
	}
	return slices.Equal(a.Options, b.Options) && a.Value == b.Value
}

// FromRules turns what rules found into proposals, in their order.
func FromRules(found []rules.Proposal) []Proposal {
	ranks := map[string]int{}
	var out []Proposal
	for _, f := range found {
		p := Proposal{Ref: f.Rule.Question, Source: Rule, Maker: f.Rule.ID, Title: f.Rule.Title, Rank: ranks[f.Rule.Question], Answer: f.Answer}
		for _, h := range f.Hits {
			p.Evidence = append(p.Evidence, Evidence{Turn: h.Turn, At: h.At, Until: h.Until, Lane: h.Lane, Quote: h.Quote, Note: h.Note})
		}
		ranks[p.Ref]++
		out = append(out, p)
	}
	return out
}

// Pair is a proposal beside the answer that a person submitted.
type Pair struct {
	Ref          string
	Source       Source
	Maker        string
	EvaluationID string
	CallID       string
	VersionID    string
	Proposed     qa.Answer
	Given        qa.Answer
	Blind        bool
	At           time.Time // submitted
}

// Agrees reports whether the person answered as was proposed.
func (p Pair) Agrees() bool { return Same(p.Proposed, p.Given) }

// Keeper keeps proposals and the settings of the model. Every method is a whole
// use in one transaction, refuses what the actor may not do, and keeps to the
// actor's scope.
type Keeper interface {
	// Keep keeps what a source proposes for the actor's own draft, in place of
	// what it proposed before and nobody decided. It returns all that the actor
	// may see of the evaluation then.
	Keep(ctx context.Context, by people.Actor, evaluationID string, from Source, ps []Proposal) ([]Proposal, error)
	// Of returns the proposals for an evaluation, blind ones only once it was submitted.
	Of(ctx context.Context, by people.Actor, evaluationID string) ([]Proposal, error)
	// Has reports whether a source has proposed anything for the evaluation, blind or not.
	Has(ctx context.Context, by people.Actor, evaluationID string, from Source) (bool, error)
	// Decide records what the reviewer made of a proposal for the own draft.
	Decide(ctx context.Context, by people.Actor, proposalID string, d Decision) error
	// Pairs returns proposals of rank 0 beside the submitted answers, of every
	// version of a rubric, newest first.
	Pairs(ctx context.Context, by people.Actor, rubricID string, from Source, limit int) ([]Pair, error)
	// Settings returns how the model is used.
	Settings(ctx context.Context, by people.Actor) (Settings, error)
	// SetSettings changes that; the right KeepWorkspace is needed.
	SetSettings(ctx context.Context, by people.Actor, s Settings) error
}
