// Package bank holds the questions of exams: what they ask, their right
// answers, how an answer is marked, and their versions. Its sub-packages read
// and write the formats in which banks are kept elsewhere.
package bank

import (
	"slices"
	"time"
)

// Kind says how a question is answered.
type Kind string

// The kinds of question. A description is text between questions and is not
// answered. A listening question is asked of a clip of a recording; a
// score-call question is answered by a whole evaluation, compared with the
// expert's.
const (
	Single      Kind = "single"
	Multiple    Kind = "multiple"
	TrueFalse   Kind = "true_false"
	Matching    Kind = "matching"
	Ordering    Kind = "ordering"
	Numerical   Kind = "numerical"
	Short       Kind = "short"
	Essay       Kind = "essay"
	Listening   Kind = "listening"
	ScoreCall   Kind = "score_call"
	Description Kind = "description"
)

// Kinds lists the kinds in the order in which screens show them.
var Kinds = []Kind{Single, Multiple, TrueFalse, Matching, Ordering, Numerical, Short, Essay, Listening, ScoreCall, Description}

// State says where a version of a question stands.
type State string

// The states of a version. An exam draws active versions only; a frozen one
// rests on an article that has expired.
const (
	Draft   State = "draft"
	Active  State = "active"
	Frozen  State = "frozen"
	Retired State = "retired"
)

// Rule says how a multiple choice is marked.
type Rule string

// The rules. Fractions adds the fractions of what is chosen, between 0 and 1.
// AllOrPart, usual in Chinese exams, gives all for exactly the right options,
// Partial for some of them without a wrong one, and nothing otherwise.
const (
	Fractions Rule = "fractions"
	AllOrPart Rule = "all_or_part"
)

// Question is one version of an entry of the bank. A version that an attempt
// has used never changes; changing its key makes the next one.
type Question struct {
	ID       string `json:"id,omitempty"` // of this version
	EntryID  string `json:"entry_id,omitempty"`
	Number   int    `json:"number,omitempty"` // 1, 2, 3 … within the entry
	State    State  `json:"state,omitempty"`
	Name     string `json:"name,omitempty"`
	Kind     Kind   `json:"kind"`
	Text     string `json:"text"` // what is asked; Markdown
	Language string `json:"language,omitempty"`

	// Options are the choices (single, multiple, true_false and listening), the
	// pairs (matching), the items in their right order (ordering), or the
	// accepted answers (numerical, short).
	Options []Option `json:"options,omitempty"`
	Shuffle bool     `json:"shuffle,omitempty"` // choices come in an order of each person's own
	Rule    Rule     `json:"rule,omitempty"`    // of a multiple choice; empty: Fractions
	Partial float64  `json:"partial,omitempty"` // of AllOrPart: 0…1 of the mark for a part
	Order   []int    `json:"order,omitempty"`   // of an ordering: the right order by the items' numbers; empty: as they stand

	Mark     float64 `json:"mark"`               // the most it can give
	Feedback string  `json:"feedback,omitempty"` // explanation shown to everybody
	Category string  `json:"category,omitempty"` // a path: 电费/阶梯电价
	Tags     Tags    `json:"tags"`

	Clip      *Clip  `json:"clip,omitempty"`       // of a listening or score-call question
	VersionID string `json:"version_id,omitempty"` // score-call: the rubric version
	ExpertID  string `json:"expert_id,omitempty"`  // score-call: the expert's evaluation

	ValidFrom  time.Time `json:"valid_from,omitzero"`
	ValidUntil time.Time `json:"valid_until,omitzero"`

	Vendors bool `json:"vendors,omitempty"` // vendors' trainers draw from it too
}

// Option is one choice, pair, item or accepted answer.
type Option struct {
	Text     string  `json:"text"`
	Fraction float64 `json:"fraction"` // of the mark, -1…1; right is 1
	Feedback string  `json:"feedback,omitempty"`
	Match    string  `json:"match,omitempty"` // matching: what belongs to Text; an empty Text is a distractor
	// Value and Tolerance are of a numerical answer; Relative takes the
	// tolerance times the value.
	Value     float64 `json:"value,omitempty"`
	Tolerance float64 `json:"tolerance,omitempty"`
	Relative  bool    `json:"relative,omitempty"`
}

// Tags say what a question is about.
type Tags struct {
	BusinessLine string     `json:"business_line,omitempty"`
	Point        string     `json:"point,omitempty"` // knowledge point
	Difficulty   Difficulty `json:"difficulty,omitempty"`
	Region       string     `json:"region,omitempty"`
	Regulation   string     `json:"regulation,omitempty"` // with its edition
	ArticleID    string     `json:"article_id,omitempty"` // of the knowledge base
	Free         []string   `json:"free,omitempty"`
}

// Difficulty is how hard its author takes a question to be.
type Difficulty string

// The bands of difficulty.
const (
	Easy   Difficulty = "easy"
	Medium Difficulty = "medium"
	Hard   Difficulty = "hard"
)

// Expected is the share of people who are expected to answer a question of
// the band rightly, before anybody has.
func (d Difficulty) Expected() float64 {
	switch d {
	case Easy:
		return 0.85
	case Hard:
		return 0.45
	}
	return 0.65
}

// Clip is a piece of a recording, and how often it may be heard.
type Clip struct {
	CallID string        `json:"call_id"`
	From   time.Duration `json:"from"`
	Until  time.Duration `json:"until"`
	Plays  int           `json:"plays,omitempty"` // 0: as often as one likes

	BenchmarkID string `json:"benchmark_id,omitempty"` // of the benchmark call that it is; empty: none
}

// Chosen reports whether the question is answered by choosing among options.
func (q *Question) Chosen() bool {
	return slices.Contains([]Kind{Single, Multiple, TrueFalse, Listening}, q.Kind)
}

// HasOptions reports whether the question has options, pairs, items or accepted
// answers.
func (q *Question) HasOptions() bool {
	return q.Chosen() || slices.Contains([]Kind{Matching, Ordering, Numerical, Short}, q.Kind)
}

// NeedsCall reports whether the question is asked of a recording.
func (q *Question) NeedsCall() bool { return q.Kind == Listening || q.Kind == ScoreCall }

// Marked reports whether an answer can be marked without a person.
func (q *Question) Marked() bool { return q.Kind != Essay && q.Kind != Description }

// Valid reports whether the question may be asked at a time.
func (q *Question) Valid(at time.Time) bool {
	return !at.Before(q.ValidFrom) && (q.ValidUntil.IsZero() || at.Before(q.ValidUntil))
}

// Right returns the indexes of the options that are right: those with a
// positive fraction.
func (q *Question) Right() []int {
	var out []int
	for i, o := range q.Options {
		if o.Fraction > 0 {
			out = append(out, i)
		}
	}
	return out
}

// Guess is the expected fraction of a blind answer: the mean of the fractions
// of a single choice, one half for true or false, otherwise 0 (Moodle's random
// guess score).
func (q *Question) Guess() float64 {
	switch {
	case q.Kind == TrueFalse:
		return 0.5
	case (q.Kind == Single || q.Kind == Listening) && len(q.Options) > 0:
		sum := 0.0
		for _, o := range q.Options {
			sum += o.Fraction
		}
		return sum / float64(len(q.Options))
	}
	return 0
}
