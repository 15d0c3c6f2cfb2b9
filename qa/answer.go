package qa

import (
	"slices"
	"strconv"
	"time"
)

// Answers holds what a reviewer entered, by the ref of the question.
type Answers map[string]Answer

// Answer is what a reviewer entered for one question.
type Answer struct {
	// Options are indexes into Question.Choices: one for single and yes_no, any
	// number for multiple. nil: not answered; empty but not nil: none chosen.
	Options []int         `json:"options"`
	Value   string        `json:"value,omitempty"` // number as typed, text, or date 2006-01-02
	NA      bool          `json:"na,omitempty"`    // does not apply; Options and Value don't count then
	Comment string        `json:"comment,omitempty"`
	Cause   string        `json:"cause,omitempty"` // root cause
	Moments []Moment      `json:"moments,omitempty"`
	Spent   time.Duration `json:"spent,omitempty"` // time the question was awake
}

// Moment is a place on the recording, from its start.
type Moment struct {
	At    time.Duration `json:"at"`
	Until time.Duration `json:"until,omitempty"` // 0: a point in time
	Lane  Lane          `json:"lane,omitempty"`
	Note  string        `json:"note,omitempty"`
}

// Lane says whose voice a moment is about.
type Lane string

// The lanes. The empty lane is both.
const (
	LaneBoth     Lane = ""
	LaneAgent    Lane = "agent"
	LaneCustomer Lane = "customer"
)

// Choose returns an answer with the given options.
func Choose(options ...int) Answer {
	if options == nil {
		options = []int{}
	}
	return Answer{Options: options}
}

// NotApplicable returns the answer N/A.
func NotApplicable() Answer { return Answer{NA: true} }

// Enter returns an answer with a value: a number, a text, a date.
func Enter(value string) Answer { return Answer{Value: value} }

// Given reports whether a answers q, be it by N/A. A comment or a moment alone
// is no answer.
func (a Answer) Given(q *Question) bool {
	switch {
	case a.NA:
		return true
	case q.Kind == KindNumeric || q.Kind == KindText || q.Kind == KindDate:
		return a.Value != ""
	case q.Kind == KindMultiple:
		return a.Options != nil
	}
	return len(a.Options) > 0
}

// Number returns the value of a numeric answer; ok is false if it is no plain decimal.
func (a Answer) Number() (x float64, ok bool) {
	if !plain(a.Value) {
		return 0, false
	}
	x, err := strconv.ParseFloat(a.Value, 64)
	return x, err == nil
}

// Is reports whether a gives one of the values of a condition on q: an option
// label, "NA", or the value itself (numbers are compared as numbers).
func (a Answer) Is(q *Question, values []string) bool {
	if a.NA {
		return slices.Contains(values, NAWord)
	}
	choices := q.Choices()
	for _, i := range a.Options {
		if i >= 0 && i < len(choices) && slices.Contains(values, choices[i].Label) {
			return true
		}
	}
	return a.Value != "" && slices.ContainsFunc(values, a.equals)
}

// NAWord stands for "does not apply" in files and conditions.
const NAWord = "NA"

func (a Answer) equals(value string) bool {
	if value == a.Value {
		return true
	}
	x, ok := a.Number()
	y, also := Answer{Value: value}.Number()
	return ok && also && x == y
}

// Credit returns the score of a for q, 0 … 1 (multiple choice: the scores chosen
// ÷ the scores of all options; numeric: the first range that holds the number,
// 0 if none does). ok is false where there is none: not answered, N/A, or a
// question without a score. A choice that does not exist counts 0.
func (q *Question) Credit(a Answer) (s float64, ok bool) {
	if a.NA || !q.Scored() || !a.Given(q) {
		return 0, false
	}
	if q.Kind == KindNumeric {
		return q.rangeCredit(a), true
	}
	if q.Kind == KindMultiple {
		return shareChosen(q.Options, a.Options), true
	}
	if i := a.Options[0]; i >= 0 && i < len(q.Choices()) {
		return q.Choices()[i].Score.Float(), true
	}
	return 0, true
}

func shareChosen(options []Option, indexes []int) float64 {
	chosen, all := 0.0, 0.0
	for i, o := range options {
		all += o.Score.Float()
		if slices.Contains(indexes, i) {
			chosen += o.Score.Float()
		}
	}
	if all == 0 {
		return 0
	}
	return chosen / all
}

func (q *Question) rangeCredit(a Answer) float64 {
	x, ok := a.Number()
	if !ok {
		return 0
	}
	for _, r := range q.Ranges {
		if r.Holds(x) {
			return r.Score.Float()
		}
	}
	return 0
}
