// Package rules proposes answers without a model: what was said, in which order
// and when, and what the sound shows. Rules are data: a set of them is a file,
// *.rules.yaml. A rule proposes; a person answers.
package rules

import (
	"slices"
	"time"

	"shifu/internal/words"
	"shifu/qa"
)

// Set is one version of a file of rules. Versions never change.
type Set struct {
	ID       string // of this version
	SetID    string // the same for all versions
	Number   int    // 1, 2, 3 …
	Active   bool   // the one in force
	Title    string
	Language string // of the calls it is made for: BCP 47
	Rules    []Rule
	SavedAt  time.Time
	SavedBy  string
}

// Rule proposes an option of a question on the calls in which its condition holds.
type Rule struct {
	ID       string
	Title    string
	Question string   // ref
	Option   []string // labels: the first that the question has is proposed; NA: does not apply
	Off      bool
	When     Condition
}

// Condition is what a rule asks of a call.
type Condition interface {
	test(t *Talk) Result
	check(c *checker, path string)
	// fields is the condition as it is written, and its key.
	fields() (key string, value any)
}

// Truth is what a condition comes to: it may be that a call can't tell, for
// want of a transcript, of sound, or of the occasion. Such a call proposes nothing.
type Truth int8

// The truths, so ordered that And is the least and Or the greatest.
const (
	No Truth = iota - 1
	Unknown
	Yes
)

// Result is the truth and what speaks for and against it.
type Result struct {
	Truth        Truth
	For, Against []Hit
}

// Hit is where a rule found something: its words and its moment.
type Hit struct {
	Turn  int // index of the utterance, -1: none, as for silence and for what was not said
	Lane  qa.Lane
	At    time.Duration
	Until time.Duration
	Quote string     // as it was said
	Note  words.Text // where there is no quote
}

// Proposal is a rule that fired: the answer it proposes and why.
type Proposal struct {
	Rule   *Rule
	Answer qa.Answer // Options or NA, and a moment for each hit
	Hits   []Hit
}

// Run returns what the rules of the set propose for the questions of v, in the
// order of the file. The first that fires for a question is the proposal, the
// others stand behind it.
func (s *Set) Run(v *qa.Version, t *Talk) []Proposal {
	var out []Proposal
	if !s.Fits(t) {
		return nil
	}
	for i := range s.Rules {
		r := &s.Rules[i]
		q, _, ok := v.Find(r.Question)
		if !ok || r.Off || !q.TakesProposals(qa.ByRule) {
			continue
		}
		answer, ok := r.answer(q)
		if !ok {
			continue
		}
		if res := r.When.test(t); res.Truth == Yes {
			out = append(out, Proposal{r, answer, res.For})
		}
	}
	return out
}

// Fits reports whether the set is made for the language that is spoken.
func (s *Set) Fits(t *Talk) bool {
	return s.Language == "" || t.chinese() == (words.Parse(s.Language) == words.Chinese)
}

// Fires tells what the rule finds in a call, whatever its question.
func (r *Rule) Fires(t *Talk) Result { return r.When.test(t) }

// answer is the proposed answer to q; ok is false where q has none of the options.
func (r *Rule) answer(q *qa.Question) (qa.Answer, bool) {
	for _, label := range r.Option {
		if label == qa.NAWord && q.NA {
			return qa.NotApplicable(), true
		}
		if i := slices.IndexFunc(q.Choices(), func(o qa.Option) bool { return o.Label == label }); i >= 0 {
			return qa.Choose(i), true
		}
	}
	return qa.Answer{}, false
}

// Moments are the hits as moments on the recording.
func Moments(hits []Hit) []qa.Moment {
	var out []qa.Moment
	for _, h := range hits {
		out = append(out, qa.Moment{At: h.At, Until: h.Until, Lane: h.Lane})
	}
	return out
}

// Find returns the rule with an id, nil if there is none.
func (s *Set) Find(id string) *Rule {
	if i := slices.IndexFunc(s.Rules, func(r Rule) bool { return r.ID == id }); i >= 0 {
		return &s.Rules[i]
	}
	return nil
}
